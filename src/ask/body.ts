/** The body of an answer: what a case study or a note has to say to the question. */
import type { CaseStudy, SectionKind } from '../../index/library/mod.ts';
import type { Unit } from '../../index/passages/mod.ts';
import type { Hit, SearchResult } from '../../index/search/mod.ts';
import type { Config } from '../config.ts';
import { linkTo } from '../links.ts';
import type { AnswerBody, AnswerExcerpt } from './answer.ts';
import { excerptOf } from './excerpt.ts';
import { referenceTo } from './reference.ts';

type CaseStudyUnit = Extract<Unit, { kind: 'case-study' }>;
type NoteUnit = Extract<Unit, { kind: 'note' }>;
type Body = Omit<AnswerBody, 'related'>;

/** @param hit one of the hits of `search` */
export function bodyOf(hit: Hit, search: SearchResult, config: Config): Body {
  const { unit } = hit;
  if (unit.kind === 'note') return noteBody(unit, hit, search, config);
  const excerpt = caseStudyExcerpt(unit.caseStudy, hit, search);
  return caseStudyBody(unit, hit.section as SectionKind, excerpt, config);
}

/** The body of a case study, with whatever excerpt of it. */
export function caseStudyBody(
  unit: CaseStudyUnit,
  section: SectionKind,
  excerpt: AnswerExcerpt | null,
  config: Config,
): Body {
  const { topic, caseStudy } = unit;
  return {
    ...referenceTo(unit, config),
    kind: 'case-study',
    topic: topic.path,
    breadcrumb: [...topic.folders, topic.title],
    companies: caseStudy.companies,
    section,
    quickAnswer: caseStudy.quickAnswer,
    excerpt,
    results: caseStudy.results,
    source: caseStudy.source,
    keyInsight: caseStudy.keyInsight,
  };
}

/** Parts of sections that the answer shows in places of their own, or that say nothing to a question. */
const SHOWN_ELSEWHERE = /^(?:(?:Key insight|Source|Illustrative figures|Context)\s*:|Lessons Learned\s*:?$)/i;

function caseStudyExcerpt(caseStudy: CaseStudy, hit: Hit, search: SearchResult): AnswerExcerpt | null {
  const section = caseStudy.sections.find(({ kind }) => kind === hit.section);
  if (section === undefined || section.kind === 'quick-answer') return null;
  const isAskedFor = section.kind === search.query.section;
  // A question like one that the case study lists is what the Quick Answer was written for.
  const quickAnswerFits = hit.explanation.passage.role === 'question' && !search.continued;
  if (quickAnswerFits && !isAskedFor) return null;
  const blocks = section.blocks.filter(({ text }) => !SHOWN_ELSEWHERE.test(text));
  const text = excerptOf(blocks, search.query.terms, isAskedFor);
  return text === '' ? null : { heading: section.heading, text };
}

function noteBody(unit: NoteUnit, hit: Hit, search: SearchResult, config: Config): Body {
  const { note } = unit;
  const section = note.sections[hit.section as number]!;
  const headings = section.headingPath.filter((title) => title !== note.title);
  const excerpt = {
    heading: headings.at(-1) ?? null,
    text: excerptOf(section.blocks, search.query.terms, false),
  };
  return {
    ...wholeNoteBody(unit, excerpt, config),
    url: linkTo(config, note.file, section.anchor),
    breadcrumb: [...note.folders, ...headings.slice(0, -1)],
  };
}

/** The body of a note as a whole, with whatever excerpt of it. */
export function wholeNoteBody(unit: NoteUnit, excerpt: AnswerExcerpt | null, config: Config): Body {
  const { note } = unit;
  return {
    ...referenceTo(unit, config),
    kind: 'note',
    topic: note.path,
    breadcrumb: note.folders,
    companies: [],
    section: null,
    quickAnswer: null,
    excerpt,
    results: null,
    source: null,
    keyInsight: null,
  };
}
