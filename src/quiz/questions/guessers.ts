/** Ways to answer a question without knowing anything. None of them may pay. */
import type { QuizQuestion } from '../question.ts';
import type { Similarity } from './similarity.ts';

/** Points for each option; the one with the most is the guess. */
export interface Guesser {
  readonly name: string;
  readonly points: (question: QuizQuestion, similarity: Similarity) => number[];
}

export const GUESSERS: readonly Guesser[] = [
  { name: 'first option', points: ({ options }) => options.map((_, place) => -place) },
  { name: 'longest option', points: ({ options }) => options.map(({ length }) => length) },
  { name: 'shortest option', points: ({ options }) => options.map(({ length }) => -length) },
  { name: 'most words of the prompt', points: sharedWords },
  { name: 'fewest words of the prompt', points: negated(sharedWords) },
  { name: 'nearest to the prompt', points: nearness },
  { name: 'second nearest to the prompt', points: second(nearness) },
  { name: 'farthest from the prompt', points: negated(nearness) },
  { name: 'odd one out by length', points: oddLength },
  { name: 'odd one out by words', points: negated(commonWords) },
  { name: 'odd one out by meaning', points: negated(likeness) },
  { name: 'most like the others', points: likeness },
  { name: 'largest number', points: ({ options }) => options.map(firstNumber) },
  { name: 'smallest number', points: ({ options }) => options.map((option) => -firstNumber(option)) },
  { name: 'second largest number', points: second(({ options }) => options.map(firstNumber)) },
];

/** What a guesser gets for a question: 1 for the right option, 0 for another, a share when it cannot decide between some. */
export function scoreOf(guesser: Guesser, question: QuizQuestion, similarity: Similarity): number {
  const points = guesser.points(question, similarity);
  const most = Math.max(...points);
  const guesses = points.flatMap((value, place) => (value === most ? [place] : []));
  return guesses.includes(question.right) ? 1 / guesses.length : 0;
}

function sharedWords({ prompt, options }: QuizQuestion, similarity: Similarity): number[] {
  return options.map((option) => similarity.sharedWords(prompt, option));
}

function nearness({ prompt, options }: QuizQuestion, similarity: Similarity): number[] {
  return options.map((option) => similarity.nearness(prompt, option));
}

function commonWords({ options }: QuizQuestion, similarity: Similarity): number[] {
  return beside(options, (option, other) => similarity.sharedWords(option, other));
}

function likeness({ options }: QuizQuestion, similarity: Similarity): number[] {
  return beside(options, (option, other) => similarity.nearness(option, other));
}

function oddLength({ options }: QuizQuestion): number[] {
  return beside(options, (option, other) => Math.abs(option.length - other.length));
}

function firstNumber(option: string): number {
  const digits = /\d[\d,]*(?:\.\d+)?/.exec(option)?.[0];
  return digits === undefined ? 0 : Number(digits.replaceAll(',', ''));
}

/** For each option the sum over the other ones. */
function beside(options: readonly string[], measure: (option: string, other: string) => number): number[] {
  return options.map((option, place) =>
    options.reduce((sum, other, at) => (at === place ? sum : sum + measure(option, other)), 0),
  );
}

function negated(points: Guesser['points']): Guesser['points'] {
  return (question, similarity) => points(question, similarity).map((value) => -value);
}

/** The most for the second, nothing for the others. */
function second(points: Guesser['points']): Guesser['points'] {
  return (question, similarity) => {
    const values = points(question, similarity);
    const wanted = values.toSorted((a, b) => b - a)[1];
    return values.map((value) => (value === wanted ? 1 : 0));
  };
}
