/** Cuts a library into passages: the pieces of text that are embedded and ranked. */
import type { CaseStudy, Library, Note, SectionKind, Topic } from '../library/mod.ts';
import { documentsOf, textOfBlocks } from '../library/mod.ts';
import { splitText } from './split.ts';

/** Raise it whenever the same library would be cut into other passages: indexes built before are then rebuilt. */
export const PASSAGE_RULES_VERSION = 2;

/** What a question is answered with, and what passages are grouped to: a case study, or a whole note. */
export type Unit =
  | { readonly kind: 'case-study'; readonly id: string; readonly topic: Topic; readonly caseStudy: CaseStudy }
  | { readonly kind: 'note'; readonly id: string; readonly note: Note };

export interface Passage {
  /** Position of its unit in `PassageList.units`. */
  readonly unit: number;
  /** Whether it is text of the library or one of the questions that a case study says it answers. */
  readonly role: 'text' | 'question';
  /** For a case study the kind of section; for a note the position of its section. */
  readonly section: SectionKind | number;
  /** Title and headings above the text. */
  readonly heading: string;
  readonly text: string;
}

export interface PassageList {
  readonly units: readonly Unit[];
  readonly passages: readonly Passage[];
}

/** What is embedded and counted: the headings, then the text. */
export function passageContent(passage: Passage): string {
  return `${passage.heading}\n${passage.text}`;
}

/** The passages of a library, in the order of its files. The same library always gives the same list. */
export function passagesOf(library: Library): PassageList {
  const units: Unit[] = [];
  const passages: Passage[] = [];
  for (const document of documentsOf(library)) {
    if (document.kind === 'note') {
      passages.push(...passagesOfNote(document, units.length));
      units.push({ kind: 'note', id: document.path, note: document });
      continue;
    }
    for (const caseStudy of document.caseStudies) {
      passages.push(...passagesOfCaseStudy(document, caseStudy, units.length));
      units.push({
        kind: 'case-study',
        id: `${document.path}#${caseStudy.slug}`,
        topic: document,
        caseStudy,
      });
    }
  }
  return { units, passages };
}

function passagesOfCaseStudy(topic: Topic, caseStudy: CaseStudy, unit: number): Passage[] {
  const companies = caseStudy.companies.length === 0 ? '' : ` (${caseStudy.companies.join(', ')})`;
  const title = `${topic.title} > ${caseStudy.title}${companies}`;
  const questions = caseStudy.answers.map(
    (question): Passage => ({
      unit,
      role: 'question',
      section: 'quick-answer',
      heading: title,
      text: question,
    }),
  );
  const texts = caseStudy.sections
    // Links to other case studies would make this one match their subjects.
    .filter((section) => section.kind !== 'related')
    .flatMap((section) =>
      splitText(textOfBlocks(section.blocks)).map(
        (text): Passage => ({
          unit,
          role: 'text',
          section: section.kind,
          heading: `${title} > ${section.heading}`,
          text,
        }),
      ),
    );
  return [...questions, ...texts];
}

function passagesOfNote(note: Note, unit: number): Passage[] {
  return note.sections.flatMap((section, position) => {
    const headings =
      section.headingPath[0] === note.title ? section.headingPath : [note.title, ...section.headingPath];
    const pieces = splitText(textOfBlocks(section.blocks));
    return (pieces.length > 0 ? pieces : ['']).map(
      (text): Passage => ({ unit, role: 'text', section: position, heading: headings.join(' > '), text }),
    );
  });
}
