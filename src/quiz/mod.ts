/** The quiz. */
export { PERIODS, type Period } from './board.ts';
export type { QuizFilter } from './choose.ts';
export { QuizComposer } from './daily-composer.ts';
export { announceAll, type QuizHost, serveQuiz } from './host.ts';
export type { Announcement, Outcome, Player, QuizParts, Started } from './player.ts';
export { QUESTION_KINDS, type QuestionKind, type QuizExplanation, type QuizQuestion } from './question.ts';
export { Quiz } from './quiz.ts';
export { type ReadRequest, readRequest } from './read-request.ts';
export type { Reminder } from './records.ts';
export type { RoundRequest } from './round-maker.ts';
