import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactNearest } from './exact-search.ts';
import { formatNumber, isMet, reportAsMarkdown } from './report.ts';
import { inTurns, quantile, spread } from './timing.ts';

it('a quantile lies between its neighbours in proportion', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([10, 20], 0.9)).toBeCloseTo(19);
  expect(quantile([7], 0.99)).toBe(7);
  expect(() => quantile([], 0.5)).toThrow('Nothing was measured');
});

it('contenders are measured in turn', async () => {
  const order: string[] = [];
  const contender = (name: string) => ({ name, measure: async () => order.push(name) });
  const measured = await inTurns(2, [contender('a'), contender('b')]);
  expect(order).toEqual(['a', 'b', 'a', 'b']);
  expect(measured.get('b')).toEqual([2, 4]);
});

it('a spread has as many items as there are, at most as many as asked for, each once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.nat({ max: 50 }), (items, count) => {
      const kept = spread(items, count);
      expect(kept).toHaveLength(Math.min(count, items.length));
      expect(items.filter((item) => kept.includes(item))).toEqual(kept);
    }),
  );
});

it('the exact nearest are those of sorting all products', () => {
  const vector = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.array(vector, { maxLength: 30 }),
      vector,
      fc.integer({ min: 1, max: 10 }),
      (vectors, query, count) => {
        const product = (label: number): number =>
          vectors[label]!.reduce((sum, value, i) => sum + value * query[i]!, 0);
        const sorted = vectors.map((_, label) => label).sort((a, b) => product(b) - product(a) || a - b);
        const found = exactNearest(
          vectors.map((values) => Float32Array.from(values)),
          Float32Array.from(query),
          count,
        );
        expect(found).toEqual(sorted.slice(0, count));
      },
    ),
  );
});

it('figures keep three digits', () => {
  expect([5137, 1234.5, 123.45, 12.345, 1.2345, 0.99251].map(formatNumber)).toEqual([
    '5,137',
    '1,235',
    '123',
    '12.3',
    '1.23',
    '0.993',
  ]);
});

it('a target is met on its limit', () => {
  const target = { what: 'p50', value: 6, limit: 6, unit: 'ms' };
  expect(isMet({ ...target, bound: 'at most' })).toBe(true);
  expect(isMet({ ...target, bound: 'at least' })).toBe(true);
  expect(isMet({ ...target, bound: 'at most', limit: 5.9 })).toBe(false);
});

it('Markdown has a table with figures to the right, and the targets', () => {
  const markdown = reportAsMarkdown({
    title: 'Title',
    method: ['How.'],
    tables: [
      {
        caption: 'Caption',
        rows: [
          { Name: 'a|b', 'p50 ms': 1.5 },
          { Name: 'c', 'p50 ms': null },
        ],
      },
    ],
    targets: [{ what: 'p50', value: 1.5, bound: 'at most', limit: 1, unit: 'ms' }],
  });
  expect(markdown).toBe(`
## Title

How.

**Caption**

| Name | p50 ms |
| --- | ---: |
| a\\|b | 1.50 |
| c | – |

- Target MISSED: p50 1.50 ms, to be at most 1 ms
`);
});
