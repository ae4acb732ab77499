/**
 * Two years of ten digests in ten zones, with everything going wrong: processes that are killed at any step or restarted, clocks
 * that jump, hours and days in which nothing runs, and a platform that refuses, loses and hides messages. Whatever was due is
 * delivered exactly once, or was skipped because nothing ran for too long.
 */
import { expect, it, vi } from 'vitest';
import { Deliverer } from '../../../src/digest/mod.ts';
import { dueAt, runFromDay } from '../../../src/digest/schedule.ts';
import { openLog } from '../../../src/log.ts';
import type { Delivery, Subscription } from '../../../src/state/mod.ts';
import { Process } from './mortal.ts';
import { SLOT_COMPOSER } from './slot-composer.ts';
import { DAY_MS, HOUR_MS, Workshop } from './workshop.ts';

const FIRST = new Date('2027-01-01T00:00:00Z');
const LAST = new Date('2029-01-01T00:00:00Z');
const LATEST_MS = 12 * HOUR_MS;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
/** With the hours that summer time leaves out and repeats among them. */
const DIGESTS = [
  ['UTC', '00:00', EVERY_DAY],
  ['Europe/Berlin', '02:30', EVERY_DAY],
  ['America/New_York', '01:30', EVERY_DAY],
  ['America/St_Johns', '09:00', [1, 2, 3, 4, 5]],
  ['Australia/Lord_Howe', '02:15', EVERY_DAY],
  ['Asia/Kathmandu', '08:45', EVERY_DAY],
  ['Pacific/Apia', '23:59', [1, 3, 5]],
  ['Pacific/Chatham', '03:00', EVERY_DAY],
  ['Africa/Casablanca', '12:00', EVERY_DAY],
  ['America/Los_Angeles', '17:30', [7]],
] as const;
const STEPS = ['claimDue', 'claimOpen', 'begin', 'post', 'find', 'settle'].flatMap((name) => [
  `before ${name}`,
  `after ${name}`,
]);

/** Mulberry32: small, and the same numbers each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Running {
  readonly process: Process;
  /** How far its clock is ahead. */
  readonly clock: { skewMs: number };
  readonly deliverer: Deliverer;
}

class Simulation {
  readonly shop: Workshop;
  readonly digests: Subscription[];
  readonly counts = { ticks: 0, kills: 0, restarts: 0, clockJumps: 0, platformErrors: 0, hoursDown: 0 };
  /** Times in which nothing ran. */
  readonly down: { readonly from: Date; readonly to: Date }[] = [];
  readonly #random: () => number;
  #processes: Running[] = [];
  #isTroubled = false;
  #skewedAt = 0;
  #isCalm = false;

  constructor(shop: Workshop, digests: Subscription[], seed: number) {
    this.shop = shop;
    this.digests = digests;
    this.#random = randomFrom(seed);
    shop.platform.onPost = () => this.#fault(['unknown', 'stored-unknown', 'later', 'forbidden', 'refused']);
    shop.platform.onFind = () => this.#fault(['unknown', 'later']);
  }

