import { describe, expect, it } from 'vitest';
import { ANN, BOB, button, DAY_MS, Game, NOON } from './support.ts';

const HOUR_MS = 60 * 60 * 1000;

/** One question alone, answered with B (right) or A. */
async function answer(game: Game, isRight = true, player = ANN): Promise<void> {
  const { card } = await game.quiz.start({ kind: 'solo', count: 1 }, player);
  await game.quiz.press(button(card, isRight ? 'B' : 'A'), player);
}

/** Lets hours pass in which Casebook serves, as its clock tells it. */
async function serve(game: Game, hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    await game.quiz.due('test');
    game.pass(HOUR_MS);
  }
}

const streakLine = async (game: Game) => (await game.quiz.stats(ANN)).lead!.split('\n')[1];

describe('what is to be reviewed', () => {
  it('is what was got wrong, at once, and what is due, in its time', async () => {
    const game = await Game.open();
    expect((await game.quiz.review(ANN)).card).toMatchObject({ title: 'Nothing to review', actions: [] });
    await answer(game, false);
    await answer(game, true);
    const { card } = await game.quiz.review(ANN);
    expect(card.title).toBe('Question 1 of 1');
    await game.quiz.press(button(card, 'B'), ANN);
    const { card: none, round } = await game.quiz.review(ANN);
    expect(round).toBeNull();
    // The one that was right at once; wrong and then right in the same hour comes back a day later.
    expect(none.lead).toMatch(/^The next case study is due on 2026-11-2[678]\./);
    game.pass(3 * DAY_MS);
    expect((await game.quiz.review(ANN)).card.title).toBe('Question 1 of 2');
    expect((await game.quiz.review(ANN, 1)).card.title).toBe('Question 1 of 1');
    expect((await game.quiz.review(BOB)).round).toBeNull();
  });
});

describe('stats', () => {
  it('are none before the first answer, then answers, days in a row, what is due, and categories', async () => {
    const game = await Game.open();
    expect(await game.quiz.stats(ANN)).toMatchObject({
      lead: 'No answers yet. Begin with /quiz.',
      table: null,
    });
    for (const isRight of [true, false, true]) await answer(game, isRight);
    const card = await game.quiz.stats(ANN);
    expect(card.lead).toBe('2 of 3 right (67 %).\nDays in a row: 1; the most ever: 1.\nDue for review: 1.');
    expect(card.table).toEqual({
      header: ['Category', 'Right', 'Answers'],
      rows: expect.arrayContaining([[expect.any(String), expect.any(String), '1']]),
    });
    expect((await game.quiz.press(button(card, 'Review now'), ANN)).card.title).toBe('Question 1 of 1');
  });
});

describe('days in a row', () => {
  it('are broken by two missed days while we served', async () => {
    const game = await Game.open();
    await answer(game);
    await serve(game, 3 * 24);
    await answer(game);
    expect(await streakLine(game)).toBe('Days in a row: 1; the most ever: 1.');
  });

  it('are not broken by days on which we served for less than half of the hours', async () => {
    const game = await Game.open();
    await answer(game);
    await serve(game, 12);
    for (const hours of [11, 0, 11, 5]) {
      await serve(game, hours);
      game.pass((24 - hours) * HOUR_MS);
    }
    await answer(game);
    expect(await streakLine(game)).toBe('Days in a row: 2; the most ever: 2.');
  });

  it('are broken by them where the program runs only while somebody uses it', async () => {
    const game = await Game.open();
    const terminal = game.again({ servesAlways: false });
    await answer(game);
    game.pass(3 * DAY_MS);
    await answer(game);
    expect((await terminal.stats(ANN)).lead).toContain('Days in a row: 1;');
    expect((await game.quiz.stats(ANN)).lead).toContain('Days in a row: 2;');
  });

  it('are not broken on the weekdays that the person has off', async () => {
    const game = await Game.open();
    await game.quiz.settings(ANN, { restDays: [7, 6, 6] });
    await serve(game, 2 * 24); // Wednesday to Friday
    await answer(game);
    await serve(game, 3 * 24);
    await answer(game);
    expect(await streakLine(game)).toBe('Days in a row: 2; the most ever: 2.');
  });

  it('are those of the zone that the person lives in', async () => {
    const game = await Game.open();
    await game.quiz.settings(ANN, { zone: 'Asia/Tokyo' });
    game.pass(2 * HOUR_MS); // 23:00 in Tokyo
    await answer(game);
    game.pass(2 * HOUR_MS); // 01:00 on the next day
    await answer(game);
    expect((await game.state.quiz.history(ANN.person)).map(({ day }) => day)).toEqual([
      '2026-11-25',
      '2026-11-26',
    ]);
    expect(await streakLine(game)).toBe('Days in a row: 2; the most ever: 2.');
  });
});

