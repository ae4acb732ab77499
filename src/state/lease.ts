/**
 * A lock for processes that share a database and a clock, as those on one SQLite file do: a row says who holds a name and
 * until when. Its owner renews it while the work lasts; that of an owner who died runs out.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Hold } from './lock.ts';
import type { Tables } from './tables.ts';
import { randomId } from './text.ts';

/** How long a dead owner keeps others waiting. */
const LEASE_MS = 30_000;
/** Two renewals may fail, each after the 5 seconds that SQLite waits for a writer, and the third is still in time. */
const RENEWAL_MS = 8000;
/** Asking takes 0.14 ms on a SQLite file. */
const POLL_MS = 100;

/** The time, and what waits for it. Tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970, alike in all processes. */
  now(): number;
  wait(ms: number): Promise<void>;
  /** Returns what ends it. */
  every(ms: number, act: () => Promise<void>): () => void;
}

const systemClock: Clock = {
  now: Date.now,
  wait: (ms) => delay(ms),
  every: (ms, act) => {
    // Work that never ends must not keep a process alive that has nothing else to do.
    const timer = setInterval(act, ms).unref();
    return () => clearInterval(timer);
  },
};

export function holdByLease(db: Kysely<Tables>, clock: Clock = systemClock): Hold {
  return async (name, work) => {
    const owner = randomId();
    while (!(await take(db, name, owner, clock.now()))) await clock.wait(POLL_MS);
    const stopRenewing = clock.every(RENEWAL_MS, () => renew(db, name, owner, clock.now()).catch(ignore));
    try {
      return await work();
    } finally {
      stopRenewing();
      await release(db, name, owner).catch(ignore);
    }
  };
}

/** A lease that cannot be renewed or given back runs out by itself. The work's own outcome counts for more. */
function ignore(): void {}

async function take(db: Kysely<Tables>, name: string, owner: string, now: number): Promise<boolean> {
  const lease = { owner, expires_at: now + LEASE_MS };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('casebook_leases')
    .values({ name, ...lease })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet(lease)
        .where(({ eb, or }) =>
          or([
            eb('casebook_leases.expires_at', '<=', now),
            // Later than any owner writes it: the clock was put back, as on a board that starts without the time.
            eb('casebook_leases.expires_at', '>', now + 2 * LEASE_MS),
          ]),
        ),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

async function renew(db: Kysely<Tables>, name: string, owner: string, now: number): Promise<void> {
  await db
    .updateTable('casebook_leases')
    .set({ expires_at: now + LEASE_MS })
    .where('name', '=', name)
    .where('owner', '=', owner)
    .execute();
}

async function release(db: Kysely<Tables>, name: string, owner: string): Promise<void> {
  await db.deleteFrom('casebook_leases').where('name', '=', name).where('owner', '=', owner).execute();
}
