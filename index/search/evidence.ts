/** What speaks for and against the first hit answering the question. */
import type { Encoder } from '../encoder/mod.ts';
import { type LexicalIndex, termOf } from '../lexical/mod.ts';
import type { PassageList, Unit } from '../passages/mod.ts';
import { VectorTable } from '../vectors/mod.ts';
import { ELSEWHERE } from './elsewhere.ts';
import type { FusedPassage } from './fuse.ts';
import type { Hit } from './hits.ts';
import type { Query } from './query.ts';

export interface Evidence {
  /** Highest cosine similarity of a passage of the hit to the question. */
  readonly similarity: number;
  /** Highest cosine similarity of something that no library is about. */
  readonly elsewhere: number;
  /**
   * How many of the question's distinct terms stand in the hit, each counted by how much it tells: 1 if it stands in one
   * passage only, less for a common one. So it means the same in a small library and in a large one.
   */
  readonly sharedTerms: number;
  /** Whether the question names a well-known company that the hit says nothing of. */
  readonly namesStranger: boolean;
}

export class EvidenceCollector {
  readonly #list: PassageList;
  readonly #lexical: LexicalIndex;
  readonly #elsewhere: VectorTable;

  private constructor(list: PassageList, lexical: LexicalIndex, elsewhere: VectorTable) {
    this.#list = list;
    this.#lexical = lexical;
    this.#elsewhere = elsewhere;
  }

  static async create(
    list: PassageList,
    lexical: LexicalIndex,
    encoder: Encoder,
  ): Promise<EvidenceCollector> {
    const vectors = await encoder.encode(ELSEWHERE);
    return new EvidenceCollector(list, lexical, VectorTable.of(vectors, encoder.dimensions));
  }

  /**
   * @param ranked the passages that the hit was chosen from
   * @param vector the question's embedding
   */
  collect(hit: Hit, ranked: readonly FusedPassage[], vector: Float32Array, query: Query): Evidence {
    const similarities = ranked
      .filter(({ passage }) => this.#unitOf(passage) === hit.unit)
      .map(({ similarity }) => similarity);
    return {
      similarity: Math.max(...similarities),
      elsewhere: Math.max(...ELSEWHERE.map((_, row) => this.#elsewhere.similarity(row, vector))),
      sharedTerms: this.#sharedTerms(hit, query.terms),
      namesStranger:
        query.companies.known.length === 0 &&
        query.companies.strangers.some((stranger) => !this.#stands(termOf(stranger), hit.unit.id)),
    };
  }

  /** Share of some distinct terms that stand in a unit; 1 for no terms. */
  shareKnown(unitId: string, terms: readonly string[]): number {
    const distinct = [...new Set(terms)];
    const known = distinct.filter((term) => this.#stands(term, unitId));
    return distinct.length === 0 ? 1 : known.length / distinct.length;
  }

  #sharedTerms(hit: Hit, terms: readonly string[]): number {
    const { bm25 } = this.#lexical;
    const rarest = bm25.highestInverseDocumentFrequency;
    return [...new Set(terms)]
      .filter((term) => this.#stands(term, hit.unit.id))
      .reduce((sum, term) => sum + bm25.inverseDocumentFrequency(term) / rarest, 0);
  }

  #stands(term: string, unitId: string): boolean {
    return this.#lexical.bm25.documentsWith(term).some((passage) => this.#unitOf(passage).id === unitId);
  }

  #unitOf(passage: number): Unit {
    return this.#list.units[this.#list.passages[passage]!.unit]!;
  }
}
