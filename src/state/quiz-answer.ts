/** Counts one answer of a person, and what follows from it, in one transaction. */
import type { Transaction } from 'kysely';
import { fromMemory, fromQuizAnswer, toMemory, toQuizAnswer } from './quiz-rows.ts';
import type { AnswerOutcome, Memory, QuizAnswer } from './quiz-state.ts';
import type { RoundRow } from './quiz-tables.ts';
import type { Tables } from './tables.ts';
import { storableName } from './text.ts';

/**
 * See `QuizState.answer`. All who answer in a round, move it on or forget a person lock in the same order (round, answers, names,
 * memory), so that on PostgreSQL no two of them wait for each other.
 */
export async function countAnswer(
  db: Transaction<Tables>,
  answer: QuizAnswer,
  name: string,
  remember: (before: Memory | null) => Memory,
): Promise<AnswerOutcome> {
  const round = await lockRound(db, answer.round);
  const before = await db
    .selectFrom('casebook_quiz_answers')
    .selectAll()
    .where('round', '=', answer.round)
    .where('number', '=', answer.number)
    .where('person', '=', answer.person)
    .executeTakeFirst();
  if (before !== undefined) return { kind: 'repeated', answer: toQuizAnswer(before) };
  if (round === null || !takesAnswers(round, answer.number)) return { kind: 'over', answer: null };

  await db.insertInto('casebook_quiz_answers').values(fromQuizAnswer(answer)).execute();
  const shown = { name: storableName(name) };
  await db
    .insertInto('casebook_quiz_names')
    .values({ scope: answer.community ?? round.place, person: answer.person, ...shown })
    .onConflict((conflict) => conflict.columns(['scope', 'person']).doUpdateSet(shown))
    .execute();
  await schedule(db, answer, remember);
  return { kind: 'counted', answer };
}

/** Writing to the round's row, though nothing changes, makes others wait: the portable `select for update`. */
async function lockRound(db: Transaction<Tables>, id: string): Promise<RoundRow | null> {
  await db
    .updateTable('casebook_quiz_rounds')
    .set((eb) => ({ position: eb.ref('position') }))
    .where('id', '=', id)
    .execute();
  const row = await db.selectFrom('casebook_quiz_rounds').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

function takesAnswers({ kind, phase, position }: RoundRow, number: number): boolean {
  return phase === 'asking' && (kind === 'solo' || position === number);
}

/** One after the other, also when a person answers two questions about a case study at the same moment on two devices. */
async function schedule(
  db: Transaction<Tables>,
  { person, caseStudy }: QuizAnswer,
  remember: (before: Memory | null) => Memory,
): Promise<void> {
  const key = { person, case_study: caseStudy };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('casebook_quiz_memory')
    .values({ ...key, ...fromMemory(remember(null)) })
    .onConflict((conflict) => conflict.columns(['person', 'case_study']).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 1n) return;
  const rows = db
    .updateTable('casebook_quiz_memory')
    .where('person', '=', person)
    .where('case_study', '=', caseStudy);
  await rows.set((eb) => ({ reps: eb.ref('reps') })).execute();
  const before = await db
    .selectFrom('casebook_quiz_memory')
    .selectAll()
    .where('person', '=', person)
    .where('case_study', '=', caseStudy)
    .executeTakeFirstOrThrow();
  await rows.set(fromMemory(remember(toMemory(before)))).execute();
}
