/** Who plays, where, and what comes of it. */
import type { LibraryEntry, Reference } from '../ask/mod.ts';
import type { Card } from '../cards/mod.ts';
import type { QuizState } from '../state/mod.ts';
import type { QuizQuestion } from './question.ts';

export interface Player {
  /** `discord:123`. */
  readonly person: string;
  /** As others see it. */
  readonly name: string;
  /** Channel, thread or direct chat, beginning with the name of the surface: `discord:500`. */
  readonly place: string;
  /** Server or workspace that the place belongs to: `discord:9`. Null in a direct chat, whose answers are on no leaderboard. */
  readonly community: string | null;
}

/** Something to be posted in a place, in the order of the list. Whoever gets it is the only one: it was claimed. */
export interface Announcement {
  /** `reveal` may take the place of the question's message; all others are messages of their own. */
  readonly kind: 'question' | 'reveal' | 'over';
  readonly place: string;
  /** With `number`, what `Quiz.posted` wants to know when a `question` was posted. */
  readonly round: string;
  readonly number: number;
  /** The message of the question, as `Quiz.posted` was told it; null when it was not told. */
  readonly message: string | null;
  readonly card: Card;
}

/** What somebody is shown who did something. */
export interface Outcome {
  readonly card: Card;
  /** `replace`: in the place of the card with the button. */
  readonly visibility: 'private' | 'replace';
  /** For everybody in the place. */
  readonly announcements: readonly Announcement[];
}

export interface Started {
  readonly card: Card;
  /** To be handed to `Quiz.posted`; null when there is no question on the card. */
  readonly round: string | null;
}

/** What the quiz needs to know of the library; `Casebook` does. */
export interface Library {
  readonly entries: readonly LibraryEntry[];
  /** Null when the library does not have it. */
  open(id: string): Pick<Reference, 'title' | 'url'> | null;
}

export interface QuizParts {
  readonly state: { readonly quiz: QuizState };
  readonly library: Library;
  /** All questions of the library as it is now. */
  readonly questions: () => Promise<readonly QuizQuestion[]>;
  readonly now?: () => Date;
  /** From 0 up to, but not including, 1. */
  readonly random?: () => number;
  /**
   * Whether Casebook is meant to serve at all times (the default), so that a day without it was an outage. A program that runs
   * only while somebody uses it says no.
   */
  readonly servesAlways?: boolean;
}
