import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highest } from '../../../index/search/rank.ts';

describe('highest', () => {
  it('gives what sorting all scores gives', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 60 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 10 }), (values, count) => {
        const sorted = values
          .map((score, position) => ({ score, position }))
          .filter(({ score }) => score > 0)
          .sort((a, b) => b.score - a.score || a.position - b.position)
          .map(({ position }) => position);
        expect(highest(Float64Array.from(values), count)).toEqual(sorted.slice(0, count));
      }),
    );
  });
});
