/** The state in a SQLite file, for one machine. */
import { mkdir, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import Database from 'libsql';
import { holdByLease } from './lease.ts';
import { codeOf, type Place } from './place.ts';

/** How long a statement waits for another process that is writing. A write takes a few milliseconds. */
const BUSY_TIMEOUT_MS = 5000;
const RETRY_DELAY_MS = 50;

export function sqlitePlace(path: string): Place {
  const file = resolve(path);
  return {
    name: `The SQLite file ${file} (STATE_FILE)`,
    connect: async () => {
      await createPrivateFile(file);
      return dialectFor(await openDatabase(file));
    },
    holdOn: (db) => holdByLease(db),
    skipsLocked: false,
    advice: (error) => {
      switch (codeOf(error)) {
        case 'SQLITE_NOTADB':
        case 'SQLITE_CORRUPT':
          return 'Put back a good copy, move the file away to begin anew, or set STATE_FILE to another file.';
        case 'SQLITE_BUSY':
          return 'Another program keeps it locked: end that one, or set STATE_FILE to another file.';
        default:
          return 'Let Casebook write to the file and its folder, or set STATE_FILE to a file where it can.';
      }
    },
  };
}

/**
 * Who asked what is nobody else's business on a shared machine. SQLite gives the files beside it the same mode. A file that
 * is there already keeps the mode that its owner gave it.
 */
async function createPrivateFile(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await (await open(file, 'a', 0o600)).close();
}

async function openDatabase(file: string): Promise<Database.Database> {
  const database = new Database(file);
  try {
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    await useWriteAheadLog(database);
    database.pragma('foreign_keys = on');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Lets others read while one writes. The file keeps the mode, but the first change to it needs the file for a moment, and
 * SQLite does not wait for that, whatever its busy timeout: of 60 processes, six at a time on a new file, 8 were refused.
 */
async function useWriteAheadLog(database: Database.Database): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += RETRY_DELAY_MS) {
    try {
      database.pragma('journal_mode = wal');
      return;
    } catch (error) {
      if (codeOf(error) !== 'SQLITE_BUSY' || waitedMs >= BUSY_TIMEOUT_MS) throw error;
      await delay(RETRY_DELAY_MS);
    }
  }
}

function dialectFor(database: Database.Database): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new ImmediateDriver(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** Tables are created in transactions too, so that the Migrator runs in one, which keeps other processes out. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    super({ database });
    this.#database = database;
  }

  /** One that begins as a reader is refused, not made to wait, if another process has written by the time it writes. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /**
   * libsql (0.5.29) keeps the file open after `close`, so SQLite never moves its log into it by itself, and a copy of the
   * file alone would lack everything since. Where that fails, nothing is lost: the next opening reads the log.
   */
  override async destroy(): Promise<void> {
    try {
      this.#database.pragma('wal_checkpoint(passive)');
    } catch {
      // As said above. An error here would hide the one that closing may be the answer to.
    }
    await super.destroy();
  }
}
