/** Fits the confidence: the weights of index/search/confidence.ts, and what each threshold would mean. */
import type { Evidence, SearchEngine } from '../../index/search/mod.ts';
import { mean } from './metrics.ts';
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
}

export interface Calibration {
  /** Bias first, then one weight for each of FEATURES. */
  readonly weights: Readonly<Record<string, number>>;
  readonly thresholds: readonly { threshold: number; wronglyRefused: number; rightlyRefused: number }[];
}

/** Logistic regression of `in scope` on the evidence; both classes weigh the same. */
export async function calibrate(engine: SearchEngine, set: QuestionSet): Promise<Calibration> {
  const examples: Example[] = [];
  const add = async (text: string, inScope: boolean): Promise<void> => {
    const { evidence, query } = await engine.search(text);
    // A question that leans on another is unsure whatever its evidence.
    if (evidence !== null && !query.followUp) examples.push({ features: featuresOf(evidence), inScope });
  };
  for (const { text } of set.inScope) await add(text, true);
  for (const { text } of set.outOfScope) await add(text, false);
  const [bias, ...weights] = logisticRegression(examples);
  const confidence = ({ features }: Example): number =>
    1 / (1 + Math.exp(-(bias! + features.reduce((sum, value, i) => sum + value * weights[i]!, 0))));
  const below = (threshold: number, inScope: boolean): number =>
    mean(examples.filter((e) => e.inScope === inScope).map((e) => (confidence(e) < threshold ? 1 : 0)));
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
  const inScopeShare = mean(examples.map(({ inScope }) => (inScope ? 1 : 0)));
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : PENALTY * weight));
    for (const { features, inScope } of examples) {
      const inputs = [1, ...features];
      const z = inputs.reduce((sum, value, i) => sum + value * weights[i]!, 0);
      const error = 1 / (1 + Math.exp(-z)) - (inScope ? 1 : 0);
      const share = (inScope ? inScopeShare : 1 - inScopeShare) * 2 * examples.length;
      inputs.forEach((value, i) => {
        gradient[i]! += (error * value) / share;
      });
    }
    gradient.forEach((slope, i) => {
      weights[i]! -= LEARNING_RATE * slope;
    });
  }
  return weights;
}
