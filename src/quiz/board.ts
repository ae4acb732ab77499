/** Who stands where on a leaderboard. */
import type { BoardRow } from '../state/mod.ts';

export const PERIODS = ['week', 'month', 'all'] as const;
export type Period = (typeof PERIODS)[number];

/** So many answers a hit rate needs to be compared with others: one lucky answer is 100 %. A week has room for one a day, but for weekends. */
export const MINIMUM_ANSWERS: Readonly<Record<Period, number>> = { week: 5, month: 10, all: 20 };

export interface Board {
  readonly period: Period;
  readonly minimum: number;
  /** Best first. */
  readonly ranked: readonly BoardRow[];
  readonly own:
    | { readonly kind: 'hidden' }
    | { readonly kind: 'placed'; readonly place: number }
    | { readonly kind: 'too-few'; readonly answers: number };
}

/** When a period began, in UTC: weeks on Monday. Null: ever. */
export function beginOf(period: Period, now: Date): Date | null {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  if (period === 'all') return null;
  if (period === 'month') return new Date(Date.UTC(year, month, 1));
  const daysSinceMonday = (now.getUTCDay() + 6) % 7;
  return new Date(Date.UTC(year, month, day - daysSinceMonday));
}

/** By the share of right answers, then by their number; of equals, in the order of their ids, which is always the same. */
export function boardFor(
  rows: readonly BoardRow[],
  period: Period,
  person: string,
  isHidden: boolean,
): Board {
  const minimum = MINIMUM_ANSWERS[period];
  const ranked = rows
    .filter(({ answers }) => answers >= minimum)
    .toSorted(
      (a, b) =>
        b.right * a.answers - a.right * b.answers || b.right - a.right || (a.person < b.person ? -1 : 1),
    );
  const place = ranked.findIndex((row) => row.person === person) + 1;
  const answers = rows.find((row) => row.person === person)?.answers ?? 0;
  const own = isHidden
    ? ({ kind: 'hidden' } as const)
    : place > 0
      ? ({ kind: 'placed', place } as const)
      : ({ kind: 'too-few', answers } as const);
  return { period, minimum, ranked, own };
}
