/** What is stored about a person: to be shown, and to be deleted. */
import { type Kysely, sql } from 'kysely';
import { toAnswer, withDate } from './answer-rows.ts';
import type { DigestState } from './digest-state.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { exportQuiz, forgetQuiz } from './quiz-person.ts';
import type { PersonalData } from './state.ts';
import type { Tables } from './tables.ts';

/** See `State.exportPerson`. */
export async function exportPersonal(
  db: Kysely<Tables>,
  digests: DigestState,
  person: string,
): Promise<PersonalData> {
  const answers = await db
    .selectFrom('casebook_answers')
    .selectAll()
    .where('person', '=', person)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const votes = await db
    .selectFrom('casebook_votes')
    .select(['answer', 'value', 'at'])
    .where('person', '=', person)
    .orderBy('at')
    .orderBy('answer')
    .execute();
  const turns = await db
    .selectFrom('casebook_turns')
    .select(['conversation', 'question', 'unit', 'at'])
    .where('person', '=', person)
    .orderBy('at')
    .orderBy('conversation')
    .execute();
  return {
    answers: answers.map(toAnswer),
    votes: votes.map(withDate),
    turns: turns.map(withDate),
    digests: await digests.setUpBy(person),
    quiz: await exportQuiz(db, person),
  };
}

/** See `State.forgetPerson`. */
export async function forgetPersonal(whole: Kysely<Tables>, person: string): Promise<number> {
  return whole.transaction().execute(async (db) => {
    await oneAtATime(db);
    // Two people in one thread: the second one's question may have been understood with what the first one asked.
    const wordsOfPerson = db
      .selectFrom('casebook_answers')
      .select(['conversation', 'question'])
      .where('person', '=', person)
      .where('question', '!=', '');
    await db
      .updateTable('casebook_answers')
      .set({ previous_question: null, previous_unit: null })
      .where('person', '!=', person)
      .where(({ eb, refTuple }) =>
        eb(
          refTuple('conversation', 'previous_question'),
          'in',
          wordsOfPerson.$asTuple('conversation', 'question'),
        ),
      )
      .execute();
    await db
      .deleteFrom('casebook_turns')
      .where('person', '!=', person)
      .where(({ eb, refTuple }) =>
        eb(refTuple('conversation', 'question'), 'in', wordsOfPerson.$asTuple('conversation', 'question')),
      )
      .execute();
    // Answers before votes, as in `vote`: two transactions that lock in the same order cannot wait for each other.
    let rows = await forgetQuiz(db, person);
    for (const table of ['casebook_answers', 'casebook_votes', 'casebook_turns'] as const) {
      const { numDeletedRows } = await db
        .deleteFrom(table)
        .where(sql.ref('person'), '=', person)
        .executeTakeFirstOrThrow();
      rows += Number(numDeletedRows);
    }
    const { numUpdatedRows } = await db
      .updateTable('casebook_subscriptions')
      .set({ set_up_by: null })
      .where('set_up_by', '=', person)
      .executeTakeFirstOrThrow();
    return rows + Number(numUpdatedRows);
  });
}
