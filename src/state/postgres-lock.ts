/**
 * A lock for processes on several machines, whose clocks may differ: PostgreSQL's own advisory lock. It belongs to a
 * connection, and PostgreSQL frees it when that connection is gone, so an owner that died holds nothing.
 */
import PQueue from 'p-queue';
import type pg from 'pg';
import type { Hold } from './lock.ts';

/** Beside the 10 of the pool. A server as it is installed has 100 for everybody; the others of this process wait here. */
const MAX_CONNECTIONS = 4;

/**
 * PostgreSQL finds out after two hours, as systems are set up, that the machine at the other end is gone. Here it asks after
 * 10 seconds of silence, and gives up 20 seconds later.
 */
const KEEPALIVE = `
  select set_config('tcp_keepalives_idle', '10', true),
         set_config('tcp_keepalives_interval', '5', true),
         set_config('tcp_keepalives_count', '4', true)`;

/**
 * Held in a transaction, so that it also works behind a pooler that lends connections for one transaction. Nothing else
 * happens in it, so it keeps no rows from being cleared away.
 */
const LOCK = "select pg_advisory_xact_lock(hashtextextended('casebook ' || $1, 0))";

/** @param newClient makes a client that is not connected yet, outside the pool: work that needs the pool must find room there */
export function holdByAdvisoryLock(newClient: () => pg.Client): Hold {
  const queue = new PQueue({ concurrency: MAX_CONNECTIONS });
  const hold: Hold = async (name, work) => {
    const client = newClient();
    // While the work goes on nobody waits for this connection; its loss would end the process if nobody listened.
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('begin');
      await client.query(KEEPALIVE);
      await client.query(LOCK, [name]);
      return await work();
    } finally {
      await client.end();
    }
  };
  return (name, work) => queue.add(() => hold(name, work));
}