  async run(): Promise<void> {
    const times = this.digests.flatMap((digest) => runsOf(digest).map(({ at }) => at.getTime()));
    for (const time of [...new Set(times)].toSorted((a, b) => a - b)) {
      if (time < this.shop.now.getTime()) continue;
      this.shop.now = new Date(time + 5000 * this.#random());
      await this.#tick();
      for (let n = 0; this.#isTroubled && (await this.#isAnythingOpen()); n += 1) {
        if (n > 300) throw new Error(`Something stays open at ${this.shop.now.toISOString()}`);
        this.shop.later(2 * 60_000);
        await this.#tick();
      }
      this.#isTroubled = false;
      // A clock that was ahead may have delivered already what is due in the next hours.
      const isCalm = this.shop.now.getTime() - this.#skewedAt > 4 * HOUR_MS;
      if (isCalm && this.#chance(0.005)) await this.#goDown();
    }
  }

  /** Mostly one process looks for what is due, sometimes two at the same time. */
  async #tick(): Promise<void> {
    this.counts.ticks += 1;
    const count = this.#chance(0.2) ? 2 : 1;
    while (this.#processes.length < count) this.#processes.push(this.#start());
    for (const one of this.#processes) {
      if (this.#chance(0.02)) one.process.killAt(this.#oneOf(STEPS));
      if (this.#chance(0.01)) {
        one.clock.skewMs = one.clock.skewMs === 0 ? (this.#random() - 0.5) * 6 * HOUR_MS : 0;
        this.counts.clockJumps += 1;
        this.#isTroubled = true;
      }
    }
    if (this.#processes.some(({ clock }) => clock.skewMs !== 0)) this.#skewedAt = this.shop.now.getTime();
    await Promise.all(
      this.#processes.map(({ deliverer, process }) => Promise.race([deliverer.deliverDue(), process.ended])),
    );
    const dead = this.#processes.filter(({ process }) => process.isDead).length;
    this.counts.kills += dead;
    if (dead > 0) this.#isTroubled = true;
    this.#processes = this.#processes.filter(({ process }) => !process.isDead);
    if (this.#chance(0.01)) {
      this.counts.restarts += this.#processes.length;
      this.#processes = [];
    }
  }

  #start(): Running {
    const { shop } = this;
    const process = new Process();
    const clock = { skewMs: 0 };
    const deliverer = new Deliverer({
      state: { ...bound(shop.state), digests: process.mortal(shop.state.digests) },
      couriers: [process.mortal(shop.platform.courier('discord'))],
      composers: { 'case-study': SLOT_COMPOSER },
      log: openLog('silent'),
      latestMs: LATEST_MS,
      now: () => new Date(shop.now.getTime() + clock.skewMs),
    });
    return { process, clock, deliverer };
  }

  /** Mostly for some hours, so that all is sent late; sometimes for days, so that some is skipped. */
  async #goDown(): Promise<void> {
    const from = this.shop.now;
    this.shop.later(this.#chance(0.3) ? this.#random() * 3 * DAY_MS : this.#random() * 5 * HOUR_MS);
    this.#processes = [];
    this.down.push({ from, to: this.shop.now });
    this.counts.hoursDown += (this.shop.now.getTime() - from.getTime()) / HOUR_MS;
    // Nothing goes wrong right after the start: what is nearly too late has no time for it.
    this.#isCalm = true;
    await this.#start().deliverer.deliverDue();
    this.#isCalm = false;
  }

  #fault<Fault extends string>(faults: readonly Fault[]): Fault | null {
    if (this.#isCalm || !this.#chance(0.05)) return null;
    this.counts.platformErrors += 1;
    this.#isTroubled = true;
    return this.#oneOf(faults);
  }

  async #isAnythingOpen(): Promise<boolean> {
    for (const { id } of this.digests) {
      const recent = await this.shop.state.digests.recentDeliveries(id, 5);
      if (recent.some(({ status }) => status === 'open')) return true;
      // One whose process died before it could claim it has not even been written down yet.
      const { next } = (await this.shop.state.digests.find('case-study', this.#placeOf(id)))!;
      if (next.at <= this.shop.now) return true;
    }
    return false;
  }

  #placeOf(id: string): string {
    return this.digests.find((digest) => digest.id === id)!.place;
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #oneOf<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)]!;
  }
}

/** What the deliverer needs of the state beside its digests. */
function bound(state: Workshop['state']): Workshop['state'] {
  return { claim: state.claim.bind(state) } as unknown as Workshop['state'];
}

/** All runs of a digest in the two years. */
function runsOf({ settings }: Subscription): { day: string; at: Date }[] {
  const runs = [];
  for (let run = runFromDay('2027-01-01', settings); run.at < LAST; ) {
    if (run.at > FIRST) runs.push(run);
    run = runFromDay(dayAfter(run.day), settings);
  }
  return runs;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
}

/** What has to become of each run, given when nothing ran: the last one before a start is late, or too late. */
function expected({ down, digests }: Simulation, digest: Subscription): Map<string, string> {
  const runs = runsOf(digests.find(({ id }) => id === digest.id)!);
  return new Map(
    runs.map(({ day, at }, place) => {
      const upAt = down.find(({ from, to }) => at > from && at < to)?.to ?? at;
      const next = runs[place + 1];
      const isOvertaken = next !== undefined && next.at <= upAt;
      return [day, isOvertaken || upAt.getTime() - at.getTime() > LATEST_MS ? 'skipped' : 'delivered'];
    }),
  );
}

/** More of them: `SIMULATION_SEEDS=1,2,3 npx vitest run tests/src/digest/two-years.test.ts`. */
const SEEDS = (process.env['SIMULATION_SEEDS'] ?? '1').split(',').map(Number);

it.each(SEEDS)(
  'two years with kills, restarts, clock jumps, outages and platform errors deliver each run exactly once (seed %i)',
  async (seed) => {
    vi.setConfig({ testTimeout: 180_000 });
    const shop = await Workshop.open();
    shop.now = FIRST;
    const digests: Subscription[] = [];
    for (const [place, [zone, time, weekdays]] of DIGESTS.entries()) {
      digests.push(await shop.subscribe(`discord:${place}`, { zone, time, weekdays }));
    }
    const simulation = new Simulation(shop, digests, seed);
    await simulation.run();

    let delivered = 0;
    let skipped = 0;
    for (const digest of digests) {
      const rows = await shop.state.digests.recentDeliveries(digest.id, 1000);
      const inTime = rows.filter(({ dueAt: at }) => at < LAST);
      const found = new Map(inTime.map(({ slot, status }: Delivery) => [slot, status]));
      const wanted = expected(simulation, digest);
      expect([...found].toSorted()).toEqual([...wanted].toSorted());
      const titles = shop.platform.messages
        .filter(({ place }) => place === digest.place)
        .map(({ title }) => title.replace('Of ', ''))
        .filter((slot) => dueAt(slot, digest.settings) < LAST);
      const due = [...wanted].filter(([, status]) => status === 'delivered').map(([day]) => day);
      expect(titles.toSorted()).toEqual(due.toSorted());
      delivered += titles.length;
      skipped += wanted.size - due.length;
    }
    const { counts } = simulation;
    console.info(
      JSON.stringify({ seed, delivered, skipped, ...counts, hoursDown: Math.round(counts.hoursDown) }),
    );
    expect(delivered).toBeGreaterThan(5000);
    for (const count of [counts.kills, counts.restarts, counts.clockJumps, counts.platformErrors, skipped]) {
      expect(count).toBeGreaterThan(10);
    }
  },
  180_000,
);
