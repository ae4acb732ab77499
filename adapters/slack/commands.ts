/** Slash commands. They are answered privately first; what is worth it is shared with the channel. */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Card } from '../../src/cards/mod.ts';
import { type Chat, restated } from '../../src/chat/mod.ts';
import type { Logger } from '../../src/log.ts';
import { askerOf } from './asker.ts';
import { readCaseCommand } from './case-command.ts';
import { type DigestParts, obey, openSettings } from './digest-commands.ts';
import { readDigestCommand } from './digest-words.ts';
import { plainQuestion } from './messages.ts';
import { apologise, respondWith } from './send.ts';

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/**
 * Answers every slash command, known or not. Slack waits three seconds for the acknowledgement, so it goes out before anything
 * is looked up.
 */
export async function handleCommand(
  { ack, command, respond, client }: CommandArgs,
  chat: Chat,
  digest: DigestParts,
  log: Logger,
): Promise<void> {
  await ack();
  try {
    const card = await cardFor(command, chat, client, digest);
    if (card !== null) await respondWith(respond, card, 'ephemeral');
  } catch (error) {
    log.error({ err: error, command: command.command }, 'A command could not be answered');
    await apologise(respond, log);
  }
}

/** Null when a window was opened instead. */
async function cardFor(
  { command, text: sent, team_id, user_id, channel_id, trigger_id }: CommandArgs['command'],
  chat: Chat,
  client: CommandArgs['client'],
  digest: DigestParts,
): Promise<Card | null> {
  const asker = askerOf({ teamId: team_id, userId: user_id, channelId: channel_id });
  const text = plainQuestion(sent, undefined);
  switch (command) {
    case '/ask':
      return text === '' ? chat.help() : restated(await chat.ask(text, asker, true), text);
    case '/case':
      return chat.openCase(readCaseCommand(text), asker, true);
    case '/digest': {
      const visitor = { place: { teamId: team_id, channelId: channel_id }, userId: user_id };
      const wanted = readDigestCommand(text);
      return wanted.verb === 'on' && wanted.change === null
        ? openSettings(client, trigger_id, visitor, digest)
        : obey(wanted, client, visitor, digest);
    }
    case '/privacy':
      return /^delete$/i.test(text) ? chat.forget(asker.person) : chat.privacy(asker.person);
    default:
      return chat.help();
  }
}
