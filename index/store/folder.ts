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

/** Builds are named by `randomUUID`. Whatever else lies among them is somebody else's. */
const BUILD_NAME = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

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
  const pointer = join(folder, 'CURRENT');
  await writeFile(pointer, `${basename(folder)}\n`);
  // Its time to be kept starts when it is superseded.
  const superseded = await currentBuild(indexDir);
  if (superseded !== null) await utimes(superseded, now, now).catch(ignore);
  await rename(pointer, join(indexDir, 'CURRENT'));
  await clearOldBuilds(indexDir, now).catch(ignore);
}

async function clearOldBuilds(indexDir: string, now: Date): Promise<void> {
  for (const name of await readdir(join(indexDir, 'builds'))) {
    const folder = join(indexDir, 'builds', name);
    if (!BUILD_NAME.test(name)) continue;
    const { mtimeMs } = await stat(folder);
    if (now.getTime() - mtimeMs <= KEEP_OLD_BUILDS_MS) continue;
    // Another builder may have published by now, so the pointer is looked at last.
    if (folder !== (await currentBuild(indexDir))) await rm(folder, { recursive: true, force: true });
  }
}

/** Throws away a build that was not finished. If even that fails, a later build clears it away. */
export async function discardBuild(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(ignore);
}

/** For housekeeping: a build that is published is good, whatever becomes of the old ones. */
function ignore(): void {}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