describe('the leaderboard', () => {
  it('shows who has answers enough in a server, and says where the person stands', async () => {
    const game = await Game.open();
    for (const isRight of [true, true, false, true, true]) await answer(game, isRight);
    for (let n = 0; n < 4; n += 1) await answer(game, true, BOB);
    const card = await game.quiz.leaderboard(ANN, 'week');
    expect(card.table).toEqual({
      header: ['Place', 'Name', 'Right', 'Answers'],
      rows: [['1', 'Ann', '80 %', '5']],
    });
    expect(card.note).toBe('You are number 1 of 1.');
    expect((await game.quiz.leaderboard(BOB, 'week')).note).toBe(
      'You have 4 of the 5 answers that it takes.',
    );
    expect(await game.quiz.leaderboard(ANN, 'all')).toMatchObject({
      table: null,
      lead: 'Nobody has given 20 answers yet.',
    });
    await game.quiz.settings(ANN, { isHidden: true });
    expect(await game.quiz.leaderboard(ANN, 'week')).toMatchObject({
      table: null,
      note: 'You are not on it, as you wished.',
    });
    await game.quiz.settings(ANN, { isHidden: false });
    await game.state.forgetPerson(ANN.person);
    expect((await game.quiz.leaderboard(BOB, 'week')).table).toBeNull();
  });

  it('is none in a direct chat', async () => {
    const { quiz } = await Game.open();
    expect((await quiz.leaderboard({ ...ANN, community: null }, 'all')).title).toBe('No leaderboard here');
  });
});

describe('settings', () => {
  it('are shown, changed one by one, and kept', async () => {
    const { quiz } = await Game.open();
    expect((await quiz.settings(ANN)).lead).toMatchInlineSnapshot(`
      "Others see your name on leaderboards and in rounds.

      You have no rest days.

      Days begin at midnight UTC.

      I do not remind you."
    `);
    await quiz.settings(ANN, { zone: 'Europe/Berlin', reminderHour: 9 });
    await quiz.settings(ANN, { restDays: [7, 6] });
    expect((await quiz.settings(ANN, { isHidden: true })).lead).toMatchInlineSnapshot(`
      "Others see your name neither on leaderboards nor in rounds.

      Rest days, which break no streak: Saturday, Sunday.

      Days begin at midnight in Europe/Berlin.

      When something is due I write to you once a day, from 9:00 on."
    `);
  });

  it.each([
    [{ zone: 'Berlin' }, 'I do not know this time zone'],
    [{ restDays: [0] }, 'That is no list of rest days'],
    [{ restDays: [1, 2, 3, 4, 5, 6, 7] }, 'That is no list of rest days'],
    [{ reminderHour: 24 }, 'That is no hour of the day'],
    [{ reminderHour: 9.5 }, 'That is no hour of the day'],
  ])('%o is refused, and changes nothing', async (change, title) => {
    const { quiz, state } = await Game.open();
    expect((await quiz.settings(ANN, { ...change, isHidden: true })).title).toBe(title);
    expect((await state.quiz.settings(ANN.person)).isHidden).toBe(false);
  });
});

describe('a reminder', () => {
  it('comes once a day, from the hour on, when something is due, and only if it was asked for', async () => {
    const game = await Game.open();
    for (const player of [ANN, BOB]) await answer(game, true, player);
    await game.quiz.settings(ANN, { reminderHour: 14, zone: 'Europe/Berlin' });
    game.now = new Date(NOON.getTime() + 3 * DAY_MS); // 13:00 in Berlin
    expect(await game.quiz.remindersDue('test')).toEqual([]);
    game.pass(HOUR_MS);
    const all = await Promise.all(Array.from({ length: 4 }, () => game.again().remindersDue('test')));
    expect(all.flat()).toMatchObject([
      { person: ANN.person, card: { title: 'One case study is due for review' } },
    ]);
    game.pass(HOUR_MS);
    expect(await game.quiz.remindersDue('test')).toEqual([]);
    game.pass(DAY_MS);
    expect(await game.quiz.remindersDue('other')).toEqual([]);
    expect(await game.quiz.remindersDue('test')).toHaveLength(1);
    game.pass(DAY_MS);
    await game.quiz.settings(ANN, { reminderHour: null });
    expect(await game.quiz.remindersDue('test')).toEqual([]);
  });
});
