/** From a search result to the answer that people and programs get. */
import type { Unit } from '../../index/passages/mod.ts';
import type { Hit, SearchResult } from '../../index/search/mod.ts';
import type { Config } from '../config.ts';
import type { Answer, RankedHit, Reference } from './answer.ts';
import { bodyOf } from './body.ts';
import { referenceTo } from './reference.ts';
import { relatedUnits } from './related.ts';

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
    example: search.outcome === 'out-of-scope' ? (exampleQuestions(units, 1)[0] ?? null) : null,
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

/** Questions that the library answers, each of another case study, spread over the library. */
export function exampleQuestions(units: readonly Unit[], count: number): string[] {
  const questions = units.flatMap((unit) =>
    unit.kind === 'case-study' ? unit.caseStudy.answers.slice(0, 1) : [],
  );
  const step = Math.max(1, Math.floor(questions.length / count));
  return questions.filter((_, index) => index % step === 0).slice(0, count);
}
