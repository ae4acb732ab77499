import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { complaintsAbout } from '../complaint.ts';
import { listMarkdown } from '../files.ts';
import type { Complaint, Library } from '../model.ts';
import { stemOf } from '../names.ts';
import { readLibrary } from '../read.ts';
import {
  fileOf,
  generatePages,
  IDS_FILE,
  type NewPage,
  PLAN_FILE,
  PROGRESS_FILE,
  plannedTopics,
  readIds,
  replacePage,
  type TopicProgress,
} from '../upkeep/mod.ts';
import { complaintsOf, topicsOf } from '../views.ts';
import { checkFields } from './fields.ts';
import { checkFigures, hasPublishedFigure } from './figures.ts';
import { checkIds } from './ids.ts';
import { checkLengths, wordsOf } from './lengths.ts';
import { checkLinks } from './links.ts';
import { openPages, type Pages, resourcesFileOf, type TopicPage } from './pages.ts';
import { checkParts } from './parts.ts';
import { checkResources } from './resources.ts';
import { checkResourcesText, checkTopicText } from './text.ts';

const NOT_CURRENT = 'What is generated here is not current. Run `npm run library:progress`.';
const DAMAGED = 'damaged-marks';

export interface CheckedLibrary {
  readonly library: Library;
  /** By file and line: what reading the files has found and what the rules find. */
  readonly complaints: readonly Complaint[];
  /** The generated pages that are missing or not as the files would have them now, with their new text. */
  readonly outdated: readonly NewPage[];
}

/**
 * Reads a library and holds it against every rule. Nothing is written.
 *
 * @param today `YYYY-MM-DD`; no review and no source can be of a later day
 * @throws Error when the folder cannot be read
 */
export async function checkLibrary(contentDir: string, today: string): Promise<CheckedLibrary> {
  const library = await readLibrary(contentDir);
  const { files } = await listMarkdown(contentDir);
  const pages = await openPages(files);
  const asked = new Map<string, string>();
  for (const topic of pages.topics) {
    checkFields(topic, today, asked);
    checkParts(topic);
    checkLengths(topic);
    checkFigures(topic);
    checkTopicText(topic);
  }
  for (const page of pages.resources) checkResourcesText(page);
  checkResources(pages, today);
  checkLinks(pages, (file) => existsSync(join(contentDir, file)));

  const plan = pages.all.get(PLAN_FILE);
  const register = pages.all.get(IDS_FILE);
  const planned = plan === undefined ? [] : plannedTopics(plan.outline);
  const publishedIds = register === undefined ? [] : readIds(register.outline);
  checkIds(pages.topics, publishedIds);
  if (planned.length > 0) checkPlanned(pages.topics, new Set(planned.map(fileOf)));

  const found = [...complaintsOf(library), ...pages.complaints.flatMap((collected) => collected.list())];
  const unreadable = new Set(
    pages.topics.filter(({ fields }) => fields === null).map(({ file }) => stemOf(file)),
  );
  const topics = topicsOf(library);
  const served = new Set(topics.map(({ file }) => file));
  const state = {
    topics,
    plan: planned,
    progress: pages.topics.map((topic) => progressOf(topic, served.has(topic.file), found)),
    publishedIds,
    isUnreadable: (id: string) => unreadable.has(id.split('/')[0] ?? ''),
  };
  const isKept = plan !== undefined || register !== undefined || pages.all.has(PROGRESS_FILE);
  const { outdated, complaints } = compareGenerated(state, pages);
  const all = isKept ? [...found, ...complaints] : found;
  return { library, complaints: all.toSorted(byPlace), outdated };
}

/**
 * Brings the generated pages up to date, each in one step.
 *
 * @returns the files written, and complaints about pages whose generated part cannot be found again
 * @throws Error when the library has no topic
 */
export async function updateGeneratedPages(
  contentDir: string,
  today: string,
): Promise<{ written: string[]; damaged: Complaint[] }> {
  const { library, complaints, outdated } = await checkLibrary(contentDir, today);
  if (topicsOf(library).length === 0) {
    throw new Error(
      `There is no topic in "${contentDir}", so there is nothing to list. Begin one with library:new.`,
    );
  }
  for (const page of outdated) await replacePage(contentDir, page);
  return {
    written: outdated.map(({ file }) => file),
    damaged: complaints.filter(({ rule }) => rule === DAMAGED),
  };
}

function checkPlanned(topics: readonly TopicPage[], planned: ReadonlySet<string>): void {
  for (const { file, complaints } of topics) {
    if (planned.has(file)) continue;
    const message = `This topic is not in ${PLAN_FILE}. Add a row there, or move the file to the place that the plan gives it.`;
    complaints.warning(1, 'not-planned', message);
  }
}

function progressOf(topic: TopicPage, isServed: boolean, found: readonly Complaint[]): TopicProgress {
  const { file, caseStudies, fields } = topic;
  const about = new Set([file, resourcesFileOf(file)]);
  const failing = found.filter((complaint) => about.has(complaint.file)).map(({ rule }) => rule);
  return {
    file,
    isServed,
    caseStudies: caseStudies.length,
    published: caseStudies.filter(hasPublishedFigure).length,
    words: caseStudies.reduce((sum, { sections }) => sum + wordsOf(sections), 0),
    lastReviewed: fields?.last_reviewed ?? null,
    failingRules: [...new Set(failing)].sort(),
  };
}

/** Which generated pages differ from what they should be, as pages to write and as complaints. */
function compareGenerated(
  state: Parameters<typeof generatePages>[0],
  pages: Pages,
): { outdated: NewPage[]; complaints: Complaint[] } {
  const textOf = (file: string) => pages.all.get(file)?.text ?? null;
  const { generated, damaged } = generatePages(state, textOf);
  const outdated = generated.filter(({ file, text }) => textOf(file) !== text);
  const complain = (file: string, rule: string, message: string): Complaint[] => {
    const complaints = complaintsAbout(file);
    complaints.warning(1, rule, message);
    return complaints.list();
  };
  return {
    outdated,
    complaints: [
      ...outdated.flatMap(({ file }) => complain(file, 'not-current', NOT_CURRENT)),
      ...damaged.flatMap(({ file, message }) => complain(file, DAMAGED, message)),
    ],
  };
}

function byPlace(a: Complaint, b: Complaint): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line;
}
