import { type Complaints, quoted } from './complaint.ts';
import { type Label, labelled, linksIn } from './labels.ts';
import { type CaseStudy, SECTION_KINDS, type Section, type SectionKind } from './model.ts';
import type { Part } from './outline.ts';
import { plainBlocks, textOfBlocks } from './plain-text.ts';
import { readResults } from './results.ts';
import { type SectionBlocks, sortIntoSections } from './sections.ts';
import { MAX_QUICK_ANSWER_CHARACTERS } from './template.ts';
import type { CaseStudyFields } from './topic-fields.ts';

/** One `## Case Study N: …` and the headings under it. */
export interface CaseStudyParts {
  readonly number: number;
  readonly title: string;
  readonly opening: Part;
  readonly parts: Part[];
}

/** A case study as its headings and fields give it; its quiz needs the lines of the front matter. */
export type CaseStudyWithoutQuiz = Omit<CaseStudy, 'quiz'>;

/** The case study, or null (after an error) when it has no Quick Answer. */
export function readCaseStudy(
  { number, title, opening, parts }: CaseStudyParts,
  fields: CaseStudyFields,
  stem: string,
  complaints: Complaints,
): CaseStudyWithoutQuiz | null {
  if (title === '') {
    complaints.warning(
      opening.line,
      'case-study-title',
      `Case Study ${number} has no title. Add one after the colon.`,
    );
  }
  const contents = sortIntoSections(opening, parts, complaints);
  const sections: Section[] = [];
  for (const kind of SECTION_KINDS) {
    const content = contents.get(kind);
    const section = content === undefined ? null : readSection(kind, content, complaints);
    if (section !== null) sections.push(section);
  }
  sections.sort((a, b) => a.line - b.line);

  const results = contents.get('results');
  const figures = results && readResults(results.blocks, results.opening.line, complaints);
  const label = (name: Label, title: string, kind: SectionKind) =>
    readLabel(name, title, contents.get(kind), complaints);
  const context = label('context', 'Context', 'problem');
  const inSimpleTerms = label('inSimpleTerms', 'In simple terms', 'problem');
  const keyInsight = label('keyInsight', 'Key insight', 'results');
  label('lessons', 'Lessons Learned', 'results');

  const quickAnswer = readQuickAnswer(sections, contents.get('quick-answer')?.opening ?? opening, complaints);
  if (quickAnswer === null) return null;
  return {
    id: `${stem}/${fields.id}`,
    slug: fields.id,
    title: title === '' ? opening.text : title,
    line: opening.line,
    anchor: opening.anchor,
    companies: fields.companies,
    level: fields.level,
    year: fields.year ?? null,
    answers: fields.answers,
    context,
    inSimpleTerms,
    quickAnswer,
    results: figures?.table ?? null,
    source: figures?.source ?? null,
    keyInsight,
    related: linksIn(contents.get('related')?.blocks ?? []),
    sections,
  };
}

function readSection(kind: SectionKind, content: SectionBlocks, complaints: Complaints): Section | null {
  const { text: heading, line, anchor } = content.opening;
  const blocks = plainBlocks(content.blocks);
  if (blocks.length > 0) return { kind, heading, line, anchor, blocks };
  if (kind !== 'quick-answer') {
    complaints.warning(line, 'empty-section', `${quoted(heading)} has no text. Write it.`);
  }
  return null;
}

function readQuickAnswer(sections: readonly Section[], opening: Part, complaints: Complaints): string | null {
  const section = sections.find(({ kind }) => kind === 'quick-answer');
  if (section === undefined) {
    const message =
      'There is no Quick Answer, so this case study is left out. Add `### Quick Answer` and its text.';
    complaints.error(opening.line, 'quick-answer', message);
    return null;
  }
  const answer = textOfBlocks(section.blocks).replaceAll('\n', ' ');
  const characters = Array.from(answer).length;
  if (characters > MAX_QUICK_ANSWER_CHARACTERS) {
    const message = `The Quick Answer has ${characters} characters. Cut it to ${MAX_QUICK_ANSWER_CHARACTERS}.`;
    complaints.warning(section.line, 'quick-answer-length', message);
  }
  return answer;
}

function readLabel(
  label: Label,
  title: string,
  content: SectionBlocks | undefined,
  complaints: Complaints,
): string | null {
  if (content === undefined) return null; // the missing heading has been named already
  const text = labelled(content.blocks, label)?.text ?? '';
  if (text !== '') return text;
  complaints.warning(content.opening.line, 'missing-label', `There is no \`**${title}**: …\` here. Add it.`);
  return null;
}
