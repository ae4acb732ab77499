import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** A Markdown file below the content folder. */
export interface MarkdownFile {
  /** Path below the content folder, `/`-separated. */
  readonly file: string;
  /** Where to read it. */
  readonly absolutePath: string;
}

/** Something below the content folder that was not read, although it may hold Markdown. */
export interface Unread {
  readonly file: string;
  readonly rule: 'unreadable' | 'symlink';
  readonly message: string;
}

export interface Listing {
  readonly files: MarkdownFile[];
  readonly unread: Unread[];
}

interface Walk extends Listing {
  /** Symbolic links that have not been followed yet. */
  readonly links: MarkdownFile[];
  /** Real paths of all files and folders that were met, so that nothing is read twice and no loop of links is walked. */
  readonly met: Set<string>;
}

/**
 * Every `.md` and `.markdown` file below a folder, except hidden ones and `node_modules`; in no particular order.
 *
 * Symbolic links are followed to what lies inside the folder and was not met on the way (as in a volume that Kubernetes
 * mounts, where the files are links into a hidden folder). What lies outside is not read.
 *
 * @throws Error when the folder is missing, is no folder or cannot be listed
 */
export async function listMarkdown(contentDir: string): Promise<Listing> {
  const walk: Walk = { files: [], unread: [], links: [], met: new Set() };
  let root: string;
  try {
    root = await realpath(contentDir);
    await listFolder(root, '', walk);
  } catch (error) {
    const what = `The content folder "${contentDir}" cannot be read: ${reasonOf(error)}.`;
    const hint = 'Set CONTENT_DIR or --content to a folder of Markdown files.';
    throw new Error(`${what} ${hint}`, { cause: error });
  }
  while (walk.links.length > 0) {
    const links = walk.links.splice(0).toSorted((a, b) => (a.file < b.file ? -1 : 1));
    for (const link of links) await followLink(link, root, walk);
  }
  return { files: walk.files, unread: walk.unread };
}

/** Why a file system call failed, in words. */
export function reasonOf(error: unknown): string {
  const reasons: Record<string, string> = {
    ENOENT: 'it does not exist',
    ENOTDIR: 'it is not a folder',
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    ELOOP: 'it is a loop of symbolic links',
  };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

async function listFolder(folder: string, path: string, walk: Walk): Promise<void> {
  walk.met.add(folder);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const absolutePath = join(folder, entry.name);
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || walk.met.has(absolutePath)) continue;
    const file = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isSymbolicLink()) walk.links.push({ file, absolutePath });
    else if (entry.isDirectory()) await listSubfolder(absolutePath, file, walk);
    else if (entry.isFile()) addFile(absolutePath, file, walk);
  }
}

async function listSubfolder(folder: string, path: string, walk: Walk): Promise<void> {
  try {
    await listFolder(folder, path, walk);
  } catch (error) {
    const message = `The folder cannot be listed: ${reasonOf(error)}. Its files are left out.`;
    walk.unread.push({ file: path, rule: 'unreadable', message });
  }
}

function addFile(absolutePath: string, file: string, walk: Walk): void {
  walk.met.add(absolutePath);
  if (isMarkdown(file)) walk.files.push({ file, absolutePath });
}

async function followLink({ file, absolutePath }: MarkdownFile, root: string, walk: Walk): Promise<void> {
  try {
    const target = await realpath(absolutePath);
    const kind = await stat(target);
    const isInside = target === root || target.startsWith(root.endsWith(sep) ? root : root + sep);
    if (!isInside) {
      if (!kind.isDirectory() && !isMarkdown(file)) return;
      const message =
        'This symbolic link leads out of the content folder and is not followed. Copy what it points to.';
      walk.unread.push({ file, rule: 'symlink', message });
    } else if (!walk.met.has(target)) {
      if (kind.isDirectory()) await listSubfolder(target, file, walk);
      else if (kind.isFile()) addFile(target, file, walk);
    }
  } catch (error) {
    if (!isMarkdown(file)) return;
    const message = `This symbolic link cannot be followed: ${reasonOf(error)}. Mend or remove it.`;
    walk.unread.push({ file, rule: 'unreadable', message });
  }
}

function isMarkdown(file: string): boolean {
  return /\.(md|markdown)$/i.test(file);
}
