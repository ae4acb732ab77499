/** From ranked passages to hits: case studies and notes, each with the section that answers. */
import type { SectionKind } from '../library/mod.ts';
import type { Passage, PassageList, Unit } from '../passages/mod.ts';
import type { FusedPassage } from './fuse.ts';
import type { Query } from './query.ts';

/**
 * Each further passage of a case study or note counts this share of the one before it. Measured (nDCG@10, best passage
 * alone against this): k8s-docs 0.458 against 0.470, cacm 0.563 against 0.563 (it has one passage a document).
 */
const SUPPORT = 0.2;
/** Added to the score (0 to 1) of a case study about a company that the question names. */
const COMPANY_BONUS = 0.3;
/** Added to the score of what was talked about before, when a question leans on the one before it. */
const CONVERSATION_BONUS = 0.3;

/** What was said before in the same conversation. */
export interface Turn {
  readonly question: string;
  /** `Unit.id` of what it was answered with, or null. */
  readonly unit: string | null;
}

/** Why a hit stands where it stands. */
export interface Explanation {
  /** The passage that matched best. */
  readonly passage: Passage;
  /** Cosine similarity of that passage to the question. */
  readonly similarity: number;
  readonly bm25: number;
  /** Both together, 0 to 1. */
  readonly fused: number;
  /** Added because the question names its company, or because the conversation is about it. */
  readonly bonus: number;
}

export interface Hit {
  readonly unit: Unit;
  /** The section that answers: the one asked for, else the one that matched best. For a note its position. */
  readonly section: SectionKind | number;
  readonly score: number;
  readonly explanation: Explanation;
}

/**
 * Hits in order of their scores.
 * @param previous the turn that the question leans on, or null
 */
export function groupHits(
  list: PassageList,
  ranked: readonly FusedPassage[],
  query: Query,
  previous: Turn | null,
): Hit[] {
  const byUnit = new Map<number, FusedPassage[]>();
  for (const passage of ranked) {
    const { unit } = list.passages[passage.passage]!;
    const group = byUnit.get(unit);
    if (group === undefined) byUnit.set(unit, [passage]);
    else group.push(passage);
  }
  return [...byUnit]
    .map(([position, group]): Hit => {
      const unit = list.units[position]!;
      const best = group[0]!;
      const passage = list.passages[best.passage]!;
      const bonus = bonusFor(unit, query, previous);
      return {
        unit,
        section: hasSection(unit, query.section) ? query.section : answeringSection(list, group, previous),
        score: supportedScore(group) + bonus,
        explanation: { passage, similarity: best.similarity, bm25: best.bm25, fused: best.score, bonus },
      };
    })
    .sort((a, b) => b.score - a.score);
}

/**
 * The section of the best passage of text; the Quick Answer if none was among the ranked passages. Somebody who asks on
 * has seen the Quick Answer: then the best of another section.
 * @param group passages of one unit, best first
 */
function answeringSection(
  list: PassageList,
  group: readonly FusedPassage[],
  previous: Turn | null,
): Hit['section'] {
  const passages = group.map(({ passage }) => list.passages[passage]!);
  const text = passages.find(
    ({ role, section }) => role === 'text' && (previous === null || section !== 'quick-answer'),
  );
  return text?.section ?? 'quick-answer';
}

function hasSection(unit: Unit, asked: SectionKind | null): asked is SectionKind {
  return unit.kind === 'case-study' && unit.caseStudy.sections.some(({ kind }) => kind === asked);
}

/** 0 to 1: the score of the best passage, with a little from each further one. */
function supportedScore(ranked: readonly FusedPassage[]): number {
  return (1 - SUPPORT) * ranked.reduce((sum, { score }, position) => sum + score * SUPPORT ** position, 0);
}

function bonusFor(unit: Unit, query: Query, previous: Turn | null): number {
  if (previous !== null) return unit.id === previous.unit ? CONVERSATION_BONUS : 0;
  if (unit.kind === 'note') return 0;
  return unit.caseStudy.companies.some((company) => query.companies.known.includes(company))
    ? COMPANY_BONUS
    : 0;
}
