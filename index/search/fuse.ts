/** Joins the ranking by meaning (vectors) and the ranking by words (BM25) into one. */

/** A passage that one of the rankings found, with its exact score in both. */
export interface Candidate {
  /** Position of the passage. */
  readonly passage: number;
  /** Cosine similarity to the question. */
  readonly similarity: number;
  /** BM25 score; 0 when no term of the question stands in it. */
  readonly bm25: number;
}

export interface FusedPassage extends Candidate {
  /** 0 to 1. */
  readonly score: number;
}

/**
 * Convex combination of the two scores, each mapped to 0..1 over the candidates, best first: the lowest similarity
 * and a BM25 score of 0 become 0, the highest 1, except that no BM25 score below `fullBm25` becomes 1. (Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid
 * Retrieval", 2023; with both scores exact for every candidate, instead of 0 for a passage that one ranking missed.)
 * @param denseWeight share of the similarity, 0 to 1
 * @param fullBm25 what a passage scores that has most words of the question. When every candidate has less, the words that
 *   happen to match are chance, and the meaning should decide.
 */
export function fuse(
  candidates: readonly Candidate[],
  denseWeight: number,
  fullBm25: number,
): FusedPassage[] {
  const similarities = candidates.map(({ similarity }) => similarity);
  const lowest = Math.min(...similarities);
  const similarityRange = Math.max(...similarities) - lowest || 1;
  const highestBm25 = Math.max(fullBm25, ...candidates.map(({ bm25 }) => bm25)) || 1;
  return candidates
    .map((candidate): FusedPassage => {
      const dense = (candidate.similarity - lowest) / similarityRange;
      const lexical = candidate.bm25 / highestBm25;
      return { ...candidate, score: denseWeight * dense + (1 - denseWeight) * lexical };
    })
    .sort((a, b) => b.score - a.score || a.passage - b.passage);
}
