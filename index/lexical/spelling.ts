/** Finds the word that a misspelt one was meant to be. */

/** Shorter words have too many neighbours to guess at. */
const MIN_LENGTH = 4;
/** From this length on two slips are forgiven instead of one. */
const TWO_SLIPS_LENGTH = 8;

/**
 * The words that can be suggested, with how often each occurs. Suggestions share the first letter of the misspelt word:
 * people rarely miss that one, and it keeps the search short.
 */
export class SpellingDictionary {
  readonly #words: ReadonlyMap<string, number>;
  readonly #byFirstLetter = new Map<string, string[]>();

  constructor(words: ReadonlyMap<string, number>) {
    this.#words = words;
    for (const word of words.keys()) {
      if (word.length < MIN_LENGTH - 1 || /\p{N}/u.test(word)) continue;
      const first = word.slice(0, 1);
      const group = this.#byFirstLetter.get(first);
      if (group === undefined) this.#byFirstLetter.set(first, [word]);
      else group.push(word);
    }
  }

  has(word: string): boolean {
    return this.#words.has(word);
  }

  /** The nearest word of the dictionary, the more frequent one where two are equally near; null if none is near enough. */
  suggest(word: string): string | null {
    if (word.length < MIN_LENGTH || /\p{N}/u.test(word)) return null;
    let best: string | null = null;
    let bestDistance = word.length >= TWO_SLIPS_LENGTH ? 2 : 1;
    for (const candidate of this.#byFirstLetter.get(word.slice(0, 1)) ?? []) {
      if (Math.abs(candidate.length - word.length) > bestDistance) continue;
      const distance = editDistance(word, candidate, bestDistance);
      if (distance > bestDistance) continue;
      const nearer = distance < bestDistance || best === null;
      if (nearer || this.#words.get(candidate)! > this.#words.get(best!)!) best = candidate;
      bestDistance = distance;
    }
    return best;
  }
}

/**
 * Optimal string alignment distance: insertions, deletions, substitutions and swaps of two neighbours, each 1
 * (Damerau 1964). Stops early and returns `limit + 1` once the distance must be above `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let distance = Math.min(substitution, previous[j]! + 1, current[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, beforePrevious[j - 2]! + 1);
      }
      current.push(distance);
    }
    if (Math.min(...current) > limit) return limit + 1;
    beforePrevious = previous;
    previous = current;
  }
  return Math.min(previous[b.length]!, limit + 1);
}
