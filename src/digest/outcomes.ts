/** What becomes of a delivery after a try. */
import type { Card } from '../cards/mod.ts';
import type { DueDelivery, Outcome } from '../state/mod.ts';
import { CourierError } from './courier.ts';
import { gaveUpCard, missingCard, uncertainCard } from './notices.ts';

export interface Attempt {
  readonly outcome: Outcome;
  /** What the person who set it up should know; `pauses` is why the digest is paused, or null when it is not. */
  readonly tells: { readonly card: Card; readonly pauses: string | null } | null;
}

/** What the next try waits for, by the number of tries so far: 7 h 42 min in all, then a delivery is given up. */
export const RETRY_SECONDS: readonly number[] = [30, 120, 600, 1800, 3600, 7200, 14_400];
/** A platform that says when to come again is not believed beyond this. */
const LONGEST_LATER_MS = 60 * 60_000;
const SHORTEST_LATER_MS = 1000;

export function done(outcome: Outcome): Attempt {
  return { outcome, tells: null };
}

/** For somebody else, as if it had not been claimed: the program is stopping. */
export function putBack({ attempts, isUncertain, reason }: DueDelivery, now: Date): Attempt {
  return done({
    kind: 'again',
    at: now,
    reason: reason ?? 'Casebook was stopped',
    isUncertain,
    attempts: attempts - 1,
  });
}

/**
 * @param mayBeThere whether the message may stand there, as far as is known after the error
 * @param isTooLate whether nobody wants it any more
 */
export function afterFailure(
  delivery: DueDelivery,
  error: unknown,
  { mayBeThere, isTooLate }: { readonly mayBeThere: boolean; readonly isTooLate: boolean },
  now: Date,
): Attempt {
  const { attempts } = delivery;
  const failure = error instanceof CourierError ? error.failure : null;
  const reason = error instanceof CourierError ? error.message : 'an error of Casebook, which is in its log';
  const again = (waitMs: number, tries: number) =>
    done({
      kind: 'again',
      at: new Date(now.getTime() + waitMs),
      reason,
      isUncertain: mayBeThere,
      attempts: tries,
    });
  if (failure === 'blind' || (isTooLate && mayBeThere)) return givenUp(delivery, reason, mayBeThere, false);
  if (failure === 'later') {
    const { retryAfterMs } = error as CourierError;
    // To be told to wait is no failure.
    return again(Math.min(Math.max(retryAfterMs, SHORTEST_LATER_MS), LONGEST_LATER_MS), attempts - 1);
  }
  const seconds = RETRY_SECONDS[attempts - 1];
  if (seconds !== undefined) return again(seconds * 1000, attempts);
  return givenUp(delivery, reason, mayBeThere, failure === 'forbidden');
}

/** What was due so long ago that nobody wants it any more; it was not posted. */
export function tooLate(delivery: DueDelivery): Attempt {
  return givenUp(delivery, delivery.reason ?? 'it became too late', false, false);
}

/** The person who set it up is told what became of it: nothing is missing silently. */
function givenUp({ of }: DueDelivery, reason: string, mayBeThere: boolean, isClosed: boolean): Attempt {
  const card = mayBeThere ? uncertainCard : isClosed ? gaveUpCard : missingCard;
  return {
    outcome: { kind: 'failed', reason },
    tells: { card: card(of, reason), pauses: isClosed && !mayBeThere ? reason : null },
  };
}

/** Whether a message may have been posted although posting it failed. */
export function isOpenQuestion(error: unknown): boolean {
  return !(error instanceof CourierError) || error.failure === 'unknown';
}
