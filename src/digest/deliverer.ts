/**
 * Posts what is due, exactly once.
 *
 * Each delivery is claimed in the database, so at most one process posts it at a time. Before it posts, it writes down that the
 * outcome is uncertain; afterwards, what it was. Whoever takes over a delivery of uncertain outcome (its process died, the platform did not
 * answer) first looks on the platform whether the message is there.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Logger } from '../log.ts';
import type { Claimant, DigestKind, DueDelivery, State } from '../state/mod.ts';
import type { Composer } from './composer.ts';
import { type Courier, CourierError } from './courier.ts';
import { type Attempt, afterFailure, done, isOpenQuestion, putBack, tooLate } from './outcomes.ts';
import { latestSane, planRuns, runFromDay } from './schedule.ts';

export interface DelivererParts {
  readonly state: State;
  readonly couriers: readonly Courier[];
  readonly composers: Readonly<Partial<Record<DigestKind, Composer>>>;
  readonly log: Logger;
  /** What is older than this is not posted any more, in ms. */
  readonly latestMs: number;
  readonly now?: () => Date;
  /** How long a claim holds, in ms: longer than any post takes (`Courier.post`). */
  readonly leaseMs?: number;
}

/** Twice the time that a post may take. */
const LEASE_MS = 120_000;
/** A post comes this much later than its time at most, while nothing is wrong. */
const POLL_MS = 5000;
/** As many as two seconds of Discord's pace, so that nobody claims much more than it can post at once. */
const AT_ONCE = 50;
/** How much older than its delivery a message can be: our clock may have been ahead when it was posted. */
const CLOCKS_DIFFER_MS = 6 * 60 * 60_000;
/** When the program is told to stop, what is in hand gets this long. */
const FINISH_WITHIN_MS = 10_000;

export class Deliverer {
  readonly #parts: DelivererParts;
  readonly #owner = randomUUID();
  readonly #now: () => Date;
  readonly #leaseMs: number;
  readonly #couriers: ReadonlyMap<string, Courier>;
  readonly #queue = new PQueue({ concurrency: AT_ONCE });
  #isStopping = false;
  #wake = new AbortController();

