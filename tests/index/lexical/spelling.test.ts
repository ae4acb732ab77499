import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, SpellingDictionary } from '../../../index/lexical/spelling.ts';

/** The recursive definition of the optimal string alignment distance. */
function naiveDistance(a: string, b: string): number {
  const from = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j;
    const distances = [
      from(i - 1, j) + 1,
      from(i, j - 1) + 1,
      from(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
    ];
    if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
      distances.push(from(i - 2, j - 2) + 1);
    return Math.min(...distances);
  };
  return from(a.length, b.length);
}

describe('editDistance', () => {
  it('agrees with the recursive definition up to its limit', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 6 }), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(naiveDistance(a, b), limit + 1));
      }),
    );
  });
});

describe('SpellingDictionary', () => {
  const dictionary = new SpellingDictionary(
    new Map([
      ['cassandra', 40],
      ['cache', 30],
      ['caches', 3],
      ['idempotency', 20],
      ['latency', 25],
      ['s3', 9],
    ]),
  );

  it.each([
    ['casandra', 'cassandra', 'a letter is missing'],
    ['cahce', 'cache', 'two letters are swapped'],
    ['idempotncey', 'idempotency', 'a long word has two slips'],
    ['latenci', 'latency', 'a letter is wrong'],
    ['cachee', 'cache', 'of two equally near words the more frequent one is meant'],
  ])('reads %s as %s: %s', (misspelt, meant) => {
    expect(dictionary.suggest(misspelt)).toBe(meant);
  });

  it.each([
    ['lat', 'too short to guess at'],
    ['latinize', 'nothing is near enough'],
    ['qdempotency', 'the first letter has to be right'],
    ['s33333', 'words with digits are names, not slips'],
  ])('leaves %s alone: %s', (word) => {
    expect(dictionary.suggest(word)).toBeNull();
  });
});
