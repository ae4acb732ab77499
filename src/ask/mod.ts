export { type Answer, type AnswerBody, type AnswerExcerpt, type Reference, toAnswer } from './answer.ts';
export { Conversation } from './conversation.ts';
export { rankingTable } from './explain.ts';
