import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAfter, daysBetween } from '../../../src/quiz/days.ts';
import { streakOf } from '../../../src/quiz/streak.ts';

const FIRST = '2026-02-20';
const never = () => false;

/** `x` a day with an answer, `.` one without, `r` one at rest. The last one is today. */
function streak(days: string): { days: number; best: number } {
  const named = [...days].map((kind, n) => ({ kind, day: dayAfter(FIRST, n) }));
  const of = (wanted: string) => new Set(named.filter(({ kind }) => kind === wanted).map(({ day }) => day));
  const rest = of('r');
  return streakOf(of('x'), named.at(-1)?.day ?? FIRST, (day) => rest.has(day));
}

describe('a streak', () => {
  it.each([
    ['xxx', 3, 3, 'counts days in a row'],
    ['', 0, 0, 'is nothing without answers'],
    ['xx.', 2, 2, 'is not broken by today, which is not over'],
    ['xx.x', 3, 3, 'forgives a missed day'],
    ['xx..x', 1, 2, 'is broken by two missed days next to each other'],
    ['x.xxxxx.x', 6, 6, 'is broken by two missed days six days apart, and begins again after the first'],
    ['x.xxxxxx.x', 8, 8, 'forgives two missed days that are seven days apart'],
    ['xxrrrrrrx', 3, 3, 'is not broken by days at rest, which do not count'],
    ['xxr.rx', 3, 3, 'forgives a missed day between days at rest'],
    ['xxx..', 3, 3, 'lives on while one missed day can be forgiven'],
    ['xxxx...x', 1, 4, 'remembers the best one'],
    ['...xx', 2, 2, 'begins with its first answer'],
    ['xx...', 0, 2, 'is over after two missed days'],
  ])('%s: %i, at best %i: %s', (days, now, best) => {
    expect(streak(days)).toEqual({ days: now, best });
  });

  it('is the longest run up to today in which any two missed days are seven days apart, whatever happened', () => {
    const anyDays = fc.string({
      unit: fc.constantFrom('x', 'x', 'x', 'x', 'x', '.', 'r'),
      minLength: 1,
      maxLength: 60,
    });
    /** By trying every beginning. */
    const slow = (days: string): number => {
      const today = days.length - 1;
      const runs = [...days].map((_, begin) => {
        if (days[begin] !== 'x') return 0;
        const missed = Array.from(days, (_, n) => n).filter(
          (n) => n >= begin && n < today && days[n] === '.',
        );
        const tooClose = missed.some((n, index) => index > 0 && n - missed[index - 1]! < 7);
        return tooClose ? 0 : [...days.slice(begin)].filter((kind) => kind === 'x').length;
      });
      return Math.max(0, ...runs);
    };
    fc.assert(
      fc.property(anyDays, (days) => {
        expect(streak(days).days).toBe(slow(days));
        const everyEnd = [...days].map((_, end) => slow(days.slice(0, end + 1)));
        expect(streak(days).best).toBe(Math.max(...everyEnd));
      }),
      { numRuns: 2000 },
    );
  });

  it('counts days over a leap year and a change of clocks as days', () => {
    const days = Array.from({ length: 400 }, (_, n) => dayAfter('2027-12-01', n));
    expect(streakOf(new Set(days), days.at(-1)!, never)).toEqual({ days: 400, best: 400 });
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
  });
});
