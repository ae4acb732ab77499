import { describe, expect, it } from 'vitest';
import { beginOf, boardFor } from '../../../src/quiz/board.ts';

const row = (person: string, right: number, answers: number) => ({ person, name: person, right, answers });

describe('a leaderboard', () => {
  it('goes by the share of right answers, then by their number, then always the same way', () => {
    const rows = [row('d', 5, 10), row('c', 6, 8), row('b', 9, 12), row('a', 5, 10), row('e', 5, 5)];
    // e has 100 %, b and c have 75 % and b more of them, a and d are equal.
    expect(boardFor(rows, 'week', 'a', false).ranked.map(({ person }) => person)).toEqual([
      'e',
      'b',
      'c',
      'a',
      'd',
    ]);
  });

  it('leaves out those with too few answers, and tells them how many they have', () => {
    const rows = [row('a', 4, 4), row('b', 1, 5)];
    expect(boardFor(rows, 'week', 'a', false)).toMatchObject({
      ranked: [row('b', 1, 5)],
      own: { kind: 'too-few', answers: 4 },
    });
    expect(boardFor(rows, 'month', 'b', false)).toMatchObject({
      minimum: 10,
      ranked: [],
      own: { kind: 'too-few', answers: 5 },
    });
    expect(boardFor(rows, 'week', 'b', false).own).toEqual({ kind: 'placed', place: 1 });
    expect(boardFor([], 'all', 'c', true).own).toEqual({ kind: 'hidden' });
  });

  it.each([
    ['week', '2026-11-25T12:00:00Z', '2026-11-23T00:00:00.000Z'],
    ['week', '2026-11-23T00:00:00Z', '2026-11-23T00:00:00.000Z'],
    ['week', '2026-11-22T23:59:59Z', '2026-11-16T00:00:00.000Z'],
    ['week', '2027-01-01T01:00:00Z', '2026-12-28T00:00:00.000Z'],
    ['month', '2026-11-30T23:59:59Z', '2026-11-01T00:00:00.000Z'],
    ['all', '2026-11-30T23:59:59Z', undefined],
  ] as const)('of the %s at %s began at %s', (period, now, begin) => {
    expect(beginOf(period, new Date(now))?.toISOString()).toBe(begin);
  });
});
