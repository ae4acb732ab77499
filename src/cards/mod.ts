/** The platform-neutral card, and the text helpers that adapters share. */
export { ACTION_ID_VERSION, type ActionId, decodeAction, encodeAction } from './action-id.ts';
export { answerCard, digestCard, EMPTY_CARD, entryCard, noticeCard, sectionCard } from './answer-card.ts';
export {
  ACTION_KINDS,
  type Action,
  type ActionKind,
  CARD_KINDS,
  type Card,
  type CardKind,
  type CardLink,
  type Excerpt,
} from './card.ts';
export { cutPlaces, fitPlain, longestWithin, shortened, type WrittenForm } from './fit.ts';
export { toPlainLine, toPlainText } from './plain-text.ts';
export { NOT_SURE, NOTHING, namesRelated, relatedHeading, sayable } from './sayable.ts';
export { type SourceList, sourceList } from './sources.ts';
export { layoutTable, wrapWords } from './text-table.ts';
