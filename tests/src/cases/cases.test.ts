import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LibraryEntry } from '../../../src/ask/mod.ts';
import {
  caseOfTheDay,
  dailyCases,
  matching,
  randomCase,
  suggestEntries,
  suggestValues,
} from '../../../src/cases/mod.ts';

const entry = (id: string, more: Partial<LibraryEntry> = {}): LibraryEntry => ({
  id,
  title: `Title of ${id}`,
  companies: [],
  level: 'mid',
  category: 'API Design',
  ...more,
});
const DAY_MS = 24 * 60 * 60 * 1000;
const library = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 40 })
  .map((ids) => ids.map((id) => entry(id)));

describe('caseOfTheDay', () => {
  it('is the same all day, everywhere in the order of the library', () => {
    fc.assert(
      fc.property(library, fc.integer({ min: 0, max: 40_000 }), fc.nat(DAY_MS - 1), (entries, day, time) => {
        const chosen = caseOfTheDay(entries, new Date(day * DAY_MS));
        expect(caseOfTheDay(entries.toReversed(), new Date(day * DAY_MS + time))).toEqual(chosen);
      }),
    );
  });

  it('repeats none before all have had their day', () => {
    fc.assert(
      fc.property(library, fc.nat(1000), (entries, round) => {
        const first = round * entries.length;
        const days = entries.map((_, n) => caseOfTheDay(entries, new Date((first + n) * DAY_MS))?.id);
        expect(new Set(days).size).toBe(entries.length);
      }),
    );
  });

  it('of nothing is nothing', () => {
    expect(caseOfTheDay([], new Date(0))).toBeNull();
    expect(randomCase([], 0.5)).toBeNull();
  });
});

describe('randomCase', () => {
  it('reaches the first and the last', () => {
    const entries = [entry('a'), entry('b'), entry('c')];
    expect([0, 0.5, 0.999].map((random) => randomCase(entries, random)?.id)).toEqual(['a', 'b', 'c']);
  });
});

describe('matching', () => {
  const entries = [
    entry('a', { companies: ['Discord', 'Grab'], level: 'senior' }),
    entry('b', { companies: ['Grab'], category: 'Security' }),
    entry('note', { level: null, category: '' }),
  ];

  it.each([
    [{}, ['a', 'b', 'note']],
    [{ company: 'grab' }, ['a', 'b']],
    [{ company: 'GRAB', level: 'senior' }, ['a']],
    [{ category: 'security' }, ['b']],
    [{ level: 'staff' }, []],
  ])('finds for %j %j', (filter, ids) => {
    expect(matching(entries, filter).map(({ id }) => id)).toEqual(ids);
  });
});

describe('suggestEntries', () => {
  const entries = [
    entry('a', { title: 'One Busy Channel Slows the Database', companies: ['Discord'] }),
    entry('b', { title: 'The Limiter Becomes the Slow Part', companies: ['Databricks'] }),
    entry('c', { title: 'Slow Readers' }),
  ];
  const ids = (typed: string) => suggestEntries(entries, typed, 25).map(({ id }) => id);

  it.each([
    ['', ['a', 'b', 'c']],
    ['slow', ['c', 'a', 'b']],
    ['discord busy', ['a']],
    ['DATA', ['b', 'a']],
    ['nothing', []],
  ])('finds for %j %j', (typed, expected) => {
    expect(ids(typed).toSorted()).toEqual(expected.toSorted());
  });

  it('puts titles first that begin with what was typed, and keeps to the limit', () => {
    expect(ids('slow')[0]).toBe('c');
    expect(suggestEntries(entries, '', 2)).toHaveLength(2);
  });
});

describe('suggestValues', () => {
  it('puts those first that begin with what was typed, each once', () => {
    expect(suggestValues(['Uber', 'Cube', 'Uber', 'Grab'], 'ub', 25)).toEqual(['Uber', 'Cube']);
    expect(suggestValues(['b', 'a'], '', 1)).toEqual(['a']);
  });
});

describe('dailyCases', () => {
  it('are those of the last days, today first, each the case study of its day', () => {
    const entries = ['a', 'b', 'c'].map((id) => entry(id));
    const now = new Date('2026-03-01T23:59:59Z');
    const cases = dailyCases(entries, now, 3);
    expect(cases.map(({ day }) => day)).toEqual(['2026-03-01', '2026-02-28', '2026-02-27']);
    for (const { day, id } of cases) expect(caseOfTheDay(entries, new Date(day))!.id).toBe(id);
    expect(dailyCases([], now, 3)).toEqual([]);
  });
});
