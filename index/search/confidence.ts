/** How sure the search is that its first hit answers the question, and what follows from that. */
import type { Evidence } from './evidence.ts';

export type Outcome = 'answered' | 'unsure' | 'out-of-scope';

/** Fitted by `npm run eval -- --calibrate` on tests/eval/questions/tuning. See docs/decisions/0005-confidence.md. */
const WEIGHTS = { bias: -6.64, similarity: 8.9, elsewhere: -4.69, sharedTerms: 4.16 } as const;

/** At least this confidence: `answered`. At least the second: `unsure`. Below: `out-of-scope`. */
const ANSWERED_FROM = 0.5;
const UNSURE_FROM = 0.3;

/** Probability, 0 to 1, that the question is one that the hit answers: logistic regression over the evidence. */
export function confidenceOf(evidence: Evidence): number {
  const z =
    WEIGHTS.bias +
    WEIGHTS.similarity * evidence.similarity +
    WEIGHTS.elsewhere * evidence.elsewhere +
    WEIGHTS.sharedTerms * Math.log1p(evidence.sharedTerms);
  return 1 / (1 + Math.exp(-z));
}

export function outcomeOf(confidence: number): Outcome {
  if (confidence >= ANSWERED_FROM) return 'answered';
  return confidence >= UNSURE_FROM ? 'unsure' : 'out-of-scope';
}
