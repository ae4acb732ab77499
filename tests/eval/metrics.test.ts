import { describe, expect, it } from 'vitest';
import { hitAt, ndcgAt, recallAt, reciprocalRank } from './metrics.ts';

describe('measures of a ranking', () => {
  const ranked = ['a', 'b', 'c', 'd'];

  it('look only as deep as they are told', () => {
    expect(hitAt(ranked, new Set(['b']), 1)).toBe(0);
    expect(hitAt(ranked, new Set(['b']), 2)).toBe(1);
    expect(reciprocalRank(ranked, new Set(['c', 'd']), 10)).toBe(1 / 3);
    expect(reciprocalRank(ranked, new Set(['c']), 2)).toBe(0);
    expect(recallAt(ranked, new Set(['a', 'd', 'x']), 3)).toBe(1 / 3);
  });

  it('give the published example of nDCG', () => {
    // Grades 3, 2, 3, 0, 1, 2 in the order returned (Wikipedia, "Discounted cumulative gain"), with gains 2^grade - 1.
    const grades = new Map([3, 2, 3, 0, 1, 2].map((grade, i) => [String(i), grade]));
    expect(ndcgAt(['0', '1', '2', '3', '4', '5'], grades, 6)).toBeCloseTo(0.9488, 4);
  });

  it('are 1 for a perfect ranking and 0 for one without a relevant item', () => {
    const grades = new Map([
      ['a', 2],
      ['b', 1],
    ]);
    expect(ndcgAt(ranked, grades, 10)).toBe(1);
    expect(ndcgAt(['x', 'y'], grades, 10)).toBe(0);
  });
});
