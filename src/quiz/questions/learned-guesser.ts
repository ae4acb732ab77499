/**
 * The guesser that finds out by itself what pays: it is shown four fifths of the questions with their right options, weighs
 * what can be seen from outside (length, place, likeness to prompt and options), and answers the last fifth. It also finds
 * habits that nobody thought of, such as a right option that is always the second nearest.
 */
import { mean } from '../../estimate.ts';
import type { QuizQuestion } from '../question.ts';
import { GUESSERS } from './guessers.ts';
import type { Similarity } from './similarity.ts';

export const LEARNED_NAME = 'learned from the other questions';

const FOLDS = 5;
/** Steps and size of gradient descent; with some hundred questions the weights stand still well before. */
const STEPS = 150;
const RATE = 0.3;
/** Pulls weights to zero, so that chance patterns of few questions are not learned. */
const DECAY = 0.02;

/** A question as numbers: for each option its marks. */
interface Seen {
  readonly marks: readonly (readonly number[])[];
  readonly right: number;
}

/** What the guesser gets for each question, 1 or 0, in their order. */
export function learnedScores(questions: readonly QuizQuestion[], similarity: Similarity): number[] {
  const seen = questions.map(
    (question): Seen => ({ marks: marksOf(question, similarity), right: question.right }),
  );
  const weights = Array.from({ length: FOLDS }, (_, fold) =>
    trained(seen.filter((_, at) => at % FOLDS !== fold)),
  );
  return seen.map(({ marks, right }, at) => {
    const points = marks.map((values) => dot(values, weights[at % FOLDS]!));
    return points.indexOf(Math.max(...points)) === right ? 1 : 0;
  });
}

/** What each other guesser gives the options, made comparable between questions. */
function marksOf(question: QuizQuestion, similarity: Similarity): number[][] {
  const columns = GUESSERS.map(({ points }) => standardised(points(question, similarity)));
  return question.options.map((_, place) => columns.map((column) => column[place]!));
}

/** With mean 0 and standard deviation 1; all 0 when they do not differ. */
function standardised(values: readonly number[]): number[] {
  const centre = mean(values);
  const spread = Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
  return values.map((value) => (spread === 0 ? 0 : (value - centre) / spread));
}

/** Conditional logit (McFadden 1974): weights under which the right options are likeliest, by gradient descent. */
function trained(seen: readonly Seen[]): number[] {
  const weights = GUESSERS.map(() => 0);
  if (seen.length === 0) return weights;
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight) => -DECAY * weight);
    for (const { marks, right } of seen) {
      const odds = marks.map((values) => Math.exp(dot(values, weights)));
      const sum = odds.reduce((total, value) => total + value, 0);
      marks.forEach((values, place) => {
        const pull = ((place === right ? 1 : 0) - odds[place]! / sum) / seen.length;
        for (let i = 0; i < values.length; i++) gradient[i]! += pull * values[i]!;
      });
    }
    for (let i = 0; i < weights.length; i++) weights[i]! += RATE * gradient[i]!;
  }
  return weights;
}

function dot(values: readonly number[], weights: readonly number[]): number {
  return values.reduce((sum, value, i) => sum + value * weights[i]!, 0);
}
