/** The body of an answer: what a case study or a note has to say to the question. */
import type { CaseStudy, SectionKind } from '../../index/library/mod.ts';
import type { Unit } from '../../index/passages/mod.ts';
import type { Hit, SearchResult } from '../../index/search/mod.ts';
import type { Config } from '../config.ts';
import { linkTo } from '../links.ts';
import type { AnswerBody, AnswerExcerpt } from './answer.ts';
import { excerptOf } from './excerpt.ts';
import { referenceTo } from './reference.ts';

/** @param hit one of the hits of `search` */
export function bodyOf(hit: Hit, search: SearchResult, config: Config): Omit<AnswerBody, 'related'> {
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
