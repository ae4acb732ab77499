import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LibraryEntry } from '../../../src/ask/mod.ts';
import { chooseCase } from '../../../src/digest/choose.ts';

const LONG_AGO = new Date('2026-01-01');
const SINCE = new Date('2026-06-01');

const entry = (id: string, category: string, ...companies: string[]): LibraryEntry => ({
  ...{ id, title: `Title of ${id}`, companies, level: 'senior', category },
});

/** Delivers so many times, each with what came before. */
function deliver(
  entries: readonly LibraryEntry[],
  times: number,
  firstSeen = new Map<string, Date>(),
): LibraryEntry[] {
  const chosen: LibraryEntry[] = [];
  for (let n = 0; n < times; n += 1) {
    const delivered = chosen.map(({ id }) => id).toReversed();
    chosen.push(chooseCase({ entries, delivered, firstSeen, since: SINCE, seed: `digest ${n}` })!);
  }
  return chosen;
}

const libraries = fc
  .array(
    fc.record({
      category: fc.constantFrom('a', 'b', 'c', 'd'),
      company: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((list) => list.map(({ category, company }, n) => entry(`t/${n}`, category, company)));

describe('the choice', () => {
  it('repeats nothing before all that fit have had their turn, round after round', () => {
    fc.assert(
      fc.property(libraries, (entries) => {
        const ids = deliver(entries, 3 * entries.length).map(({ id }) => id);
        for (let round = 0; round < 3; round += 1) {
          const some = ids.slice(round * entries.length, (round + 1) * entries.length);
          expect(new Set(some).size).toBe(entries.length);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is the same for the same digest, slot and history, and another one for another digest', () => {
    const entries = Array.from({ length: 50 }, (_, n) => entry(`t/${n}`, 'a'));
    const choose = (seed: string) =>
      chooseCase({ entries, delivered: ['t/3'], firstSeen: new Map(), since: SINCE, seed })!.id;
    expect(choose('one 2026-11-23')).toBe(choose('one 2026-11-23'));
    const others = Array.from({ length: 10 }, (_, n) => choose(`digest ${n} 2026-11-23`));
    expect(new Set(others).size).toBeGreaterThan(5);
  });

  it('has no category twice in a row while another one is left', () => {
    fc.assert(
      fc.property(libraries, (entries) => {
        const chosen = deliver(entries, entries.length);
        chosen.slice(1).forEach((now, place) => {
          const left = new Set(chosen.slice(place + 1).map(({ category }) => category));
          if (left.size > 1) expect(now.category).not.toBe(chosen[place]!.category);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('goes through categories evenly, so that none is left over at the end', () => {
    const entries = ['a', 'b', 'c'].flatMap((category) =>
      Array.from({ length: 10 }, (_, n) => entry(`${category}/${n}`, category)),
    );
    const chosen = deliver(entries, 30).map(({ category }) => category);
    for (let n = 0; n < 30; n += 3) expect(new Set(chosen.slice(n, n + 3)).size).toBe(3);
  });

  it('passes over companies of the last five while there are others', () => {
    const entries = Array.from({ length: 12 }, (_, n) =>
      entry(`t/${n}`, 'a', ['A', 'B', 'C', 'D', 'E', 'F'][n % 6]!),
    );
    const companies = deliver(entries, 12).map(({ companies: [company] }) => company);
    for (let n = 0; n + 6 <= 12; n += 6) expect(new Set(companies.slice(n, n + 6)).size).toBe(6);
  });

  it('brings what is new in the library first, in the middle of a round and after many', () => {
    const old = Array.from({ length: 6 }, (_, n) => entry(`old/${n}`, `c${n % 3}`));
    const firstSeen = new Map([
      ...old.map(({ id }) => [id, LONG_AGO] as const),
      ['new/1', new Date('2026-11-01')] as const,
    ]);
    const entries = [...old, entry('new/1', 'c0')];
    for (const delivered of [['old/0'], old.map(({ id }) => id), [...old, ...old].map(({ id }) => id)]) {
      const chosen = chooseCase({ entries, delivered, firstSeen, since: SINCE, seed: 'x' });
      expect(chosen!.id).toBe('new/1');
    }
    const all = { entries, firstSeen, since: SINCE, seed: 'x' };
    expect(chooseCase({ ...all, delivered: ['new/1', 'old/0'] })!.id).not.toBe('new/1');
  });

  it('of nothing is nothing', () => {
    expect(
      chooseCase({ entries: [], delivered: ['x'], firstSeen: new Map(), since: SINCE, seed: '' }),
    ).toBeNull();
  });
});
