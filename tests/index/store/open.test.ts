import { appendFile, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Encoder, openEncoder } from '../../../index/encoder/mod.ts';
import { type IndexProgress, type OpenedIndex, openIndex } from '../../../index/store/mod.ts';
import {
  builtFiles,
  emptyLibrary,
  hitsFor,
  MODELS,
  recording,
  remembering,
  SAMPLE_TOPIC,
  sampleLibrary,
  temporaryFolder,
  writeNote,
} from './workshop.ts';

const QUEUE_QUESTION = 'our queue keeps growing at night';
const DISK_NOTE = '# Full disk\n\n## Cleaning\n\nDelete old logs.\n\n## Calling\n\nPage the storage team.\n';

let real: Encoder;
beforeAll(async () => {
  real = await openEncoder({ cacheDir: MODELS });
});
afterAll(() => real.close());

type Folders = Awaited<ReturnType<typeof emptyLibrary>>;

/** Opens the index and tells what was encoded for it. */
async function open(folders: Folders): Promise<OpenedIndex & { encodedTexts: string[] }> {
  const encoder = recording(real);
  const opened = await openIndex({ ...folders, encoder });
  return { ...opened, encodedTexts: encoder.texts };
}

async function diskLibrary(): Promise<Folders> {
  const folders = await emptyLibrary();
  await writeNote(folders.contentDir, 'disk.md', DISK_NOTE);
  await writeNote(folders.contentDir, 'login.md', '# Login is slow\n\nThe session cache was too small.\n');
  await open(folders);
  return folders;
}

