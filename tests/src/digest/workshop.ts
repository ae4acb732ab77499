/** What tests of digests share: a real state, a platform, and a clock that stands until it is moved. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Deliverer, type DelivererParts } from '../../../src/digest/mod.ts';
import { nextRun } from '../../../src/digest/schedule.ts';
import { type DigestSettings, openState, type State, type Subscription } from '../../../src/state/mod.ts';
import { Platform } from '../../support/digest/platform.ts';
import { LogLines } from '../../support/log-lines.ts';
import { SLOT_COMPOSER } from './slot-composer.ts';

export const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;
export const SETTINGS: DigestSettings = {
  ...{ time: '09:00', zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5, 6, 7] },
  ...{ category: null, company: null, level: null, mention: null },
};

export class Workshop {
  now = new Date('2026-11-23T07:30:00Z');
  readonly platform = new Platform(() => this.now);
  readonly log = new LogLines();
  readonly state: State;

  private constructor(state: State) {
    this.state = state;
  }

  /** With a SQLite file that is gone after the test. */
  static async open(): Promise<Workshop> {
    const folder = await mkdtemp(join(tmpdir(), 'casebook-digest-'));
    const state = await openState({ file: join(folder, 'state.db') });
    onTestFinished(async () => {
      await state.close();
      await rm(folder, { recursive: true });
    });
    return new Workshop(state);
  }

  /** Another process, as far as the database can tell. */
  deliverer(parts: Partial<DelivererParts> = {}): Deliverer {
    return new Deliverer({
      state: this.state,
      couriers: [this.platform.courier('discord'), this.platform.courier('slack')],
      composers: { 'case-study': SLOT_COMPOSER },
      log: this.log.logger,
      latestMs: 12 * HOUR_MS,
      now: () => this.now,
      ...parts,
    });
  }

  subscribe(place = 'discord:500', settings: Partial<DigestSettings> = {}): Promise<Subscription> {
    const all = { ...SETTINGS, ...settings };
    const digest = {
      kind: 'case-study' as const,
      place,
      placeName: `#${place}`,
      settings: all,
      setUpBy: 'discord:1',
    };
    return this.state.digests.save({ ...digest, next: nextRun(all, this.now) }, this.now);
  }

  at(time: string): void {
    this.now = new Date(time);
  }

  later(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }
}
