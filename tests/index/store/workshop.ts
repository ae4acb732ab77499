/** What the tests of the index folder share: temporary folders, recorded encoding, and looks into an index. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Encoder } from '../../../index/encoder/mod.ts';
import { SearchEngine } from '../../../index/search/mod.ts';
import { currentBuild } from '../../../index/store/folder.ts';
import { INDEX_FILES } from '../../../index/store/manifest.ts';
import type { BuiltIndex } from '../../../index/store/mod.ts';

/** One topic with three case studies, a note and a README, all of an invented company. */
export const SAMPLE_LIBRARY = 'tests/fixtures/library/casebook';
export const SAMPLE_TOPIC = '01_ACME_PLATFORM/04_API_Design/queue_backlogs';
export const MODELS = '.casebook/models';

/** An empty folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'casebook-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty content folder beside a place for its index. */
export async function emptyLibrary(): Promise<{ contentDir: string; indexDir: string }> {
  const folder = await temporaryFolder();
  const contentDir = join(folder, 'content');
  await mkdir(contentDir);
  return { contentDir, indexDir: join(folder, 'index') };
}

export async function sampleLibrary(): Promise<{ contentDir: string; indexDir: string }> {
  const folders = await emptyLibrary();
  await cp(SAMPLE_LIBRARY, folders.contentDir, { recursive: true });
  return folders;
}

export async function writeNote(contentDir: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(contentDir, file)), { recursive: true });
  await writeFile(join(contentDir, file), text);
}

/** The real encoder, which also notes what it is given to encode. */
export function recording(encoder: Encoder): Encoder & { readonly texts: string[] } {
  const texts: string[] = [];
  return {
    texts,
    dimensions: encoder.dimensions,
    fingerprint: encoder.fingerprint,
    encode: (batch) => {
      texts.push(...batch);
      return encoder.encode(batch);
    },
    knowsWord: (word) => encoder.knowsWord(word),
    close: () => encoder.close(),
  };
}

/** The real encoder, which encodes no text twice. */
export function remembering(encoder: Encoder): Encoder {
  const known = new Map<string, Float32Array>();
  return {
    ...recording(encoder),
    encode: async (texts) => {
      for (const text of texts) if (!known.has(text)) known.set(text, (await encoder.encode([text]))[0]!);
      return texts.map((text) => known.get(text)!);
    },
  };
}

/** What a question is answered with: units, best first, with their scores. */
export async function hitsFor(
  index: BuiltIndex,
  encoder: Encoder,
  question: string,
): Promise<{ unit: string; score: number }[]> {
  const engine = await SearchEngine.open(index, encoder);
  const { hits } = await engine.search(question);
  return hits.map(({ unit, score }) => ({ unit: unit.id, score }));
}

/** The files of the build in force, as they lie on disk. */
export async function builtFiles(indexDir: string): Promise<Record<string, string>> {
  const folder = await currentBuild(indexDir);
  const files = ['manifest.json', ...INDEX_FILES];
  return Object.fromEntries(
    await Promise.all(
      files.map(async (name) => [name, (await readFile(join(folder!, name))).toString('base64')]),
    ),
  );
}

export async function buildsIn(indexDir: string): Promise<string[]> {
  return (await readdir(join(indexDir, 'builds'))).sort();
}
