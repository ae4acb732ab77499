import { readFile } from 'node:fs/promises';

import type { CaseStudyParts } from '../case-study.ts';
import { type Complaints, complaintsAbout } from '../complaint.ts';
import type { MarkdownFile } from '../files.ts';
import type { FrontMatter } from '../front-matter.ts';
import { stemOf, withoutExtension } from '../names.ts';
import { openMarkdown } from '../open.ts';
import type { Outline, Part } from '../outline.ts';
import { roleOf } from '../role.ts';
import { type SectionBlocks, sortIntoSections } from '../sections.ts';
import type { HeadingRole } from '../template.ts';
import { divideTopic, isTopic } from '../topic.ts';
import { type CaseStudyFields, readTopicFields, type TopicFields } from '../topic-fields.ts';

/** A Markdown file of the library with what the rules say of it. */
export interface Page {
  /** Path below the content folder, `/`-separated. */
  readonly file: string;
  /** The whole file. */
  readonly text: string;
  readonly frontMatter: FrontMatter;
  readonly outline: Outline;
  /** What the rules find; separate from what reading the file has found. */
  readonly complaints: Complaints;
}

/** A topic as its author sees it: with the parts that cannot be used yet. */
export interface TopicPage extends Page {
  readonly title: Part | undefined;
  /** Null when a field is wrong, which reading the file has said. */
  readonly fields: TopicFields | null;
  readonly caseStudies: readonly CaseStudyPage[];
  /** What stands after the last case study, by the template's heading. */
  readonly fileSections: ReadonlyMap<string, Part>;
}

export interface CaseStudyPage extends CaseStudyParts {
  readonly sections: ReadonlyMap<HeadingRole, SectionBlocks>;
  readonly fields: CaseStudyFields | undefined;
}

/** The pages of a library by what they are for. A file that cannot be opened has complaints only. */
export interface Pages {
  /** Every page by its file. */
  readonly all: ReadonlyMap<string, Page>;
  readonly topics: readonly TopicPage[];
  /** `_RESOURCES.md` files. */
  readonly resources: readonly Page[];
  /** What the rules find, of every file. */
  readonly complaints: readonly Complaints[];
}

const RESOURCES_NAME = /_RESOURCES$/;

/** Opens the files of a library for checking. */
export async function openPages(files: readonly MarkdownFile[]): Promise<Pages> {
  const all = new Map<string, Page>();
  const topics: TopicPage[] = [];
  const resources: Page[] = [];
  const collected: Complaints[] = [];
  for (const { file, absolutePath } of files.toSorted((a, b) => (a.file < b.file ? -1 : 1))) {
    const complaints = complaintsAbout(file);
    collected.push(complaints);
    const isCompanion = roleOf(file) === 'companion';
    // Reading has said what is wrong with the Markdown of a document; nobody has read the companions yet.
    const bytes = await readFile(absolutePath);
    const opened = openMarkdown(bytes, isCompanion ? complaints : complaintsAbout(file));
    if (opened === null) continue;
    const page: Page = { file, text: new TextDecoder().decode(bytes), ...opened, complaints };
    all.set(file, page);
    if (!isCompanion && isTopic(opened.frontMatter, opened.outline)) topics.push(topicPage(page));
    if (RESOURCES_NAME.test(stemOf(file))) resources.push(page);
  }
  return { all, topics, resources, complaints: collected };
}

/** `a/rate_limiting.md` -> `a/rate_limiting_RESOURCES.md`. */
export function resourcesFileOf(topicFile: string): string {
  return `${withoutExtension(topicFile)}_RESOURCES.md`;
}

function topicPage(page: Page): TopicPage {
  const said = complaintsAbout(page.file); // reading the file has said it
  const { title, caseStudies, fileSections } = divideTopic(page.outline, said);
  const fields = readTopicFields(page.frontMatter, said);
  return {
    ...page,
    title,
    fields,
    fileSections,
    caseStudies: caseStudies.map((parts, index) => ({
      ...parts,
      sections: sortIntoSections(parts.opening, parts.parts, said),
      fields: fields?.case_studies[index],
    })),
  };
}
