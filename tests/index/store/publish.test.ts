/** Builders and readers of one index folder at the same time, builders that are killed, and folders that cannot be used. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import fs, { chmod, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Encoder, openEncoder } from '../../../index/encoder/mod.ts';
import { SearchEngine } from '../../../index/search/mod.ts';
import { readIndex, writeIndex } from '../../../index/store/built-index.ts';
import { createBuild, currentBuild, publishBuild } from '../../../index/store/folder.ts';
import type { Manifest } from '../../../index/store/manifest.ts';
import { type BuiltIndex, openIndex } from '../../../index/store/mod.ts';
import { buildsIn, builtFiles, emptyLibrary, hitsFor, MODELS, recording, writeNote } from './workshop.ts';

const BUILDER = join(import.meta.dirname, 'builder-process.ts');
const OLD_NOTE = '# Full disk\n\nDelete old logs.\n';
const NEW_NOTE = '# Full disk\n\nMove old logs to the archive.\n';
const HOUR_MS = 60 * 60 * 1000;

let encoder: Encoder;
beforeAll(async () => {
  encoder = await openEncoder({ cacheDir: MODELS });
});
afterAll(() => encoder.close());

interface Folders {
  readonly contentDir: string;
  readonly indexDir: string;
}

/** A library of one note with its index, and the note changed since. */
async function outdatedLibrary(): Promise<Folders> {
  const folders = await emptyLibrary();
  await writeNote(folders.contentDir, 'disk.md', OLD_NOTE);
  await openIndex({ ...folders, encoder });
  await writeNote(folders.contentDir, 'disk.md', NEW_NOTE);
  return folders;
}

/** The index in force, whatever the library says by now. */
async function readInForce(indexDir: string): Promise<BuiltIndex> {
  const manifest = await readFile(join((await currentBuild(indexDir))!, 'manifest.json'), 'utf8');
  return readIndex(indexDir, (JSON.parse(manifest) as Manifest).fingerprint, encoder.dimensions);
}

function textsOf(index: BuiltIndex): string[] {
  return index.list.passages.map(({ text }) => text);
}

/** Starts a builder, and returns once it has stopped at `step`. */
async function builderAt(step: string, { contentDir, indexDir }: Folders): Promise<ChildProcess> {
  const builder = fork(BUILDER, [contentDir, indexDir, step], { execArgv: ['--import', 'tsx'] });
  const [message] = await once(builder, 'message');
  expect(message).toEqual({ stoppedAt: step });
  return builder;
}

/** Lets a builder go on, and returns what it says when it has finished. */
async function finish(builder: ChildProcess): Promise<unknown> {
  builder.send('go on');
  const [[message], [code]] = await Promise.all([once(builder, 'message'), once(builder, 'exit')]);
  expect(code).toBe(0);
  return message;
}

async function kill(builder: ChildProcess): Promise<void> {
  builder.kill('SIGKILL');
  await once(builder, 'exit');
}

/** Writes the index in force once more, and publishes it as if it were `now`. */
async function publishAgain(indexDir: string, now: Date): Promise<string> {
  const index = await readInForce(indexDir);
  const folder = await createBuild(indexDir);
  await writeIndex(folder, index, 'the same');
  await publishBuild(indexDir, folder, now);
  return folder;
}

function minutesFromNow(minutes: number): Date {
  return new Date(Date.now() + minutes * 60_000);
}

describe('two builders at once', () => {
  it('both succeed, and the last to finish is in force', async () => {
    const folders = await outdatedLibrary();
    const builders = await Promise.all([builderAt('encode', folders), builderAt('encode', folders)]);
    const reports = await Promise.all(builders.map(finish));
    expect(reports).toEqual(Array(2).fill({ finished: 'files of the library: 1 changed' }));
    expect(await buildsIn(folders.indexDir)).toHaveLength(3);

    const { build, index } = await openIndex({ ...folders, encoder });
    expect(build).toBeNull();
    expect(textsOf(index)).toEqual(['Move old logs to the archive.']);
  });

  it('do not clear away what is in force, even when one of them slept for an hour', async () => {
    const folders = await outdatedLibrary();
    const sleeper = await builderAt('readdir builds', folders);
    await writeNote(folders.contentDir, 'disk.md', `${NEW_NOTE}\nThen call the storage team.\n`);
    await openIndex({ ...folders, encoder });
    const inForce = (await currentBuild(folders.indexDir))!;
    const anHourAgo = new Date(Date.now() - HOUR_MS);
    await utimes(inForce, anHourAgo, anHourAgo);
    await finish(sleeper);
    expect((await openIndex({ ...folders, encoder })).build).toBeNull();
    expect(await currentBuild(folders.indexDir)).toBe(inForce);
  });
});

