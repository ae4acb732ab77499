/** What speaks for the first hit being right, whatever the size of the library. */
import type { LexicalIndex } from '../lexical/mod.ts';
import type { PassageList } from '../passages/mod.ts';
import type { VectorIndex } from '../vectors/mod.ts';
import type { FusedPassage } from './fuse.ts';
import type { Hit } from './hits.ts';

/** Passages whose mean stands for the whole library. */
const SAMPLE_SIZE = 1000;

export interface Evidence {
  /** Highest cosine similarity of a passage of the hit to the question. */
  readonly similarity: number;
  /** The same, above the mean similarity of all the library: how much nearer than anything. */
  readonly prominence: number;
  /** Share of the question's terms, weighted by how much each tells, that stand in the hit; 0 to 1. */
  readonly coverage: number;
}

export class EvidenceCollector {
  readonly #list: PassageList;
  readonly #lexical: LexicalIndex;
  /** Mean of the passage vectors: its product with a question is the mean similarity to the library. */
  readonly #centre: Float32Array;

  constructor(list: PassageList, lexical: LexicalIndex, vectors: VectorIndex) {
    this.#list = list;
    this.#lexical = lexical;
    this.#centre = centreOf(vectors);
  }

  collect(hit: Hit, ranked: readonly FusedPassage[], vector: Float32Array, terms: readonly string[]): Evidence {
    const similarities = ranked
      .filter(({ passage }) => this.#list.units[this.#list.passages[passage]!.unit] === hit.unit)
      .map(({ similarity }) => similarity);
    const similarity = Math.max(...similarities);
    return { similarity, prominence: similarity - product(this.#centre, vector), coverage: this.#coverage(hit, terms) };
  }

  #coverage(hit: Hit, terms: readonly string[]): number {
    const { bm25 } = this.#lexical;
    const stands = (term: string): boolean =>
      bm25.documentsWith(term).some((passage) => this.#list.units[this.#list.passages[passage]!.unit] === hit.unit);
    const weight = (of: readonly string[]): number =>
      of.reduce((sum, term) => sum + bm25.inverseDocumentFrequency(term), 0);
    const distinct = [...new Set(terms)];
    return weight(distinct.filter(stands)) / (weight(distinct) || 1);
  }
}

function centreOf(vectors: VectorIndex): Float32Array {
  const centre = new Float32Array(vectors.dimensions);
  const count = Math.min(SAMPLE_SIZE, vectors.size);
  for (let i = 0; i < count; i++) {
    const vector = vectors.vector(Math.floor((i * vectors.size) / count));
    vector.forEach((value, d) => {
      centre[d]! += value / count;
    });
  }
  return centre;
}

function product(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
