/** Real processes on a real PostgreSQL, killed with SIGKILL at every step of a delivery. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Deliverer } from '../../../src/digest/mod.ts';
import { nextRun } from '../../../src/digest/schedule.ts';
import { openLog } from '../../../src/log.ts';
import { openState, type State } from '../../../src/state/mod.ts';
import { findPostgres, type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { type HttpPlatform, httpCourier, startHttpPlatform } from './http-courier.ts';
import { SLOT_COMPOSER } from './slot-composer.ts';
import { SETTINGS } from './workshop.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Longer than a lease, and than the first delays between two tries. */
const TAKE_OVER_MS = 10 * 60_000;
const STEPS = ['claimDue', 'claimOpen', 'begin', 'post', 'settle'].flatMap((name) => [
  `before ${name}`,
  `after ${name}`,
]);

const programs = findPostgres();
describe.skipIf(programs === null)(
  programs === null
    ? 'processes that are killed (skipped: there is no initdb on this machine)'
    : 'processes that are killed',
  () => {
    vi.setConfig({ testTimeout: 120_000 });
    let server: PostgresServer;
    let platform: HttpPlatform;
    let state: State;
    /** Id of the last one that was set up. */
    let subscription = '';
    beforeAll(async () => {
      server = await startPostgres(programs!);
    });
    afterAll(() => server.stop());
    beforeEach(async () => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query('drop schema public cascade; create schema public');
      await client.end();
      platform = await startHttpPlatform();
      state = await openState({ databaseUrl: server.url, file: '/nowhere' });
    });
    afterEach(async () => {
      await state.close();
      await platform.close();
    });

    /** Digests that are due from tomorrow's first moment on, in a zone that is never behind. */
    async function subscribe(count: number): Promise<Date> {
      const settings = { ...SETTINGS, time: '00:00', zone: 'UTC' };
      const next = nextRun(settings, new Date());
      for (let n = 0; n < count; n += 1) {
        const digest = {
          kind: 'case-study' as const,
          place: `discord:${n}`,
          placeName: `#${n}`,
          settings,
          next,
        };
        subscription = (await state.digests.save({ ...digest, setUpBy: null }, new Date())).id;
      }
      return next.at;
    }

    function start(aheadMs: number, dies: string): ChildProcess {
      return fork(
        'tests/src/digest/delivering-process.ts',
        [server.url, platform.url, String(aheadMs), dies],
        {
          execArgv: ['--import', 'tsx'],
        },
      );
    }

    async function ended(process: ChildProcess): Promise<string> {
      const [code, signal] = (await once(process, 'exit')) as [number | null, string | null];
      return signal ?? String(code);
    }

    async function statuses(): Promise<string[]> {
      const found: string[] = [];
      for (let n = 0; ; n += 1) {
        const digest = await state.digests.find('case-study', `discord:${n}`);
        if (digest === null) return found;
        for (const { status } of await state.digests.recentDeliveries(digest.id, 5)) found.push(status);
      }
    }

    /** A process that lives, at a later time: this one. */
    async function deliverAt(aheadMs: number): Promise<void> {
      await new Deliverer({
        state,
        couriers: [httpCourier('discord', platform.url)],
        composers: { 'case-study': SLOT_COMPOSER },
        log: openLog('silent'),
        latestMs: DAY_MS / 2,
        now: () => new Date(Date.now() + aheadMs),
      }).deliverDue();
    }

    it.each([...STEPS, 'when the platform has stored the message'])(
      'the delivery is posted once all the same: killed %s',
      async (step) => {
        const due = await subscribe(1);
        const aheadMs = due.getTime() - Date.now() + 60_000;
        const process = start(aheadMs, step);
        if (step.startsWith('when')) platform.onStored = () => process.kill('SIGKILL');
        expect(await ended(process)).toBe('SIGKILL');
        platform.onStored = () => {};
        const posted = platform.posts.length;
        const [begun] = await state.digests.recentDeliveries(subscription, 1);
        // Within the lease nobody touches what is claimed; after it, whoever comes takes over.
        await deliverAt(aheadMs + 30_000);
        expect(platform.posts.length).toBe(begun === undefined ? 1 : posted);
        await deliverAt(aheadMs + TAKE_OVER_MS);
        expect(platform.posts.map(({ title }) => title)).toEqual([`Of ${due.toISOString().slice(0, 10)}`]);
        expect(await statuses()).toEqual(['delivered']);
        expect(platform.looks).toBe(begun?.isUncertain ? 1 : 0);
      },
    );

    it('sixty digests and processes that die anywhere, four at a time: each is posted once', async () => {
      const due = await subscribe(60);
      const aheadMs = due.getTime() - Date.now() + 60_000;
      const ends: string[] = [];
      for (let round = 0; round < 3; round += 1) {
        const four = Array.from({ length: 4 }, () => start(aheadMs + round * TAKE_OVER_MS, 'anywhere'));
        ends.push(...(await Promise.all(four.map(ended))));
      }
      await deliverAt(aheadMs + 3 * TAKE_OVER_MS);
      await deliverAt(aheadMs + 4 * TAKE_OVER_MS);
      expect(ends.filter((end) => end === 'SIGKILL').length).toBeGreaterThanOrEqual(2);
      expect(platform.looks).toBeGreaterThan(0);
      expect(new Set(platform.posts.map(({ place }) => place)).size).toBe(60);
      expect(platform.posts).toHaveLength(60);
      expect(await statuses()).toEqual(Array(60).fill('delivered'));
    });
  },
);
