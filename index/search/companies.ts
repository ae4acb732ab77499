/** Recognises the companies of the library in a question. */
import { wordsOf } from '../lexical/mod.ts';
import type { PassageList } from '../passages/mod.ts';

export class CompanyNames {
  /** The name as it is written in the library, by its words. */
  readonly #names = new Map<string, string>();
  #longestWords = 0;

  constructor(list: PassageList) {
    for (const unit of list.units) {
      if (unit.kind === 'note') continue;
      for (const company of unit.caseStudy.companies) {
        const words = wordsOf(company).filter((word) => word !== 'the');
        if (words.length === 0) continue;
        this.#names.set(words.join(' '), company);
        this.#longestWords = Math.max(this.#longestWords, words.length);
      }
    }
  }

  /** The companies named in a question, given as its words. */
  namedIn(words: readonly string[]): string[] {
    const named = new Set<string>();
    for (let start = 0; start < words.length; start++) {
      for (let end = start + 1; end <= Math.min(words.length, start + this.#longestWords); end++) {
        const name = this.#names.get(words.slice(start, end).join(' '));
        if (name !== undefined) named.add(name);
      }
    }
    return [...named];
  }
}
