/** `/quiz` on Discord: alone, with everybody, one a day, and what people have reached, against the stand-in. */
import { PermissionFlagsBits as Permission } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Casebook } from '../../../src/casebook.ts';
import { openCasebook } from '../../support/casebook.ts';
import { type Context, DiscordStandIn, type StandInMessage } from '../../support/discord/mod.ts';
import { handMade, onEach } from '../quiz-questions.ts';
import {
  type Bot,
  type BotOptions,
  buttonOn,
  controlsOf,
  problemsInRequests,
  startBot,
  textOf,
} from './bot.ts';

// Each test starts a client; other test files keep the processor busy at the same time.
vi.setConfig({ testTimeout: 30_000 });

const DAY_MS = 24 * 60 * 60_000;
const ADA = '300000000000000007';
const BOB = '300000000000000008';
/** A Monday, in the future: Discord's own tokens are not yet old by any clock. */
const MONDAY_8_UTC = Date.parse('2035-01-01T08:00:00Z');

let casebook: Casebook;
beforeAll(async () => {
  casebook = await openCasebook();
});
afterAll(() => casebook.close());

let clock = MONDAY_8_UTC;
beforeEach(() => {
  clock = MONDAY_8_UTC;
});

const bots: Bot[] = [];
/** What every test shares: nothing is over a limit, and nobody is called, although questions and names try to. */
afterEach(() => {
  for (const { standIn } of bots.splice(0)) {
    expect(problemsInRequests(standIn)).toEqual([]);
    const said = standIn.guilds.flatMap(({ text, thread }) => [
      ...standIn.messages(text),
      ...standIn.messages(thread),
    ]);
    expect(
      said.filter(({ authorId }) => authorId === standIn.botUserId).flatMap(({ pings }) => pings),
    ).toEqual([]);
  }
});

/** The text of a message as Discord shows it: without the backslashes that escape. */
const shown = (message: StandInMessage): string => textOf(message).replaceAll('\\', '');

/** A bot in a server that Ada may manage, on the clock of the test. */
async function start(options: Pick<BotOptions, 'questions'> = {}) {
  const standIn = await DiscordStandIn.start({ now: () => clock });
  onTestFinished(() => standIn.close());
  const guild = standIn.guilds[0]!;
  const admins = await standIn.admin.addRole(guild.id, { permissions: Permission.ManageGuild });
  await standIn.admin.giveRole(ADA, admins);
  const bot = await startBot(casebook, {
    standIn,
    now: () => new Date(clock),
    questions: handMade,
    ...options,
  });
  bots.push(bot);
  await bot.logged('Discord: commands registered');

  const quiz = async (
    name: string,
    values: Record<string, string | boolean | number> = {},
    context: Context = {},
  ): Promise<StandInMessage> =>
    (await standIn.slash(`quiz ${name}`, values, { userId: ADA, ...context })).reply();
  const press = async (message: StandInMessage, label: string, userId = ADA): Promise<StandInMessage> => {
    const now = standIn.messages(message.channelId).find(({ id }) => id === message.id) ?? message;
    return (await standIn.press(buttonOn(now, label), { message: now, userId })).reply();
  };
  /** What stands in the channel for everybody. */
  const posted = (): readonly StandInMessage[] =>
    standIn
      .messages(guild.text)
      .filter(({ ephemeral, authorId }) => !ephemeral && authorId === standIn.botUserId);
  return { bot, standIn, guild, quiz, press, posted };
}

