/** Ranks passages for a query: by meaning, by words, or by both together. */
import type { LexicalIndex } from '../lexical/mod.ts';
import type { VectorIndex } from '../vectors/mod.ts';
import { type FusedPassage, fuse } from './fuse.ts';

/** Passages taken from each of the two rankings. */
const RANKING_DEPTH = 100;

/** Share of the ranking by meaning. See docs/decisions/0004-ranking.md for what was measured. */
const DENSE_WEIGHTS = { fused: 0.5, dense: 1, lexical: 0 } as const;

/** `dense` and `lexical` rank by meaning or by words alone: for measuring. */
export type Ranking = keyof typeof DENSE_WEIGHTS;

/**
 * The passages that one of the rankings has among its best, with exact scores of both, best first.
 * @param vector the question's embedding
 * @param terms the question's terms
 */
export function rankPassages(
  vectors: VectorIndex,
  lexical: LexicalIndex,
  vector: Float32Array,
  terms: readonly string[],
  ranking: Ranking,
): FusedPassage[] {
  const nearest = ranking === 'lexical' ? [] : vectors.search(vector, RANKING_DEPTH);
  const similarities = new Map(nearest.map(({ label, similarity }) => [label, similarity]));
  const bm25 = lexical.bm25.scores(terms);
  const wordiest = ranking === 'dense' ? [] : highest(bm25, RANKING_DEPTH);
  const candidates = new Set([...similarities.keys(), ...wordiest]);
  return fuse(
    [...candidates].map((passage) => ({
      passage,
      similarity: similarities.get(passage) ?? vectors.similarity(passage, vector),
      bm25: bm25.get(passage) ?? 0,
    })),
    DENSE_WEIGHTS[ranking],
  );
}

/** The keys with the highest scores, best first; of equal scores the lower key. */
function highest(scores: ReadonlyMap<number, number>, count: number): number[] {
  return [...scores]
    .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || a - b)
    .slice(0, count)
    .map(([key]) => key);
}
