/** Brings the tables of a database to the form that this version of the program knows. */
import { type Kysely, type Migration, Migrator } from 'kysely';
import { StateError } from '../error.ts';
import type { Tables } from '../tables.ts';
import * as answers from './0001-answers.ts';
import * as installations from './0002-installations.ts';
import * as digests from './0003-digests.ts';
import * as quiz from './0004-quiz.ts';

/**
 * In the order of their names. One that was published is never changed: databases out there have it behind them. The
 * form of a database is the list of those that it has seen.
 */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-answers': answers,
  '0002-installations': installations,
  '0003-digests': digests,
  '0004-quiz': quiz,
};

/** Names of our own, so that another program in the same database can use Kysely's Migrator as well. */
export const MIGRATION_TABLE = 'casebook_migrations';
const LOCK_TABLE = 'casebook_migration_lock';

/**
 * Runs the migrations that a database has not seen, all or none of them. When several processes come at once, one does
 * it and the others wait. Throws `StateError` when the database has seen one that this program does not know.
 *
 * @param place what the database is called in messages
 */
export async function migrate(db: Kysely<Tables>, place: string): Promise<void> {
  const unknown = (await seenMigrations(db)).filter((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown.length > 0) {
    throw new StateError(
      `${place} was written by a newer version of Casebook: this one does not know ${unknown.join(', ')}. ` +
        'Start the newer version, or put back a copy from before the update.',
    );
  }
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: LOCK_TABLE,
  }).migrateToLatest();
  if (error !== undefined) throw error;
}

async function seenMigrations(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === MIGRATION_TABLE)) return [];
  const rows = await db
    .withTables<{ [MIGRATION_TABLE]: { name: string } }>()
    .selectFrom(MIGRATION_TABLE)
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
}