describe('a round alone', () => {
  it('is played to its end in one message that only the person sees', async () => {
    const { bot, quiz, press, posted } = await start();
    const question = await quiz('play', { count: 2 });
    expect(question.ephemeral).toBe(true);
    expect(shown(question)).toContain('Question 1 of 2');
    expect(controlsOf(question).map(({ label }) => label)).toEqual(['A', 'B', 'C', 'D', 'Stop']);
    const right = await press(question, 'B');
    expect(right.id).toBe(question.id);
    expect(shown(right)).toContain('Right: B');
    expect(shown(right)).toContain('“A lease was taken.”');
    await bot.restart();
    const second = await press(right, 'Next question');
    expect(shown(second)).toContain('Question 2 of 2');
    const wrong = await press(second, 'A');
    expect(shown(wrong)).toContain('Not quite: it is B');
    const score = await press(wrong, 'See how it went');
    expect(score.id).toBe(question.id);
    expect(shown(score)).toContain('You had 1 of 2 right');
    expect(posted()).toEqual([]);
  });

  it('is about what was asked for, or says that there is nothing', async () => {
    const { standIn, quiz } = await start({ questions: onEach });
    const { id } = casebook.entries.find(({ companies }) => companies.includes('Stripe'))!;
    const topic = id.split('/')[0]!.replaceAll('_', ' ');
    const stripe = await quiz('play', { about: 'stripe', count: 1 });
    expect(shown(stripe)).toContain('Question 1 of 1');
    expect(shown(await quiz('play', { about: topic, level: 'senior' }))).toContain('Question 1');
    expect(shown(await quiz('play', { about: 'no such thing' }))).toContain(
      'I do not know what to ask about',
    );
    const typing = await standIn.autocomplete('quiz play', { option: 'about', value: topic.slice(0, 4) });
    expect((await typing.callback()).data.choices).toContainEqual({ name: topic, value: topic });
  });

  it('begins under a digest too, about its case study', async () => {
    const { bot, standIn, press, posted } = await start({ questions: onEach });
    await (await standIn.slash('digest on', { time: '9:00', company: 'Uber' }, { userId: ADA })).reply();
    clock += 60 * 60_000;
    expect(await bot.deliverDue()).toBe(1);
    const question = await press(posted()[0]!, 'Quiz me on this', BOB);
    expect(question.ephemeral).toBe(true);
    expect(shown(question)).toContain('Question 1 of 1');
    expect(shown(await press(question, 'B', BOB))).toContain('Right: B');
  });
});

describe('a round with everybody', () => {
  it('goes on by the clock, tells each person alone what they had, and then all who said what', async () => {
    const { bot, quiz, press, posted } = await start();
    const question = await quiz('play', { count: 2, with: 'everybody' });
    expect(question.ephemeral).toBe(false);
    expect(shown(question)).toContain('Open for 30 seconds');
    const own = await press(question, 'B', BOB);
    expect([own.ephemeral, own.id === question.id]).toEqual([true, false]);
    expect(shown(own)).toContain('Right: B');
    expect(shown(await press(question, 'A', BOB))).toContain('You had answered before');
    expect(shown(await press(question, 'A'))).toContain('Not quite: it is B');
    clock += 31_000;
    await bot.restart();
    await bot.tick();
    const [revealed] = posted();
    expect(revealed!.id).toBe(question.id);
    expect(shown(revealed!)).toContain('1 of 2 had it right');
    expect(shown(revealed!)).toMatch(/✓ B\. .+ — /);
    expect(JSON.stringify(revealed!.components)).not.toContain('cb1:choose');
    clock += 13_000;
    await bot.tick();
    expect(shown(posted()[1]!)).toContain('Question 2 of 2');
    await press(posted()[1]!, 'B', BOB);
    await press(posted()[1]!, 'C');
    // Everybody who played has answered, so nobody waits for the clock.
    await vi.waitFor(() => expect(shown(posted().at(-1)!)).toContain('The round is over'));
  });

  it('whose question was deleted shows the answer in a message of its own', async () => {
    const { bot, standIn, quiz, press, posted } = await start();
    const question = await quiz('play', { count: 1, with: 'everybody' });
    await press(question, 'B', BOB);
    standIn.failNext(
      { method: 'PATCH', path: new RegExp(`/messages/${question.id}$`) },
      { status: 404, body: { code: 10008, message: 'Unknown Message' } },
    );
    clock += 31_000;
    await bot.tick();
    const texts = posted().map(shown);
    expect(texts.some((text) => text.includes('1 of 1 had it right'))).toBe(true);
    expect(texts.at(-1)).toContain('The round is over');
  });

  it('is one at a time in a place, and ends when who began it, or who manages the place, says so', async () => {
    const { quiz, posted } = await start();
    await quiz('play', { with: 'everybody' }, { userId: BOB });
    expect(shown(await quiz('play', { with: 'everybody' }))).toContain('There is a round here already');
    expect(shown(await quiz('stop', {}, { userId: '300000000000000009' }))).toContain(
      'Only who started the round can do that',
    );
    expect(shown(await quiz('stop'))).toContain('Stopped');
    expect(shown(posted().at(-1)!)).toContain('The round is over');
    expect(shown(await quiz('stop'))).toContain('No round is going on here');
  });

  it('needs a place where the bot can post; a round alone does not', async () => {
    const { quiz } = await start();
    const elsewhere = { guildId: '200000000000000099' };
    const refused = await quiz('play', { with: 'everybody' }, elsewhere);
    expect(refused.ephemeral).toBe(true);
    expect(shown(refused)).toContain('I am not a member of this server');
    expect(shown(await quiz('play', {}, elsewhere))).toContain('Question 1');
    expect(shown(await quiz('play', { with: 'everybody' }, { dm: true }))).toContain('Question 1 of 3');
  });
});

