/** How many days in a row somebody has answered. */
import { type Day, dayAfter, daysBetween } from './days.ts';

/** A missed day is forgiven when no other was missed in the seven days that end with it. */
const FORGIVEN_EVERY_DAYS = 7;

export interface Streak {
  /** Days with an answer; those between them that were at rest or forgiven do not count. */
  readonly days: number;
  /** The longest one ever. */
  readonly best: number;
}

/**
 * The longest run of days that ends today in which any two missed days are seven or more days apart. Today is not missed before it
 * is over.
 *
 * @param answered days with an answer
 * @param isRest whether a day without an answer is no missed day: one that the person has off, or one on which we did not serve
 */
export function streakOf(answered: ReadonlySet<Day>, today: Day, isRest: (day: Day) => boolean): Streak {
  const first = [...answered].toSorted()[0];
  let run = 0;
  let best = 0;
  let lastMissed: Day | null = null;
  let sinceMissed = 0;
  for (let day = first; day !== undefined && day <= today; day = dayAfter(day)) {
    if (answered.has(day)) {
      run += 1;
      sinceMissed += 1;
      best = Math.max(best, run);
    } else if (day !== today && !isRest(day)) {
      // Two missed days too close to each other: what is left of the run is what came after the first of them.
      if (lastMissed !== null && daysBetween(lastMissed, day) < FORGIVEN_EVERY_DAYS) run = sinceMissed;
      lastMissed = run === 0 ? null : day;
      sinceMissed = 0;
    }
  }
  return { days: run, best };
}
