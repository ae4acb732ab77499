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
export { SealError } from './sealed.ts';
export type { PersonalData, ShownAnswer, State, Turn, VoteOutcome } from './state.ts';
