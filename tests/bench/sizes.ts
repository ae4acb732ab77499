/** How much is measured. */

export interface Sizes {
  /** Passages of the full-size library. */
  readonly fullSizePassages: number;
  /** Questions taken from the tuning set. */
  readonly questions: number;
  /** Times that each question is asked. */
  readonly askings: number;
  readonly coldStarts: number;
  /** Passages of the library whose build is timed; smaller than the full-size one, as it is built several times. */
  readonly buildPassages: number;
  readonly buildRounds: number;
  /** Edits of each kind. */
  readonly edits: number;
  readonly servingProcesses: number;
  readonly questionsServed: number;
  readonly manyVectors: number;
  readonly encoderPassages: number;
  readonly encoderQuestions: number;
  readonly encoderRounds: number;
  /** Digests that are due at once. */
  readonly digests: number;
}

/** About a quarter of an hour on two idle cores. */
export const WHOLE_RUN: Sizes = {
  fullSizePassages: 5000,
  questions: Number.POSITIVE_INFINITY,
  askings: 5,
  coldStarts: 7,
  buildPassages: 1500,
  buildRounds: 3,
  edits: 3,
  servingProcesses: 3,
  questionsServed: 200,
  manyVectors: 100_000,
  encoderPassages: 96,
  encoderQuestions: 60,
  encoderRounds: 3,
  digests: 10_000,
};

/** Tries everything out; its figures say nothing. */
export const QUICK_RUN: Sizes = {
  fullSizePassages: 500,
  questions: 30,
  askings: 2,
  coldStarts: 1,
  buildPassages: 100,
  buildRounds: 1,
  edits: 1,
  servingProcesses: 1,
  questionsServed: 20,
  manyVectors: 3000,
  encoderPassages: 30,
  encoderQuestions: 5,
  encoderRounds: 1,
  digests: 200,
};
