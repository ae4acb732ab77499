import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { complaintsAbout, quoted } from '../complaint.ts';
import { listMarkdown } from '../files.ts';
import { readableName, stemOf } from '../names.ts';
import { openMarkdown } from '../open.ts';
import { fileOf, PLAN_FILE, type PlannedTopic, plannedTopics } from './plan.ts';
import { skeletonOf } from './skeleton.ts';
import { createPages } from './write.ts';

/**
 * Begins a topic: writes its file and its list of sources, both or none.
 *
 * @param stem name of the file without `.md`
 * @param folder below the content folder; undefined for the one that the plan gives the topic
 * @param today `YYYY-MM-DD`
 * @returns the files written, as paths below the content folder
 * @throws Error when the name cannot be used, when the place is not known, or when the topic is there already
 */
export async function createTopic(
  contentDir: string,
  stem: string,
  folder: string | undefined,
  today: string,
): Promise<string[]> {
  if (!/^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(stem)) {
    throw new Error(
      `${quoted(stem)} cannot name a topic. Write small letters, digits and _, as in cache_consistency.`,
    );
  }
  if (folder !== undefined && !/^[\w-]+(?:\/[\w-]+)*\/?$/.test(folder)) {
    throw new Error(
      `${quoted(folder)} is no folder below the library. Write it as in 01_BACKEND_PRODUCTION/04_API_Design.`,
    );
  }
  const { files } = await listMarkdown(contentDir);
  const taken = files.find(({ file }) => stemOf(file) === stem);
  if (taken !== undefined) throw new Error(`There is a topic of this name already: ${taken.file}.`);

  const planFile = files.find(({ file }) => file === PLAN_FILE);
  const plan = planFile === undefined ? [] : await readPlan(planFile.absolutePath);
  const file = fileOf({ folder: folder?.replace(/\/$/, '') ?? placeOf(stem, plan), stem, covers: '' });
  const { topic, resources } = skeletonOf(stem, titleOf(stem), today);
  const pages = [
    { file: file.replace(/\.md$/, '_RESOURCES.md'), text: resources },
    { file, text: topic },
  ];
  await createPages(contentDir, pages);
  return pages.map((page) => join(contentDir, page.file));
}

async function readPlan(path: string): Promise<PlannedTopic[]> {
  const opened = openMarkdown(await readFile(path), complaintsAbout(PLAN_FILE));
  return opened === null ? [] : plannedTopics(opened.outline);
}

function placeOf(stem: string, plan: readonly PlannedTopic[]): string {
  const planned = plan.find((topic) => topic.stem === stem);
  if (planned !== undefined) return planned.folder;
  const words = new Set(stem.split('_'));
  const near = plan
    .filter((topic) => topic.stem.split('_').some((word) => words.has(word)))
    .map((topic) => topic.stem);
  const hint = near.length === 0 ? '' : ` Is one of these meant: ${near.slice(0, 5).join(', ')}?`;
  throw new Error(
    `${PLAN_FILE} has no topic ${quoted(stem)}.${hint} Add a row there, or say where it goes with --folder.`,
  );
}

/** `cache_consistency` -> `Cache Consistency`. */
function titleOf(stem: string): string {
  return readableName(stem).replace(/(?<=^| )\p{Ll}/gu, (letter) => letter.toUpperCase());
}
