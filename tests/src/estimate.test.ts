import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate } from '../../src/estimate.ts';

describe('estimate', () => {
  it('has the mean inside its interval, and the same interval each time', () => {
    const values = fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(values, (list) => {
        const { mean, low, high, count } = estimate(list);
        expect(count).toBe(list.length);
        expect(low).toBeLessThanOrEqual(mean + 1e-9);
        expect(high).toBeGreaterThanOrEqual(mean - 1e-9);
        expect(estimate(list)).toEqual({ mean, low, high, count });
      }),
      { numRuns: 20 },
    );
  });
});