describe('a builder that is killed', () => {
  const steps = [
    { step: 'encode', leftover: 0 },
    { step: 'writeFile vectors.bin', leftover: 1 },
    { step: 'half of library.json', leftover: 1 },
    { step: 'half of manifest.json', leftover: 1 },
    { step: 'rename CURRENT', leftover: 1 },
  ];
  it.each(steps)(
    'at $step leaves the earlier index in force, and is cleared away',
    async ({ step, leftover }) => {
      const folders = await outdatedLibrary();
      const before = await builtFiles(folders.indexDir);
      const [earlier] = await buildsIn(folders.indexDir);
      await kill(await builderAt(step, folders));

      expect(await builtFiles(folders.indexDir)).toEqual(before);
      expect(textsOf(await readInForce(folders.indexDir))).toEqual(['Delete old logs.']);
      const left = (await buildsIn(folders.indexDir)).filter((name) => name !== earlier);
      expect(left).toHaveLength(leftover);

      const { build, index } = await openIndex({ ...folders, encoder });
      expect(build).toMatchObject({ reason: 'files of the library: 1 changed', encoded: 1 });
      expect(textsOf(index)).toEqual(['Move old logs to the archive.']);
      // It may still be at work, for all that the next builder knows.
      expect(await buildsIn(folders.indexDir)).toEqual(expect.arrayContaining(left));
      const superseded = (await currentBuild(folders.indexDir))!;
      const latest = await publishAgain(folders.indexDir, minutesFromNow(11));
      const remaining = [superseded, latest].map((folder) => folder.slice(dirname(folder).length + 1));
      expect(await buildsIn(folders.indexDir)).toEqual(remaining.sort());
    },
  );

  it('once the pointer is replaced has done its work', async () => {
    const folders = await outdatedLibrary();
    await kill(await builderAt('readdir builds', folders));
    const { build, index } = await openIndex({ ...folders, encoder });
    expect(build).toBeNull();
    expect(textsOf(index)).toEqual(['Move old logs to the archive.']);
  });

  it('before there was any index leaves none', async () => {
    const folders = await emptyLibrary();
    await writeNote(folders.contentDir, 'disk.md', NEW_NOTE);
    await kill(await builderAt('rename CURRENT', folders));
    const { build } = await openIndex({ ...folders, encoder });
    expect(build!.reason).toBe('there is no index yet');
  });
});

describe('publishing', () => {
  it('keeps a build for ten minutes after it was superseded, however old it is', async () => {
    const folders = await outdatedLibrary();
    const first = (await currentBuild(folders.indexDir))!;
    await utimes(first, new Date(0), new Date(0));
    await publishAgain(folders.indexDir, minutesFromNow(0));
    await publishAgain(folders.indexDir, minutesFromNow(9));
    expect(await readdir(first)).toContain('manifest.json');
    await publishAgain(folders.indexDir, minutesFromNow(11));
    await expect(readdir(first)).rejects.toThrow('ENOENT');
  });

  it('leaves alone what is not ours, however old', async () => {
    const folders = await outdatedLibrary();
    const strangers = ['notes.txt', 'builds/notes.txt', 'builds/my-backup/graph.hnsw'];
    for (const file of strangers) {
      await writeNote(folders.indexDir, file, 'mine');
      await utimes(join(folders.indexDir, file), new Date(0), new Date(0));
    }
    await utimes(join(folders.indexDir, 'builds/my-backup'), new Date(0), new Date(0));
    await publishAgain(folders.indexDir, minutesFromNow(60));
    for (const file of strangers) expect(await readFile(join(folders.indexDir, file), 'utf8')).toBe('mine');
  });

  it('does not disturb a reader, not even when its files are cleared away', async () => {
    const folders = await outdatedLibrary();
    const index = await readInForce(folders.indexDir);
    const opened = (await currentBuild(folders.indexDir))!;
    const engine = await SearchEngine.open(index, encoder);
    const before = (await engine.search('full disk')).hits;
    expect(before).toHaveLength(1);

    await openIndex({ ...folders, encoder });
    await publishAgain(folders.indexDir, minutesFromNow(11));
    await expect(stat(opened)).rejects.toThrow('ENOENT');
    expect((await engine.search('full disk')).hits).toEqual(before);
    expect(textsOf(index)).toEqual(['Delete old logs.']);
  });
});

