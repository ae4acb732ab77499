/** Who reached what in a community. */
import type { Kysely } from 'kysely';
import type { BoardRow } from './quiz-state.ts';
import type { Tables } from './tables.ts';

/** See `QuizState.board`. */
export async function boardOf(
  db: Kysely<Tables>,
  community: string,
  since: Date | null,
): Promise<BoardRow[]> {
  const numbered = db
    .selectFrom('casebook_quiz_answers')
    .select((eb) => [
      'person',
      'is_right',
      eb.fn
        .agg<number>('row_number')
        .over((over) =>
          over.partitionBy(['person', 'question']).orderBy('at').orderBy('round').orderBy('number'),
        )
        .as('turn'),
    ])
    .where('community', '=', community)
    .where('at', '>=', since?.getTime() ?? 0);
  const rows = await db
    .selectFrom(numbered.as('answers'))
    .innerJoin('casebook_quiz_names as names', (join) =>
      join.onRef('names.person', '=', 'answers.person').on('names.scope', '=', community),
    )
    .leftJoin('casebook_quiz_people as people', 'people.person', 'answers.person')
    .select((eb) => [
      'answers.person',
      'names.name',
      eb.fn.countAll().as('answers'),
      eb.fn.sum('answers.is_right').as('right'),
    ])
    .where('answers.turn', '=', 1)
    .where(({ eb, or }) => or([eb('people.is_hidden', 'is', null), eb('people.is_hidden', '=', 0)]))
    .groupBy(['answers.person', 'names.name'])
    .execute();
  return rows.map(({ person, name, answers, right }) => ({
    person,
    name,
    answers: Number(answers),
    right: Number(right),
  }));
}
