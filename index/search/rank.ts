/** Ranks passages for a query: by meaning, by words, or by both together. */
import type { BuiltIndex } from '../store/mod.ts';
import { type FusedPassage, fuse } from './fuse.ts';

/** Passages taken from each of the two rankings. */
const RANKING_DEPTH = 100;

/** Share of the ranking by meaning. See docs/decisions/0004-ranking.md for what was measured. */
const DENSE_WEIGHTS = { fused: 0.5, dense: 1, lexical: 0 } as const;

/** A passage that has this share of the question's words, each weighed by its rarity, counts as having them all. */
const FULL_MATCH = 2 / 3;

/** `dense` and `lexical` rank by meaning or by words alone: for measuring. */
export type Ranking = keyof typeof DENSE_WEIGHTS;

/**
 * The passages that one of the rankings has among its best, with exact scores of both, best first.
 * @param vector the question's embedding
 * @param terms the question's terms
 */
export function rankPassages(
  { graph, vectors, lexical }: BuiltIndex,
  vector: Float32Array,
  terms: readonly string[],
  ranking: Ranking,
): FusedPassage[] {
  const bm25 = lexical.bm25.scores(terms);
  const nearest = ranking === 'lexical' ? [] : graph.search(vector, RANKING_DEPTH).map(({ row }) => row);
  const wordiest = ranking === 'dense' ? [] : highest(bm25, RANKING_DEPTH);
  return fuse(
    [...new Set([...nearest, ...wordiest])].map((passage) => ({
      passage,
      similarity: vectors.similarity(passage, vector),
      bm25: bm25[passage]!,
    })),
    DENSE_WEIGHTS[ranking],
    FULL_MATCH * lexical.bm25.scoreOfEach(terms),
  );
}

/** Positions of the highest scores above 0, highest first; of equal scores the lower position. */
export function highest(scores: Float64Array, count: number): number[] {
  // Kept in order, so that all but a few scores are dismissed by one comparison with the last.
  const best: number[] = [];
  scores.forEach((score, position) => {
    if (score <= 0 || (best.length === count && score <= scores[best.at(-1)!]!)) return;
    let place = best.length;
    while (place > 0 && scores[best[place - 1]!]! < score) place--;
    best.splice(place, 0, position);
    if (best.length > count) best.pop();
  });
  return best;
}
