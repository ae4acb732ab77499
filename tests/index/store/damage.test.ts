/** An index that is not as it was written is told apart, and built anew. */
import { cp, mkdir, mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Encoder, openEncoder } from '../../../index/encoder/mod.ts';
import { sha256Of } from '../../../index/sha256.ts';
import { readIndex, UnusableIndexError } from '../../../index/store/built-index.ts';
import { currentBuild } from '../../../index/store/folder.ts';
import { INDEX_FILES, type Manifest } from '../../../index/store/manifest.ts';
import { openIndex } from '../../../index/store/mod.ts';
import { builtFiles, hitsFor, MODELS, remembering, SAMPLE_LIBRARY, temporaryFolder } from './workshop.ts';

const contentDir = SAMPLE_LIBRARY;
const QUESTION = 'our queue keeps growing at night';

let encoder: Encoder;
let soundDir: string;
let sound: Awaited<ReturnType<typeof builtFiles>>;
let soundHits: Awaited<ReturnType<typeof hitsFor>>;
let fingerprint: string;

beforeAll(async () => {
  encoder = remembering(await openEncoder({ cacheDir: MODELS }));
  soundDir = await mkdtemp(join(tmpdir(), 'casebook-'));
  const { index } = await openIndex({ contentDir, indexDir: soundDir, encoder });
  sound = await builtFiles(soundDir);
  soundHits = await hitsFor(index, encoder, QUESTION);
  fingerprint = (await manifestIn((await currentBuild(soundDir))!)).fingerprint;
});
afterAll(async () => {
  await encoder.close();
  await rm(soundDir, { recursive: true });
});

async function manifestIn(build: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(build, 'manifest.json'), 'utf8')) as Manifest;
}

async function changeManifest(build: string, change: object): Promise<void> {
  const manifest = { ...(await manifestIn(build)), ...change };
  await writeFile(join(build, 'manifest.json'), JSON.stringify(manifest));
}

async function flipByte(file: string, offset: number, mask = 0xff): Promise<void> {
  const bytes = await readFile(file);
  bytes[offset % bytes.length]! ^= mask;
  await writeFile(file, bytes);
}

interface Damage {
  readonly name: string;
  /** @param build the folder of the build in force */
  readonly harm: (build: string, indexDir: string) => Promise<void>;
  readonly reason: UnusableIndexError['reason'];
  readonly message: string;
}

