import type { LibraryEntry } from '../ask/mod.ts';
import { caseOfTheDay } from './choose.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A case study and the day (UTC) that it is the one of. */
export interface DailyCase {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly id: string;
}

/** The case studies of the last days, today's first: what `/case` shows everywhere. Empty when the library is. */
export function dailyCases(entries: readonly LibraryEntry[], now: Date, days: number): DailyCase[] {
  return Array.from({ length: days }, (_, n) => new Date(now.getTime() - n * DAY_MS)).flatMap((time) => {
    const entry = caseOfTheDay(entries, time);
    return entry === null ? [] : [{ day: time.toISOString().slice(0, 10), id: entry.id }];
  });
}
