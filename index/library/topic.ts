import { type CaseStudyParts, readCaseStudy } from './case-study.ts';
import { type Complaints, complaintsAbout, quoted } from './complaint.ts';
import { type FrontMatter, mentionsField } from './front-matter.ts';
import { lineOfField } from './front-matter-lines.ts';
import type { CaseStudy, Topic } from './model.ts';
import { foldersOf, stemOf, withoutExtension } from './names.ts';
import type { Outline, Part } from './outline.ts';
import { readQuiz } from './quiz-field.ts';
import {
  ANSWERS_A_CASE_STUDY,
  CASE_STUDIES_A_FILE,
  caseStudyHeading,
  FILE_HEADINGS,
  fileHeading,
} from './template.ts';
import { readTopicFields, type TopicFields } from './topic-fields.ts';

/** A file is a topic when its front matter lists case studies or when a heading opens one. */
export function isTopic(frontMatter: FrontMatter, { parts }: Outline): boolean {
  return mentionsField(frontMatter, 'case_studies') || parts.some(opensCaseStudy);
}

/** The topic, or null after errors that leave the whole file out. */
export function readTopic(
  file: string,
  frontMatter: FrontMatter,
  outline: Outline,
  complaints: Complaints,
): Topic | null {
  const fields = readTopicFields(frontMatter, complaints);
  // Broken front matter can swallow part of the body: what is missing there would mislead.
  const bodyComplaints = fields === null ? complaintsAbout(file) : complaints;
  const { title, caseStudies: found } = divideTopic(outline, bodyComplaints);
  const entriesLine = lineOfField(frontMatter.lines, ['case_studies']);
  if (!isCountRight(found, fields, entriesLine, complaints) || fields === null) return null;

  complainOfOrder(found, complaints);
  complainOfAnswers(fields, frontMatter, complaints);
  const caseStudies: CaseStudy[] = [];
  for (const [index, parts] of found.entries()) {
    const entry = fields.case_studies[index];
    const caseStudy = entry === undefined ? null : readCaseStudy(parts, entry, stemOf(file), complaints);
    if (caseStudy === null) continue;
    const path = ['case_studies', index, 'quiz'];
    const quiz = readQuiz(entry?.quiz, path, caseStudy.sections, frontMatter, complaints);
    caseStudies.push({ ...caseStudy, quiz });
  }
  if (caseStudies.length === 0) return null;
  return {
    kind: 'topic',
    file,
    path: withoutExtension(file),
    line: title?.line ?? 1,
    title: fields.title,
    summary: fields.summary,
    tags: fields.tags,
    lastReviewed: fields.last_reviewed,
    folders: foldersOf(file),
    caseStudies,
  };
}

/** A topic file as its headings divide it. */
export interface TopicParts {
  readonly title: Part | undefined;
  readonly caseStudies: readonly CaseStudyParts[];
  /** What stands after the last case study, by the template's heading. */
  readonly fileSections: ReadonlyMap<string, Part>;
}

/** Finds the title and the case studies. The headings of the whole file end a case study and belong to none. */
export function divideTopic({ parts }: Outline, complaints: Complaints): TopicParts {
  const caseStudies: CaseStudyParts[] = [];
  const fileHeadings = new Map<string, Part>();
  let current: CaseStudyParts | null = null;
  for (const part of parts) {
    const opened = opensCaseStudy(part) ? caseStudyHeading(part.text) : null;
    const ofFile =
      part.heading.depth === 1 ? 'title' : part.heading.depth === 2 ? fileHeading(part.text) : null;
    if (opened !== null) {
      current = { ...opened, opening: part, parts: [] };
      caseStudies.push(current);
    } else if (ofFile !== null) {
      current = null;
      if (fileHeadings.has(ofFile)) {
        complaints.warning(
          part.line,
          'repeated-heading',
          `${quoted(part.text)} repeats a heading of the file. Remove one.`,
        );
      } else fileHeadings.set(ofFile, part);
    } else if (current !== null) {
      current.parts.push(part);
    } else if (part.heading.depth === 2) {
      const message = `${quoted(part.text)} is not a heading of the template. Its text belongs to no case study and is not read.`;
      complaints.warning(part.line, 'unknown-heading', message);
    }
  }
  const title = fileHeadings.get('title');
  for (const heading of ['title', ...FILE_HEADINGS]) {
    if (fileHeadings.has(heading)) continue;
    const written = heading === 'title' ? '# Title' : `## ${heading}`;
    complaints.warning(
      title?.line ?? 1,
      'missing-heading',
      `The file has no heading \`${written}\`. Add it.`,
    );
  }
  return { title, caseStudies, fileSections: fileHeadings };
}

function opensCaseStudy({ heading, text }: Part): boolean {
  return heading.depth === 2 && caseStudyHeading(text) !== null;
}

/** Whether the file has enough case studies, each with its entry in the front matter. */
function isCountRight(
  found: readonly CaseStudyParts[],
  fields: TopicFields | null,
  entriesLine: number,
  complaints: Complaints,
): boolean {
  const { min, max } = CASE_STUDIES_A_FILE;
  const count = found.length;
  const line = found[0]?.opening.line ?? entriesLine;
  if (count > max) {
    complaints.warning(
      line,
      'case-study-count',
      `The file has ${count} case studies. Keep to ${max}, or make two files.`,
    );
  }
  if (count < min) {
    const message = `The file has ${count} headings \`## Case Study N: …\` and is left out. Write at least ${min}.`;
    complaints.error(line, 'case-study-count', message);
  }
  const entries = fields?.case_studies.length ?? count;
  if (entries !== count) {
    const message = `\`case_studies\` has ${entries} entries for ${count} headings \`## Case Study N: …\`. Write one for each.`;
    complaints.error(entriesLine, 'case-study-entries', message);
  }
  return count >= min && entries === count;
}

function complainOfOrder(found: readonly CaseStudyParts[], complaints: Complaints): void {
  for (const [index, { number, opening }] of found.entries()) {
    if (number === index + 1) continue;
    const message = `This is case study ${index + 1} of the file and is numbered ${number}. Number them in order.`;
    complaints.warning(opening.line, 'case-study-order', message);
  }
}

function complainOfAnswers(fields: TopicFields, { lines }: FrontMatter, complaints: Complaints): void {
  const { min, max } = ANSWERS_A_CASE_STUDY;
  for (const [index, { id, answers }] of fields.case_studies.entries()) {
    if (answers.length >= min && answers.length <= max) continue;
    const line = lineOfField(lines, ['case_studies', index, 'answers']);
    const message = `\`${id}\` answers ${answers.length} questions. List ${min} to ${max}.`;
    complaints.warning(line, 'answers-count', message);
  }
}