const damages: Damage[] = [
  ...INDEX_FILES.flatMap((file): Damage[] => [
    {
      name: `${file} cut short`,
      harm: async (build) => truncate(join(build, file), 100),
      reason: 'damaged',
      message: `${file} of the index is not as it was written`,
    },
    {
      name: `${file} empty`,
      harm: async (build) => truncate(join(build, file), 0),
      reason: 'damaged',
      message: `${file} of the index is not as it was written`,
    },
    {
      name: `one byte of ${file} flipped`,
      harm: async (build) => flipByte(join(build, file), 5_000),
      reason: 'damaged',
      message: `${file} of the index is not as it was written`,
    },
    {
      name: `${file} missing`,
      harm: async (build) => rm(join(build, file)),
      reason: 'damaged',
      message: `${file} is missing from the index`,
    },
    {
      name: `a folder in the place of ${file}`,
      harm: async (build) => {
        await rm(join(build, file));
        await mkdir(join(build, file));
      },
      reason: 'damaged',
      message: 'the index cannot be read',
    },
    {
      name: `something else in ${file}, which the manifest vouches for`,
      harm: async (build) => {
        const bytes = Buffer.from('{"files": "none"}');
        const { files } = await manifestIn(build);
        await writeFile(join(build, file), bytes);
        await changeManifest(build, {
          files: { ...files, [file]: { bytes: bytes.length, sha256: sha256Of(bytes) } },
        });
      },
      reason: 'damaged',
      message: 'the index cannot be read',
    },
  ]),
  {
    name: 'the manifest missing',
    harm: async (build) => rm(join(build, 'manifest.json')),
    reason: 'damaged',
    message: 'the index has no manifest that can be read',
  },
  {
    name: 'a folder in the place of the manifest',
    harm: async (build) => {
      await rm(join(build, 'manifest.json'));
      await mkdir(join(build, 'manifest.json'));
    },
    reason: 'damaged',
    message: 'the index has no manifest that can be read',
  },
  {
    name: 'the manifest cut short',
    harm: async (build) => truncate(join(build, 'manifest.json'), 200),
    reason: 'damaged',
    message: 'the manifest of the index is not JSON',
  },
  {
    name: 'a manifest without its files',
    harm: async (build) => changeManifest(build, { files: undefined }),
    reason: 'damaged',
    message: 'the manifest of the index is incomplete',
  },
  {
    name: 'a manifest that counts other passages',
    harm: async (build) => changeManifest(build, { passages: 7 }),
    reason: 'damaged',
    message: 'the index disagrees with itself',
  },
  {
    name: 'a manifest with vectors of another length',
    harm: async (build) => changeManifest(build, { dimensions: 768 }),
    reason: 'damaged',
    message: 'the index has vectors of another length',
  },
  {
    name: 'a manifest that is null',
    harm: async (build) => writeFile(join(build, 'manifest.json'), 'null'),
    reason: 'foreign',
    message: 'the index has format undefined',
  },
  {
    name: 'a later format',
    harm: async (build) => changeManifest(build, { formatVersion: 999 }),
    reason: 'foreign',
    message: 'the index has format 999, and this is format 1',
  },
  {
    name: 'another fingerprint',
    harm: async (build) => changeManifest(build, { fingerprint: 'another model' }),
    reason: 'foreign',
    message: 'the index was made with another model or by other rules',
  },
  ...['', '\0\u{1F4A5} nonsense\n', '../../etc', '/etc', '..', '.', 'no-such-build'].map(
    (text): Damage => ({
      name: `CURRENT holding ${JSON.stringify(text)}`,
      harm: async (_build, indexDir) => writeFile(join(indexDir, 'CURRENT'), text),
      reason: 'damaged',
      message: 'the index has no manifest that can be read',
    }),
  ),
  {
    name: 'CURRENT leading to a sound build outside of its place',
    harm: async (build, indexDir) => {
      await rename(build, join(indexDir, 'elsewhere'));
      await writeFile(join(indexDir, 'CURRENT'), '../elsewhere');
    },
    reason: 'damaged',
    message: 'the index has no manifest that can be read',
  },
  {
    name: 'the folder of builds missing',
    harm: async (_build, indexDir) => rm(join(indexDir, 'builds'), { recursive: true }),
    reason: 'damaged',
    message: 'the index has no manifest that can be read',
  },
  {
    name: 'CURRENT missing',
    harm: async (_build, indexDir) => rm(join(indexDir, 'CURRENT')),
    reason: 'missing',
    message: 'there is no index yet',
  },
  {
    name: 'the whole folder missing',
    harm: async (_build, indexDir) => rm(indexDir, { recursive: true }),
    reason: 'missing',
    message: 'there is no index yet',
  },
];

async function copyOfSound(): Promise<{ indexDir: string; build: string }> {
  const indexDir = await temporaryFolder();
  await cp(soundDir, indexDir, { recursive: true });
  return { indexDir, build: (await currentBuild(indexDir))! };
}

describe('a damaged index', () => {
  it.each(damages)('$name: $reason, and built anew', async ({ harm, reason, message }) => {
    const { indexDir, build } = await copyOfSound();
    await harm(build, indexDir);

    const failure: unknown = await readIndex(indexDir, fingerprint, encoder.dimensions).catch((e) => e);
    expect(failure).toBeInstanceOf(UnusableIndexError);
    expect(failure).toMatchObject({ reason, message: expect.stringContaining(message) });

    const rebuilt = await openIndex({ contentDir, indexDir, encoder });
    expect(rebuilt.build!.reason).toBe((failure as Error).message);
    expect(await builtFiles(indexDir)).toEqual(sound);
    expect((await openIndex({ contentDir, indexDir, encoder })).build).toBeNull();
  });

  it('never crashes anything and never changes an answer, whichever byte is flipped', async () => {
    const { indexDir, build } = await copyOfSound();
    const files = [
      join(indexDir, 'CURRENT'),
      ...['manifest.json', ...INDEX_FILES].map((f) => join(build, f)),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (...flip) => {
          await rm(indexDir, { recursive: true });
          await cp(soundDir, indexDir, { recursive: true });
          await flipByte(...flip);
          const { index } = await openIndex({ contentDir, indexDir, encoder });
          expect(await hitsFor(index, encoder, QUESTION)).toEqual(soundHits);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('an index of another model', () => {
  it('is foreign, and everything is embedded anew', async () => {
    const { indexDir } = await copyOfSound();
    const other = { ...encoder, fingerprint: 'another model' };
    const { build, index } = await openIndex({ contentDir, indexDir, encoder: other });
    expect(build).toEqual({
      reason: 'the index was made with another model or by other rules',
      passages: index.list.passages.length,
      encoded: index.list.passages.length,
    });
  });
});
