/**
 * Grows a library to a size: the real topics, and made-up ones beside them in the same form. A made-up topic has the
 * outline, tables and diagrams of a real one; its sentences, titles, companies and questions are drawn from all real
 * topics, each from those of its own purpose. So lengths and words are real, and only the sense is not.
 */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import matter from 'gray-matter';
import { readLibrary, type Topic, topicsOf } from '../../index/library/mod.ts';
import { passagesOf } from '../../index/passages/mod.ts';
import { mulberry32 } from '../../src/estimate.ts';
import { type Prose, proseOf, replaceProse } from './prose.ts';

const SEED = 7;
const CASE_STUDY_HEADING = /^(## Case Study \d+: ).*$/gm;

interface TopicSource {
  readonly topic: Topic;
  /** Without the front matter. */
  readonly body: string;
  readonly prose: readonly Prose[];
  readonly passages: number;
}

type Draw = <T>(items: readonly T[]) => T;

/** What made-up topics are drawn from. */
interface Pools {
  readonly sentences: ReadonlyMap<string, readonly string[]>;
  readonly titles: readonly string[];
  readonly companies: readonly (readonly string[])[];
  readonly questions: readonly string[];
}

/**
 * Copies `contentDir` to `targetDir` and adds made-up topics until there are about `passages` passages. The same content
 * gives the same library.
 *
 * @throws Error when `contentDir` has no topics
 */
export async function growLibrary(contentDir: string, targetDir: string, passages: number): Promise<void> {
  const library = await readLibrary(contentDir);
  const sources = await Promise.all(topicsOf(library).map((topic) => readSource(contentDir, topic)));
  if (sources.length === 0)
    throw new Error(`${contentDir} has no topics to draw from. Name another with --content.`);
  await cp(contentDir, targetDir, { recursive: true });
  const pools = poolsOf(sources);
  const random = mulberry32(SEED);
  const draw: Draw = (items) => items[Math.floor(random() * items.length)]!;
  let count = passagesOf(library).passages.length;
  for (let number = 0; count < passages; number += 1) {
    const source = sources[number % sources.length]!;
    await writeTopic(contentDir, targetDir, source, number, pools, draw);
    count += source.passages;
  }
}

async function readSource(contentDir: string, topic: Topic): Promise<TopicSource> {
  const file = `${topic.path}.md`;
  const alone = { files: [{ file, sha256: '', document: topic, complaints: [] }] };
  const markdown = await readFile(join(contentDir, file), 'utf8');
  // The options keep gray-matter from handing out, and keeping, one object for equal texts.
  const body = matter(markdown, {}).content;
  return { topic, body, prose: proseOf(body), passages: passagesOf(alone).passages.length };
}

function poolsOf(sources: readonly TopicSource[]): Pools {
  const sentences = new Map<string, string[]>();
  for (const run of sources.flatMap(({ prose }) => prose)) {
    const pool = sentences.get(run.purpose);
    if (pool === undefined) sentences.set(run.purpose, [...run.sentences]);
    else pool.push(...run.sentences);
  }
  const caseStudies = sources.flatMap(({ topic }) => topic.caseStudies);
  return {
    sentences,
    titles: caseStudies.map(({ title }) => title),
    companies: caseStudies.map(({ companies }) => companies),
    questions: caseStudies.flatMap(({ answers }) => answers),
  };
}

async function writeTopic(
  contentDir: string,
  targetDir: string,
  { topic, body, prose }: TopicSource,
  number: number,
  pools: Pools,
  draw: Draw,
): Promise<void> {
  const path = `${topic.path}_${number}`;
  const title = `${topic.title} ${number}`;
  const drawn = replaceProse(body, prose, ({ purpose, sentences }) =>
    sentences.map(() => draw(pools.sentences.get(purpose)!)).join(' '),
  );
  const markdown = drawn
    .replace(/^# .*$/m, () => `# ${title}`)
    .replace(CASE_STUDY_HEADING, (_, opening: string) => opening + draw(pools.titles))
    // Anchors are made from titles, which are others now.
    .replaceAll(/\]\(#[^)]*\)/g, `](./${basename(path)}.md)`)
    .replaceAll(`${basename(topic.path)}_RESOURCES.md`, `${basename(path)}_RESOURCES.md`);
  const frontMatter = {
    title,
    summary: topic.summary,
    tags: topic.tags,
    last_reviewed: topic.lastReviewed,
    case_studies: topic.caseStudies.map(({ slug, level, year, answers }) => ({
      id: slug,
      companies: draw(pools.companies),
      level,
      ...(year !== null && { year }),
      answers: answers.map(() => draw(pools.questions)),
    })),
  };
  await writeFile(join(targetDir, `${path}.md`), matter.stringify(markdown, frontMatter));
  await cp(join(contentDir, `${topic.path}_RESOURCES.md`), join(targetDir, `${path}_RESOURCES.md`));
}
