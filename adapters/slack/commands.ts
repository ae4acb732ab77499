/** Slash commands. They are answered privately first; what is worth it is shared with the channel. */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Card } from '../../src/cards/mod.ts';
import { restated } from '../../src/chat/mod.ts';
import { askerOf } from './asker.ts';
import type { BotParts } from './bot-parts.ts';
import { readCaseCommand } from './case-command.ts';
import { type DigestParts, obey, openSettings } from './digest-commands.ts';
import type { Visitor } from './digest-rights.ts';
import { type DigestCommand, readDigestCommand } from './digest-words.ts';
import { plainQuestion } from './messages.ts';
import { obeyQuiz } from './quiz-commands.ts';
import { readQuizCommand } from './quiz-words.ts';
import { apologise, respondWith } from './send.ts';

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/**
 * Answers every slash command, known or not. Slack waits three seconds for the acknowledgement, so it goes out before anything
 * is looked up.
 */
export async function handleCommand(
  { ack, command, respond, client }: CommandArgs,
  parts: BotParts,
): Promise<void> {
  await ack();
  const { log } = parts;
  try {
    const card = await cardFor(command, client, parts);
    if (card !== null) await respondWith(respond, card, 'ephemeral');
  } catch (error) {
    log.error({ err: error, command: command.command }, 'A command could not be answered');
    await apologise(respond, log);
  }
}

/** Null when a window was opened instead, or the question of a round was posted. */
async function cardFor(
  { command, text: sent, team_id, user_id, user_name, channel_id, trigger_id }: CommandArgs['command'],
  client: CommandArgs['client'],
  parts: BotParts,
): Promise<Card | null> {
  const asker = askerOf({ teamId: team_id, userId: user_id, channelId: channel_id });
  const visitor = { place: { teamId: team_id, channelId: channel_id }, userId: user_id };
  const text = plainQuestion(sent, undefined);
  const { chat, digests } = parts;
  switch (command) {
    case '/ask':
      return text === '' ? chat.help() : restated(await chat.ask(text, asker, true), text);
    case '/case':
      return chat.openCase(readCaseCommand(text), asker, true);
    case '/digest':
      return obeyOrOpen(readDigestCommand(text), client, trigger_id, visitor, digests['case-study']);
    case '/quiz': {
      const wanted = readQuizCommand(text, chat);
      return wanted.verb === 'daily'
        ? obeyOrOpen(wanted.command, client, trigger_id, visitor, digests.quiz)
        : obeyQuiz(wanted, client, visitor, user_name, parts);
    }
    case '/privacy':
      return /^delete$/i.test(text) ? chat.forget(asker.person) : chat.privacy(asker.person);
    default:
      return chat.help();
  }
}

/** `on` without settings opens the window for them. */
function obeyOrOpen(
  wanted: DigestCommand,
  client: CommandArgs['client'],
  triggerId: string,
  visitor: Visitor,
  digest: DigestParts,
): Promise<Card | null> {
  return wanted.verb === 'on' && wanted.change === null
    ? openSettings(client, triggerId, visitor, digest)
    : obey(wanted, client, visitor, digest);
}
