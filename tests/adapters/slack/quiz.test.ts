/** `/quiz` on Slack: alone, with everybody, and what people have reached, against the stand-in. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webApi } from '@slack/bolt';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { SlackStandIn } from '../../support/slack/mod.ts';
import { handMade } from '../quiz-questions.ts';
import { textOf } from './bot.ts';
import { ADMIN, digestBots, HOUR_MS, MEMBER, MONDAY, TEAM, toldTo } from './digest-bot.ts';
import { askAll, OPEN_MS, press, publicIn, quiz, READING_MS, tick } from './quiz-bot.ts';

vi.setConfig({ testTimeout: 30_000 });

const start = digestBots();
const ready = (options: Parameters<typeof start>[0] = {}) => start({ questions: handMade, ...options });

describe.each(['socket', 'http'] as const)('over %s', (transport) => {
  it('a round alone is played to its end in one message that only the person sees', async () => {
    const bot = await ready({ transport });
    const question = await quiz(bot, '2');
    expect(question.ephemeralFor).toBe(ADMIN);
    expect(textOf(question)).toContain('Question 1 of 2');
    // Two devices, or a double click: one choice counts.
    await Promise.all([press(bot, question, 'B'), press(bot, question, 'B')]);
    const right = bot.standIn.messages(question.channelId).find(({ ts }) => ts === question.ts)!;
    expect(right).toMatchObject({ ephemeralFor: ADMIN, edited: true });
    expect(textOf(right)).toContain('Right: B');
    const second = await press(bot, right, 'Next question');
    expect(textOf(second)).toContain('Question 2 of 2');
    const wrong = await press(bot, second, 'A');
    expect(textOf(wrong)).toContain('Not quite: it is B');
    const score = await press(bot, wrong, 'See how it went');
    expect(score.ts).toBe(question.ts);
    expect(textOf(score)).toContain('You had 1 of 2 right');
    expect(publicIn(bot)).toEqual([]);
    expect(bot.standIn.messages(bot.standIn.channelId).flatMap(({ pings }) => pings)).toEqual([]);
  });
});

describe('a round with everybody', () => {
  it('goes on by the clock, tells each person alone what they had, and then all who said what', async () => {
    const bot = await ready();
    const question = await askAll(bot, '2 everybody');
    expect(textOf(question)).toContain('Open for 30 seconds');
    const own = await press(bot, question, 'B', MEMBER);
    expect([own.ephemeralFor, own.ts === question.ts]).toEqual([MEMBER, false]);
    expect(textOf(own)).toContain('Right: B');
    expect(textOf(await press(bot, question, 'A', MEMBER))).toContain('You had answered before');
    expect(textOf(await press(bot, question, 'A'))).toContain('Not quite: it is B');
    expect(textOf(await quiz(bot, 'everybody'))).toContain('There is a round here already');
    bot.forward(OPEN_MS);
    await tick(bot);
    const [revealed] = publicIn(bot);
    expect(revealed).toMatchObject({ ts: question.ts, edited: true, pings: [] });
    expect(textOf(revealed!)).toContain('1 of 2 had it right');
    expect(textOf(revealed!)).toContain(`— ${MEMBER.toLowerCase()}`);
    expect(JSON.stringify(revealed)).not.toContain('cb1:choose');
    bot.forward(READING_MS);
    await tick(bot);
    expect(textOf(publicIn(bot)[1]!)).toContain('Question 2 of 2');
    await press(bot, publicIn(bot)[1]!, 'B', MEMBER);
    // Both answered the first one, so the second one is over with the last of them.
    await press(bot, publicIn(bot)[1]!, 'B');
    await bot.standIn.until('the scores', () => publicIn(bot)[2]);
    const [, second, scores] = publicIn(bot);
    expect(textOf(second!)).toContain('2 of 2 had it right');
    expect(textOf(scores!)).toContain('The round is over');
    expect(publicIn(bot).flatMap(({ pings }) => pings)).toEqual([]);
  });

  it('outlives a restart, and a question that was deleted is revealed in a message of its own', async () => {
    const clock = { at: MONDAY };
    const standIn = await SlackStandIn.start({ now: () => clock.at });
    onTestFinished(() => standIn.close());
    const folder = await mkdtemp(join(tmpdir(), 'casebook-quiz-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const same = { standIn, clock, stateFile: join(folder, 'state.db') };
    const first = await ready(same);
    const question = await askAll(first, '1 everybody');
    await first.stop();
    const bot = await ready(same);
    expect(textOf(await press(bot, question, 'B', MEMBER))).toContain('Right: B');
    const client = new webApi.WebClient(standIn.botToken, { slackApiUrl: `${standIn.apiUrl}` });
    await client.chat.delete({ channel: standIn.channelId, ts: question.ts });
    bot.forward(OPEN_MS);
    await tick(bot);
    const [reveal, scores] = publicIn(bot);
    expect(reveal!.ts).not.toBe(question.ts);
    expect(textOf(reveal!)).toContain('1 of 1 had it right');
    expect(textOf(scores!)).toContain('The round is over');
  });

  it('that is over says so to those whose buttons still stand there', async () => {
    const bot = await ready();
    const question = await askAll(bot, '1 everybody');
    bot.standIn.failNext({ method: 'chat.update' }, { error: 'edit_window_closed' });
    bot.forward(OPEN_MS);
    await tick(bot);
    expect(textOf(await press(bot, question, 'B', MEMBER))).toContain('This question is over');
    expect(publicIn(bot)).toHaveLength(3);
  });

  it('is stopped by who began it or who manages the place, and by nobody else', async () => {
    const bot = await ready();
    await askAll(bot, 'everybody', MEMBER);
    const other = await quiz(bot, 'stop', { user: 'U00000000C1' });
    expect(textOf(other)).toContain('Only who started the round can do that');
    expect(textOf(await quiz(bot, 'stop'))).toContain('Stopped');
    expect(textOf(publicIn(bot).at(-1)!)).toContain('The round is over');
    expect(textOf(await quiz(bot, 'stop', { user: MEMBER }))).toContain('No round is going on here');
  });

  it('where Casebook is not says how to invite it, and that a round alone works', async () => {
    const bot = await ready();
    const channel = bot.standIn.teams[0]?.otherChannel;
    const text = textOf(await quiz(bot, 'everybody', { channel }));
    expect(text).toContain('/invite @Casebook');
    expect(text).toContain('A round for you alone needs nothing of this');
    expect(textOf(await quiz(bot, '', { channel }))).toContain('Question 1 of 3');
  });

  it('that cannot be posted is none, so that it can be begun again', async () => {
    const bot = await ready();
    bot.standIn.failNext({ method: 'chat.postMessage' }, { error: 'restricted_action' });
    const refused = textOf(await quiz(bot, 'everybody'));
    expect(refused).toContain('the workspace does not let Casebook post there');
    expect(publicIn(bot)).toEqual([]);
    expect(textOf(await askAll(bot, 'everybody'))).toContain('Question 1 of 3');
  });

  it('names people without calling them, whatever they are called', async () => {
    const bot = await ready();
    await askAll(bot, '1 here');
    const [id] = await bot.state.quiz.openRounds(
      `slack:${TEAM}:${bot.standIn.channelId}`,
      `slack:${TEAM}:${ADMIN}`,
    );
    const player = { place: `slack:${TEAM}:${bot.standIn.channelId}`, community: `slack:${TEAM}` };
    const someone = {
      ...player,
      person: `slack:${TEAM}:U00000000E1`,
      name: '<!everyone> *<@U0000000001>* :tada:',
    };
    await bot.quiz.press({ kind: 'choose', target: id!, index: 1 }, someone);
    bot.forward(OPEN_MS);
    await tick(bot);
    const posts = publicIn(bot);
    expect(textOf(posts[0]!)).toContain('<!everyone>');
    expect(posts.flatMap(({ pings, links }) => [...pings, ...links])).toEqual([]);
  });
});

describe('what people have reached', () => {
  it('is shown to them alone: figures, what is due, and the leaderboard, which they can leave', async () => {
    const bot = await ready();
    expect(textOf(await quiz(bot, 'stats'))).toContain('No answers yet');
    expect(textOf(await quiz(bot, 'review'))).toContain('Nothing to review');
    await press(bot, await quiz(bot, '1'), 'A');
    const stats = await quiz(bot, 'stats');
    expect(stats.ephemeralFor).toBe(ADMIN);
    expect(textOf(stats)).toContain('0 of 1 right (0 %)');
    const review = await quiz(bot, 'review 1');
    expect(textOf(review)).toContain('Question 1 of 1');
    expect(textOf(await press(bot, review, 'B'))).toContain('Right: B');
    expect(textOf(await quiz(bot, 'leaderboard month'))).toContain('Leaderboard, this month');
    const settings = textOf(await quiz(bot, 'settings hide rest sat,sun zone berlin remind 9'));
    expect(settings).toContain('neither on leaderboards nor in rounds');
    expect(settings).toContain('Saturday, Sunday');
    expect(settings).toContain('midnight in Europe/Berlin');
    expect(settings).toContain('from 9:00 on');
    expect(textOf(await quiz(bot, 'leaderboard'))).toContain('You are not on it, as you wished');
    expect(textOf(await quiz(bot, 'settings remind 25'))).toContain('no hour of the day');
    expect(textOf(await quiz(bot, 'settings rest never'))).toContain('are no days of the week');
    expect(textOf(await quiz(bot, 'wizardry'))).toContain('/quiz everybody asks the whole channel');
  });

  it('comes as a reminder to those who asked for it, with a button that begins the review', async () => {
    const bot = await ready();
    await quiz(bot, 'settings remind 9', { user: MEMBER });
    await press(bot, await quiz(bot, '1', { user: MEMBER }), 'A', MEMBER);
    bot.forward(30 * HOUR_MS);
    for (const { person, card } of await bot.quiz.remindersDue('slack'))
      await bot.quizHost.remind(person, card);
    expect(toldTo(bot.standIn, MEMBER)).toEqual([expect.stringContaining('due for review')]);
    const [reminder] = bot.standIn.messages(bot.standIn.directMessagesOf(MEMBER));
    const question = await press(bot, reminder!, 'Review now', MEMBER);
    expect(textOf(question)).toContain('Question 1 of 1');
    expect(textOf(await press(bot, question, 'B', MEMBER))).toContain('Right: B');
  });
});
