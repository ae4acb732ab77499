/** Questions and answers. */
export type { Answer, AnswerBody, AnswerExcerpt, RankedHit, Reference } from './answer.ts';
export { Conversation } from './conversation.ts';
export { type EntrySection, entryOf, type LibraryEntry, listingOf, sectionsOf } from './entry.ts';
export { rankingTable } from './explain.ts';
export { exampleQuestions, toAnswer } from './to-answer.ts';
