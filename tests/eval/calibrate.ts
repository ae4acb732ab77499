/** Fits the confidence: the weights of index/search/confidence.ts, and what each threshold would mean. */
import type { Evidence, SearchEngine } from '../../index/search/mod.ts';
import { mean } from '../../src/estimate.ts';
import type { QuestionSet } from './questions.ts';

const FEATURES = ['similarity', 'elsewhere', 'sharedTerms'] as const;
const THRESHOLDS = Array.from({ length: 19 }, (_, i) => (i + 1) * 0.05);

/** Ridge penalty and gradient steps: enough for three features to settle. */
const PENALTY = 0.0005;
const STEPS = 20_000;
const LEARNING_RATE = 1;

interface Example {
  readonly features: readonly number[];
  readonly inScope: boolean;
  readonly style: string;
}

export interface Calibration {
  /** Bias first, then one weight for each of FEATURES. */
  readonly weights: Readonly<Record<string, number>>;
  readonly thresholds: readonly { threshold: number; wronglyRefused: number; rightlyRefused: number }[];
}

/** Logistic regression of `in scope` on the evidence. Every style weighs the same, however many questions it has. */
export async function calibrate(engine: SearchEngine, set: QuestionSet): Promise<Calibration> {
  const examples: Example[] = [];
  const add = async ({ text, style }: { text: string; style: string }, inScope: boolean): Promise<void> => {
    const { evidence, query } = await engine.search(text);
    // A question that leans on another is unsure whatever its evidence.
    if (evidence !== null && !query.followUp)
      examples.push({ features: featuresOf(evidence), inScope, style });
  };
  for (const question of set.inScope) await add(question, true);
  for (const question of set.outOfScope) await add(question, false);
  const [bias, ...weights] = logisticRegression(examples);
  const confidence = ({ features }: Example): number =>
    1 / (1 + Math.exp(-(bias! + features.reduce((sum, value, i) => sum + value * weights[i]!, 0))));
  const below = (threshold: number, inScope: boolean): number => {
    const asked = examples.filter((example) => example.inScope === inScope);
    const styles = [...new Set(asked.map(({ style }) => style))];
    const shareOf = (style: string): number =>
      mean(asked.filter((e) => e.style === style).map((e) => (confidence(e) < threshold ? 1 : 0)));
    return mean(styles.map(shareOf));
  };
  return {
    weights: Object.fromEntries([
      ['bias', bias!],
      ...FEATURES.map((feature, i) => [feature, weights[i]!] as const),
    ]),
    thresholds: THRESHOLDS.map((threshold) => ({
      threshold,
      wronglyRefused: below(threshold, true),
      rightlyRefused: below(threshold, false),
    })),
  };
}

function featuresOf({ similarity, elsewhere, sharedTerms }: Evidence): number[] {
  return [similarity, elsewhere, Math.log1p(sharedTerms)];
}

function logisticRegression(examples: readonly Example[]): number[] {
  const weights = [0, ...FEATURES.map(() => 0)];
  const shares = sharesByStyle(examples);
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : PENALTY * weight));
    for (const [example, { features, inScope }] of examples.entries()) {
      const inputs = [1, ...features];
      const z = inputs.reduce((sum, value, i) => sum + value * weights[i]!, 0);
      const error = 1 / (1 + Math.exp(-z)) - (inScope ? 1 : 0);
      inputs.forEach((value, i) => {
        gradient[i]! += error * value * shares[example]!;
      });
    }
    gradient.forEach((slope, i) => {
      weights[i]! -= LEARNING_RATE * slope;
    });
  }
  return weights;
}

/** The weight of each example: both classes share 1 equally, so do the styles of a class, so do the questions of a style. */
function sharesByStyle(examples: readonly Example[]): number[] {
  const count = (fits: (example: Example) => boolean): number => examples.filter(fits).length;
  const stylesOf = (inScope: boolean): number =>
    new Set(examples.filter((e) => e.inScope === inScope).map((e) => e.style)).size;
  return examples.map(
    ({ inScope, style }) =>
      1 / (2 * stylesOf(inScope) * count((e) => e.inScope === inScope && e.style === style)),
  );
}