describe('an index folder that cannot be used', () => {
  const hint = /The index folder .*place cannot be used\. Set INDEX_DIR or --index/;

  /** Tries to build into `indexDir`; returns the error and what was embedded before it. */
  async function failure(indexDir: string): Promise<{ error: Error; embedded: number }> {
    const { contentDir } = await emptyLibrary();
    await writeNote(contentDir, 'disk.md', NEW_NOTE);
    await chmod(dirname(contentDir), 0o755);
    const recorded = recording(encoder);
    const error: unknown = await openIndex({ contentDir, indexDir, encoder: recorded }).catch((e) => e);
    expect(error).toBeInstanceOf(Error);
    return { error: error as Error, embedded: recorded.texts.length };
  }

  async function placeIn(parent: string): Promise<string> {
    await chmod(parent, 0o755);
    return join(parent, 'place');
  }

  it('is named when it is a file', async () => {
    const place = await placeIn(dirname((await emptyLibrary()).contentDir));
    await writeFile(place, 'no folder');
    const { error, embedded } = await failure(place);
    expect(error.message).toMatch(hint);
    expect(error.cause).toMatchObject({ code: 'ENOTDIR' });
    expect(embedded).toBe(0);
    expect(await readFile(place, 'utf8')).toBe('no folder');
  });

  it('is named when its place for builds is a file', async () => {
    const place = await placeIn(dirname((await emptyLibrary()).contentDir));
    await writeNote(place, 'builds', 'no folder');
    const { error, embedded } = await failure(place);
    expect(error.message).toMatch(hint);
    expect(embedded).toBe(0);
  });

  it('is named when a folder is where the pointer belongs', async () => {
    const place = await placeIn(dirname((await emptyLibrary()).contentDir));
    await mkdir(join(place, 'CURRENT'), { recursive: true });
    const { error } = await failure(place);
    expect(error.message).toMatch(hint);
    expect(error.cause).toMatchObject({ code: 'EISDIR' });
  });

  it('is named when it is read-only, before anything is embedded', async () => {
    const place = await placeIn(dirname((await emptyLibrary()).contentDir));
    await mkdir(place, { mode: 0o555 });
    const { error, embedded } = await asOrdinaryUser(() => failure(place));
    expect(error.message).toMatch(hint);
    expect(error.cause).toMatchObject({ code: 'EACCES' });
    expect(embedded).toBe(0);
    expect(await readdir(place)).toEqual([]);
  });

  it('is named when the disk is full, and keeps the earlier index and no rest of the new one', async () => {
    const folders = await outdatedLibrary();
    const before = await builtFiles(folders.indexDir);
    const { writeFile: real } = fs;
    fs.writeFile = async () => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    syncBuiltinESMExports();
    try {
      await expect(openIndex({ ...folders, encoder })).rejects.toMatchObject({
        message: expect.stringContaining(`The index folder ${folders.indexDir} cannot be used.`),
        cause: { code: 'ENOSPC' },
      });
    } finally {
      fs.writeFile = real;
      syncBuiltinESMExports();
    }
    expect(await buildsIn(folders.indexDir)).toHaveLength(1);
    expect(await builtFiles(folders.indexDir)).toEqual(before);
  });

  it('is named when it cannot even be listed', async () => {
    const folders = await outdatedLibrary();
    await chmod(dirname(folders.contentDir), 0o755);
    await chmod(folders.indexDir, 0o000);
    const error = await asOrdinaryUser(() => openIndex({ ...folders, encoder }).catch((e: unknown) => e));
    await chmod(folders.indexDir, 0o755);
    expect(error).toMatchObject({
      message: expect.stringContaining(`The index folder ${folders.indexDir} cannot be used.`),
      cause: { code: 'EACCES' },
    });
    expect(await hitsFor(await readInForce(folders.indexDir), encoder, 'full disk')).toHaveLength(1);
  });
});

/** Permissions do not bind root, as whom tests often run in a container. */
async function asOrdinaryUser<T>(act: () => Promise<T>): Promise<T> {
  const isRoot = process.getuid!() === 0;
  if (isRoot) process.seteuid!(65_534);
  try {
    return await act();
  } finally {
    if (isRoot) process.seteuid!(0);
  }
}
