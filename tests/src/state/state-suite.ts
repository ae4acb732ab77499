/** What every database must do alike. Run by one test file a database. */
import fc from 'fast-check';
import { type Dialect, Kysely, Migrator } from 'kysely';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import * as answersMigration from '../../../src/state/migrations/0001-answers.ts';
import { MIGRATION_TABLE } from '../../../src/state/migrations/mod.ts';
import {
  type PersonalQuiz,
  SealError,
  type ShownAnswer,
  type State,
  StateError,
} from '../../../src/state/mod.ts';
import { testDigestState } from './digest-suite.ts';
import { testQuiz } from './quiz-suite.ts';

/** A database under test. */
export interface Backend {
  /** Makes the database empty: no tables. Nothing has it open meanwhile. */
  empty(): Promise<void>;
  /** @param encryptionKey null for none */
  open(encryptionKey: string | null): Promise<State>;
  /** The database without a state. */
  dialect(): Promise<Dialect>;
  /** Reads a text that begins with U+FEFF without it. */
  readonly dropsByteOrderMark?: boolean;
  /** One process opens it once (see `openState`): two transactions of two states would wait for each other for ever. */
  readonly isOpenedOnce?: boolean;
  /** Called once, after the last test. */
  stop?(): Promise<void>;
}

const NOON = new Date('2026-11-23T12:00:00.123Z');
const HOUR_MS = 60 * 60 * 1000;
const ADA = 'discord:1';
const BOB = 'discord:2';
const THREAD = 'discord:500';
const KEY = 'a made up key of some 40 characters; old';
const NEW_KEY = 'a made up key of some 40 characters; new';
const WORKSPACE = 'slack:team:T1';
const NO_QUIZ: PersonalQuiz = { answers: [], memory: [], rounds: [], names: [], settings: null };
const NOTHING = { answers: [], votes: [], turns: [], digests: [], quiz: NO_QUIZ };
const later = (ms: number): Date => new Date(NOON.getTime() + ms);

const ANSWER: Omit<ShownAnswer, 'id'> = {
  person: ADA,
  conversation: THREAD,
  question: 'why did it slow down?',
  previous: { question: 'how does Acme Chat store messages?', unit: 'nosql/acme-chat' },
  unit: 'nosql/acme-chat',
  references: ['caching/acme-pay', 'a "quoted" one', 'nosql/東京'],
  at: NOON,
};

