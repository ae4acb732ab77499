/** A case study or note as something that can be opened by name, without a question. */
import type { Block, Level, SectionKind } from '../../index/library/mod.ts';
import type { Unit } from '../../index/passages/mod.ts';
import type { Config } from '../config.ts';
import type { AnswerBody, AnswerExcerpt } from './answer.ts';
import { caseStudyBody, wholeNoteBody } from './body.ts';
import { referenceTo } from './reference.ts';
import { relatedUnits } from './related.ts';

/** What a list of case studies needs to know of each. */
export interface LibraryEntry {
  /** `topic/slug` of a case study, or the path of a note. */
  readonly id: string;
  readonly title: string;
  /** Empty for a note. */
  readonly companies: readonly string[];
  /** Null for a note. */
  readonly level: Level | null;
  /** The folder that it lies in, made readable; empty at the top of the library. */
  readonly category: string;
}

export function listingOf(unit: Unit, config: Config): LibraryEntry {
  const { id, title } = referenceTo(unit, config);
  if (unit.kind === 'note') {
    return { id, title, companies: [], level: null, category: unit.note.folders.at(-1) ?? '' };
  }
  const { topic, caseStudy } = unit;
  return {
    id,
    title,
    companies: caseStudy.companies,
    level: caseStudy.level,
    category: topic.folders.at(-1) ?? '',
  };
}

/** The whole of it, as an answer to nobody's question. */
export function entryOf(unit: Unit, units: readonly Unit[], config: Config): AnswerBody {
  const related = relatedUnits(unit, [], units).map((other) => referenceTo(other, config));
  if (unit.kind === 'note') return { ...wholeNoteBody(unit, sectionsOf(unit)[0] ?? null, config), related };
  const { inSimpleTerms } = unit.caseStudy;
  const excerpt = inSimpleTerms === null ? null : { heading: 'In simple terms', text: inSimpleTerms };
  return { ...caseStudyBody(unit, 'quick-answer', excerpt, config), related };
}

/** A section in full. */
export interface EntrySection extends AnswerExcerpt {
  /** Null for a section of a note. */
  readonly kind: SectionKind | null;
}

/** Its sections that hold text, one block a line; without drawings (their lines do not survive) and without the results table. */
export function sectionsOf(unit: Unit): EntrySection[] {
  const sections =
    unit.kind === 'case-study'
      ? unit.caseStudy.sections.map(({ kind, heading, blocks }) => ({
          kind,
          heading,
          text: readable(blocks, kind),
        }))
      : unit.note.sections.map(({ headingPath, blocks }) => ({
          kind: null,
          heading: headingPath.at(-1) ?? null,
          text: readable(blocks, null),
        }));
  return sections.filter(({ text }) => text !== '');
}

function readable(blocks: readonly Block[], kind: SectionKind | null): string {
  return blocks
    .filter((block) => block.kind !== 'code' && !(block.kind === 'table-row' && kind === 'results'))
    .map((block) => (block.kind === 'item' ? `• ${block.text}` : block.text))
    .join('\n');
}
