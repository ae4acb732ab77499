/** Messages that are meant for Casebook: a mention in a channel, anything in a direct chat. */
import type { webApi } from '@slack/bolt';
import { failureCard, unconfirmedCard } from '../../src/chat/mod.ts';
import type { Logger } from '../../src/log.ts';
import { askerOf } from './asker.ts';
import type { BotParts } from './bot-parts.ts';
import { type DigestParts, obey } from './digest-commands.ts';
import { isDirect } from './digest-place.ts';
import { settingsButton, windowCard } from './digest-submission.ts';
import { type DigestCommand, readDigestMessage } from './digest-words.ts';
import { adviceFor, isInstallProblem, isUnconfirmed } from './failures.ts';
import { obeyQuiz } from './quiz-commands.ts';
import { type QuizCommand, readQuizMessage } from './quiz-words.ts';
import { postCard, whisperCard } from './send.ts';

/** What is needed of a message event to answer it. */
export interface AskedMessage {
  readonly teamId: string;
  readonly userId: string;
  readonly channelId: string;
  readonly ts: string;
  readonly threadTs: string | undefined;
  /** As Slack sends it: with mentions and entities. */
  readonly text: string;
}

export interface AnswerParts extends BotParts {
  /** Called with what to do when Slack refuses the token, or what a scope is missing for. */
  readonly refused: (advice: string) => void;
}

/**
 * Answers in the thread: that of the message, or one that the answer begins below it. Never throws: what goes wrong is logged,
 * and the person sees one line if that is possible.
 */
export async function answerMessage(
  message: AskedMessage,
  botUserId: string | undefined,
  client: webApi.WebClient,
  parts: AnswerParts,
): Promise<void> {
  const { chat, log, refused, digests } = parts;
  const { channelId, userId, ts, text } = message;
  const threadTs = message.threadTs ?? ts;
  const question = plainQuestion(text, botUserId);
  const isZone = (zone: string) => digests.quiz.digests.isZone(zone);
  const digest = readDigestMessage(question, isZone);
  const quiz = readQuizMessage(question, chat, isZone);
  try {
    if (digest !== null) return await replyToDigest(digest, message, client, digests['case-study']);
    if (quiz !== null) return await replyToQuiz(quiz, message, client, parts);
    showStatus(client, channelId, threadTs, log);
    const card =
      question === '' ? chat.help() : await chat.ask(question, askerOf({ ...message, threadTs }), false);
    await postCard(client, channelId, threadTs, card);
  } catch (error) {
    const advice = adviceFor(error);
    if (advice !== null) {
      log.warn({ channelId }, `Slack: not allowed to answer here. ${advice}`);
      if (isInstallProblem(error)) refused(advice);
      return;
    }
    log.error({ err: error, ts }, 'A message could not be answered');
    const apology = isUnconfirmed(error)
      ? whisperCard(client, { channelId, threadTs, userId }, unconfirmedCard())
      : postCard(client, channelId, threadTs, failureCard());
    await apology.catch((cause: unknown) => {
      log.warn({ err: cause }, 'Not even the apology arrived');
    });
  }
}

/**
 * `digest …` in a message is about where it stands: a thread, a channel or the direct chat. It is answered for everybody there, but
 * for what only one person should see.
 */
async function replyToDigest(
  command: DigestCommand,
  { teamId, userId, channelId, ts, threadTs }: AskedMessage,
  client: webApi.WebClient,
  digest: DigestParts,
): Promise<void> {
  const place = { teamId, channelId, threadTs };
  const thread = threadTs ?? ts;
  if (command.verb === 'on' && command.change === null)
    return postCard(client, channelId, thread, windowCard(digest.kind), [settingsButton(digest.kind, place)]);
  const card = await obey(command, client, { place, userId }, digest);
  if (command.verb === 'preview' && !isDirect(place))
    return whisperCard(client, { channelId, threadTs: thread, userId }, card);
  return postCard(client, channelId, thread, card);
}

/**
 * `quiz …` in a message is played alone where only the person sees it: nobody else is to see their round or their figures. The
 * daily question is everybody's.
 */
async function replyToQuiz(
  command: QuizCommand,
  message: AskedMessage,
  client: webApi.WebClient,
  parts: BotParts,
): Promise<void> {
  if (command.verb === 'daily') return replyToDigest(command.command, message, client, parts.digests.quiz);
  const { teamId, userId, channelId, ts, threadTs } = message;
  const place = { teamId, channelId, threadTs };
  // Buttons bring the name of whoever presses them; a message does not.
  const card = await obeyQuiz(command, client, { place, userId }, 'somebody', parts);
  if (card === null) return;
  if (isDirect(place)) return postCard(client, channelId, threadTs ?? ts, card);
  return whisperCard(client, { channelId, threadTs, userId }, card);
}

/** What a person has written: without the mention of the bot, without Slack's own marks, entities undone. */
export function plainQuestion(text: string, botUserId: string | undefined): string {
  return text
    .replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => (id === botUserId ? ' ' : '@somebody'))
    .replace(
      /<([#!@]?)([^>|]*)(?:\|([^>]*))?>/g,
      (_, _mark: string, target: string, label?: string) => label ?? target,
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

/** `Casebook is searching…`. Nobody waits for it: an answer takes less time than the status. */
function showStatus(client: webApi.WebClient, channelId: string, threadTs: string, log: Logger): void {
  client.assistant.threads
    .setStatus({ channel_id: channelId, thread_ts: threadTs, status: 'is searching…' })
    .catch((error: unknown) => log.debug({ err: error }, 'The status could not be shown'));
}