export function testState(backend: Backend): void {
  testDigestState(backend);
  let state: State;
  beforeEach(async () => {
    await backend.empty();
  });
  afterAll(() => backend.stop?.());

  async function open(encryptionKey: string | null = KEY): Promise<State> {
    const opened = await backend.open(encryptionKey);
    onTestFinished(() => opened.close());
    return opened;
  }
  const opened = async (): Promise<void> => {
    state = await open();
  };

  async function withDatabase<Result>(
    use: (db: Kysely<Record<string, { name: string }>>) => Promise<Result>,
  ): Promise<Result> {
    const db = new Kysely<Record<string, { name: string }>>({ dialect: await backend.dialect() });
    try {
      return await use(db);
    } finally {
      await db.destroy();
    }
  }

  describe('answers', () => {
    beforeEach(opened);

    it('come back as they were saved, under an id of 16 letters and digits', async () => {
      const saved = await state.saveAnswer(ANSWER);
      expect(saved).toEqual({ ...ANSWER, id: expect.stringMatching(/^[a-z0-9]{16}$/) });
      expect(await state.findAnswer(saved.id)).toEqual(saved);
    });

    it('come back with all that may be missing missing', async () => {
      const bare = { ...ANSWER, question: '', previous: null, unit: null, references: [] };
      const saved = await state.saveAnswer(bare);
      expect(await state.findAnswer(saved.id)).toEqual({ ...bare, id: saved.id });
      const unanswered = await state.saveAnswer({ ...ANSWER, previous: { question: 'x', unit: null } });
      expect((await state.findAnswer(unanswered.id))!.previous).toEqual({ question: 'x', unit: null });
    });

    it('come back after the state was closed and opened again', async () => {
      const before = await backend.open(KEY);
      const saved = await before.saveAnswer(ANSWER);
      await before.close();
      expect(await state.findAnswer(saved.id)).toEqual(saved);
    });

    it('are null for an id that was never given, whatever it is', async () => {
      for (const id of ['aaaaaaaaaaaaaaaa', '', 'a\0b', "' or 1=1 --", '\ud800', 'A'.repeat(10_000)]) {
        expect(await state.findAnswer(id)).toBeNull();
      }
    });

    it('keep 2,000 characters of a question, and no half emoji', async () => {
      const long = `${'😀'.repeat(1999)}xyz`;
      const { id } = await state.saveAnswer({
        ...ANSWER,
        question: long,
        previous: { question: long, unit: null },
      });
      const cut = `${'😀'.repeat(1999)}x`;
      expect(await state.findAnswer(id)).toMatchObject({
        question: cut,
        previous: { question: cut, unit: null },
      });
    });

    it('keep any text but U+0000, which no database can be trusted with', async () => {
      const text = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.string({
          unit: fc.constantFrom('\0', "'", '"', '\\', '%', '$1', '?', '\u202e', '\ufeff', '\r\n', '👩‍💻'),
        }),
      );
      const stored = (written: string): string =>
        written.replaceAll('\0', '').replace(backend.dropsByteOrderMark ? /^\ufeff/ : '', '');
      await fc.assert(
        fc.asyncProperty(text, text, text, async (question, before, setting) => {
          const saved = await state.saveAnswer({
            ...ANSWER,
            question,
            previous: { question: before, unit: null },
          });
          const found = await state.findAnswer(saved.id);
          expect(found!.question).toBe(stored(question));
          expect(found!.previous!.question).toBe(stored(before));
          await state.remember(THREAD, ADA, { question, unit: null }, NOON);
          expect((await state.recall(THREAD, NOON, 0))!.question).toBe(stored(question));
          await state.setSetting('text', setting);
          expect(await state.getSetting('text')).toBe(stored(setting));
        }),
        { numRuns: 100 },
      );
    });

    it('show half a surrogate pair as U+FFFD at once, and not only when they come back', async () => {
      const saved = await state.saveAnswer({ ...ANSWER, question: 'a\ud83db' });
      expect(saved.question).toBe('a\ufffdb');
      expect(await state.findAnswer(saved.id)).toEqual(saved);
    });
  });

  describe('votes', () => {
    let id: string;
    beforeEach(async () => {
      await opened();
      ({ id } = await state.saveAnswer(ANSWER));
    });

    it('are counted, changed by the opposite, and withdrawn by the same again', async () => {
      expect(await state.vote(id, ADA, 1, NOON)).toBe('counted');
      expect(await state.vote(id, BOB, 1, NOON)).toBe('counted');
      expect(await state.votesFor(id)).toEqual({ up: 2, down: 0 });
      expect(await state.vote(id, BOB, -1, later(1))).toBe('changed');
      expect(await state.votesFor(id)).toEqual({ up: 1, down: 1 });
      expect((await state.exportPerson(BOB)).votes).toEqual([{ answer: id, value: -1, at: later(1) }]);
      expect(await state.vote(id, BOB, -1, NOON)).toBe('withdrawn');
      expect(await state.votesFor(id)).toEqual({ up: 1, down: 0 });
    });

    it('on an answer that is gone count for nothing', async () => {
      for (const gone of ['aaaaaaaaaaaaaaaa', 'a\0b']) {
        expect(await state.vote(gone, ADA, 1, NOON)).toBe('gone');
        expect(await state.votesFor(gone)).toEqual({ up: 0, down: 0 });
      }
      expect((await state.exportPerson(ADA)).votes).toEqual([]);
    });

    it('are what a tally by hand gives, whoever votes in whatever order', async () => {
      const people = ['discord:7', 'discord:8', 'discord:9'];
      const anyVote = fc.record({
        person: fc.constantFrom(...people),
        value: fc.constantFrom<1 | -1>(1, -1),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(anyVote, { maxLength: 12 }), async (votes) => {
          const answer = await state.saveAnswer(ANSWER);
          const tally = new Map<string, 1 | -1>();
          for (const { person, value } of votes) {
            if (tally.get(person) === value) tally.delete(person);
            else tally.set(person, value);
            await state.vote(answer.id, person, value, NOON);
          }
          const count = (wanted: number): number =>
            [...tally.values()].filter((value) => value === wanted).length;
          expect(await state.votesFor(answer.id)).toEqual({ up: count(1), down: count(-1) });
        }),
        { numRuns: 25 },
      );
    });

    it('of 50 people, two each and all at once, are all counted', async () => {
      const people = Array.from({ length: 50 }, (_, n) => `discord:${100 + n}`);
      const [same, opposite] = [id, (await state.saveAnswer(ANSWER)).id];
      const voteTwice = async (answer: string, second: 1 | -1): Promise<string[]> =>
        Promise.all(
          people.flatMap((person) => [
            state.vote(answer, person, 1, NOON),
            state.vote(answer, person, second, NOON),
          ]),
        );
      const count = (outcomes: string[], wanted: string): number =>
        outcomes.filter((outcome) => outcome === wanted).length;

      const opposites = await voteTwice(opposite, -1);
      expect([count(opposites, 'counted'), count(opposites, 'changed')]).toEqual([50, 50]);
      const { up, down } = await state.votesFor(opposite);
      expect(up + down).toBe(50);

      const sames = await voteTwice(same, 1);
      expect([count(sames, 'counted'), count(sames, 'withdrawn')]).toEqual([50, 50]);
      expect(await state.votesFor(same)).toEqual({ up: 0, down: 0 });
    });
  });

  describe('a conversation', () => {
    beforeEach(opened);
    const turn = { question: 'how does Acme Chat store messages?', unit: 'nosql/acme-chat' };

    it('is about its latest turn, whoever asked', async () => {
      expect(await state.recall(THREAD, NOON, HOUR_MS)).toBeNull();
      await state.remember(THREAD, ADA, turn, NOON);
      await state.remember('discord:501', ADA, { question: 'other', unit: null }, NOON);
      expect(await state.recall(THREAD, NOON, HOUR_MS)).toEqual(turn);
      await state.remember(THREAD, BOB, { question: 'and caching?', unit: null }, later(1));
      expect(await state.recall(THREAD, later(1), HOUR_MS)).toEqual({ question: 'and caching?', unit: null });
    });

    it('is forgotten one millisecond after the longest age, and not before', async () => {
      await state.remember(THREAD, ADA, turn, NOON);
      expect(await state.recall(THREAD, later(HOUR_MS), HOUR_MS)).toEqual(turn);
      expect(await state.recall(THREAD, later(HOUR_MS + 1), HOUR_MS)).toBeNull();
    });

    it('keeps 2,000 characters of its question', async () => {
      await state.remember(THREAD, ADA, { question: 'x'.repeat(2001), unit: null }, NOON);
      expect((await state.recall(THREAD, NOON, 0))!.question).toBe('x'.repeat(2000));
    });
  });

  it('a name is claimed by exactly one of many who want it at once', async () => {
    await opened();
    const claims = await Promise.all(Array.from({ length: 20 }, () => state.claim('shared:x', NOON)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await state.claim('shared:y', NOON)).toBe(true);
  });

  it('a setting is null until it is set, and then what it was set to last', async () => {
    await opened();
    expect(await state.getSetting('channel')).toBeNull();
    await state.setSetting('channel', '1');
    await state.setSetting('channel', '');
    expect(await state.getSetting('channel')).toBe('');
    expect(await state.getSetting('Channel')).toBeNull();
  });

  describe('a secret', () => {
    const sealedOf = (key: string): Promise<{ sealed: string } | undefined> =>
      withDatabase((db) =>
        (db as unknown as Kysely<Record<string, { key: string; sealed: string }>>)
          .selectFrom('casebook_installations')
          .select('sealed')
          .where('key', '=', key)
          .executeTakeFirst(),
      );

    it('is null until it is saved, then what was saved last, and null again when it is deleted', async () => {
      await opened();
      expect(await state.findSecret(WORKSPACE)).toBeNull();
      await state.saveSecret(WORKSPACE, 'first', NOON);
      await state.saveSecret('slack:enterprise:T1', 'other', NOON);
      await state.saveSecret(WORKSPACE, 'second', later(1));
      expect(await (await open()).findSecret(WORKSPACE)).toBe('second');
      expect(await state.deleteSecret(WORKSPACE)).toBe(true);
      expect(await state.findSecret(WORKSPACE)).toBeNull();
      expect(await state.deleteSecret(WORKSPACE)).toBe(false);
      expect(await state.findSecret('slack:enterprise:T1')).toBe('other');
    });

    it('keeps any text, every character of it', async () => {
      await opened();
      const text = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: fc.constantFrom('\0', '\ufeff', "'", '\\', '😀') }),
      );
      await fc.assert(
        fc.asyncProperty(text, async (value) => {
          await state.saveSecret(WORKSPACE, value, NOON);
          expect(await state.findSecret(WORKSPACE)).toBe(value);
        }),
        { numRuns: 50 },
      );
    });

    it('cannot be read in the database, nor under the key of another', async () => {
      await opened();
      await state.saveSecret(WORKSPACE, 'xoxb-1-made-up', NOON);
      const { sealed } = (await sealedOf(WORKSPACE))!;
      expect(sealed).toMatch(/^v1\.[\w-]{56}$/);
      expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('xoxb');
      await withDatabase((db) =>
        (db as unknown as Kysely<Record<string, Record<string, unknown>>>)
          .insertInto('casebook_installations')
          .values({ key: 'slack:team:T2', sealed, at: 0 })
          .execute(),
      );
      await expect(state.findSecret('slack:team:T2')).rejects.toThrow(SealError);
    });

    it('can be read after its key was replaced only while the old one is still named', async () => {
      await (await open()).saveSecret(WORKSPACE, 'token', NOON);
      await expect((await open(NEW_KEY)).findSecret(WORKSPACE)).rejects.toThrow(
        'What is stored for slack:team:T1 cannot be read: no key in TOKEN_ENCRYPTION_KEY fits',
      );
      const rotating = await open(`${NEW_KEY}, ${KEY}`);
      expect(await rotating.findSecret(WORKSPACE)).toBe('token');
      await rotating.saveSecret(WORKSPACE, 'token', NOON);
      expect(await (await open(NEW_KEY)).findSecret(WORKSPACE)).toBe('token');
    });

    it('is refused where no key is set, in words that say how to make one', async () => {
      const keyless = await open(null);
      for (const attempt of [
        keyless.saveSecret(WORKSPACE, 'token', NOON),
        keyless.findSecret(WORKSPACE),
        keyless.deleteSecret(WORKSPACE),
      ]) {
        const refusal = await attempt.catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(SealError);
        expect((refusal as SealError).message).toBe(
          'TOKEN_ENCRYPTION_KEY is not set. What gives access to a workspace is stored only encrypted, with that key. ' +
            'Make one with: openssl rand -base64 32 and keep it: without it, what is stored cannot be read again.',
        );
      }
      expect(await sealedOf(WORKSPACE)).toBeUndefined();
    });
  });

  describe('a lock', () => {
    it('lets one at a time work, of 20 who want to at once in four places, and they can use the state', async () => {
      const states = await Promise.all(Array.from({ length: 4 }, () => open()));
      let working = 0;
      const count = async (of: State): Promise<void> => {
        working += 1;
        expect(working).toBe(1);
        const before = Number(await of.getSetting('count'));
        await of.setSetting('count', `${before + 1}`);
        expect(working).toBe(1);
        working -= 1;
      };
      await Promise.all(
        Array.from({ length: 20 }, (_, n) => states[n % 4]!).map((of) => of.withLock('x', () => count(of))),
      );
      expect(await states[0]!.getSetting('count')).toBe('20');
    });

    it('gives back what the work gives, or throws what it throws, and is free again', async () => {
      const [one, other] = [await open(), await open()];
      expect(await one.withLock('x', async () => 'result')).toBe('result');
      const failure = new Error('the work failed');
      await expect(one.withLock('x', () => Promise.reject(failure))).rejects.toBe(failure);
      const throws = (): Promise<never> => {
        throw failure;
      };
      await expect(one.withLock('x', throws)).rejects.toBe(failure);
      expect(await other.withLock('x', async () => 'free')).toBe('free');
      expect(await one.withLock('x', async () => 'free')).toBe('free');
    });

    it('of one name does not keep those of other names waiting', async () => {
      const [one, other] = [await open(), await open()];
      let end = (): void => {};
      const first = one.withLock('x', () => {
        const others = [
          one.withLock('y', async () => 'here'),
          other.withLock("it's ? $1 東京", async () => 'elsewhere'),
        ];
        void Promise.all(others).then(() => end());
        return new Promise<void>((resolve) => {
          end = resolve;
        });
      });
      // The first one ends only when both others have had their turn.
      await first;
    });
  });

  describe('a person', () => {
    beforeEach(opened);

    it('is shown everything that is stored about them, oldest first, and nothing of others', async () => {
      const second = await state.saveAnswer({ ...ANSWER, at: later(1) });
      const first = await state.saveAnswer(ANSWER);
      const others = await state.saveAnswer({ ...ANSWER, person: BOB });
      await state.vote(others.id, ADA, -1, later(2));
      await state.vote(first.id, BOB, 1, later(3));
      await state.remember(THREAD, ADA, { question: 'q', unit: 'u' }, later(4));
      await state.remember('discord:501', BOB, { question: 'r', unit: null }, later(4));
      expect(await state.exportPerson(ADA)).toEqual({
        answers: [first, second],
        votes: [{ answer: others.id, value: -1, at: later(2) }],
        turns: [{ conversation: THREAD, question: 'q', unit: 'u', at: later(4) }],
        digests: [],
        quiz: NO_QUIZ,
      });
      expect(await state.exportPerson('discord:3')).toEqual(NOTHING);
    });

    it('is forgotten whole, and nobody else loses anything', async () => {
      const mine = await state.saveAnswer(ANSWER);
      const theirs = await state.saveAnswer({ ...ANSWER, person: BOB });
      await state.vote(theirs.id, ADA, 1, NOON);
      await state.vote(mine.id, ADA, 1, NOON);
      await state.vote(mine.id, BOB, -1, NOON);
      await state.vote(theirs.id, BOB, 1, NOON);
      await state.remember('discord:501', ADA, { question: 'q', unit: null }, NOON);
      await state.remember('discord:502', BOB, { question: 'q', unit: null }, NOON);
      const bobsBefore = await state.exportPerson(BOB);

      expect(await state.forgetPerson(ADA)).toBe(4);
      expect(await state.exportPerson(ADA)).toEqual(NOTHING);
      expect(await state.findAnswer(mine.id)).toBeNull();
      expect(await state.recall('discord:501', NOON, HOUR_MS)).toBeNull();
      expect(await state.exportPerson(BOB)).toEqual(bobsBefore);
      expect(bobsBefore.votes).toHaveLength(2);
      expect(await state.votesFor(theirs.id)).toEqual({ up: 1, down: 0 });
      expect(await state.forgetPerson(ADA)).toBe(0);
    });

    it('is forgotten also where somebody else asked on from their question', async () => {
      const question = 'how do I hide a data loss from my manager?';
      await state.saveAnswer({ ...ANSWER, question, previous: null });
      const previous = { question, unit: 'backup/acme' };
      const theirs = await state.saveAnswer({ ...ANSWER, person: BOB, previous });
      const elsewhere = await state.saveAnswer({
        ...ANSWER,
        person: BOB,
        conversation: 'discord:501',
        previous,
      });
      await state.remember(THREAD, BOB, previous, NOON);

      expect(await state.forgetPerson(ADA)).toBe(1);
      expect(await state.findAnswer(theirs.id)).toEqual({ ...theirs, previous: null });
      expect(await state.recall(THREAD, NOON, HOUR_MS)).toBeNull();
      // In another place they were Bob's own words.
      expect(await state.findAnswer(elsewhere.id)).toEqual(elsewhere);
    });

    it('can be forgotten while others vote and ask', async () => {
      const theirs = await state.saveAnswer({ ...ANSWER, person: BOB });
      const mine = await Promise.all(Array.from({ length: 10 }, () => state.saveAnswer(ANSWER)));
      await Promise.all([
        ...mine.flatMap(({ id }) => [
          state.vote(id, ADA, 1, NOON),
          state.vote(theirs.id, `discord:${id}`, 1, NOON),
        ]),
        state.vote(theirs.id, ADA, 1, NOON),
        state.forgetPerson(ADA),
        ...mine.map(({ id }) => state.vote(id, BOB, 1, NOON)),
        ...mine.map(({ id }) => state.saveAnswer({ ...ANSWER, person: BOB, question: id })),
      ]);
      await state.forgetPerson(ADA);
      expect(await state.exportPerson(ADA)).toEqual(NOTHING);
      expect((await state.exportPerson(BOB)).answers).toHaveLength(11);
      expect(await state.votesFor(theirs.id)).toEqual({ up: 10, down: 0 });
    });

    it('is forgotten together with others, while old things are deleted, and no request is refused', async () => {
      const people = Array.from({ length: 8 }, (_, n) => `discord:${n}`);
      for (let round = 0; round < 3; round += 1) {
        // Two and two ask on from each other's question, so that forgetting one touches rows of the other.
        const saved = await Promise.all(
          people.flatMap((person, n) =>
            [1, 2, 3].map((ms) => {
              const previous = { question: `question ${n ^ 1}`, unit: null };
              return state.saveAnswer({
                ...ANSWER,
                person,
                question: `question ${n}`,
                previous,
                at: later(ms),
              });
            }),
          ),
        );
        await Promise.all([
          ...people.map((person) => state.forgetPerson(person)),
          ...saved.map(({ id, person }) => state.vote(id, person, 1, NOON)),
          ...[1, 2, 3].map((ms) => state.prune(later(ms))),
        ]);
      }
      await Promise.all(people.map((person) => state.forgetPerson(person)));
      for (const person of people) {
        expect(await state.exportPerson(person)).toEqual(NOTHING);
      }
    });
  });

  it('pruning deletes what is from before a time, to the millisecond, and leaves settings and secrets', async () => {
    await opened();
    const old = await state.saveAnswer({ ...ANSWER, at: later(-1) });
    const kept = await state.saveAnswer(ANSWER);
    await state.vote(kept.id, ADA, 1, later(-1));
    await state.vote(kept.id, BOB, 1, NOON);
    await state.remember('discord:501', ADA, { question: 'q', unit: null }, later(-1));
    await state.remember('discord:502', ADA, { question: 'q', unit: null }, NOON);
    await state.claim('old', later(-1));
    await state.claim('kept', NOON);
    await state.setSetting('channel', '1');
    await state.saveSecret(WORKSPACE, 'token', later(-1));

    expect(await state.prune(NOON)).toBe(4);
    expect(await state.findAnswer(old.id)).toBeNull();
    expect(await state.findAnswer(kept.id)).toEqual(kept);
    expect(await state.votesFor(kept.id)).toEqual({ up: 1, down: 0 });
    expect((await state.exportPerson(ADA)).turns.map(({ conversation }) => conversation)).toEqual([
      'discord:502',
    ]);
    expect([await state.claim('old', NOON), await state.claim('kept', NOON)]).toEqual([true, false]);
    expect(await state.getSetting('channel')).toBe('1');
    expect(await state.findSecret(WORKSPACE)).toBe('token');
    expect(await state.prune(NOON)).toBe(0);
  });

  describe('the quiz', () => testQuiz(open));

  describe('opening', () => {
    const NEWEST = ['0001-answers', '0002-installations', '0003-digests', '0004-quiz'];
    const migrationsOf = async (db: Kysely<Record<string, { name: string }>>): Promise<string[]> =>
      (await db.selectFrom(MIGRATION_TABLE).select('name').orderBy('name').execute()).map(({ name }) => name);

    it('an empty database many times at once makes the tables once, for all', async () => {
      const states = await Promise.all(Array.from({ length: 5 }, () => open()));
      const { id } = await states[0]!.saveAnswer(ANSWER);
      for (const other of states) expect((await other.findAnswer(id))!.question).toBe(ANSWER.question);
      expect(await withDatabase(migrationsOf)).toEqual(NEWEST);
    });

    it('a database of version 1 keeps what is in it, and takes what the newest one takes', async () => {
      await withDatabase(async (db) => {
        const { error } = await new Migrator({
          db,
          provider: { getMigrations: async () => ({ '0001-answers': answersMigration }) },
          migrationTableName: MIGRATION_TABLE,
          migrationLockTableName: 'casebook_migration_lock',
        }).migrateToLatest();
        expect(error).toBeUndefined();
        const row = {
          id: 'abcdefghijklmnop',
          person: ADA,
          conversation: THREAD,
          question: 'q',
          reference_ids: '["r"]',
        };
        await (db as unknown as Kysely<Record<string, Record<string, unknown>>>)
          .insertInto('casebook_answers')
          .values({ ...row, at: NOON.getTime() })
          .execute();
      });
      const migrated = await open();
      expect(await withDatabase(migrationsOf)).toEqual(NEWEST);
      await migrated.withLock(WORKSPACE, () => migrated.saveSecret(WORKSPACE, 'token', NOON));
      expect(await migrated.findSecret(WORKSPACE)).toBe('token');
      expect(await migrated.findAnswer('abcdefghijklmnop')).toEqual({
        id: 'abcdefghijklmnop',
        person: ADA,
        conversation: THREAD,
        question: 'q',
        previous: null,
        unit: null,
        references: ['r'],
        at: NOON,
      });
    });

    it('a database of a newer version is refused, and not touched', async () => {
      await (await backend.open(KEY)).close();
      await withDatabase((db) =>
        (db as unknown as Kysely<Record<string, Record<string, unknown>>>)
          .insertInto(MIGRATION_TABLE)
          .values({ name: '9999-quizzes', timestamp: NOON.toISOString() })
          .execute(),
      );
      const refusal = await backend.open(KEY).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(StateError);
      expect((refusal as StateError).message).toMatch(
        /was written by a newer version of Casebook: this one does not know 9999-quizzes\. Start the newer version, or/,
      );
      expect(await withDatabase(migrationsOf)).toEqual([...NEWEST, '9999-quizzes']);
    });

    it('a database whose tables cannot be made leaves none of them behind', async () => {
      // Something of the same name as the last table is in the way.
      await withDatabase((db) =>
        db.schema.createTable('casebook_settings').addColumn('other', 'text').execute(),
      );
      await expect(backend.open(KEY)).rejects.toThrow(/casebook_settings/);
      const tables = await withDatabase((db) => db.introspection.getTables());
      expect(tables.map(({ name }) => name).filter((name) => !name.includes('migration'))).toEqual([
        'casebook_settings',
      ]);
    });
  });
}
