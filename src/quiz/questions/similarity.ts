/** How near texts are to each other in meaning and in words. */
import type { Encoder } from '../../../index/encoder/mod.ts';
import { termsOf } from '../../../index/lexical/mod.ts';

/** Texts that are encoded between two reports of progress. */
const ENCODE_STEP = 32;

/** What is needed of an encoder. */
export type TextEncoder = Pick<Encoder, 'encode'>;

/** Texts with their vectors and words, each worked out once. */
export class Similarity {
  readonly #vectors: ReadonlyMap<string, Float32Array>;
  readonly #terms = new Map<string, ReadonlySet<string>>();

  private constructor(vectors: ReadonlyMap<string, Float32Array>) {
    this.#vectors = vectors;
  }

  static async of(
    texts: Iterable<string>,
    encoder: TextEncoder,
    onProgress?: (done: number, total: number) => void,
  ): Promise<Similarity> {
    const distinct = [...new Set(texts)];
    const vectors = new Map<string, Float32Array>();
    for (let done = 0; done < distinct.length; done += ENCODE_STEP) {
      onProgress?.(done, distinct.length);
      const step = distinct.slice(done, done + ENCODE_STEP);
      const encoded = await encoder.encode(step);
      step.forEach((text, i) => {
        vectors.set(text, encoded[i]!);
      });
    }
    return new Similarity(vectors);
  }

  /** Cosine of two texts, from -1 to 1. Throws for a text that was not given before. */
  nearness(a: string, b: string): number {
    const [left, right] = [this.#vectorOf(a), this.#vectorOf(b)];
    let sum = 0;
    for (let i = 0; i < left.length; i++) sum += left[i]! * right[i]!;
    return sum;
  }

  /** Number of different words (stems, without function words) that stand in both. */
  sharedWords(a: string, b: string): number {
    const [left, right] = [this.#termsOf(a), this.#termsOf(b)];
    let count = 0;
    for (const term of left) if (right.has(term)) count += 1;
    return count;
  }

  /** Share of the words of the text with fewer of them that the other has as well, from 0 to 1. */
  commonShare(a: string, b: string): number {
    const fewer = Math.min(this.#termsOf(a).size, this.#termsOf(b).size);
    return fewer === 0 ? 0 : this.sharedWords(a, b) / fewer;
  }

  #vectorOf(text: string): Float32Array {
    const vector = this.#vectors.get(text);
    if (vector === undefined) throw new Error(`No vector was made for ${JSON.stringify(text)}.`);
    return vector;
  }

  #termsOf(text: string): ReadonlySet<string> {
    const known = this.#terms.get(text);
    if (known !== undefined) return known;
    const terms = new Set(termsOf(text));
    this.#terms.set(text, terms);
    return terms;
  }
}
