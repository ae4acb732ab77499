/** What every database must do alike for the quiz. Run as a part of `testState`. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Memory, QuizAnswer, State, StoredRound } from '../../../src/state/mod.ts';

const NOON = new Date('2026-11-23T12:00:00.123Z');
const DAY_MS = 24 * 60 * 60 * 1000;
const [ADA, BOB] = ['discord:1', 'discord:2'];
const SERVER = 'discord:9';
const PLACE = 'discord:500';
const later = (ms: number): Date => new Date(NOON.getTime() + ms);

const GROUP = {
  kind: 'group',
  id: null,
  place: PLACE,
  community: SERVER,
  starter: ADA,
  seconds: 30,
  dueAt: NOON,
} as const;
const QUESTIONS = ['one', 'two', 'three'].map((name) => ({
  question: `question${name}`,
  caseStudy: `topic/${name}`,
  content: `{"prompt":"${name}, 'quoted', 東京 😀"}`,
}));

const FIRST: Memory = {
  caseStudy: 'topic/one',
  due: later(3 * DAY_MS),
  stability: 2.306512345678901,
  difficulty: 2.11810397,
  elapsedDays: 0,
  scheduledDays: 3,
  learningSteps: 0,
  reps: 1,
  lapses: 0,
  state: 2,
  lastReview: NOON,
  isRight: true,
};
/** Counts how often it was remembered. */
const remember = (before: Memory | null): Memory => ({ ...FIRST, reps: (before?.reps ?? 0) + 1 });

