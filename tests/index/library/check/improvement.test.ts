import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrongImprovement } from '../../../../index/library/check/improvement.ts';

type Row = readonly [before: string, after: string, improvement: string];

describe('an improvement', () => {
  it.each<Row>([
    ['177 (early 2022)', '72', '59% fewer'],
    ['40-125 ms', '15 ms', '2.7x to 8.3x lower'],
    ['5–70 ms', '5 ms', 'up to 14x lower'],
    ['4 TB (average)', '9 TB', '2.25x more'],
    ['three months (Spark)', 'nine days (own tool)', 'about 10x shorter'],
    ['100% (baseline)', '50% of the baseline', '50% lower'],
    ['~20 MB', '~2.4 MB', 'about 8.3x less'],
    ['850ms', '120ms', '7x faster'],
    ['2 s', '1 s', '100% faster'],
    ['2 s', '1 s', '50% faster'],
    ['2.3%', '0.01%', '230x better'],
    ['99.9999%', '99.99999999%', '10,000x fewer inconsistent'],
    ['$50,000/mo', '$12,000/mo', '76% savings'],
    ['1.2 million', '12M', '10x'],
    ['2 requests/s', '240 requests per minute', '2x more'],
    ['150-200 ms', '1.38 ms', 'more than 100 times faster'],
    ['10', '95', 'over 9x more'],
    ['2,000', '8,000', '+300%'],
    ['72 nodes', '36 nodes', '-50%'],
    ['1 KiB', '512 bytes', 'halved, 2x less'],
  ])('of %s and %s may be called %s', (before, after, improvement) => {
    expect(wrongImprovement(before, after, improvement)).toBeNull();
  });

  it.each<Row>([
    ['177', '72', '70% fewer'],
    ['177', '72', '2.5x more'],
    ['100 ms', '50 ms', '3x faster'],
    ['5 min', '10 s', '3x faster'],
    ['4 TB', '9 GB', '2.25x more'],
    ['2,000', '8,000', '+400%'],
    ['10', '80', 'over 9x more'],
    ['10 requests/s', '10 requests per minute', '2x fewer'],
  ])('of %s and %s may not be called %s', (before, after, improvement) => {
    expect(wrongImprovement(before, after, improvement)).toMatch(/make .* the cell says/);
  });

  it.each<Row>([
    ['not published', '15 ms', '10x faster'],
    ['slow', 'fast', '10x faster'],
    ['p99 of 5 ms', '1 ms', '5x faster'],
    ['5 ms', '1 GB', '5x'],
    ['10 a second', '10', '5x'],
    ['two or three nodes', '1', '2x fewer'],
  ])('cannot be computed from %s and %s, and says %s', (before, after, improvement) => {
    expect(wrongImprovement(before, after, improvement)).toMatch(/cannot be computed/);
  });

  it.each(['-', 'not published', 'no downtime', 'half as many', 'isolated', ''])('may also be %j', (cell) => {
    expect(wrongImprovement('177', '72', cell)).toBeNull();
  });

  const figure = fc.double({ min: 0.01, max: 1e6, noNaN: true }).map((value) => Number(value.toPrecision(3)));
  const unit = fc.constantFrom('', ' ms', ' GB', '%', ' requests per second', ' million users');

  it('computed from its row is always right, and never when it is a third off', () => {
    fc.assert(
      fc.property(figure, figure, unit, (before, after, name) => {
        const [from, to] = [`${before}${name}`, `${after}${name}`];
        const factor = Math.max(before, after) / Math.min(before, after);
        const word = after < before ? 'less' : 'more';
        expect(wrongImprovement(from, to, `${factor.toFixed(2)}x ${word}`)).toBeNull();
        if (factor > 1.1)
          expect(wrongImprovement(from, to, `${(factor * 1.34).toFixed(2)}x ${word}`)).not.toBeNull();
        const percent = (100 * Math.abs(after - before)) / before;
        expect(wrongImprovement(from, to, `${percent.toFixed(1)}% ${word}`)).toBeNull();
      }),
    );
  });

  it('of any three cells is judged without an exception, and in time', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.stringMatching(/^[\d.,x%$ a-z/()-]{0,60}$/),
    );
    fc.assert(
      fc.property(cell, cell, cell, (before, after, improvement) => {
        const wrong = wrongImprovement(before, after, improvement);
        expect(wrong === null || wrong.length > 0).toBe(true);
      }),
    );
  });
});
