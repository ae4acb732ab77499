/** What is remembered of the quiz, in an SQL database. The same statements run on SQLite and on PostgreSQL. */
import { type Kysely, sql } from 'kysely';
import { countAnswer } from './quiz-answer.ts';
import { boardOf } from './quiz-board.ts';
import { DEFAULT_SETTINGS, fromSettings, toMemory, toQuizAnswer, toRound, toSettings } from './quiz-rows.ts';
import type {
  AnswerOutcome,
  BoardRow,
  Memory,
  NewRound,
  QuizAnswer,
  QuizSettings,
  QuizState,
  Remindable,
  RoundPoint,
  SeenAnswer,
  StoredRound,
} from './quiz-state.ts';
import type { Tables } from './tables.ts';
import { isId, randomId, storable } from './text.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_HOURS = 24;

export class SqlQuiz implements QuizState {
  readonly #db: Kysely<Tables>;

  /** @param db with all migrations behind it */
  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async createRound({ questions, dueAt, at, ...round }: NewRound): Promise<StoredRound | null> {
    const id = round.id ?? randomId();
    const created = await this.#db.transaction().execute(async (db) => {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('casebook_quiz_rounds')
        .values({
          ...round,
          id,
          position: 0,
          phase: 'asking',
          due_at: dueAt?.getTime() ?? null,
          at: at.getTime(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      await db
        .insertInto('casebook_quiz_questions')
        .values(
          questions.map(({ question, caseStudy, content }, number) => ({
            round: id,
            number,
            question,
            case_study: caseStudy,
            content: storable(content),
            message: null,
          })),
        )
        .execute();
      return true;
    });
    return created ? this.findRound(id) : null;
  }

  async findRound(id: string): Promise<StoredRound | null> {
    if (!isId(id)) return null;
    const row = await this.#db
      .selectFrom('casebook_quiz_rounds')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return null;
    const questions = await this.#db
      .selectFrom('casebook_quiz_questions')
      .selectAll()
      .where('round', '=', row.id)
      .orderBy('number')
      .execute();
    return toRound(row, questions);
  }

  async openRounds(place: string, person: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('casebook_quiz_rounds')
      .select('id')
      .where('place', '=', place)
      .where('phase', '!=', 'over')
      .where(({ eb, or, and }) =>
        or([eb('kind', '=', 'group'), and([eb('kind', '=', 'solo'), eb('starter', '=', person)])]),
      )
      .orderBy('at')
      .execute();
    return rows.map(({ id }) => id);
  }

  async dueRounds(placePrefix: string, now: Date): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('casebook_quiz_rounds')
      .select('id')
      .where('due_at', '<=', now.getTime())
      .where('place', 'like', `${placePrefix}%`)
      .orderBy('due_at')
      .execute();
    return rows.map(({ id }) => id);
  }

