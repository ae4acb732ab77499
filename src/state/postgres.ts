/** The state in a PostgreSQL database, which processes on several machines can share. */
import { PostgresDialect } from 'kysely';
import pg from 'pg';
import { StateError } from './error.ts';
import { codeOf, type Place } from './place.ts';
import { holdByAdvisoryLock } from './postgres-lock.ts';

/** A person waits for the answer meanwhile. */
const CONNECTION_TIMEOUT_MS = 10_000;
const EXAMPLE = 'postgres://user:password@host:5432/database';
/** An `@` behind the first `/`, `?` or `#`: one of those is in the password, and host and path are really parts of it. */
const MISREAD = /^[a-z]+:\/\/[^/?#]*[/?#].*@/i;

/** Throws `StateError` when this is no address of a PostgreSQL database. */
export function postgresPlace(databaseUrl: string): Place {
  const name = `The PostgreSQL database ${describe(databaseUrl)} (DATABASE_URL)`;
  const settings = { connectionString: databaseUrl, connectionTimeoutMillis: CONNECTION_TIMEOUT_MS };
  return {
    name,
    connect: async () => {
      const pool = new pg.Pool(settings);
      // A connection that is lost, idle or in use, would end the process if nobody listened. Whoever uses it is told by
      // the statement that fails, and the pool makes another one when one is needed.
      pool.on('error', () => {});
      pool.on('connect', (client) => client.on('error', () => {}));
      return new PostgresDialect({ pool });
    },
    skipsLocked: true,
    holdOn: () => holdByAdvisoryLock(() => new pg.Client(settings)),
    advice: (error) => {
      switch (codeOf(error)) {
        case '28P01':
        case '28000':
          return 'Check user and password in DATABASE_URL; a server that wants encryption needs ?sslmode=require behind it.';
        case '3D000':
          return 'Create the database, or correct its name in DATABASE_URL.';
        case '42501':
        case '3F000':
          return 'Let the user of DATABASE_URL create tables, or name another user in it.';
        default:
          return 'Check that the server runs and can be reached from here, and that DATABASE_URL names its host and port.';
      }
    },
  };
}

/** `"casebook" on db.example:5432`, as `pg` reads the address. The error has no cause: that would quote the password. */
function describe(databaseUrl: string): string {
  if (/^postgres(?:ql)?:\/\//.test(databaseUrl) && !MISREAD.test(databaseUrl)) {
    try {
      const { database, host, port } = new pg.Client({ connectionString: databaseUrl });
      return `"${database}" on ${host}:${port}`;
    } catch {
      // Said below, in our own words.
    }
  }
  throw new StateError(
    `DATABASE_URL is not an address of a PostgreSQL database. Set it like ${EXAMPLE}, with / ? # @ and % in the password ` +
      'written as %2F %3F %23 %40 and %25; or leave it out, and the state is kept in the file STATE_FILE.',
  );
}
