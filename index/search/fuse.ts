/** Joins the ranking by meaning (vectors) and the ranking by words (BM25) into one. */

/** Weight of the ranking by meaning. See docs/decisions/0003-ranking.md for what was measured. */
const DENSE_WEIGHT = 0.5;

export interface Scored {
  /** Position of the passage. */
  readonly passage: number;
  readonly score: number;
}

export interface FusedPassage {
  readonly passage: number;
  /** 0 to 1. */
  readonly score: number;
  /** Cosine similarity; null when the passage was not among the nearest. */
  readonly dense: number | null;
  /** BM25 score; null when the passage was not among the best by words. */
  readonly lexical: number | null;
}

/**
 * Convex combination of min-max normalised scores, best first. A passage that one ranking does not have gets that
 * ranking's lowest. (Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023.)
 */
export function fuse(dense: readonly Scored[], lexical: readonly Scored[]): FusedPassage[] {
  const denseScores = new Map(dense.map(({ passage, score }) => [passage, score]));
  const lexicalScores = new Map(lexical.map(({ passage, score }) => [passage, score]));
  const normalDense = normaliser(dense);
  const normalLexical = normaliser(lexical);
  return [...new Set([...denseScores.keys(), ...lexicalScores.keys()])]
    .map((passage): FusedPassage => {
      const denseScore = denseScores.get(passage) ?? null;
      const lexicalScore = lexicalScores.get(passage) ?? null;
      const score = DENSE_WEIGHT * normalDense(denseScore) + (1 - DENSE_WEIGHT) * normalLexical(lexicalScore);
      return { passage, score, dense: denseScore, lexical: lexicalScore };
    })
    .sort((a, b) => b.score - a.score || a.passage - b.passage);
}

/** Maps the scores of a ranking to 0 (its lowest, and anything absent) to 1 (its highest). */
function normaliser(ranking: readonly Scored[]): (score: number | null) => number {
  const scores = ranking.map(({ score }) => score);
  const lowest = Math.min(...scores);
  const range = Math.max(...scores) - lowest;
  return (score) => {
    if (score === null) return 0;
    return range === 0 ? 1 : (score - lowest) / range;
  };
}