export function testQuiz(open: () => Promise<State>): void {
  let state: State;
  beforeEach(async () => {
    state = await open();
  });

  const start = async (
    change: Partial<Parameters<State['quiz']['createRound']>[0]> = {},
  ): Promise<StoredRound> =>
    (await state.quiz.createRound({ ...GROUP, at: NOON, questions: QUESTIONS, ...change }))!;
  const answerTo = (round: StoredRound, change: Partial<QuizAnswer> = {}): QuizAnswer => {
    const { question, caseStudy } = round.questions[change.number ?? 0]!;
    const { community } = round;
    const rest = { number: 0, person: ADA, choice: 1, isRight: true, day: '2026-11-23', at: NOON };
    return { round: round.id, community, question, caseStudy, ...rest, ...change };
  };
  const give = (round: StoredRound, change: Partial<QuizAnswer> = {}, name = 'Ada') =>
    state.quiz.answer(answerTo(round, change), name, remember);

  describe('a round', () => {
    it('comes back as it was made, with its questions as they were posted', async () => {
      const round = await start();
      expect(round).toEqual({
        id: expect.stringMatching(/^[a-z0-9]{16}$/),
        kind: 'group',
        place: PLACE,
        community: SERVER,
        starter: ADA,
        phase: 'asking',
        position: 0,
        seconds: 30,
        dueAt: NOON,
        at: NOON,
        questions: QUESTIONS.map((question) => ({ ...question, message: null })),
      });
      await state.quiz.noteMessage(round.id, 1, 'message 7', null);
      const found = (await (await open()).quiz.findRound(round.id))!;
      expect(found.questions.map(({ message }) => message)).toEqual([null, 'message 7', null]);
    });

    it('is null for an id that was never given, whatever it is', async () => {
      for (const id of ['aaaaaaaaaaaaaaaa', '', 'a\0b', "' or 1=1 --"]) {
        expect(await state.quiz.findRound(id)).toBeNull();
      }
    });

    it('of a given id is made once by twenty who want to, and found by it', async () => {
      const daily = { kind: 'daily', id: 'dailyquestion001', starter: null, dueAt: null } as const;
      const made = await Promise.all(Array.from({ length: 20 }, () => start(daily)));
      expect(made.filter((round) => round !== null)).toHaveLength(1);
      expect(await state.quiz.findRound('dailyquestion001')).toEqual(made.find((round) => round !== null));
      expect(await start({ ...daily, id: 'dailyquestion002' })).not.toBeNull();
      expect(await state.quiz.dailyQuestions(PLACE)).toHaveLength(6);
    });

    it('for a group is one at a time in a place, and the next may begin when it is over', async () => {
      const made = await Promise.all(Array.from({ length: 10 }, () => start()));
      const [round, ...others] = made.filter((one) => one !== null);
      expect(others).toEqual([]);
      expect(await start({ place: 'discord:501' })).not.toBeNull();
      const solo = await start({ kind: 'solo', dueAt: null });
      await start({ kind: 'solo', dueAt: null, starter: BOB });
      expect((await state.quiz.openRounds(PLACE, ADA)).toSorted()).toEqual([round!.id, solo.id].toSorted());
      await state.quiz.moveRound(round!.id, round!, { phase: 'over', position: 0, dueAt: null });
      expect(await state.quiz.openRounds(PLACE, ADA)).toEqual([solo.id]);
      expect(await start()).not.toBeNull();
    });

    it('is moved on by one of twenty who see that it is due, wherever they are', async () => {
      const round = await start();
      const states = await Promise.all(Array.from({ length: 4 }, () => open()));
      expect(await state.quiz.dueRounds('discord:', later(-1))).toEqual([]);
      expect(await state.quiz.dueRounds('slack:', NOON)).toEqual([]);
      expect(await state.quiz.dueRounds('discord:', NOON)).toEqual([round.id]);
      const to = { phase: 'revealed', position: 0, dueAt: later(10) } as const;
      const moves = await Promise.all(
        Array.from({ length: 20 }, (_, n) => states[n % 4]!.quiz.moveRound(round.id, round, to)),
      );
      expect(moves.filter(Boolean)).toHaveLength(1);
      expect(await state.quiz.dueRounds('discord:', later(9))).toEqual([]);
      expect(await state.quiz.findRound(round.id)).toMatchObject(to);
    });

    it('runs from when its question was posted, unless it has moved on', async () => {
      const round = await start();
      await state.quiz.noteMessage(round.id, 0, 'm', later(500));
      expect((await state.quiz.findRound(round.id))!.dueAt).toEqual(later(500));
      await state.quiz.noteMessage(round.id, 1, 'm', later(900));
      expect((await state.quiz.findRound(round.id))!.dueAt).toEqual(later(500));
    });
  });

  describe('an answer', () => {
    it('counts once a person and question, and the first one stays', async () => {
      const round = await start();
      const first = await give(round, { choice: 2, isRight: false });
      expect(first).toEqual({ kind: 'counted', answer: answerTo(round, { choice: 2, isRight: false }) });
      expect(await give(round, { choice: 1 })).toEqual({ kind: 'repeated', answer: first.answer });
      await give(round, { person: BOB, at: later(1) }, 'Bob');
      expect(await state.quiz.answersIn(round.id)).toEqual([
        { ...first.answer, name: 'Ada' },
        { ...answerTo(round, { person: BOB, at: later(1) }), name: 'Bob' },
      ]);
      expect(await state.quiz.history(ADA)).toEqual([first.answer]);
    });

    it('is not taken by a question that is not open, and one given before is still known', async () => {
      const round = await start();
      await give(round);
      expect(await give(round, { number: 1 })).toEqual({ kind: 'over', answer: null });
      await state.quiz.moveRound(round.id, round, { phase: 'revealed', position: 0, dueAt: null });
      expect((await give(round, { person: BOB })).kind).toBe('over');
      expect((await give(round)).kind).toBe('repeated');
      expect((await give({ ...round, id: 'aaaaaaaaaaaaaaaa' })).kind).toBe('over');
      const solo = await start({ kind: 'solo', dueAt: null });
      expect((await give(solo, { number: 2 })).kind).toBe('counted');
    });

    it('schedules its case study, from what was remembered before', async () => {
      const round = await start({ kind: 'solo', dueAt: null });
      const given: (Memory | null)[] = [];
      for (const change of [{}, { number: 1, caseStudy: 'topic/one' }]) {
        await state.quiz.answer(answerTo(round, change), 'Ada', (before) => {
          given.push(before);
          return { ...FIRST, reps: given.length, isRight: false, lastReview: null };
        });
      }
      // The first call may be asked twice: before it is known whether there was something.
      expect(given.at(-1)).toMatchObject({ reps: 1, stability: 2.306512345678901 });
      expect(await state.quiz.memory(ADA)).toEqual([
        { ...FIRST, reps: given.length, isRight: false, lastReview: null },
      ]);
    });

    it('keeps 40 characters of a name, and the latest one', async () => {
      const round = await start({ kind: 'solo', dueAt: null });
      await give(round, {}, 'old');
      await give(round, { number: 1 }, `${'😀'.repeat(39)}xy\0`);
      expect((await state.quiz.answersIn(round.id)).map(({ name }) => name)).toEqual(
        Array(2).fill(`${'😀'.repeat(39)}x`),
      );
    });

    it('of one person to the same case study, on ten devices at once, is remembered each time', async () => {
      const rounds = await Promise.all(
        Array.from({ length: 10 }, () => start({ kind: 'solo', dueAt: null })),
      );
      await Promise.all(rounds.map((round) => give(round)));
      expect(await state.quiz.memory(ADA)).toEqual([{ ...FIRST, reps: 10 }]);
    });

    it('of 500 people, two each and all at once, is neither lost nor doubled on the leaderboard', async () => {
      const round = await start();
      const people = Array.from({ length: 500 }, (_, n) => `discord:${1000 + n}`);
      const outcomes = await Promise.all(
        people.flatMap((person, n) =>
          [0, 1].map(() => give(round, { person, isRight: n % 2 === 0 }, `name ${n}`)),
        ),
      );
      expect(outcomes.filter(({ kind }) => kind === 'counted')).toHaveLength(500);
      expect(outcomes.filter(({ kind }) => kind === 'repeated')).toHaveLength(500);
      const board = await state.quiz.board(SERVER, null);
      const expected = people.map((person, n) => ({
        person,
        name: `name ${n}`,
        answers: 1,
        right: n % 2 === 0 ? 1 : 0,
      }));
      expect(board.toSorted((a, b) => (a.person < b.person ? -1 : 1))).toEqual(expected);
      expect(await state.quiz.answersIn(round.id)).toHaveLength(500);
    });
  });

  it('a thousand answers of fifty people to twenty questions, all at once, are all on the leaderboard', async () => {
    const questions = Array.from({ length: 20 }, (_, n) => ({
      question: `question${n}`,
      caseStudy: `topic/${n % 4}`,
      content: '{}',
    }));
    const people = Array.from({ length: 50 }, (_, n) => `discord:${1000 + n}`);
    const rounds = await Promise.all(
      people.map((starter) => start({ kind: 'solo', dueAt: null, starter, questions })),
    );
    await Promise.all(
      rounds.flatMap((round, n) =>
        questions.map((_, number) => give(round, { number, person: people[n]!, isRight: number <= n })),
      ),
    );
    const board = await state.quiz.board(SERVER, null);
    expect(board.map(({ person, answers, right }) => [person, answers, right]).toSorted()).toEqual(
      people.map((person, n) => [person, 20, Math.min(20, n + 1)]),
    );
    for (const person of [people[0]!, people[49]!]) {
      expect((await state.quiz.memory(person)).map(({ reps }) => reps)).toEqual([5, 5, 5, 5]);
    }
  });

  it('the leaderboard counts the first answer to a question in its time, in its community, of who is not hidden', async () => {
    const solo = { kind: 'solo', dueAt: null } as const;
    const rounds = await Promise.all([0, 1, 2].map(() => start(solo)));
    await give(rounds[0]!, { isRight: false, at: later(-DAY_MS) });
    await give(rounds[1]!, { isRight: true });
    await give(rounds[2]!, { isRight: true, at: later(1) });
    await give(rounds[0]!, { person: BOB, number: 1 }, 'Bob');
    await give(await start({ ...solo, community: 'discord:8' }), { person: 'discord:3' });
    await give(await start({ ...solo, community: null }), { number: 2 });
    const ada = { person: ADA, name: 'Ada', answers: 1 };
    const bob = { person: BOB, name: 'Bob', answers: 1, right: 1 };
    const board = async (since: Date | null) =>
      (await state.quiz.board(SERVER, since)).toSorted((a, b) => (a.person < b.person ? -1 : 1));
    expect(await board(null)).toEqual([{ ...ada, right: 0 }, bob]);
    expect(await board(NOON)).toEqual([{ ...ada, right: 1 }, bob]);
    const settings = await state.quiz.settings(BOB);
    await state.quiz.saveSettings(BOB, { ...settings, isHidden: true });
    expect(await board(null)).toEqual([{ ...ada, right: 0 }]);
    expect((await state.quiz.answersIn(rounds[0]!.id)).map(({ name }) => name)).toEqual(['Ada', null]);
  });

  it('settings are what was saved last, and before that nobody is hidden, reminded or at rest', async () => {
    const none = { isHidden: false, restDays: [], zone: null, reminderHour: null };
    expect(await state.quiz.settings(ADA)).toEqual(none);
    const settings = { isHidden: true, restDays: [6, 7], zone: 'Europe/Berlin', reminderHour: 0 };
    await state.quiz.saveSettings(ADA, none);
    await state.quiz.saveSettings(ADA, settings);
    expect(await state.quiz.settings(ADA)).toEqual(settings);
    expect(await state.quiz.settings(BOB)).toEqual(none);
  });

  it('a reminder is claimed by one a day, and only for who asked and has something due', async () => {
    const settings = { isHidden: false, restDays: [], zone: null, reminderHour: 9 };
    for (const person of [ADA, BOB]) await give(await start({ kind: 'solo', dueAt: null }), { person });
    await state.quiz.saveSettings(ADA, settings);
    await state.quiz.saveSettings('discord:3', settings);
    expect(await state.quiz.remindable('discord:', later(3 * DAY_MS - 1))).toEqual([]);
    expect(await state.quiz.remindable('slack:', later(3 * DAY_MS))).toEqual([]);
    const due = { person: ADA, settings, due: 1 };
    expect(await state.quiz.remindable('discord:', later(3 * DAY_MS))).toEqual([
      { ...due, remindedOn: null },
    ]);
    const claims = await Promise.all(
      Array.from({ length: 10 }, () => state.quiz.claimReminder(ADA, '2026-11-26')),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect((await state.quiz.remindable('discord:', later(3 * DAY_MS)))[0]!.remindedOn).toBe('2026-11-26');
    expect(await state.quiz.claimReminder(ADA, '2026-11-27')).toBe(true);
    expect(await state.quiz.claimReminder(BOB, '2026-11-27')).toBe(false);
  });

  it('the hours in which it served are noted once each, whoever says so', async () => {
    const midnight = Date.UTC(2026, 10, 23);
    const hours = [0, 0, 9, 23, 24].map((hour) => new Date(midnight + hour * 60 * 60 * 1000));
    await Promise.all(hours.map((hour) => state.quiz.noteService(hour)));
    const day = midnight / DAY_MS;
    expect(await state.quiz.serviceSince(day)).toEqual(
      new Map([
        [day, 1 | (1 << 9) | (1 << 23)],
        [day + 1, 1],
      ]),
    );
    expect(await state.quiz.serviceSince(day + 2)).toEqual(new Map());
  });

  describe('a person', () => {
    it('is shown everything, and forgotten whole; a round with others goes on without saying who began it', async () => {
      const group = await start();
      const solo = await start({ kind: 'solo', dueAt: null });
      await give(group);
      await give(group, { person: BOB }, 'Bob');
      await state.quiz.saveSettings(ADA, {
        isHidden: false,
        restDays: [7],
        zone: 'Asia/Tokyo',
        reminderHour: null,
      });
      const bobs = await state.exportPerson(BOB);
      expect((await state.exportPerson(ADA)).quiz).toEqual({
        answers: [answerTo(group)],
        memory: [FIRST],
        rounds: [group, solo]
          .map(({ id, kind }) => ({ id, kind, place: PLACE, at: NOON }))
          .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        names: [{ scope: SERVER, name: 'Ada' }],
        settings: {
          isHidden: false,
          restDays: [7],
          zone: 'Asia/Tokyo',
          reminderHour: null,
          remindedOn: null,
        },
      });
      expect(await state.forgetPerson(ADA)).toBe(2);
      expect((await state.exportPerson(ADA)).quiz).toEqual({
        answers: [],
        memory: [],
        rounds: [],
        names: [],
        settings: null,
      });
      expect(await state.exportPerson(BOB)).toEqual(bobs);
      expect((await state.quiz.board(SERVER, null)).map(({ person }) => person)).toEqual([BOB]);
      expect(await state.quiz.findRound(solo.id)).toBeNull();
      expect(await state.quiz.findRound(group.id)).toEqual({ ...group, starter: null });
      expect((await give(group, { person: 'discord:3' })).kind).toBe('counted');
    });

    it('can be forgotten while they and others answer and rounds move on, and no request is refused', async () => {
      const people = Array.from({ length: 8 }, (_, n) => `discord:${n}`);
      const group = await start();
      const solos = await Promise.all(people.map((starter) => start({ kind: 'solo', dueAt: null, starter })));
      await Promise.all([
        ...people.map((person) => give(group, { person })),
        ...solos.flatMap((round, n) =>
          [0, 1, 2].map((number) => give(round, { number, person: people[n]! })),
        ),
        ...people.map((person) => state.forgetPerson(person)),
        state.quiz.moveRound(group.id, group, { phase: 'over', position: 0, dueAt: null }),
        state.prune(later(1)),
      ]);
      await Promise.all(people.map((person) => state.forgetPerson(person)));
      expect(await state.quiz.board(SERVER, null)).toEqual([]);
    });
  });

  it('pruning deletes rounds from before a time, and no answers', async () => {
    const old = await start({ at: later(-1) });
    const kept = await start({ kind: 'solo', dueAt: null });
    await give(old, { at: later(-1) });
    await give(kept, { number: 1 });
    expect(await state.prune(NOON)).toBe(1);
    expect(await state.quiz.findRound(old.id)).toBeNull();
    expect((await state.quiz.findRound(kept.id))!.questions).toHaveLength(3);
    expect(await state.quiz.history(ADA)).toHaveLength(2);
    expect(await state.quiz.memory(ADA)).toHaveLength(2);
    expect((await state.quiz.board(SERVER, null))[0]).toMatchObject({ answers: 2 });
  });
}
