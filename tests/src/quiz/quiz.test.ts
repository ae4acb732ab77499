import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/cards/mod.ts';
import type { Announcement } from '../../../src/quiz/mod.ts';
import { ANN, BOB, button, CY, DAY_MS, Game, NOON, QUESTIONS } from './support.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const kinds = (announcements: readonly Announcement[]) => announcements.map(({ kind }) => kind);
/** The question of a card, and the lines of its options. */
const promptOf = (card: Card) => card.lead!.split('\n\n')[0]!;
const linesOf = (card: Card) => card.lead!.split('\n\n')[1]!.split('\n');

describe('a round alone', () => {
  it('asks, says at once what was right and why, goes on, and ends with how it went', async () => {
    const { quiz } = await Game.open();
    const { card } = await quiz.start({ kind: 'solo', count: 2 }, ANN);
    expect(card).toMatchObject({ kind: 'quiz', title: 'Question 1 of 2', note: null });
    expect(card.lead).toMatch(/^What helped with “/);
    expect(linesOf(card)).toEqual(['A. Wait', 'B. Take a lease', 'C. Add machines', 'D. Nothing']);
    expect(card.actions.map(({ label }) => label)).toEqual(['A', 'B', 'C', 'D', 'Stop']);

    const right = await quiz.press(button(card, 'B'), ANN);
    expect(right).toMatchObject({ visibility: 'replace', announcements: [] });
    expect(right.card).toMatchObject({
      title: 'Right: B',
      lead: `${promptOf(card)}\n\nB. Take a lease`,
      excerpt: { heading: 'Solution', text: expect.stringMatching(/^“In .+ a lease was taken\.”$/) },
      link: { url: expect.stringMatching(/^https:\/\/casebook\.example\//) },
    });
    const second = await quiz.press(button(right.card, 'Next question'), ANN);
    expect(second.card.title).toBe('Question 2 of 2');
    const wrong = await quiz.press(button(second.card, 'D'), ANN);
    expect(wrong.card).toMatchObject({
      title: 'Not quite: it is B',
      lead: `${promptOf(second.card)}\n\nB. Take a lease\n\nYou chose D. Nothing`,
    });
    const { card: score, visibility } = await quiz.press(button(wrong.card, 'See how it went'), ANN);
    expect(visibility).toBe('replace');
    expect(score).toMatchObject({ title: 'How it went', lead: 'You had 1 of 2 right.', actions: [] });
    expect(score.related).toEqual([{ label: wrong.card.breadcrumb[0], url: wrong.card.link!.url }]);
  });

  it('counts one try: a double click and a second device see the first answer again', async () => {
    const { quiz, state } = await Game.open();
    const { card } = await quiz.start({ kind: 'solo' }, ANN);
    const both = await Promise.all([quiz.press(button(card, 'A'), ANN), quiz.press(button(card, 'A'), ANN)]);
    expect(both.map((one) => one.card.note).toSorted()).toEqual([
      'You had answered before, and the first answer counts.',
      null,
    ]);
    const later = await quiz.press(button(card, 'B'), ANN);
    expect(later.card).toMatchObject({
      title: 'Not quite: it is B',
      note: expect.stringMatching(/^You had/),
    });
    expect(await state.quiz.history(ANN.person)).toHaveLength(1);
  });

  it('goes on after a restart, with the text that was posted, though the library has changed', async () => {
    const game = await Game.open();
    const { card } = await game.quiz.start({ kind: 'solo', count: 2 }, ANN);
    game.questions = [];
    game.entries = [];
    const restarted = game.again();
    const { card: result } = await restarted.press(button(card, 'B'), ANN);
    expect(result).toMatchObject({ title: 'Right: B', breadcrumb: [expect.any(String)] });
    expect((await restarted.press(button(result, 'Next question'), ANN)).card.title).toBe('Question 2 of 2');
  });

  it('belongs to who began it', async () => {
    const { quiz, state } = await Game.open();
    const { card } = await quiz.start({ kind: 'solo' }, ANN);
    for (const label of ['B', 'Stop']) {
      const { card: refusal } = await quiz.press(button(card, label), BOB);
      expect(refusal.title).toBe('This is somebody else’s round');
    }
    expect(await state.quiz.history(BOB.person)).toEqual([]);
  });

  it('that is stopped takes no answers, and says kindly what was right', async () => {
    const { quiz } = await Game.open();
    const { card } = await quiz.start({ kind: 'solo' }, ANN);
    expect((await quiz.press(button(card, 'Stop'), ANN)).card).toMatchObject({
      title: 'How it went',
      lead: 'You answered none of the questions.',
    });
    const { card: late } = await quiz.press(button(card, 'A'), ANN);
    expect(late).toMatchObject({
      title: 'This question is over',
      lead: `${promptOf(card)}\n\nIt was B. Take a lease`,
    });
    expect((await quiz.stop(ANN)).card.title).toBe('No round is going on here');
  });

  it('that was pruned, or never was, is over', async () => {
    const { quiz, state } = await Game.open();
    const { card } = await quiz.start({ kind: 'solo' }, ANN);
    await quiz.press(button(card, 'B'), ANN);
    await state.prune(new Date(NOON.getTime() + DAY_MS));
    const gone = 'This round is over';
    expect((await quiz.press(button(card, 'B'), ANN)).card.title).toBe(gone);
    for (const index of [4, 9, 9999]) {
      const { card: fresh } = await quiz.start({ kind: 'solo' }, ANN);
      expect((await quiz.press({ ...button(fresh, 'A'), index }, ANN)).card.title).toBe(gone);
    }
    const strange = { kind: 'choose', target: 'a', index: 0 } as const;
    expect((await quiz.press(strange, ANN)).card.title).toBe(gone);
    expect((await quiz.press({ ...button(card, 'A'), kind: 'details' }, ANN)).card.title).toBe(gone);
  });

  it('asks about what was wanted, as many as there are, and says so when there is nothing', async () => {
    const { quiz, state } = await Game.open();
    const count = async (request: object) => {
      const { round } = await quiz.start({ kind: 'solo', ...request }, ANN);
      return (await state.quiz.findRound(round!))!.questions.length;
    };
    expect(await count({})).toBe(5);
    expect(await count({ count: 99 })).toBe(6);
    expect(await count({ count: -1 })).toBe(1);
    expect(await count({ count: Number.NaN })).toBe(5);
    expect(await count({ topic: 'sharding_strategies' })).toBe(2);
    expect(await quiz.start({ kind: 'solo', company: 'Hooli' }, ANN)).toMatchObject({
      card: { title: 'No questions about that' },
      round: null,
    });
  });

  it('does not ask again what the person answered lately', async () => {
    const game = await Game.open();
    const ask = async (): Promise<string> => {
      const { card } = await game.quiz.start({ kind: 'solo', count: 1 }, ANN);
      await game.quiz.press(button(card, 'B'), ANN);
      game.pass(MINUTE_MS);
      return card.lead!;
    };
    const asked: string[] = [];
    for (let n = 0; n < QUESTIONS.length; n += 1) asked.push(await ask());
    expect(new Set(asked).size).toBe(QUESTIONS.length);
    expect(await ask()).toBe(asked[0]);
  });
});

describe('a round with others', () => {
  const begin = async (game: Game, count = 3) => {
    const { card, round } = await game.quiz.start({ kind: 'group', count }, ANN);
    await game.quiz.posted(round!, 0, 'message 1');
    return { card, round: round! };
  };
  /** What the clock brings, and the question if there is one among it. */
  const due = async (game: Game, ms: number) => {
    game.pass(ms);
    return game.quiz.due('test');
  };

  it('tells each privately, shows everybody who said what when the time is up, asks on, and ends with the scores', async () => {
    const game = await Game.open();
    const { card, round } = await begin(game, 2);
    expect(card).toMatchObject({
      title: 'Question 1 of 2',
      note: 'Open for 30 seconds. Your first choice counts.',
    });
    for (const [player, label] of [
      [ANN, 'B'],
      [BOB, 'A'],
      [CY, 'B'],
    ] as const) {
      const outcome = await game.quiz.press(button(card, label), player);
      expect(outcome).toMatchObject({ visibility: 'private', announcements: [], card: { actions: [] } });
    }
    expect(await due(game, 29 * SECOND_MS)).toEqual([]);
    const [reveal, ...others] = await due(game, SECOND_MS);
    expect(others).toEqual([]);
    expect(reveal).toMatchObject({
      kind: 'reveal',
      place: ANN.place,
      round,
      number: 0,
      message: 'message 1',
    });
    expect(reveal!.card).toMatchObject({
      title: 'Question 1 of 2: the answer is B',
      note: '2 of 3 had it right.',
    });
    expect(linesOf(reveal!.card)).toEqual([
      'A. Wait — Bob',
      '✓ B. Take a lease — Ann, Cy',
      'C. Add machines',
      'D. Nothing',
    ]);
    expect(reveal!.card.excerpt).toEqual({
      heading: 'Solution',
      text: expect.stringMatching(/^“In .* a lease was taken\.”$/),
    });
    expect(await due(game, 11 * SECOND_MS)).toEqual([]);
    const [second] = await due(game, SECOND_MS);
    expect(second).toMatchObject({ kind: 'question', number: 1, card: { title: 'Question 2 of 2' } });
    await game.quiz.press(button(second!.card, 'B'), BOB);
    const last = await due(game, 30 * SECOND_MS);
    expect(kinds(last)).toEqual(['reveal', 'over']);
    expect(last[0]!.card.actions).toEqual([]);
    expect(last[1]!.card).toMatchObject({
      title: 'The round is over',
      table: {
        header: ['Name', 'Right', 'Answers'],
        rows: [
          ['Ann', '1', '1'],
          ['Cy', '1', '1'],
          ['Bob', '1', '2'],
        ],
      },
    });
    expect(await due(game, DAY_MS)).toEqual([]);
  });

  it('shows the answer at once when all who answered the question before have answered, to one of them', async () => {
    const game = await Game.open();
    const { card } = await begin(game);
    for (const player of [ANN, BOB]) await game.quiz.press(button(card, 'B'), player);
    await due(game, 30 * SECOND_MS);
    const [second] = await due(game, 12 * SECOND_MS);
    expect((await game.quiz.press(button(second!.card, 'C'), CY)).announcements).toEqual([]);
    const outcomes = await Promise.all(
      [ANN, BOB].map((player) => game.again().press(button(second!.card, 'B'), player)),
    );
    expect(outcomes.flatMap(({ announcements }) => kinds(announcements))).toEqual(['reveal']);
    const { card: late } = await game.quiz.press(button(second!.card, 'A'), {
      ...ANN,
      person: 'test:dan',
    });
    expect(late.title).toBe('This question is over');
  });

  it('is shown once and goes on once, however many processes ask', async () => {
    const game = await Game.open();
    const { card } = await begin(game);
    await game.quiz.press(button(card, 'B'), ANN);
    const processes = Array.from({ length: 5 }, () => game.again());
    const all = async (ms: number) => {
      game.pass(ms);
      return kinds((await Promise.all(processes.map((quiz) => quiz.due('test')))).flat());
    };
    expect(await all(30 * SECOND_MS)).toEqual(['reveal']);
    expect(await all(12 * SECOND_MS)).toEqual(['question']);
    expect(await all(30 * SECOND_MS)).toEqual(['reveal']);
    expect(await game.quiz.due('other')).toEqual([]);
  });

  it('runs from when its question was posted', async () => {
    const game = await Game.open();
    const { round } = await game.quiz.start({ kind: 'group' }, ANN);
    game.pass(20 * SECOND_MS);
    await game.quiz.posted(round!, 0, 'm');
    expect(await due(game, 29 * SECOND_MS)).toEqual([]);
    expect(kinds(await due(game, SECOND_MS))).toEqual(['reveal']);
    await game.quiz.posted('nowhere', 0, 'm');
  });

  it('is not held up by another one that fails, and fails only when nothing else is to be said', async () => {
    const game = await Game.open();
    const first = await begin(game);
    const second = await game.quiz.start({ kind: 'group' }, { ...BOB, place: 'test:den' });
    const { quiz } = game.state;
    const failing: typeof quiz = new Proxy(quiz, {
      get: (_, name: keyof typeof quiz) => {
        if (name !== 'findRound') return (quiz[name] as () => unknown).bind(quiz);
        return async (id: string) => {
          if (id === first.round) throw new Error('the disk is full');
          return quiz.findRound(id);
        };
      },
    });
    const other = game.again({ state: { quiz: failing } });
    game.pass(30 * SECOND_MS);
    expect(await other.due('test')).toMatchObject([{ kind: 'reveal', round: second.round }]);
    await expect(other.due('test')).rejects.toThrow('the disk is full');
    expect(await game.quiz.due('test')).toMatchObject([{ kind: 'reveal', round: first.round }]);
  });

  it('is one at a time in a place', async () => {
    const game = await Game.open();
    await begin(game);
    expect(await game.quiz.start({ kind: 'group' }, BOB)).toMatchObject({
      card: { title: 'There is a round here already' },
      round: null,
    });
    expect((await game.quiz.start({ kind: 'group' }, { ...BOB, place: 'test:den' })).round).not.toBeNull();
    expect((await game.quiz.start({ kind: 'solo' }, BOB)).round).not.toBeNull();
  });

  it('is hurried and stopped by who began it, or by who may manage the place, and by nobody else', async () => {
    const game = await Game.open();
    const { card } = await begin(game);
    const show = button(card, 'Show the answer');
    expect((await game.quiz.press(show, BOB)).announcements).toEqual([]);
    const twice = [await game.quiz.press(show, ANN), await game.quiz.press(show, ANN)];
    expect(twice.map(({ announcements }) => kinds(announcements))).toEqual([['reveal'], []]);
    const next = button(twice[0]!.announcements[0]!.card, 'Next question');
    const { announcements } = await game.quiz.press(next, ANN);
    expect(kinds(announcements)).toEqual(['question']);

    expect((await game.quiz.stop(BOB)).card.title).toBe('Only who started the round can do that');
    const stopped = await game.quiz.stop(BOB, true);
    expect(stopped.card.title).toBe('Stopped');
    expect(kinds(stopped.announcements)).toEqual(['reveal', 'over']);
    expect((await game.quiz.stop(ANN)).card.title).toBe('No round is going on here');
    expect(kinds(await due(game, DAY_MS))).toEqual([]);
  });

  it('ends by itself when nobody answers two questions in a row', async () => {
    const game = await Game.open();
    await begin(game);
    const [reveal] = await due(game, 30 * SECOND_MS);
    expect(reveal!.card.note).toBe('Nobody answered.');
    await due(game, 12 * SECOND_MS);
    const last = await due(game, 30 * SECOND_MS);
    expect(kinds(last)).toEqual(['reveal', 'over']);
    expect(last[1]!.card.lead).toBe('Nobody answered.');
  });

  it('goes on after a short outage, and is ended after a long one', async () => {
    const game = await Game.open();
    const { card } = await begin(game);
    await game.quiz.press(button(card, 'B'), ANN);
    expect(kinds(await due(game, 9 * MINUTE_MS))).toEqual(['reveal']);
    expect(kinds(await due(game, 11 * MINUTE_MS))).toEqual(['over']);
    await begin(game);
    expect(kinds(await due(game, 11 * MINUTE_MS))).toEqual(['reveal', 'over']);
  });

  it('names nobody who is hidden, and no name breaks out of its line', async () => {
    const game = await Game.open();
    const { card } = await begin(game, 1);
    await game.quiz.settings(BOB, { isHidden: true });
    const evil = { ...CY, name: 'Cy\nB. <@everyone>\u202E' };
    for (const player of [evil, BOB]) await game.quiz.press(button(card, 'A'), player);
    const [reveal, over] = await due(game, 30 * SECOND_MS);
    expect(linesOf(reveal!.card)[0]).toBe('A. Wait — Cy B. <@everyone> and 1 more');
    expect(over!.card.table!.rows).toEqual([['Cy B. <@everyone>', '0', '1']]);
    expect(over!.card.note).toBe('1 more took part.');
  });
});

describe('the daily question', () => {
  const DAILY = { place: ANN.place };
  const idOf = (day: number): string => `dailyquestion${String(day).padStart(3, '0')}`;

  it('of an id is one, in as many processes as ask, and its results come when they are asked for', async () => {
    const game = await Game.open();
    const posted = await Promise.all(
      Array.from({ length: 5 }, () => game.again().daily({ ...DAILY, id: idOf(1) })),
    );
    expect(new Set(posted.map((one) => one!.round)).size).toBe(1);
    const { card } = posted[0]!;
    expect(card).toMatchObject({ title: 'Question of the day' });
    const answer = await game.quiz.press(button(card, 'C'), BOB);
    expect(answer).toMatchObject({ visibility: 'private', card: { title: 'Not quite: it is B' } });
    expect(await game.quiz.due('test')).toEqual([]);
    game.pass(DAY_MS);
    const results = await game.quiz.dailyResults(idOf(1));
    expect(results).toMatchObject({
      title: 'The last daily question: the answer is B',
      note: '0 of 1 had it right.',
      actions: [],
    });
    expect(linesOf(results!)[2]).toBe('C. Add machines — Bob');
    expect((await game.quiz.press(button(card, 'B'), ANN)).card.title).toBe('This question is over');
    expect(await game.quiz.dailyResults(idOf(1))).toEqual(results);
    expect(await game.quiz.dailyResults(idOf(0))).toBeNull();
  });

  it('comes again only when all others have come', async () => {
    const game = await Game.open();
    const asked: string[] = [];
    for (let day = 0; day <= QUESTIONS.length; day += 1) {
      const { card } = (await game.quiz.daily({ ...DAILY, id: idOf(day) }))!;
      asked.push(card.lead!);
      game.pass(DAY_MS);
    }
    expect(new Set(asked).size).toBe(QUESTIONS.length);
    expect(asked.at(-1)).toBe(asked[0]);
  });

  it('is none where the library has no questions', async () => {
    const game = await Game.open({ questions: async () => [] });
    expect(await game.quiz.daily({ ...DAILY, id: idOf(1) })).toBeNull();
  });
});