  constructor(parts: DelivererParts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => new Date());
    this.#leaseMs = parts.leaseMs ?? LEASE_MS;
    this.#couriers = new Map(parts.couriers.map((courier) => [courier.platform, courier]));
  }

  /** Delivers until the signal is aborted, then finishes what is in hand, within 10 seconds. */
  async run(signal: AbortSignal): Promise<void> {
    await this.#logging('The digests could not be scheduled', () => this.reschedule());
    while (!signal.aborted) {
      this.#wake = new AbortController();
      await this.#logging('What is due could not be looked up', () => this.#claimAll(signal));
      const woken = AbortSignal.any([signal, this.#wake.signal]);
      await delay(POLL_MS, undefined, { signal: woken }).catch(() => {});
    }
    this.#isStopping = true;
    await Promise.race([this.#queue.onIdle(), delay(FINISH_WITHIN_MS, undefined, { ref: false })]);
  }

  /** Looks for what is due at once, and not only some seconds from now. */
  nudge(): void {
    this.#wake.abort();
  }

  /** To be called at each start: the rules of a time zone may have changed since the next run was set. */
  async reschedule(): Promise<void> {
    const now = this.#now();
    const moved = await this.#parts.state.digests.reschedule(({ next, settings }) =>
      // What is due already is not put off.
      next.at <= now ? next : runFromDay(next.day, settings),
    );
    if (moved > 0) this.#parts.log.info({ moved }, 'Digests: the clocks of some zones have changed');
  }

  /**
   * Delivers everything that is due now, and resolves when each has been posted, put off or given up.
   *
   * @returns how many deliveries were worked on
   */
  async deliverDue(): Promise<number> {
    const worked = await this.#claimAll(new AbortController().signal);
    await this.#queue.onIdle();
    return worked;
  }

  /** Claims as much as can be worked on at once, again and again until nothing is due. */
  async #claimAll(signal: AbortSignal): Promise<number> {
    const { state, latestMs } = this.#parts;
    const platforms = [...this.#couriers.keys()];
    let worked = 0;
    for (;;) {
      await this.#queue.onSizeLessThan(1);
      if (signal.aborted || platforms.length === 0) return worked;
      const limit = Math.max(1, AT_ONCE - this.#queue.pending);
      const claimant = this.#claimant();
      const again = await state.digests.claimOpen(claimant, { platforms, limit });
      const { due, claimed } = await state.digests.claimDue(claimant, {
        platforms,
        limit,
        sane: latestSane(claimant.now),
        plan: (digest) => planRuns(digest, claimant.now, latestMs),
      });
      for (const delivery of [...again, ...claimed]) {
        void this.#queue.add(() =>
          this.#logging('A delivery could not be worked on', () => this.#deliver(delivery)),
        );
      }
      worked += again.length + claimed.length;
      // What other processes have locked just now is theirs.
      if (again.length < limit && due < limit) return worked;
    }
  }

  async #deliver(delivery: DueDelivery): Promise<void> {
    const { state, log } = this.#parts;
    const attempted = this.#isStopping ? putBack(delivery, this.#now()) : await this.#attempt(delivery);
    if (attempted === null) return;
    const { outcome, tells } = attempted;
    const isMine = await state.digests.settle(delivery.id, this.#claimant(), outcome);
    const { id, slot, of } = delivery;
    const about = { delivery: id, place: of.place, slot, outcome: outcome.kind };
    if (outcome.kind === 'delivered') log.debug(about, 'Digest: delivered');
    else log.warn({ ...about, reason: outcome.reason }, 'Digest: not delivered');
    if (isMine && tells !== null) await this.#tell(delivery, tells);
  }

  /** Null when somebody else has taken over, or the digest was turned off. */
  async #attempt(delivery: DueDelivery): Promise<Attempt | null> {
    const { state, latestMs, composers } = this.#parts;
    const courier = this.#couriers.get(platformOf(delivery.of.place))!;
    const isTooLate = this.#now().getTime() - delivery.dueAt.getTime() > latestMs;
    let isUncertain = delivery.isUncertain;
    let isPosting = false;
    try {
      if (isUncertain) {
        const since = new Date(delivery.dueAt.getTime() - CLOCKS_DIFFER_MS);
        const message = await courier.find(delivery.of.place, delivery.id, since);
        if (message !== null) return done({ kind: 'delivered', message });
        isUncertain = false;
      }
      if (isTooLate) return tooLate(delivery);
      const composer = composers[delivery.of.kind];
      const subject = (await composer?.choose(delivery)) ?? null;
      const card = subject === null ? null : await composer!.compose({ ...delivery, subject });
      if (subject === null || card === null) {
        return done({ kind: 'skipped', reason: 'the library has nothing that fits' });
      }
      const begun = await state.digests.begin(delivery.id, this.#claimant(), subject);
      if (begun === null) return null;
      isPosting = true;
      const { place, settings } = begun.of;
      const message = await courier.post({ id: begun.id, place, card, mention: settings.mention });
      return done({ kind: 'delivered', message });
    } catch (error) {
      if (!(error instanceof CourierError)) this.#parts.log.error({ err: error }, 'Digest: an error of ours');
      const mayBeThere = isPosting ? isOpenQuestion(error) : isUncertain;
      return afterFailure(delivery, error, { mayBeThere, isTooLate }, this.#now());
    }
  }

  /** Pauses a digest that its place does not take any more, and says to the person who set it up what happened: once. */
  async #tell({ id, of }: DueDelivery, { pauses, card }: NonNullable<Attempt['tells']>): Promise<void> {
    const { state, log } = this.#parts;
    if (pauses !== null) await state.digests.setStatus(of.id, 'paused', pauses, this.#now());
    if (of.setUpBy === null || !(await state.claim(`digest-told:${id}`, this.#now()))) return;
    const courier = this.#couriers.get(platformOf(of.place))!;
    await courier.tell(of.setUpBy, card).catch((error: unknown) => {
      log.warn({ err: error, place: of.place }, 'Digest: the person who set it up could not be told');
    });
  }

  #claimant(): Claimant {
    return { owner: this.#owner, now: this.#now(), leaseMs: this.#leaseMs };
  }

  async #logging(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#parts.log.error({ err: error }, `Digest: ${what}`);
    }
  }
}

function platformOf(place: string): string {
  return place.split(':', 1)[0]!;
}
