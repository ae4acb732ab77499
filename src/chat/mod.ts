/** The conversation with people, without a platform. */
export { isOfQuiz } from './actions.ts';
export { type Asker, playerOf } from './asker.ts';
export { type CaseChoice, Chat, type ChatParts, type Pressed } from './chat.ts';
export { failureCard, searchingCard, unconfirmedCard } from './notices.ts';
export { restated } from './restated.ts';
