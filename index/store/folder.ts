/**
 * An index folder on disk.
 *
 *     <index folder>/CURRENT          the name of the build in force, replaced in one step
 *     <index folder>/builds/<name>/   one finished build: manifest.json and its files
 *
 * A build is written into its own folder and never changed afterwards, so any number of readers and builders may
 * work at once: the last to finish is in force, and nobody sees half a build.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** A build that is not (or no longer) in force is kept this long, for readers that opened it and builders that write it. */
const KEEP_OLD_BUILDS_MS = 10 * 60 * 1000;

/** The folder of the build in force, or null when there is none. */
export async function currentBuild(indexDir: string): Promise<string | null> {
  let name: string;
  try {
    name = (await readFile(join(indexDir, 'CURRENT'), 'utf8')).trim();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  // The file may be anybody's: only a plain name can be one of ours.
  return /^[\w-]+$/.test(name) ? join(indexDir, 'builds', name) : join(indexDir, 'builds', 'unknown');
}

/** Makes the folder for a new build. */
export async function createBuild(indexDir: string): Promise<string> {
  const folder = join(indexDir, 'builds', randomUUID());
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Puts a finished build in force and clears away builds that nobody can be using any more. */
export async function publishBuild(indexDir: string, folder: string, now = new Date()): Promise<void> {
  const superseded = await currentBuild(indexDir);
  const pointer = join(folder, 'CURRENT');
  await writeFile(pointer, `${basename(folder)}\n`);
  await rename(pointer, join(indexDir, 'CURRENT'));
  // Its time to be kept starts when it is superseded.
  if (superseded !== null) await utimes(superseded, now, now).catch(ignoreMissing);
  for (const name of await readdir(join(indexDir, 'builds'))) {
    const other = join(indexDir, 'builds', name);
    if (other === folder) continue;
    const modified = await stat(other).catch(ignoreMissing);
    if (modified === undefined || now.getTime() - modified.mtimeMs <= KEEP_OLD_BUILDS_MS) continue;
    await rm(other, { recursive: true, force: true });
  }
}

/** Throws away a build that was not finished. */
export async function discardBuild(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

function ignoreMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
