/** Keyword search over passages, with the words that are needed to mend spelling; stored as one file. */
import { Bm25, buildPostings, type Postings } from './bm25.ts';
import { SpellingDictionary } from './spelling.ts';
import { isStopWord, termOf, wordsOf } from './words.ts';

const MAGIC = 'casebook-lexical-1\n';

/** A word in the headings counts as often as this in the text. See docs/decisions/0004-ranking.md. */
const HEADING_WEIGHT = 2;

/** What is indexed. */
export interface LexicalDocument {
  readonly heading: string;
  readonly text: string;
}

interface Header {
  readonly terms: readonly string[];
  /** Words as they are written, with the number of times they occur. */
  readonly words: readonly (readonly [string, number])[];
  /** Lengths of the arrays that follow, in numbers of 4 bytes. */
  readonly arrays: readonly [starts: number, documents: number, counts: number, lengths: number];
}

export class LexicalIndex {
  readonly #postings: Postings;
  readonly #words: ReadonlyMap<string, number>;
  readonly bm25: Bm25;
  readonly dictionary: SpellingDictionary;

  private constructor(postings: Postings, words: ReadonlyMap<string, number>) {
    this.#postings = postings;
    this.#words = words;
    this.bm25 = new Bm25(postings);
    this.dictionary = new SpellingDictionary(words);
  }

  /** Indexes documents; the number of a document is its position. */
  static build(documents: readonly LexicalDocument[]): LexicalIndex {
    const occurrences = new Map<string, number>();
    const termOfWord = new Map<string, string>();
    const termsIn = (text: string): string[] =>
      wordsOf(text)
        .filter((word) => !isStopWord(word))
        .map((word) => {
          occurrences.set(word, (occurrences.get(word) ?? 0) + 1);
          const term = termOfWord.get(word) ?? termOf(word);
          termOfWord.set(word, term);
          return term;
        });
    const postings = buildPostings(
      documents.map(({ heading, text }) => {
        const headingTerms = termsIn(heading);
        return [...Array.from({ length: HEADING_WEIGHT }, () => headingTerms).flat(), ...termsIn(text)];
      }),
    );
    return new LexicalIndex(postings, occurrences);
  }

  /** One file: a magic line, a JSON line, then the arrays as little-endian 32-bit numbers. */
  toBytes(): Uint8Array {
    const { terms, starts, documents, counts, lengths } = this.#postings;
    const arrays = [starts, documents, counts, lengths] as const;
    const header: Header = {
      terms,
      words: [...this.#words],
      arrays: [starts.length, documents.length, counts.length, lengths.length],
    };
    return Buffer.concat([
      Buffer.from(`${MAGIC}${JSON.stringify(header)}\n`),
      ...arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
    ]);
  }

  /** Reads what `toBytes` wrote. Throws when the bytes are something else. */
  static fromBytes(bytes: Uint8Array): LexicalIndex {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (buffer.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new Error('It is not a lexical index.');
    const headerEnd = buffer.indexOf('\n', MAGIC.length);
    const header = JSON.parse(buffer.toString('utf8', MAGIC.length, headerEnd)) as Header;
    let offset = headerEnd + 1;
    const [starts, documents, counts, lengths] = header.arrays.map((length) => {
      const array = new Uint32Array(length);
      buffer.copy(new Uint8Array(array.buffer), 0, offset, offset + length * 4);
      offset += length * 4;
      return array;
    }) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
    if (offset !== buffer.length) throw new Error('The lexical index has the wrong length.');
    return new LexicalIndex(
      { terms: header.terms, starts, documents, counts, lengths },
      new Map(header.words),
    );
  }
}
