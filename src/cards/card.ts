/**
 * A card: what Casebook shows, without saying how. Each adapter renders cards in its platform's own form.
 *
 * Every string is plain text (no Markdown, no platform markup): an adapter escapes it for its platform.
 */
import type { SourceLine, Table } from '../../index/library/mod.ts';

/**
 * Why a card is shown: an answer, near misses with no claim, a friendly refusal, a case study that was asked for by name,
 * one section of it, the case study of the day in a channel, something that Casebook says of itself (help, privacy, an error),
 * or something of the quiz.
 */
export const CARD_KINDS = [
  'answer',
  'unsure',
  'out-of-scope',
  'case-study',
  'section',
  'digest',
  'notice',
  'quiz',
] as const;
export type CardKind = (typeof CARD_KINDS)[number];

/** Kinds of things that a person can do. Messages outlive releases: a kind keeps its name. */
export const ACTION_KINDS = [
  'details',
  'related',
  'share',
  'up',
  'down',
  'open',
  'section',
  'reveal',
  'quiz',
  'choose',
  'next',
  'stop',
  'review',
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** Something a person can do from a card. Adapters that have no buttons show them as text or leave them out. */
export interface Action {
  /**
   * `details` shows the sections of the case study, privately; `related` the case studies beside it; `share` shows a private
   * answer to everybody; `up` and `down` are votes; `open` shows the case study of one of the card's references; `section`
   * shows one section; `reveal` shows the Quick Answer of a digest, privately; `quiz`
   * begins a round about the case study. Of the quiz: `choose` answers a question, `next` goes on to the one after it, `stop` ends the round, `review`
   * begins a round of what the person has to review.
   */
  readonly kind: ActionKind;
  /** What it is about: the id of an answer that was shown, of a digest's delivery, or of a round of the quiz. At most 24 characters of a-z, 0-9. */
  readonly target: string;
  /**
   * Which reference (`open`) or which section (`section`), counted from 0; of the quiz, ten times the number of the question, and
   * the place of the option (`choose`); 0 for all other kinds.
   */
  readonly index: number;
  readonly label: string;
}

/** A pointer to another case study or note. */
export interface CardLink {
  readonly label: string;
  readonly url: string;
}

/** A piece of the text that matched, shown when the Quick Answer alone does not answer the question. */
export interface Excerpt {
  /** The section's name, for example `Root cause`; null for text that has none. */
  readonly heading: string | null;
  readonly text: string;
}

export interface Card {
  readonly kind: CardKind;
  readonly title: string;
  /** From the widest to the narrowest, for example `Backend Production`, `Database Architecture`, `NoSQL Migrations`. */
  readonly breadcrumb: readonly string[];
  /** Something to know about how the question was read, such as a mended word; or whose question it was. */
  readonly note: string | null;
  /** One or two sentences that answer the question: the Quick Answer, or a refusal's one line. Null for a note. */
  readonly lead: string | null;
  readonly excerpt: Excerpt | null;
  readonly table: Table | null;
  readonly source: SourceLine | null;
  readonly insight: string | null;
  /** Where to read the whole. */
  readonly link: CardLink | null;
  /** Other case studies worth reading; on an `unsure` card, the nearest titles. */
  readonly related: readonly CardLink[];
  readonly actions: readonly Action[];
}
