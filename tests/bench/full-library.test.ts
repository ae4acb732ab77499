import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { complaintsOf, readLibrary, topicsOf } from '../../index/library/mod.ts';
import { passagesOf } from '../../index/passages/mod.ts';
import { growLibrary } from './full-library.ts';

/** A part of the real library: enough to draw from, and quick to read. */
const CONTENT = 'content/01_BACKEND_PRODUCTION/04_API_Design';

async function grown(passages: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'casebook-bench-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await growLibrary(CONTENT, folder, passages);
  return folder;
}

it('a grown library has the size that was asked for, the real topics, and no errors', async () => {
  const real = await readLibrary(CONTENT);
  const wanted = passagesOf(real).passages.length + 100;
  const library = await readLibrary(await grown(wanted));
  const errors = complaintsOf(library).filter(({ severity }) => severity === 'error');
  expect(errors).toEqual([]);
  const passages = passagesOf(library).passages.length;
  // The last topic is written whole, and drawn sentences are longer or shorter than those in their place.
  expect(passages / wanted).toBeGreaterThan(0.9);
  expect(passages / wanted).toBeLessThan(1.3);
  const paths = topicsOf(library).map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(topicsOf(real).map(({ path }) => path)));
});

it('the same content is grown to the same library', async () => {
  const wanted = passagesOf(await readLibrary(CONTENT)).passages.length + 1;
  const [once, again] = [await grown(wanted), await grown(wanted)];
  const topics = (await readdir(once, { recursive: true })).filter((file) => /_0\.md$/.test(file));
  expect(topics).toHaveLength(1);
  expect(await readFile(join(once, topics[0]!), 'utf8')).toBe(
    await readFile(join(again, topics[0]!), 'utf8'),
  );
});
