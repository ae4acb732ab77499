/** PGlite, PostgreSQL inside this process, as a pool of one connection, which is what Kysely's dialect wants. */
import type { PGlite } from '@electric-sql/pglite';
import { type Dialect, PostgresDialect, type PostgresPoolClient, type PostgresQueryResult } from 'kysely';

/**
 * A function that makes dialects for one PGlite. They share its only connection and wait for each other, so that several
 * states can be open on it at once. Closing them leaves PGlite open.
 */
export function pgliteDialects(pglite: PGlite): () => Dialect {
  let free: Promise<void> = Promise.resolve();
  const connect = async (): Promise<PostgresPoolClient> => {
    const taken = free;
    const { promise, release } = gate();
    free = promise;
    await taken;
    return clientOf(pglite, release);
  };
  return () => new PostgresDialect({ pool: { connect, end: async () => {} } });
}

function gate(): { promise: Promise<void>; release: () => void } {
  let release = (): void => {};
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}

function clientOf(pglite: PGlite, release: () => void): PostgresPoolClient {
  const query = async <Row>(
    text: string,
    parameters: readonly unknown[],
  ): Promise<PostgresQueryResult<Row>> => {
    const { rows, affectedRows = 0 } = await pglite.query<Row>(text, [...parameters]);
    const command = text.trim().split(/\s/, 1)[0]!.toUpperCase() as PostgresQueryResult<Row>['command'];
    return { command, rowCount: affectedRows, rows };
  };
  // Cursors, the other form of `query`, are for streaming, which needs a setting that the dialect does not have.
  return { query: query as PostgresPoolClient['query'], release };
}
