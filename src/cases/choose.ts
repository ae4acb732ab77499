import { createHash } from 'node:crypto';
import type { LibraryEntry } from '../ask/mod.ts';

/** What somebody wants to read about. An absent field is no condition. */
export interface CaseFilter {
  readonly category?: string | undefined;
  readonly company?: string | undefined;
  readonly level?: string | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The entries that meet every condition; upper and lower case are the same. */
export function matching(entries: readonly LibraryEntry[], filter: CaseFilter): LibraryEntry[] {
  const isSame = (wanted: string | undefined, value: string) =>
    wanted === undefined || value.toLowerCase() === wanted.toLowerCase();
  return entries.filter(
    ({ category, companies, level }) =>
      isSame(filter.category, category) &&
      isSame(filter.level, level ?? '') &&
      (filter.company === undefined || companies.some((company) => isSame(filter.company, company))),
  );
}

/**
 * The case study of a day (UTC): the same for everybody, and none again before all have had their day. The order is
 * shuffled anew for each round.
 */
export function caseOfTheDay(entries: readonly LibraryEntry[], now: Date): LibraryEntry | null {
  if (entries.length === 0) return null;
  const day = Math.floor(now.getTime() / DAY_MS);
  const round = Math.floor(day / entries.length);
  const order = entries.toSorted((a, b) => (rankIn(round, a) < rankIn(round, b) ? -1 : 1));
  return order[day % entries.length] ?? null;
}

/** @param random from 0 up to, but not including, 1 */
export function randomCase(entries: readonly LibraryEntry[], random: number): LibraryEntry | null {
  return entries[Math.floor(random * entries.length)] ?? null;
}

function rankIn(round: number, { id }: LibraryEntry): string {
  return createHash('sha256').update(`${round} ${id}`).digest('hex');
}