  async moveRound(id: string, from: RoundPoint, to: RoundPoint & { dueAt: Date | null }): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('casebook_quiz_rounds')
      .set({ phase: to.phase, position: to.position, due_at: to.dueAt?.getTime() ?? null })
      .where('id', '=', id)
      .where('phase', '=', from.phase)
      .where('position', '=', from.position)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  }

  async noteMessage(id: string, number: number, message: string, dueAt: Date | null): Promise<void> {
    if (!isId(id)) return;
    await this.#db
      .updateTable('casebook_quiz_questions')
      .set({ message })
      .where('round', '=', id)
      .where('number', '=', number)
      .execute();
    if (dueAt === null) return;
    await this.#db
      .updateTable('casebook_quiz_rounds')
      .set({ due_at: dueAt.getTime() })
      .where('id', '=', id)
      .where('phase', '=', 'asking')
      .where('position', '=', number)
      .execute();
  }

  async dailyQuestions(place: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('casebook_quiz_rounds')
      .innerJoin('casebook_quiz_questions', 'round', 'id')
      .select('question')
      .where('kind', '=', 'daily')
      .where('place', '=', place)
      .orderBy('at')
      .execute();
    return rows.map(({ question }) => question);
  }

  answer(
    answer: QuizAnswer,
    name: string,
    remember: (before: Memory | null) => Memory,
  ): Promise<AnswerOutcome> {
    return this.#db.transaction().execute((db) => countAnswer(db, answer, name, remember));
  }

  async answersIn(round: string): Promise<SeenAnswer[]> {
    const rows = await this.#db
      .selectFrom('casebook_quiz_answers as answers')
      .innerJoin('casebook_quiz_rounds as rounds', 'rounds.id', 'answers.round')
      .leftJoin('casebook_quiz_people as people', 'people.person', 'answers.person')
      .leftJoin('casebook_quiz_names as names', (join) =>
        join
          .onRef('names.person', '=', 'answers.person')
          .on('names.scope', '=', sql<string>`coalesce(answers.community, rounds.place)`),
      )
      .selectAll('answers')
      .select(['names.name', 'people.is_hidden'])
      .where('answers.round', '=', round)
      .orderBy('answers.at')
      .orderBy('answers.person')
      .execute();
    return rows.map((row) => ({ ...toQuizAnswer(row), name: row.is_hidden === 1 ? null : row.name }));
  }

  async history(person: string): Promise<QuizAnswer[]> {
    const rows = await this.#db
      .selectFrom('casebook_quiz_answers')
      .selectAll()
      .where('person', '=', person)
      .orderBy('at')
      .orderBy('round')
      .orderBy('number')
      .execute();
    return rows.map(toQuizAnswer);
  }

  async memory(person: string): Promise<Memory[]> {
    const rows = await this.#db
      .selectFrom('casebook_quiz_memory')
      .selectAll()
      .where('person', '=', person)
      .orderBy('due_at')
      .orderBy('case_study')
      .execute();
    return rows.map(toMemory);
  }

  board(community: string, since: Date | null): Promise<BoardRow[]> {
    return boardOf(this.#db, community, since);
  }

  async settings(person: string): Promise<QuizSettings> {
    const row = await this.#db
      .selectFrom('casebook_quiz_people')
      .selectAll()
      .where('person', '=', person)
      .executeTakeFirst();
    return row === undefined ? DEFAULT_SETTINGS : toSettings(row);
  }

  async saveSettings(person: string, settings: QuizSettings): Promise<void> {
    const values = fromSettings(settings);
    await this.#db
      .insertInto('casebook_quiz_people')
      .values({ person, reminded_on: null, ...values })
      .onConflict((conflict) => conflict.column('person').doUpdateSet(values))
      .execute();
  }

  async remindable(personPrefix: string, now: Date): Promise<Remindable[]> {
    const rows = await this.#db
      .selectFrom('casebook_quiz_people as people')
      .innerJoin('casebook_quiz_memory as memory', 'memory.person', 'people.person')
      .selectAll('people')
      .select((eb) => eb.fn.countAll().as('due'))
      .where('people.reminder_hour', 'is not', null)
      .where('people.person', 'like', `${personPrefix}%`)
      .where('memory.due_at', '<=', now.getTime())
      .groupBy('people.person')
      .orderBy('people.person')
      .execute();
    return rows.map((row) => ({
      person: row.person,
      settings: toSettings(row),
      due: Number(row.due),
      remindedOn: row.reminded_on,
    }));
  }

  async claimReminder(person: string, day: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('casebook_quiz_people')
      .set({ reminded_on: day })
      .where('person', '=', person)
      .where('reminder_hour', 'is not', null)
      .where(({ eb, or }) => or([eb('reminded_on', 'is', null), eb('reminded_on', '!=', day)]))
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  }

  async noteService(at: Date): Promise<void> {
    const hour = Math.floor(at.getTime() / HOUR_MS);
    const bit = 1 << (hour % DAY_HOURS);
    await this.#db
      .insertInto('casebook_quiz_service')
      .values({ day: Math.floor(hour / DAY_HOURS), hours: bit })
      .onConflict((conflict) =>
        conflict.column('day').doUpdateSet({ hours: sql<number>`casebook_quiz_service.hours | ${bit}` }),
      )
      .execute();
  }

  async serviceSince(day: number): Promise<Map<number, number>> {
    const rows = await this.#db
      .selectFrom('casebook_quiz_service')
      .selectAll()
      .where('day', '>=', day)
      .execute();
    return new Map(rows.map(({ day, hours }) => [day, hours]));
  }
}