describe('opening an index', () => {
  it('builds it the first time, and afterwards loads it and encodes nothing', async () => {
    const folders = await sampleLibrary();
    const built = await open(folders);
    expect(built.build).toEqual({
      reason: 'there is no index yet',
      passages: built.index.list.passages.length,
      encoded: built.encodedTexts.length,
    });
    expect(built.encodedTexts.length).toBeGreaterThan(20);

    const loaded = await open(folders);
    expect(loaded.build).toBeNull();
    expect(loaded.encodedTexts).toEqual([]);
    const hits = await hitsFor(loaded.index, real, QUEUE_QUESTION);
    expect(hits).toEqual(await hitsFor(built.index, real, QUEUE_QUESTION));
    expect(hits[0]!.unit).toBe(`${SAMPLE_TOPIC}#acme-slow-consumer`);
  });

  it('goes by what is in the files, not by when they were written', async () => {
    const folders = await diskLibrary();
    await utimes(join(folders.contentDir, 'disk.md'), new Date(0), new Date(0));
    expect((await open(folders)).build).toBeNull();
  });

  it('encodes the changed passage of a changed file, and no longer finds the old one', async () => {
    const folders = await diskLibrary();
    await writeNote(folders.contentDir, 'disk.md', DISK_NOTE.replace('storage team', 'platform crew'));
    const { index, build, encodedTexts } = await open(folders);
    expect(encodedTexts).toEqual(['Full disk > Calling\nPage the platform crew.']);
    expect(build).toEqual({ reason: 'files of the library: 1 changed', passages: 3, encoded: 1 });
    expect(index.lexical.dictionary.has('crew')).toBe(true);
    expect(index.lexical.dictionary.has('storage')).toBe(false);
    expect(index.list.passages.map(({ text }) => text)).not.toContain('Page the storage team.');
  });

  it('encodes only the changed sentence of a topic', async () => {
    const folders = await sampleLibrary();
    await open(folders);
    const file = join(folders.contentDir, `${SAMPLE_TOPIC}.md`);
    const before = await readFile(file, 'utf8');
    await writeFile(file, before.replace('retries killing us', 'retries are eating us'));
    const { encodedTexts } = await open(folders);
    expect(encodedTexts).toHaveLength(1);
    expect(encodedTexts[0]).toMatch(/\nretries are eating us$/);
  });

  it('encodes a file that was added, and no other', async () => {
    const folders = await diskLibrary();
    await writeNote(folders.contentDir, 'team/dns.md', '# Names do not resolve\n\nThe resolver was full.\n');
    const { index, build, encodedTexts } = await open(folders);
    expect(encodedTexts).toEqual(['Names do not resolve\nThe resolver was full.']);
    expect(build!.reason).toBe('files of the library: 1 added');
    expect((await hitsFor(index, real, 'names do not resolve'))[0]!.unit).toBe('team/dns');
  });

  it('encodes nothing for a file that was removed, and no longer finds it', async () => {
    const folders = await diskLibrary();
    await rm(join(folders.contentDir, 'login.md'));
    const { index, build, encodedTexts } = await open(folders);
    expect(encodedTexts).toEqual([]);
    expect(build!.reason).toBe('files of the library: 1 removed');
    expect((await hitsFor(index, real, 'login is slow')).map(({ unit }) => unit)).toEqual(['disk']);
    expect([index.vectors.size, index.graph.size, index.lexical.bm25.documentCount]).toEqual([2, 2, 2]);
  });

  it('encodes nothing for a file that was renamed, and finds it under its new name', async () => {
    const folders = await diskLibrary();
    await rename(join(folders.contentDir, 'login.md'), join(folders.contentDir, 'a-slow-login.md'));
    const { index, build, encodedTexts } = await open(folders);
    expect(encodedTexts).toEqual([]);
    expect(build!.reason).toBe('files of the library: 1 added, 1 removed');
    expect((await hitsFor(index, real, 'login is slow'))[0]!.unit).toBe('a-slow-login');
  });

  it('encodes a passage once, however many files hold it', async () => {
    const folders = await emptyLibrary();
    for (const file of ['a.md', 'b.md', 'c.md'])
      await writeNote(folders.contentDir, file, '# Full disk\n\nDelete it.\n');
    const { index, encodedTexts } = await open(folders);
    expect(encodedTexts).toEqual(['Full disk\nDelete it.']);
    expect((await hitsFor(index, real, 'full disk')).map(({ unit }) => unit)).toEqual(['a', 'b', 'c']);
  });

  it('takes an empty library as it takes any other', async () => {
    const folders = await emptyLibrary();
    const empty = await open(folders);
    expect(empty.build).toEqual({ reason: 'there is no index yet', passages: 0, encoded: 0 });
    expect(await hitsFor(empty.index, real, 'anything')).toEqual([]);
    expect((await open(folders)).build).toBeNull();
    await writeNote(folders.contentDir, 'disk.md', DISK_NOTE);
    expect((await open(folders)).encodedTexts).toHaveLength(2);
    await rm(join(folders.contentDir, 'disk.md'));
    expect(await hitsFor((await open(folders)).index, real, 'full disk')).toEqual([]);
  });

  it('keeps what is wrong with a file, and the other files', async () => {
    const folders = await diskLibrary();
    await writeFile(join(folders.contentDir, 'latin.md'), Buffer.from([0x23, 0x20, 0xe4, 0x0a]));
    const built = await open(folders);
    const loaded = await open(folders);
    expect(loaded.build).toBeNull();
    for (const { index } of [built, loaded]) {
      expect(index.library.files.find(({ file }) => file === 'latin.md')!.complaints).toMatchObject([
        { severity: 'error', rule: 'encoding' },
      ]);
      expect((await hitsFor(index, real, 'full disk'))[0]!.unit).toBe('disk');
    }
  });

  it('reports progress from nothing to all', async () => {
    const folders = await sampleLibrary();
    const reports: IndexProgress[] = [];
    const { build } = await openIndex({
      ...folders,
      encoder: real,
      onProgress: (progress) => reports.push(progress),
    });
    const total = build!.encoded;
    const steps = Array.from({ length: Math.ceil(total / 32) }, (_, step) => step * 32);
    expect(reports).toEqual([...steps, total].map((done) => ({ phase: 'encoding', done, total })));
  });

  it('says that the content folder is missing, and makes no index for it', async () => {
    const folder = await temporaryFolder();
    const folders = { contentDir: join(folder, 'nowhere'), indexDir: join(folder, 'index') };
    await expect(open(folders)).rejects.toThrow(/nowhere" cannot be read.*CONTENT_DIR/);
    await expect(readFile(join(folders.indexDir, 'CURRENT'))).rejects.toThrow('ENOENT');
  });
});

describe('an index that was brought up to date', () => {
  it('is byte for byte the index that is built anew', async () => {
    const folders = await sampleLibrary();
    await open(folders);
    await appendFile(join(folders.contentDir, `${SAMPLE_TOPIC}.md`), '\nOne more line.\n');
    await writeNote(folders.contentDir, 'disk.md', DISK_NOTE);
    await rm(join(folders.contentDir, 'postmortems'), { recursive: true });
    expect((await open(folders)).build!.reason).toBe('files of the library: 1 added, 1 changed, 1 removed');
    const fresh = { ...folders, indexDir: await temporaryFolder() };
    await open(fresh);
    expect(await builtFiles(folders.indexDir)).toEqual(await builtFiles(fresh.indexDir));
  });

  it('answers as one that is built anew, whatever was added, changed and removed', async () => {
    const encoder = remembering(real);
    const file = fc.constantFrom('disk.md', 'login.md', 'team/dns.md', 'README.md');
    const text = fc.constantFrom(
      DISK_NOTE,
      DISK_NOTE.replace('storage team', 'platform crew'),
      '# Login is slow\n\nThe session cache was too small.\n',
      '# Login is slow\n\nThe session cache was too small.\n\n## Later\n\nDelete old logs.\n',
      '---\ntitle: Names do not resolve\n---\n\nThe resolver was full.\n',
      '',
    );
    const edit = fc.record({ file, text: fc.option(text) });
    const restart = fc.boolean();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(edit, restart), { minLength: 1, maxLength: 8 }), async (edits) => {
        const folders = await emptyLibrary();
        for (const [{ file, text }, isOpenedNow] of edits) {
          if (text === null) await rm(join(folders.contentDir, file), { force: true });
          else await writeNote(folders.contentDir, file, text);
          if (isOpenedNow) await openIndex({ ...folders, encoder });
        }
        const grown = await openIndex({ ...folders, encoder });
        const fresh = { ...folders, indexDir: join(folders.indexDir, 'fresh') };
        const anew = await openIndex({ ...fresh, encoder });
        expect(await builtFiles(folders.indexDir)).toEqual(await builtFiles(fresh.indexDir));
        for (const question of ['full disk', 'login is slow', 'what is the resolver', 'who to page']) {
          expect(await hitsFor(grown.index, encoder, question)).toEqual(
            await hitsFor(anew.index, encoder, question),
          );
        }
      }),
      { numRuns: 25 },
    );
  });
});
