import type { LibraryEntry } from '../ask/mod.ts';

/**
 * Entries for what somebody has typed so far, best first: those whose title or company begins a word with each of the typed
 * words; more typed words at the start of the title come first. Everything when nothing is typed.
 */
export function suggestEntries(
  entries: readonly LibraryEntry[],
  typed: string,
  limit: number,
): LibraryEntry[] {
  const wanted = wordsIn(typed);
  const scored = entries.flatMap((entry) => {
    const words = wordsIn(`${entry.title} ${entry.companies.join(' ')}`);
    const places = wanted.map((start) => words.findIndex((word) => word.startsWith(start)));
    return places.includes(-1) ? [] : [{ entry, score: places.reduce((sum, place) => sum + place, 0) }];
  });
  return scored
    .toSorted((a, b) => a.score - b.score)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

/** Values such as companies that begin with what was typed, else that hold it, in alphabetical order. */
export function suggestValues(values: readonly string[], typed: string, limit: number): string[] {
  const wanted = typed.trim().toLowerCase();
  const distinct = [...new Set(values)].filter((value) => value.toLowerCase().includes(wanted));
  const begins = (value: string) => (value.toLowerCase().startsWith(wanted) ? 0 : 1);
  return distinct.toSorted((a, b) => begins(a) - begins(b) || a.localeCompare(b, 'en')).slice(0, limit);
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
