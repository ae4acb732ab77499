/** The state in an SQL database. The same statements run on SQLite and on PostgreSQL. */
import { type Kysely, sql } from 'kysely';
import { toAnswer } from './answer-rows.ts';
import type { DigestState } from './digest-state.ts';
import { type Hold, inTurn } from './lock.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { exportPersonal, forgetPersonal } from './personal.ts';
import { pruneQuiz } from './quiz-person.ts';
import { noSecret, type Seal } from './sealed.ts';
import { SqlDigests } from './sql-digests.ts';
import { SqlQuiz } from './sql-quiz.ts';
import type { PersonalData, ShownAnswer, State, Turn, VoteOutcome } from './state.ts';
import type { Tables } from './tables.ts';
import { isId, randomId, storable, storableQuestion } from './text.ts';

export class SqlState implements State {
  readonly #db: Kysely<Tables>;
  readonly #seal: Seal | null;
  readonly withLock: Hold;
  readonly digests: DigestState;
  readonly quiz: SqlQuiz;

  /**
   * @param db with all migrations behind it; closed together with the state
   * @param hold how processes that share it wait for each other
   * @param seal null when no secrets can be kept
   * @param skipsLocked see `Place`
   */
  constructor(db: Kysely<Tables>, hold: Hold, seal: Seal | null, skipsLocked: boolean) {
    this.#db = db;
    this.#seal = seal;
    this.withLock = inTurn(hold);
    this.digests = new SqlDigests(db, skipsLocked);
    this.quiz = new SqlQuiz(db);
  }

  async saveAnswer(answer: Omit<ShownAnswer, 'id'>): Promise<ShownAnswer> {
    const row = {
      id: randomId(),
      person: answer.person,
      conversation: answer.conversation,
      question: storableQuestion(answer.question),
      previous_question: answer.previous === null ? null : storableQuestion(answer.previous.question),
      previous_unit: answer.previous?.unit ?? null,
      unit: answer.unit,
      reference_ids: JSON.stringify(answer.references),
      at: answer.at.getTime(),
    };
    await this.#db.insertInto('casebook_answers').values(row).execute();
    return toAnswer(row);
  }

  async findAnswer(id: string): Promise<ShownAnswer | null> {
    if (!isId(id)) return null;
    const row = await this.#db
      .selectFrom('casebook_answers')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : toAnswer(row);
  }

  async vote(answer: string, person: string, value: 1 | -1, at: Date): Promise<VoteOutcome> {
    if (!isId(answer)) return 'gone';
    return this.#db.transaction().execute(async (db) => {
      // Writing to the answer's row, though nothing changes, makes other votes on it wait: the portable `select for update`.
      const { numUpdatedRows } = await db
        .updateTable('casebook_answers')
        .set((eb) => ({ person: eb.ref('person') }))
        .where('id', '=', answer)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return 'gone';

      const before = await db
        .selectFrom('casebook_votes')
        .select('value')
        .where('answer', '=', answer)
        .where('person', '=', person)
        .executeTakeFirst();
      if (before?.value === value) {
        await db
          .deleteFrom('casebook_votes')
          .where('answer', '=', answer)
          .where('person', '=', person)
          .execute();
        return 'withdrawn';
      }
      await db
        .insertInto('casebook_votes')
        .values({ answer, person, value, at: at.getTime() })
        .onConflict((conflict) =>
          conflict.columns(['answer', 'person']).doUpdateSet({ value, at: at.getTime() }),
        )
        .execute();
      return before === undefined ? 'counted' : 'changed';
    });
  }

  async votesFor(answer: string): Promise<{ up: number; down: number }> {
    if (!isId(answer)) return { up: 0, down: 0 };
    const rows = await this.#db
      .selectFrom('casebook_votes')
      .select((eb) => ['value', eb.fn.countAll().as('count')])
      .where('answer', '=', answer)
      .groupBy('value')
      .execute();
    const countOf = (wanted: 1 | -1): number =>
      Number(rows.find(({ value }) => value === wanted)?.count ?? 0);
    return { up: countOf(1), down: countOf(-1) };
  }

  async recall(conversation: string, now: Date, maxAgeMs: number): Promise<Turn | null> {
    const turn = await this.#db
      .selectFrom('casebook_turns')
      .select(['question', 'unit'])
      .where('conversation', '=', conversation)
      .where('at', '>=', now.getTime() - maxAgeMs)
      .executeTakeFirst();
    return turn ?? null;
  }

  async remember(conversation: string, person: string, turn: Turn, at: Date): Promise<void> {
    const values = {
      person,
      question: storableQuestion(turn.question),
      unit: turn.unit,
      at: at.getTime(),
    };
    await this.#db
      .insertInto('casebook_turns')
      .values({ conversation, ...values })
      .onConflict((conflict) => conflict.column('conversation').doUpdateSet(values))
      .execute();
  }

  async claim(name: string, at: Date): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('casebook_claims')
      .values({ name: storable(name), at: at.getTime() })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  async getSetting(key: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('casebook_settings')
      .select('value')
      .where('key', '=', key)
      .executeTakeFirst();
    return row?.value ?? null;
  }

  async setSetting(key: string, value: string): Promise<void> {
    const stored = { value: storable(value) };
    await this.#db
      .insertInto('casebook_settings')
      .values({ key, ...stored })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(stored))
      .execute();
  }

  async saveSecret(key: string, value: string, at: Date): Promise<void> {
    const stored = { sealed: this.#requireSeal().seal(value, key), at: at.getTime() };
    await this.#db
      .insertInto('casebook_installations')
      .values({ key, ...stored })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(stored))
      .execute();
  }

  async findSecret(key: string): Promise<string | null> {
    const seal = this.#requireSeal();
    const row = await this.#db
      .selectFrom('casebook_installations')
      .select('sealed')
      .where('key', '=', key)
      .executeTakeFirst();
    return row === undefined ? null : seal.open(row.sealed, key);
  }

  async deleteSecret(key: string): Promise<boolean> {
    this.#requireSeal();
    const { numDeletedRows } = await this.#db
      .deleteFrom('casebook_installations')
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    return numDeletedRows === 1n;
  }

  #requireSeal(): Seal {
    if (this.#seal === null) throw noSecret();
    return this.#seal;
  }

  exportPerson(person: string): Promise<PersonalData> {
    return exportPersonal(this.#db, this.digests, person);
  }

  forgetPerson(person: string): Promise<number> {
    return forgetPersonal(this.#db, person);
  }

  async prune(before: Date): Promise<number> {
    const ofDigests = await this.digests.prune(before);
    return this.#db.transaction().execute(async (db) => {
      await oneAtATime(db);
      let rows = await pruneQuiz(db, before);
      for (const table of [
        'casebook_answers',
        'casebook_votes',
        'casebook_turns',
        'casebook_claims',
      ] as const) {
        const { numDeletedRows } = await db
          .deleteFrom(table)
          .where(sql.ref('at'), '<', before.getTime())
          .executeTakeFirstOrThrow();
        rows += Number(numDeletedRows);
      }
      return rows + ofDigests;
    });
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }
}