describe('the question of the day', () => {
  it('comes at its time, is answered alone, and the next one brings the results', async () => {
    const { bot, quiz, press, posted } = await start();
    expect(shown(await quiz('daily show'))).toContain('No daily quiz here');
    expect(shown(await quiz('daily on', { time: '9:00' }, { userId: BOB }))).toContain(
      'those who manage this place',
    );
    expect(shown(await quiz('daily on', { time: '9:00' }))).toContain('The daily quiz is on');
    clock += 60 * 60_000;
    expect(await bot.deliverDue()).toBe(1);
    const first = posted()[0]!;
    expect(shown(first)).toContain('Question of the day');
    const own = await press(first, 'B', BOB);
    expect(own.ephemeral).toBe(true);
    expect(shown(own)).toContain('Right: B');
    await press(first, 'C');

    clock += DAY_MS;
    await bot.restart();
    expect(await bot.deliverDue()).toBe(1);
    const second = shown(posted()[1]!);
    expect(second).toContain('The last daily question: the answer is B');
    expect(second).toContain('1 of 2 had it right');
    expect(shown(await press(first, 'A', '300000000000000009'))).toContain('This question is over');
    expect(shown(await quiz('daily show'))).toContain('delivered');
    expect(shown(await quiz('daily off'))).toContain('The daily quiz is off');
  });

  it('that Discord stored without saying so is found by its buttons, and not posted again', async () => {
    const { bot, standIn, quiz, posted } = await start();
    await quiz('daily on', { time: '9:00' });
    clock += 60 * 60_000;
    standIn.failNext(
      { method: 'POST', path: /\/channels\/\d+\/messages$/ },
      { status: 502, carriedOut: true },
    );
    await bot.deliverDue();
    expect(posted()).toHaveLength(1);
    clock += 10 * 60_000;
    expect(await bot.deliverDue()).toBe(1);
    expect(posted()).toHaveLength(1);
    expect(shown(await quiz('daily show'))).toContain('delivered');
  });
});

describe('what somebody has reached', () => {
  it('shows in review, stats and on the leaderboard, unless they want to be named nowhere', async () => {
    const { quiz, press } = await start({ questions: onEach });
    let card = await quiz('play', { count: 5 }, { userId: BOB });
    for (let n = 0; n < 5; n += 1) {
      const answered = await press(card, n === 0 ? 'A' : 'B', BOB);
      card = await press(answered, n === 4 ? 'See how it went' : 'Next question', BOB);
    }
    expect(shown(await quiz('stats', {}, { userId: BOB }))).toContain('4 of 5 right (80 %)');
    expect(shown(await quiz('review', {}, { userId: BOB }))).toContain('Question 1 of 1');
    expect(shown(await quiz('leaderboard'))).toContain('person-300000000000000008');
    await quiz('settings', { hide: true }, { userId: BOB });
    expect(shown(await quiz('leaderboard', { period: 'month' }))).not.toContain('person-300000000000000008');
    expect(shown(await quiz('leaderboard', {}, { dm: true }))).toContain('No leaderboard here');
  });

  it('comes back by a direct message at the hour that was chosen, and not when it was taken back', async () => {
    const { bot, standIn, quiz, press } = await start();
    await press(await quiz('play', { count: 1 }), 'A');
    expect(shown(await quiz('settings', { zone: 'Mars/Olympus' }))).toContain('I know no time zone');
    expect(shown(await quiz('settings', { 'rest-days': 'someday' }))).toContain('are no days of the week');
    await quiz('settings', { 'remind-at': 9, zone: 'berlin', 'rest-days': 'sat, sun' });
    clock += 5 * DAY_MS;
    await bot.remind();
    await bot.remind();
    const { channelId } = await standIn.say({ dm: true, authorId: ADA, content: 'privacy' });
    const told = () =>
      standIn
        .messages(channelId)
        .filter(({ authorId, replyTo }) => authorId === standIn.botUserId && replyTo === null).length;
    expect(told()).toBe(1);
    await quiz('settings', { 'no-reminder': true });
    clock += DAY_MS;
    await bot.remind();
    expect(told()).toBe(1);
  });
});
