import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { type Dialect, Kysely } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, holdByLease } from '../../../src/state/lease.ts';
import { migrate } from '../../../src/state/migrations/mod.ts';
import { sqlitePlace } from '../../../src/state/sqlite.ts';
import type { Tables } from '../../../src/state/tables.ts';
import { pgliteDialects } from '../../support/pglite-dialect.ts';

const LEASE_MS = 30_000;
const POLL_MS = 100;
/** How long a statement waits in `sqlite.ts`. */
const BUSY_TIMEOUT_MS = 5000;
const HOUR_MS = 60 * 60 * 1000;

/** Time that passes only while somebody waits, and then at once. */
class Time {
  ms = Date.now();
  readonly #timers = new Set<{ everyMs: number; dueMs: number; act: () => Promise<void> }>();

  /** The clock of a process that lives. */
  readonly clock: Clock = {
    now: () => this.ms,
    wait: async (ms) => {
      this.ms += ms;
      for (const timer of this.#timers) {
        if (timer.dueMs > this.ms) continue;
        timer.dueMs += timer.everyMs;
        await timer.act();
      }
      await nextTurn();
    },
    every: (everyMs, act) => {
      const timer = { everyMs, dueMs: this.ms + everyMs, act };
      this.#timers.add(timer);
      return () => this.#timers.delete(timer);
    },
  };

  /** The clock of a process that does nothing any more after it has begun to work. */
  readonly stoppedClock: Clock = { ...this.clock, every: () => () => {} };

  async pass(ms: number): Promise<void> {
    const untilMs = this.ms + ms;
    while (this.ms < untilMs) await nextTurn();
  }
}

