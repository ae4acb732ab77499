/** Questions for a quiz, made from the library itself, and what measures them. */
export { QUESTION_KINDS, type QuestionKind, type QuizQuestion } from '../question.ts';
export { makeQuestions, type QuizBank, type Rejection } from './bank.ts';
export {
  type BrokenQuestion,
  checkQuestions,
  GUESS_LIMIT,
  type GuesserScore,
  type QuizCheck,
} from './check.ts';
export { brokenRules } from './rules.ts';
export type { TextEncoder } from './similarity.ts';
