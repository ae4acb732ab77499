/** What people do with `/quiz` on Slack. */
import { expect, vi } from 'vitest';
import { announceAll } from '../../../src/quiz/mod.ts';
import { LogLines } from '../../support/log-lines.ts';
import type { StandInMessage } from '../../support/slack/mod.ts';
import { type Bot, controlOn } from './bot.ts';
import { ADMIN, TEAM } from './digest-bot.ts';

/** So long a question of a round with others is open, unless another time is named. */
export const OPEN_MS = 30_000;
/** So long an answer can be read before the next question. */
export const READING_MS = 12_000;

/** What is answered to `/quiz …`. */
export async function quiz(
  { standIn }: Bot,
  text: string,
  { user = ADMIN, channel }: { readonly user?: string; readonly channel?: string | undefined } = {},
): Promise<StandInMessage> {
  const probe = await standIn.command('/quiz', text, { user, ...(channel !== undefined && { channel }) });
  await probe.acknowledged();
  return probe.response();
}

/** The question that `/quiz … everybody` posts for everybody, once its time runs. */
export async function askAll(bot: Bot, text: string, user = ADMIN): Promise<StandInMessage> {
  const { standIn, state } = bot;
  await standIn.command('/quiz', text, { user });
  const question = await standIn.until('a question', () => publicIn(bot).at(-1));
  const place = `slack:${TEAM}:${standIn.channelId}`;
  await vi.waitFor(async () => {
    const [id] = await state.quiz.openRounds(place, `slack:${TEAM}:${user}`);
    const round = await state.quiz.findRound(id ?? '');
    expect(round?.questions[0]?.message).toBe(question.ts);
  });
  return question;
}

/** What is answered to a press: a message beside the one with the button, or that one as it is then. */
export async function press(
  { standIn }: Bot,
  message: StandInMessage,
  label: string,
  user = ADMIN,
): Promise<StandInMessage> {
  const probe = await standIn.press(controlOn(message, `"text":"${label}"`), { message, user });
  await probe.acknowledged();
  return probe.response();
}

/** What everybody in a channel sees of the bot. */
export function publicIn({ standIn }: Bot, channel = standIn.channelId): StandInMessage[] {
  return standIn
    .messages(channel)
    .filter(({ ephemeralFor, userId }) => ephemeralFor === null && userId === standIn.botUserId);
}

/** What the clock brings is posted. */
export async function tick({ quiz, quizHost }: Bot): Promise<void> {
  await announceAll(quiz, quizHost, await quiz.due(quizHost.name), new LogLines().logger);
}
