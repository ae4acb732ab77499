/** Where a person can read a document of the library. */
import { basename, join, relative } from 'node:path';
import type { Config } from './config.ts';

/** Path segments by which a repository's web address shows that it already points into its files. */
const POINTS_INTO_FILES = /\/(?:blob|tree|src|-)\//;

/**
 * Address of a document: under PUBLIC_URL when that is set, else under REPOSITORY_URL, else a file path (relative to the
 * working folder when the file is below it).
 * @param file path below the content folder, with its extension
 * @param anchor heading to open at; empty for the top
 */
export function linkTo(config: Config, file: string, anchor: string, workingDir = process.cwd()): string {
  const fragment = anchor === '' ? '' : `#${anchor}`;
  const urlPath = file.split('/').map(encodeURIComponent).join('/');
  if (config.publicUrl !== undefined) {
    return `${config.publicUrl}/${urlPath.replace(/\.[^./]+$/, '')}${fragment}`;
  }
  if (config.repositoryUrl !== undefined) {
    return `${repositoryFolder(config, config.repositoryUrl, workingDir)}/${urlPath}${fragment}`;
  }
  const absolute = join(config.contentDir, file);
  const fromHere = relative(workingDir, absolute);
  return `${fromHere.startsWith('..') ? absolute : fromHere}${fragment}`;
}

/**
 * The address of the content folder in the repository. An address that points into the repository's files already
 * (`…/blob/main/docs`) is taken as that folder; for a bare one the folder is looked up on its default branch.
 */
function repositoryFolder(config: Config, repositoryUrl: string, workingDir: string): string {
  if (POINTS_INTO_FILES.test(repositoryUrl)) return repositoryUrl;
  const fromHere = relative(workingDir, config.contentDir);
  const folder = fromHere === '' || fromHere.startsWith('..') ? basename(config.contentDir) : fromHere;
  return `${repositoryUrl}/blob/HEAD/${folder.split(/[\\/]/).map(encodeURIComponent).join('/')}`;
}
