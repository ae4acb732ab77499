/** Questions for a quiz, made from the library itself. */
export { makeQuestions, type QuizBank, type Rejection } from './bank.ts';
export { brokenRules } from './rules.ts';
export type { TextEncoder } from './similarity.ts';
