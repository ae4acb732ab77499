/** The quiz on Slack beside its command: one question a day, mentions, direct chats, and the button under a digest. */
import { describe, expect, it, vi } from 'vitest';
import { handMade, onEach } from '../quiz-questions.ts';
import { controlOn, textOf } from './bot.ts';
import {
  ADMIN,
  digestBots,
  HOUR_MS,
  initialsOf,
  MEMBER,
  mention,
  postsIn,
  SETTINGS,
  say,
  submit,
  TEAM,
} from './digest-bot.ts';
import { press, publicIn, quiz } from './quiz-bot.ts';

vi.setConfig({ testTimeout: 30_000 });

const start = digestBots();
const ready = () => start({ questions: handMade });

describe('a question a day', () => {
  it('is set up in a window, posted, answered privately, and its results stand under the next one', async () => {
    const bot = await ready();
    const { standIn } = bot;
    await standIn.command('/quiz', 'daily on', { user: ADMIN });
    const view = await standIn.until('the window', () => standIn.views.modals(ADMIN)[0]);
    expect(JSON.stringify(view)).toContain('Daily quiz');
    expect(initialsOf(view)).toMatchObject({ time: '09:00', zone: 'Europe/Berlin' });
    expect(await submit(bot, view, {})).toContain('The daily quiz is on');
    const place = `slack:${TEAM}:${standIn.channelId}`;
    expect(await bot.state.digests.find('case-study', place)).toBeNull();
    bot.forward(HOUR_MS);
    await bot.deliverer.deliverDue();
    const [question] = postsIn(standIn);
    expect(textOf(question!)).toContain('Question of the day');
    const own = await press(bot, question!, 'B', MEMBER);
    expect(own.ephemeralFor).toBe(MEMBER);
    expect(textOf(own)).toContain('Right: B');
    bot.forward(24 * HOUR_MS);
    await bot.deliverer.deliverDue();
    const [, next] = postsIn(standIn);
    expect(textOf(next!)).toContain('The last daily question: the answer is B');
    expect(textOf(next!)).toContain(`— ${MEMBER.toLowerCase()}`);
    expect(textOf(await press(bot, question!, 'A'))).toContain('This question is over');
    expect(textOf(await quiz(bot, 'daily show', { user: MEMBER }))).toContain('09:00 - delivered');
    expect(postsIn(standIn).flatMap(({ pings }) => pings)).toEqual([]);
  });

  it('is told apart from the digest of the same place, and each word does what it says', async () => {
    const bot = await ready();
    await say(bot, SETTINGS);
    expect(textOf(await quiz(bot, 'daily'))).toContain('/quiz daily on opens the settings');
    const refused = textOf(await quiz(bot, 'daily on 9:00', { user: MEMBER }));
    expect(refused).toContain('for those who manage this place');
    expect(textOf(await quiz(bot, 'daily on 10:00 Europe/Berlin'))).toContain(
      'One question every day at 10:00',
    );
    expect(textOf(await quiz(bot, 'daily pause'))).toContain('The daily quiz is paused');
    expect(await say(bot, 'show')).toContain('The digest of this place');
    expect(textOf(await quiz(bot, 'daily resume'))).toContain('The daily quiz is on');
    expect(textOf(await quiz(bot, 'daily now'))).toContain('On its way');
    await bot.deliverer.deliverDue();
    expect(postsIn(bot.standIn).map((post) => textOf(post))).toEqual([
      expect.stringContaining('Question of the day'),
    ]);
    expect(textOf(await quiz(bot, 'daily off'))).toContain('The daily quiz is off');
    expect(await say(bot, 'show')).not.toContain('is off');
    const channel = bot.standIn.teams[0]?.otherChannel;
    expect(textOf(await quiz(bot, 'daily on 9:00', { channel }))).toContain('/invite @Casebook');
  });
});

describe('mentions', () => {
  it('begin a round that only the person sees', async () => {
    const bot = await ready();
    const { channelId, ts } = await bot.standIn.mention('quiz 1', { user: MEMBER });
    const question = await bot.standIn.until('a question', () =>
      bot.standIn.messages(channelId).find(({ ephemeralFor }) => ephemeralFor === MEMBER),
    );
    // Slack shows a private message in a thread only where there is a thread already.
    expect([question.threadTs, question.ts > ts]).toEqual([null, true]);
    expect(textOf(await press(bot, question, 'B', MEMBER))).toContain('Right: B');
    expect(publicIn(bot)).toEqual([]);
  });

  it('in a thread ask everybody there', async () => {
    const bot = await ready();
    const { ts: threadTs } = bot.standIn.say('A thread');
    const question = await mention(bot, 'quiz everybody', { threadTs });
    expect(textOf(question)).toContain('Open for 30 seconds');
    expect(question).toMatchObject({ threadTs, ephemeralFor: null });
    expect(textOf(await press(bot, question, 'B', MEMBER))).toContain('Right: B');
  });

  it('of the daily question are answered in the thread, with the button that opens its window', async () => {
    const bot = await ready();
    expect(textOf(await mention(bot, 'quiz daily show'))).toContain('No daily quiz here');
    const offered = await mention(bot, 'quiz daily on');
    await bot.standIn.press(controlOn(offered, 'Open the settings'), { message: offered, user: ADMIN });
    const view = await bot.standIn.until('the window', () => bot.standIn.views.modals(ADMIN)[0]);
    expect(await submit(bot, view, {})).toContain('The daily quiz is on');
  });

  it('that only hold the word are questions', async () => {
    const bot = await ready();
    const answer = await mention(bot, 'quiz me on how Discord stores messages');
    expect(answer.ephemeralFor).toBeNull();
    expect(textOf(answer)).not.toContain('Question 1');
  });
});

it('in a direct chat a round is a message there, which is replaced', async () => {
  const bot = await ready();
  await bot.standIn.directMessage('quiz everybody 1', { user: MEMBER });
  const chat = bot.standIn.directMessagesOf(MEMBER);
  const question = await bot.standIn.until('a question', () => publicIn(bot, chat)[0]);
  const result = await press(bot, question, 'A', MEMBER);
  expect(result).toMatchObject({ ts: question.ts, ephemeralFor: null });
  expect(textOf(result)).toContain('Not quite: it is B');
  expect(textOf(await press(bot, result, 'See how it went', MEMBER))).toContain('You had 0 of 1 right');
});

it('“Quiz me on this” under a digest asks whoever presses it, alone', async () => {
  const bot = await start({ questions: onEach });
  await say(bot, SETTINGS);
  bot.forward(HOUR_MS);
  await bot.deliverer.deliverDue();
  const [post] = postsIn(bot.standIn);
  const question = await press(bot, post!, 'Quiz me on this', MEMBER);
  expect(question.ephemeralFor).toBe(MEMBER);
  expect(textOf(await press(bot, question, 'B', MEMBER))).toContain('Right: B');
  expect(publicIn(bot)).toHaveLength(1);
});
