import type { Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * Makes a transaction wait for others that delete many rows: on PostgreSQL two of them that reach the same rows in another
 * order would wait for each other, and one would be refused. A row that both write is a lock that every database has.
 */
export async function oneAtATime(db: Transaction<Tables>): Promise<void> {
  await db
    .insertInto('casebook_settings')
    .values({ key: 'deleting', value: '' })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: '' }))
    .execute();
}
