/** Opens the state where the settings say that it is kept. */
import { type Dialect, Kysely } from 'kysely';
import { StateError } from './error.ts';
import { migrate } from './migrations/mod.ts';
import { codeOf, type Place } from './place.ts';
import { postgresPlace } from './postgres.ts';
import { createSeal, type Seal } from './sealed.ts';
import { SqlState } from './sql-state.ts';
import { sqlitePlace } from './sqlite.ts';
import type { State } from './state.ts';
import type { Tables } from './tables.ts';

/**
 * Opens the state, and brings its tables up to date. Safe when several processes do so at once. One process opens a
 * SQLite file once: waiting for the other would keep that other from finishing.
 *
 * Throws `StateError` when the database cannot be used, `SealError` when the key cannot.
 *
 * @param options.databaseUrl DATABASE_URL, an address of a PostgreSQL database; without one, the state is in `file`
 * @param options.file STATE_FILE, a SQLite file; it is created, and its folder
 * @param options.encryptionKey TOKEN_ENCRYPTION_KEY, see `createSeal`; without one, no secrets can be kept
 */
export async function openState(options: {
  databaseUrl?: string | undefined;
  file: string;
  encryptionKey?: string | undefined;
}): Promise<State> {
  const seal = options.encryptionKey ? createSeal(options.encryptionKey) : null;
  const place = options.databaseUrl ? postgresPlace(options.databaseUrl) : sqlitePlace(options.file);
  try {
    return await openStateOn(await place.connect(), place, seal);
  } catch (error) {
    if (error instanceof StateError) throw error;
    throw new StateError(`${place.name} cannot be used: ${reasonOf(error)}. ${place.advice(error)}`, {
      cause: error,
    });
  }
}

/** The same on a database that is connected already. Throws what the database throws, or `StateError`. */
export async function openStateOn(
  dialect: Dialect,
  place: Pick<Place, 'name' | 'holdOn' | 'skipsLocked'>,
  seal: Seal | null,
): Promise<State> {
  const db = new Kysely<Tables>({ dialect });
  try {
    await migrate(db, place.name);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return new SqlState(db, place.holdOn(db), seal, place.skipsLocked);
}

/** Node's error for a name with several addresses has a code and no message. */
function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message || codeOf(error) : String(error)).replace(/\.$/, '');
}
