/** What a question is answered with, as data: surfaces turn it into a card, `--json` prints it. */
import type { CaseStudy, SectionKind, SourceLine, Table } from '../../index/library/mod.ts';
import type { Unit } from '../../index/passages/mod.ts';
import type { Hit, SearchResult } from '../../index/search/mod.ts';
import type { Config } from '../config.ts';
import { linkTo } from '../links.ts';
import { excerptOf } from './excerpt.ts';
import { relatedUnits } from './related.ts';

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

/** Titles offered when the search is not sure. */
const NEAREST_COUNT = 3;

export function toAnswer(
  question: string,
  search: SearchResult,
  units: readonly Unit[],
  config: Config,
): Answer {
  const refer = (unit: Unit): Reference => referenceTo(unit, config);
  const first = search.hits[0];
  return {
    question,
    outcome: search.outcome,
    confidence: search.confidence,
    corrections: search.query.corrections,
    answer:
      search.outcome === 'answered' && first !== undefined
        ? {
            ...bodyOf(first, search, config),
            related: relatedUnits(first.unit, search.hits, units).map(refer),
          }
        : null,
    example: search.outcome === 'out-of-scope' ? exampleQuestion(units) : null,
    nearest:
      search.outcome === 'unsure' ? search.hits.slice(0, NEAREST_COUNT).map((hit) => refer(hit.unit)) : [],
    hits: search.hits.map(rankedHit),
  };
}

function rankedHit(hit: Hit): RankedHit {
  const { unit, section, score, explanation } = hit;
  const { passage, similarity, bm25, fused, bonus } = explanation;
  const why = { passage: `${passage.heading} | ${shortened(passage.text)}`, similarity, bm25, fused, bonus };
  if (unit.kind === 'case-study') {
    return { topic: unit.topic.path, caseStudy: unit.caseStudy.slug, section: String(section), score, why };
  }
  const heading = unit.note.sections[section as number]?.headingPath.at(-1) ?? unit.note.title;
  return { topic: unit.note.path, caseStudy: null, section: heading, score, why };
}

/** Characters of a passage that are enough to recognise it. */
const RECOGNISABLE_LENGTH = 80;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= RECOGNISABLE_LENGTH ? line : `${line.slice(0, RECOGNISABLE_LENGTH)}…`;
}

function exampleQuestion(units: readonly Unit[]): string | null {
  const unit = units.find((candidate) => candidate.kind === 'case-study');
  return unit?.caseStudy.answers[0] ?? null;
}

function bodyOf(hit: Hit, search: SearchResult, config: Config): Omit<AnswerBody, 'related'> {
  const { unit } = hit;
  return unit.kind === 'note'
    ? noteBody(unit, hit, search, config)
    : caseStudyBody(unit, hit, search, config);
}

function caseStudyBody(
  unit: Extract<Unit, { kind: 'case-study' }>,
  hit: Hit,
  search: SearchResult,
  config: Config,
): Omit<AnswerBody, 'related'> {
  const { topic, caseStudy } = unit;
  return {
    ...referenceTo(unit, config),
    kind: 'case-study',
    topic: topic.path,
    breadcrumb: [...topic.folders, topic.title],
    companies: caseStudy.companies,
    section: hit.section as SectionKind,
    quickAnswer: caseStudy.quickAnswer,
    excerpt: caseStudyExcerpt(caseStudy, hit, search),
    results: caseStudy.results,
    source: caseStudy.source,
    keyInsight: caseStudy.keyInsight,
  };
}

function caseStudyExcerpt(caseStudy: CaseStudy, hit: Hit, search: SearchResult): AnswerExcerpt | null {
  const section = caseStudy.sections.find(({ kind }) => kind === hit.section);
  if (section === undefined || section.kind === 'quick-answer') return null;
  // The answer shows the key insight and the source in places of their own.
  const blocks = section.blocks.filter(
    ({ text }) => !(text.startsWith('Key insight') || /^(?:Source|Illustrative figures):/.test(text)),
  );
  const text = excerptOf(blocks, search.query.terms, section.kind === search.query.section);
  return text === '' ? null : { heading: section.heading, text };
}

function noteBody(
  unit: Extract<Unit, { kind: 'note' }>,
  hit: Hit,
  search: SearchResult,
  config: Config,
): Omit<AnswerBody, 'related'> {
  const { note } = unit;
  const section = note.sections[hit.section as number]!;
  const headings = section.headingPath.filter((title) => title !== note.title);
  return {
    ...referenceTo(unit, config),
    url: linkTo(config, note.file, section.anchor),
    kind: 'note',
    topic: note.path,
    breadcrumb: [...note.folders, ...headings.slice(0, -1)],
    companies: [],
    section: null,
    quickAnswer: null,
    excerpt: { heading: headings.at(-1) ?? null, text: excerptOf(section.blocks, search.query.terms, false) },
    results: null,
    source: null,
    keyInsight: null,
  };
}

function referenceTo(unit: Unit, config: Config): Reference {
  if (unit.kind === 'note') {
    return { id: unit.id, title: unit.note.title, url: linkTo(config, unit.note.file, '') };
  }
  const { topic, caseStudy } = unit;
  return { id: caseStudy.id, title: caseStudy.title, url: linkTo(config, topic.file, caseStudy.anchor) };
}
