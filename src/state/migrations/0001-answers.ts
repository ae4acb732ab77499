/** Answers with their votes, what conversations are about, claims and settings. */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('casebook_answers')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('previous_question', 'text')
    .addColumn('previous_unit', 'text')
    .addColumn('unit', 'text')
    .addColumn('reference_ids', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  // A vote belongs to the person who gave it: it outlives an answer whose asker wants to be forgotten, so no foreign key.
  await db.schema
    .createTable('casebook_votes')
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('value', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('casebook_votes_key', ['answer', 'person'])
    .execute();
  await db.schema
    .createTable('casebook_turns')
    .addColumn('conversation', 'text', (column) => column.notNull().primaryKey())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('unit', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('casebook_claims')
    .addColumn('name', 'text', (column) => column.notNull().primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('casebook_settings')
    .addColumn('key', 'text', (column) => column.notNull().primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
  for (const table of ['answers', 'votes', 'turns']) {
    for (const column of ['person', 'at']) {
      await db.schema
        .createIndex(`casebook_${table}_by_${column}`)
        .on(`casebook_${table}`)
        .column(column)
        .execute();
    }
  }
}
