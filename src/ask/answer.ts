/** What a question is answered with, as data: surfaces turn it into a card, `--json` prints it. */
import type { SectionKind, SourceLine, Table } from '../../index/library/mod.ts';
import type { SearchResult } from '../../index/search/mod.ts';

/** A case study or note to which an answer points. */
export interface Reference {
  /** `topic/slug` of a case study, or the path of a note. */
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

/** The text of the section that answers best. */
export interface AnswerExcerpt {
  /** Heading of the section; null for text that has none. */
  readonly heading: string | null;
  readonly text: string;
}

export interface AnswerBody extends Reference {
  readonly kind: 'case-study' | 'note';
  /** Path below the content folder, without `.md`. */
  readonly topic: string;
  /** From the widest to the narrowest: folders, then the topic's title. */
  readonly breadcrumb: readonly string[];
  readonly companies: readonly string[];
  /** Kind of the section that answers; null for a note. */
  readonly section: SectionKind | null;
  readonly quickAnswer: string | null;
  /** Null when the Quick Answer says it all. */
  readonly excerpt: AnswerExcerpt | null;
  readonly results: Table | null;
  readonly source: SourceLine | null;
  readonly keyInsight: string | null;
  readonly related: readonly Reference[];
}

/** A place in the ranking, with the reason for it. */
export interface RankedHit {
  /** Path below the content folder, without `.md`. */
  readonly topic: string;
  /** Slug of the case study; null for a note. */
  readonly caseStudy: string | null;
  /** Kind of the section that answers; for a note its heading. */
  readonly section: string;
  readonly score: number;
  readonly why: {
    /** Heading and beginning of the passage that matched best. */
    readonly passage: string;
    /** Cosine similarity of that passage to the question. */
    readonly similarity: number;
    readonly bm25: number;
    /** Both rankings together, 0 to 1. */
    readonly fused: number;
    /** Added for a company that the question names, or for what the conversation is about. */
    readonly bonus: number;
  };
}

export interface Answer {
  readonly question: string;
  readonly outcome: SearchResult['outcome'];
  /** 0 to 1: how sure the search is of its first hit. */
  readonly confidence: number;
  /** Words that were read as other words. */
  readonly corrections: SearchResult['query']['corrections'];
  /** Present exactly when the outcome is `answered`. */
  readonly answer: AnswerBody | null;
  /** A question that the library does answer, offered when this one is out of scope. */
  readonly example: string | null;
  /** The nearest titles, when the outcome is `unsure`. */
  readonly nearest: readonly Reference[];
  /** The ranking behind it, best first. It claims nothing by itself: see `outcome`. */
  readonly hits: readonly RankedHit[];
}
