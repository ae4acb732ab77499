/** Slash commands. They are answered privately first; what is worth it is shared with the channel. */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Card } from '../../src/cards/mod.ts';
import { type Chat, restated } from '../../src/chat/mod.ts';
import type { Logger } from '../../src/log.ts';
import { askerOf } from './asker.ts';
import { readCaseCommand } from './case-command.ts';
import { plainQuestion } from './messages.ts';
import { apologise, respondWith } from './send.ts';

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/**
 * Answers every slash command, known or not. Slack waits three seconds for the acknowledgement, so it goes out before anything
 * is looked up.
 */
export async function handleCommand(
  { ack, command, respond }: CommandArgs,
  chat: Chat,
  log: Logger,
): Promise<void> {
  await ack();
  try {
    await respondWith(respond, await cardFor(command, chat), 'ephemeral');
  } catch (error) {
    log.error({ err: error, command: command.command }, 'A command could not be answered');
    await apologise(respond, log);
  }
}

async function cardFor(
  { command, text: sent, team_id, user_id, channel_id }: CommandArgs['command'],
  chat: Chat,
): Promise<Card> {
  const asker = askerOf({ teamId: team_id, userId: user_id, channelId: channel_id });
  const text = plainQuestion(sent, undefined);
  switch (command) {
    case '/ask':
      return text === '' ? chat.help() : restated(await chat.ask(text, asker, true), text);
    case '/case':
      return chat.openCase(readCaseCommand(text), asker, true);
    case '/privacy':
      return /^delete$/i.test(text) ? chat.forget(asker.person) : chat.privacy(asker.person);
    default:
      return chat.help();
  }
}
