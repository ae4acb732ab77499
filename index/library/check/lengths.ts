/** Rules on how long the parts of a case study are. */
import type { RootContent } from 'mdast';

import { type Label, labelled, labelOf, linesIn } from '../labels.ts';
import { plainBlocks, textOfBlocks } from '../plain-text.ts';
import type { SectionBlocks } from '../sections.ts';
import type { HeadingRole } from '../template.ts';
import type { CaseStudyPage, TopicPage } from './pages.ts';
import { sentenceCount, wordCount } from './wording.ts';

/** A case study reads in 4 to 6 minutes. Diagrams, the table, and headings are not counted. */
export const CASE_STUDY_WORDS = { min: 600, max: 1000 } as const;

interface SentenceRule {
  readonly rule: string;
  readonly subject: string;
  readonly section: HeadingRole;
  readonly textOf: (blocks: readonly RootContent[]) => string;
  readonly min: number;
  readonly max: number;
}

/** The template's limits, in sentences. */
const SENTENCES: readonly SentenceRule[] = [
  { rule: 'problem-length', subject: 'The Problem', section: 'problem', textOf: unlabelled, min: 2, max: 4 },
  {
    rule: 'simple-terms-length',
    subject: '**In simple terms**',
    section: 'problem',
    textOf: afterLabel('inSimpleTerms'),
    min: 1,
    max: 2,
  },
  {
    rule: 'quick-answer-length',
    subject: 'The Quick Answer',
    section: 'quick-answer',
    textOf: whole,
    min: 1,
    max: 2,
  },
  {
    rule: 'key-insight-length',
    subject: '**Key insight**',
    section: 'results',
    textOf: afterLabel('keyInsight'),
    min: 1,
    max: 1,
  },
];

export function checkLengths({ caseStudies, complaints }: TopicPage): void {
  for (const { opening, sections } of caseStudies) {
    for (const { rule, subject, section, textOf, min, max } of SENTENCES) {
      const found = sections.get(section);
      const text = found === undefined ? '' : textOf(found.blocks);
      if (found === undefined || text === '') continue; // what is missing has been named already
      const sentences = sentenceCount(text);
      if (sentences >= min && sentences <= max) continue;
      const limit = min === max ? `${max}` : `${min} to ${max}`;
      complaints.warning(found.opening.line, rule, `${subject} has ${sentences} sentences. Write ${limit}.`);
    }
    const words = wordsOf(sections);
    const { min, max } = CASE_STUDY_WORDS;
    if (words < min || words > max) {
      const message = `The case study has ${words} words without its table and diagrams. Write ${min} to ${max}.`;
      complaints.warning(opening.line, 'case-study-length', message);
    }
  }
}

/** Words of a case study's prose. */
export function wordsOf(sections: CaseStudyPage['sections']): number {
  const blocks = [...sections.values()].flatMap((section: SectionBlocks) => plainBlocks(section.blocks));
  return wordCount(textOfBlocks(blocks.filter(({ kind }) => kind === 'paragraph' || kind === 'item')));
}

function whole(blocks: readonly RootContent[]): string {
  return textOfBlocks(plainBlocks(blocks)).replaceAll('\n', ' ');
}

/** The paragraphs before the first one that begins with a label such as `**Context**:`. */
function unlabelled(blocks: readonly RootContent[]): string {
  const end = blocks.findIndex(
    (block) => block.type === 'paragraph' && linesIn(block).some((line) => labelOf(line) !== null),
  );
  return whole(end === -1 ? blocks : blocks.slice(0, end));
}

function afterLabel(label: Label): (blocks: readonly RootContent[]) => string {
  return (blocks) => labelled(blocks, label)?.text ?? '';
}
