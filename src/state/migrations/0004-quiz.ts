/** Rounds of the quiz with their questions, answers, what a person is to review and when, how they want it, hours of service. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('casebook_quiz_rounds')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('community', 'text')
    .addColumn('starter', 'text')
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('phase', 'text', (column) => column.notNull())
    .addColumn('seconds', 'integer')
    .addColumn('due_at', 'bigint')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('casebook_quiz_questions')
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('case_study', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('message', 'text')
    .addPrimaryKeyConstraint('casebook_quiz_questions_key', ['round', 'number'])
    .execute();
  // An answer is learning history: it outlives its round, so no foreign key, and it says by itself what it answers.
  await db.schema
    .createTable('casebook_quiz_answers')
    .addColumn('round', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('community', 'text')
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('case_study', 'text', (column) => column.notNull())
    .addColumn('choice', 'integer', (column) => column.notNull())
    .addColumn('is_right', 'integer', (column) => column.notNull())
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('casebook_quiz_answers_key', ['round', 'number', 'person'])
    .execute();
  await db.schema
    .createTable('casebook_quiz_memory')
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('case_study', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('stability', 'double precision', (column) => column.notNull())
    .addColumn('difficulty', 'double precision', (column) => column.notNull())
    .addColumn('elapsed_days', 'integer', (column) => column.notNull())
    .addColumn('scheduled_days', 'integer', (column) => column.notNull())
    .addColumn('learning_steps', 'integer', (column) => column.notNull())
    .addColumn('reps', 'integer', (column) => column.notNull())
    .addColumn('lapses', 'integer', (column) => column.notNull())
    .addColumn('state', 'integer', (column) => column.notNull())
    .addColumn('last_review_at', 'bigint')
    .addColumn('is_right', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('casebook_quiz_memory_key', ['person', 'case_study'])
    .execute();
  await db.schema
    .createTable('casebook_quiz_names')
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('casebook_quiz_names_key', ['scope', 'person'])
    .execute();
  await db.schema
    .createTable('casebook_quiz_people')
    .addColumn('person', 'text', (column) => column.notNull().primaryKey())
    .addColumn('is_hidden', 'integer', (column) => column.notNull())
    .addColumn('rest_days', 'text', (column) => column.notNull())
    .addColumn('zone', 'text')
    .addColumn('reminder_hour', 'integer')
    .addColumn('reminded_on', 'text')
    .execute();
  await db.schema
    .createTable('casebook_quiz_service')
    .addColumn('day', 'integer', (column) => column.notNull().primaryKey())
    .addColumn('hours', 'integer', (column) => column.notNull())
    .execute();

  await db.schema
    .createIndex('casebook_quiz_one_group_a_place')
    .unique()
    .on('casebook_quiz_rounds')
    .column('place')
    .where(sql<boolean>`kind = 'group' and phase <> 'over'`)
    .execute();
  const indexes: [table: string, columns: string[]][] = [
    ['rounds', ['due_at']],
    ['rounds', ['starter']],
    ['rounds', ['at']],
    ['answers', ['person']],
    ['answers', ['community', 'at']],
    ['names', ['person']],
  ];
  for (const [table, columns] of indexes) {
    await db.schema
      .createIndex(`casebook_quiz_${table}_by_${columns.join('_')}`)
      .on(`casebook_quiz_${table}`)
      .columns(columns)
      .execute();
  }
}
