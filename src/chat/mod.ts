/** The conversation with people, without a platform. */
export {
  type Asker,
  type CaseChoice,
  Chat,
  type ChatParts,
  isOfQuiz,
  type Pressed,
  playerOf,
} from './chat.ts';
export { failureCard, searchingCard, unconfirmedCard } from './notices.ts';
export { restated } from './restated.ts';
