/** A question as it was posted, kept with its round: the library may change while it is open. */
import type { StoredRound } from '../state/mod.ts';
import type { QuizQuestion } from './question.ts';

export interface PostedQuestion extends QuizQuestion {
  /** Of its case study. */
  readonly title: string;
  readonly url: string;
}

/** Letters stand for options on buttons, which have no room for them. */
const LETTERS = 'ABCDE';
/** An index of a button: the number of the question times this, and the place of the option. */
const OPTIONS = 10;

export function letterOf(option: number): string {
  return LETTERS[option] ?? '?';
}

/** `1:2` -> 12, for `Action.index`. */
export function toIndex(number: number, option: number): number {
  return number * OPTIONS + option;
}

export function fromIndex(index: number): { number: number; option: number } {
  return { number: Math.floor(index / OPTIONS), option: index % OPTIONS };
}

/** How a question is written into its round. */
export function toContent(question: PostedQuestion): string {
  return JSON.stringify(question);
}

/** Null when the round has no question of this number. */
export function postedIn(round: StoredRound, number: number): PostedQuestion | null {
  const stored = round.questions[number];
  return stored === undefined ? null : (JSON.parse(stored.content) as PostedQuestion);
}