/** Work that lasts until it is told to end. */
function longWork(): { begun: Promise<void>; work: () => Promise<string>; end: () => void } {
  let begin = (): void => {};
  let end = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const ended = new Promise<string>((resolve) => {
    end = () => resolve('done');
  });
  const work = (): Promise<string> => {
    begin();
    return ended;
  };
  return { begun, work, end };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebook-lease-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const pglite = new PGlite();
afterAll(() => pglite.close());
const PLACES: [string, () => Promise<Dialect>][] = [
  ['a SQLite file', () => sqlitePlace(join(folder, 'casebook.db')).connect()],
  ['PGlite', async () => pgliteDialects(pglite)()],
];

describe.each(PLACES)('a lease in %s', (_, connect) => {
  let db: Kysely<Tables>;
  let time: Time;
  beforeEach(async () => {
    db = new Kysely<Tables>({ dialect: await connect() });
    await migrate(db, 'The database');
    await db.deleteFrom('casebook_leases').execute();
    time = new Time();
    return () => db.destroy();
  });

  it('that was given back is free at once, and leaves no row', async () => {
    const startMs = time.ms;
    const hold = holdByLease(db, time.clock);
    expect(await hold('x', async () => 1)).toBe(1);
    expect(await hold('x', async () => 2)).toBe(2);
    expect(time.ms).toBe(startMs);
    expect(await db.selectFrom('casebook_leases').selectAll().execute()).toEqual([]);
  });

  it('lasts as long as the work, however long that is', async () => {
    const owner = longWork();
    const first = holdByLease(db, time.clock)('x', owner.work);
    await owner.begun;
    let isIn = false;
    const second = holdByLease(db, time.clock)('x', async () => {
      isIn = true;
    });
    await time.pass(4 * LEASE_MS);
    expect(isIn).toBe(false);
    owner.end();
    expect(await first).toBe('done');
    await second;
    expect(isIn).toBe(true);
  });

  it('lasts although two renewals fail, and the third waits for another writer', async () => {
    const triedMs: number[] = [];
    const failing: Clock = {
      ...time.clock,
      every: (ms, act) =>
        time.clock.every(ms, async () => {
          triedMs.push(time.ms);
          if (triedMs.length > 2) await act();
        }),
    };
    const owner = longWork();
    const first = holdByLease(db, failing)('x', owner.work);
    await owner.begun;
    const begunMs = time.ms;
    let isIn = false;
    const second = holdByLease(db, time.clock)('x', async () => {
      isIn = true;
    });
    await time.pass(LEASE_MS + 1000);
    expect(isIn).toBe(false);
    expect(triedMs[2]! - begunMs + BUSY_TIMEOUT_MS).toBeLessThan(LEASE_MS);
    owner.end();
    await Promise.all([first, second]);
  });

  it('is not prolonged by one who had it before and wakes up late', async () => {
    let wakeUp = async (): Promise<void> => {};
    const sleeping: Clock = {
      ...time.clock,
      every: (_ms, act) => {
        wakeUp = act;
        return () => {};
      },
    };
    const [late, dead] = [longWork(), longWork()];
    void holdByLease(db, sleeping)('x', late.work);
    await late.begun;
    time.ms += LEASE_MS;
    void holdByLease(db, time.stoppedClock)('x', dead.work);
    await dead.begun;
    const diedMs = time.ms;
    time.ms += 1000;
    await wakeUp();
    await holdByLease(db, time.clock)('x', async () => {});
    expect(time.ms - diedMs).toBe(LEASE_MS);
  });

  it('of an owner that died runs out after 30 seconds, and not before', async () => {
    const owner = longWork();
    void holdByLease(db, time.stoppedClock)('x', owner.work);
    await owner.begun;
    const diedMs = time.ms;
    await holdByLease(db, time.clock)('x', async () => {});
    expect(time.ms - diedMs).toBe(LEASE_MS);
  });

  it('that ran out is taken over by one only, and its late owner does not take it from that one', async () => {
    const late = longWork();
    const first = holdByLease(db, time.stoppedClock)('x', late.work);
    await late.begun;
    const owners = [longWork(), longWork()] as const;
    const next = owners.map(({ work }) => holdByLease(db, time.clock)('x', work));
    const started: number[] = [];
    owners.forEach(({ begun }, n) => void begun.then(() => started.push(n)));
    await time.pass(LEASE_MS + 1000);
    expect(started).toHaveLength(1);
    late.end();
    await first;
    await time.pass(LEASE_MS);
    expect(started).toHaveLength(1);
    for (const { end } of owners) end();
    expect(await Promise.all(next)).toEqual(['done', 'done']);
  });

  it('lasts although the clock was put back a little', async () => {
    const owner = longWork();
    void holdByLease(db, time.stoppedClock)('x', owner.work);
    await owner.begun;
    time.ms -= 1000;
    const restMs = time.ms;
    await holdByLease(db, time.clock)('x', async () => {});
    expect(time.ms - restMs).toBe(LEASE_MS + 1000);
  });

  it('of an owner that died is free when the clock was put back by so much that it would last for hours', async () => {
    const owner = longWork();
    void holdByLease(db, time.stoppedClock)('x', owner.work);
    await owner.begun;
    time.ms -= HOUR_MS;
    const startMs = time.ms;
    await holdByLease(db, time.clock)('x', async () => {});
    expect(time.ms).toBe(startMs);
  });

  it('that cannot be given back does not change what the work gave', async () => {
    expect(
      await holdByLease(db, time.clock)('x', async () => {
        await db.destroy();
        return 'done';
      }),
    ).toBe('done');
  });
});

it('a process that was killed holds a SQLite lock for no more than 30 seconds', async () => {
  const file = join(folder, 'killed.db');
  const holder = fork('tests/src/state/lock-holder-process.ts', [file], { execArgv: ['--import', 'tsx'] });
  await once(holder, 'message');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const db = new Kysely<Tables>({ dialect: await sqlitePlace(file).connect() });
  const time = new Time();
  const startMs = time.ms;
  await holdByLease(db, time.clock)('x', async () => {});
  // It took the lease a moment before it was killed.
  expect(time.ms - startMs).toBeGreaterThan(LEASE_MS - 10_000);
  expect(time.ms - startMs).toBeLessThan(LEASE_MS + POLL_MS);
  await db.destroy();
});
