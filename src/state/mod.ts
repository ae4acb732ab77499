/** What Casebook remembers between questions, restarts and processes. */
export type {
  Claimant,
  Delivery,
  DeliveryStatus,
  DigestKind,
  DigestSettings,
  DigestState,
  DigestStatus,
  DueDelivery,
  Outcome,
  Plan,
  Run,
  Subscription,
} from './digest-state.ts';
export { StateError } from './error.ts';
export { openState } from './open.ts';
export type {
  AnswerOutcome,
  BoardRow,
  Memory,
  PersonalQuiz,
  QuizAnswer,
  QuizSettings,
  QuizState,
  RoundPoint,
  RoundQuestion,
  SeenAnswer,
  StoredRound,
} from './quiz-state.ts';
export { SealError } from './sealed.ts';
export type { PersonalData, ShownAnswer, State, Turn, VoteOutcome } from './state.ts';
