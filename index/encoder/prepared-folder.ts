import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { sha256OfFile } from '../sha256.ts';

/** A folder that takes a while to make and is made once for all processes that share a cache folder. */
export interface Preparation {
  readonly cacheDir: string;
  /** Names the content: the same name always means the same files. */
  readonly name: string;
  /** Fills an empty folder. */
  readonly write: (folder: string) => Promise<void>;
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Milliseconds since 1970; replaced in tests. */
  readonly now?: () => number;
}

/** Written last, so a folder without it was never finished. */
const SEAL_FILE = 'prepared.json';
const sealSchema = z.object({
  formatVersion: z.literal(1),
  files: z.record(z.string(), z.object({ bytes: z.int().nonnegative(), sha256: z.string() })),
});
type Seal = z.infer<typeof sealSchema>;

const TEMPORARY_PREFIX = '.preparing-';
/** Preparing takes seconds; a temporary folder as old as this belongs to a process that was killed. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/**
 * Returns the path of the prepared folder, making it first when it is missing or damaged.
 *
 * Several processes may do so at once: each writes a temporary folder of its own and renames it; whoever comes second
 * uses what the first one made. Every file is checked against the size and SHA-256 that were recorded when it was
 * written (20 to 30 ms for the int8 model, about 80 ms for fp32).
 *
 * @throws Error naming the folder and CASEBOOK_CACHE when it cannot be written; whatever `write` throws.
 */
export async function preparedFolder(preparation: Preparation): Promise<string> {
  const { cacheDir, name, onProgress } = preparation;
  await removeAbandoned(cacheDir, preparation.now?.() ?? Date.now());
  const folder = join(cacheDir, name);
  const damage = await findDamage(folder);
  if (damage === null) return folder;
  if (damage !== 'missing') onProgress?.(`Preparing ${folder} again, because it is damaged: ${damage}.`);

  const temporary = join(cacheDir, `${TEMPORARY_PREFIX}${name}-${randomUUID()}`);
  await mkdir(temporary, { recursive: true }).catch((error) => {
    throw unwritable(cacheDir, error);
  });
  try {
    await preparation.write(temporary);
    await seal(temporary);
    await publish(temporary, folder);
  } catch (error) {
    throw isUnwritable(error) ? unwritable(cacheDir, error) : error;
  } finally {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
  }
  return folder;
}

/**
 * Renames the finished folder into place. A folder that is there already stays when it is sound (another process was
 * faster), and makes room when it is damaged.
 */
async function publish(temporary: string, folder: string): Promise<void> {
  try {
    await rename(temporary, folder);
  } catch (error) {
    const damage = await findDamage(folder);
    if (damage === null) return;
    if (damage === 'missing') throw error;
    const damaged = `${temporary}-damaged`;
    await rename(folder, damaged);
    await rename(temporary, folder);
    await rm(damaged, { recursive: true, force: true });
  }
}

/** Null when the folder holds what was written into it, `missing` when it is not there, else what is wrong with it. */
async function findDamage(folder: string): Promise<string | null> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) return 'missing';
  let recorded: Seal;
  try {
    recorded = sealSchema.parse(JSON.parse(await readFile(join(folder, SEAL_FILE), 'utf8')));
  } catch {
    return `${SEAL_FILE} cannot be read`;
  }
  for (const [file, expected] of Object.entries(recorded.files)) {
    const path = join(folder, file);
    const bytes = (await stat(path).catch(() => undefined))?.size;
    if (bytes === undefined) return `${file} is missing`;
    if (bytes !== expected.bytes) return `${file} has ${bytes} bytes instead of ${expected.bytes}`;
    if ((await sha256OfFile(path)) !== expected.sha256) return `the content of ${file} has changed`;
  }
  return null;
}

async function seal(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: Seal['files'] = {};
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const { size } = await stat(path);
    files[relative(folder, path).split(sep).join('/')] = { bytes: size, sha256: await sha256OfFile(path) };
  }
  const content: Seal = { formatVersion: 1, files };
  await writeFile(join(folder, SEAL_FILE), JSON.stringify(content, null, 2));
}

/** Housekeeping only: whatever goes wrong here must not keep the model from being prepared. */
async function removeAbandoned(cacheDir: string, nowMs: number): Promise<void> {
  for (const entry of await readdir(cacheDir).catch(() => [])) {
    if (!entry.startsWith(TEMPORARY_PREFIX)) continue;
    const path = join(cacheDir, entry);
    const changedMs = (await stat(path).catch(() => undefined))?.mtimeMs ?? nowMs;
    if (nowMs - changedMs > ABANDONED_AFTER_MS) {
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

const UNWRITABLE_CODES = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EFBIG']);

function isUnwritable(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && UNWRITABLE_CODES.has(String(error.code));
}

function unwritable(cacheDir: string, cause: NodeJS.ErrnoException): Error {
  return new Error(
    `Cannot write the prepared model into the cache folder ${cacheDir} (${cause.code}). ` +
      'Set CASEBOOK_CACHE to a folder that can be written and has 250 MB free.',
    { cause },
  );
}
