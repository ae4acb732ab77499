/** The platform-neutral card, and the text helpers that adapters share. */
export { answerCard, entryCard, noticeCard, sectionCard } from './answer-card.ts';
export type { Action, Card, CardKind, CardLink, Excerpt } from './card.ts';
export { toPlainLine, toPlainText } from './plain-text.ts';
export { type SourceList, sourceList } from './sources.ts';
export { layoutTable, wrapWords } from './text-table.ts';
