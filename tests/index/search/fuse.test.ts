import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, fuse } from '../../../index/search/fuse.ts';

const candidates = fc
  .uniqueArray(
    fc.record({
      passage: fc.nat(1000),
      similarity: fc.integer({ min: -1000, max: 1000 }).map((n) => n / 1000),
      bm25: fc.integer({ min: 0, max: 40_000 }).map((n) => n / 1000),
    }),
    { selector: ({ passage }) => passage, maxLength: 30 },
  )
  .map((list): Candidate[] => list);

describe('fuse', () => {
  it('puts first what is good in both rankings', () => {
    const order = fuse(
      [
        { passage: 1, similarity: 0.7, bm25: 0 }, // nearest, but shares no word
        { passage: 2, similarity: 0.6, bm25: 9 }, // near, and shares nearly as many words as the best
        { passage: 3, similarity: 0.2, bm25: 10 }, // most words, farthest
        { passage: 4, similarity: 0.3, bm25: 1 }, // neither
      ],
      0.5,
      0,
    ).map(({ passage }) => passage);
    expect(order).toEqual([2, 1, 3, 4]);
  });

  it('lets the meaning decide when no candidate has most of the words', () => {
    const list = [
      { passage: 1, similarity: 0.7, bm25: 1 },
      { passage: 2, similarity: 0.3, bm25: 2 }, // a word more, by chance
      { passage: 3, similarity: 0.2, bm25: 0 },
    ];
    const order = (fullBm25: number) => fuse(list, 0.3, fullBm25).map(({ passage }) => passage);
    expect(order(2)).toEqual([2, 1, 3]);
    expect(order(20)).toEqual([1, 2, 3]);
  });

  it('keeps every candidate, with scores from 0 to 1 that never rise', () => {
    fc.assert(
      fc.property(
        candidates,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(50),
        (list, weight, full) => {
          const fused = fuse(list, weight, full);
          expect(new Set(fused.map(({ passage }) => passage))).toEqual(
            new Set(list.map(({ passage }) => passage)),
          );
          fused.forEach(({ score }, i) => {
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(1 + 1e-9);
            if (i > 0) expect(score).toBeLessThanOrEqual(fused[i - 1]!.score);
          });
        },
      ),
    );
  });

  it('ranks by one side alone when the other has no weight', () => {
    fc.assert(
      fc.property(candidates, (list) => {
        const similarities = fuse(list, 1, 0).map(({ similarity }) => similarity);
        const bm25 = fuse(list, 0, 0).map((candidate) => candidate.bm25);
        expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
        expect(bm25).toEqual([...bm25].sort((a, b) => b - a));
      }),
    );
  });
});
