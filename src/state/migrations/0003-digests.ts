/** Who gets a digest, what became of each delivery, and since when case studies are known. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('casebook_subscriptions')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('place_name', 'text', (column) => column.notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('time', 'text', (column) => column.notNull())
    .addColumn('zone', 'text', (column) => column.notNull())
    .addColumn('weekdays', 'text', (column) => column.notNull())
    .addColumn('category', 'text')
    .addColumn('company', 'text')
    .addColumn('level', 'text')
    .addColumn('mention', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('paused_because', 'text')
    .addColumn('next_day', 'text', (column) => column.notNull())
    .addColumn('next_at', 'bigint', (column) => column.notNull())
    .addColumn('set_up_by', 'text')
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('casebook_subscriptions_place', ['kind', 'place'])
    .execute();
  await db.schema
    .createTable('casebook_deliveries')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('subscription', 'text', (column) => column.notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('slot', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('subject', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('uncertain', 'integer', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('ready_at', 'bigint', (column) => column.notNull())
    .addColumn('message', 'text')
    .addColumn('settled_at', 'bigint')
    .addColumn('reason', 'text')
    .addUniqueConstraint('casebook_deliveries_slot', ['subscription', 'slot'])
    .execute();
  await db.schema
    .createTable('casebook_library')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .execute();
  // The two questions that every process asks every few seconds.
  await db.schema
    .createIndex('casebook_subscriptions_due')
    .on('casebook_subscriptions')
    .column('next_at')
    .where(sql.ref('status'), '=', sql.lit('active'))
    .execute();
  await db.schema
    .createIndex('casebook_deliveries_open')
    .on('casebook_deliveries')
    .column('ready_at')
    .where(sql.ref('status'), '=', sql.lit('open'))
    .execute();
  await db.schema
    .createIndex('casebook_subscriptions_by_set_up_by')
    .on('casebook_subscriptions')
    .column('set_up_by')
    .execute();
}
