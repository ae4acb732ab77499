/** What the quiz remembers of a person, to be shown and to be forgotten; and rounds that are too old. */
import type { Kysely, Transaction } from 'kysely';
import { toDate, toMemory, toQuizAnswer, toSettings } from './quiz-rows.ts';
import type { PersonalQuiz } from './quiz-state.ts';
import type { Tables } from './tables.ts';

/** See `State.exportPerson`. */
export async function exportQuiz(db: Kysely<Tables>, person: string): Promise<PersonalQuiz> {
  const answers = await db
    .selectFrom('casebook_quiz_answers')
    .selectAll()
    .where('person', '=', person)
    .orderBy('at')
    .orderBy('round')
    .orderBy('number')
    .execute();
  const memory = await db
    .selectFrom('casebook_quiz_memory')
    .selectAll()
    .where('person', '=', person)
    .orderBy('last_review_at')
    .orderBy('case_study')
    .execute();
  const rounds = await db
    .selectFrom('casebook_quiz_rounds')
    .select(['id', 'kind', 'place', 'at'])
    .where('starter', '=', person)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const names = await db
    .selectFrom('casebook_quiz_names')
    .select(['scope', 'name'])
    .where('person', '=', person)
    .orderBy('scope')
    .execute();
  const settings = await db
    .selectFrom('casebook_quiz_people')
    .selectAll()
    .where('person', '=', person)
    .executeTakeFirst();
  return {
    answers: answers.map(toQuizAnswer),
    memory: memory.map(toMemory),
    rounds: rounds.map((round) => ({ ...round, at: toDate(round.at) })),
    names,
    settings: settings === undefined ? null : { ...toSettings(settings), remindedOn: settings.reminded_on },
  };
}

/**
 * See `State.forgetPerson`. A group round goes on for the others, without saying who started it. Locks in the order of
 * `countAnswer`. Returns the number of answers and settings that were deleted.
 */
export async function forgetQuiz(db: Transaction<Tables>, person: string): Promise<number> {
  await db
    .updateTable('casebook_quiz_rounds')
    .set({ starter: null })
    .where('starter', '=', person)
    .where('kind', '!=', 'solo')
    .execute();
  const ownRounds = db
    .deleteFrom('casebook_quiz_rounds')
    .where('starter', '=', person)
    .where('kind', '=', 'solo');
  const deleted = await ownRounds.returning('id').execute();
  for (const { id } of deleted) {
    await db.deleteFrom('casebook_quiz_questions').where('round', '=', id).execute();
  }
  let rows = 0;
  const tables = ['answers', 'names', 'memory', 'people'] as const;
  for (const table of tables) {
    const { numDeletedRows } = await db
      .deleteFrom(`casebook_quiz_${table}`)
      .where('person', '=', person)
      .executeTakeFirstOrThrow();
    if (table === 'answers' || table === 'people') rows += Number(numDeletedRows);
  }
  return rows;
}

/** See `State.prune`. Answers stay: what somebody has learned is of use for years. Returns the number of rounds. */
export async function pruneQuiz(db: Transaction<Tables>, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('casebook_quiz_rounds')
    .where('at', '<', before.getTime())
    .executeTakeFirstOrThrow();
  await db
    .deleteFrom('casebook_quiz_questions')
    .where('round', 'not in', (eb) => eb.selectFrom('casebook_quiz_rounds').select('id'))
    .execute();
  return Number(numDeletedRows);
}
