import { readFile, stat } from 'node:fs/promises';

import { sha256Of, sha256OfFile } from '../sha256.ts';
import { complaintsAbout } from './complaint.ts';
import { companionFile, complainOfSize, MAX_FILE_BYTES } from './file-bytes.ts';
import { listMarkdown, type MarkdownFile, reasonOf } from './files.ts';
import type { Library, ParsedFile } from './model.ts';
import { type FileRole, isMeantAsTopic, roleOf } from './role.ts';
import { leaveOutDuplicates, wasJudgedBesideOthers } from './unique.ts';

type KnownFiles = ReadonlyMap<string, ParsedFile>;

/**
 * Reads every Markdown file below a folder. A file that cannot be used is named in the complaints and does not keep the
 * others from being read.
 *
 * @param known earlier results by path; a file with equal bytes is not parsed again
 * @throws Error when the folder is missing or cannot be listed
 */
export async function readLibrary(contentDir: string, known: KnownFiles = new Map()): Promise<Library> {
  const { files, unread } = await listMarkdown(contentDir);
  const parsed: ParsedFile[] = unread.map(({ file, rule, message }) => leftOut(file, rule, message));
  for (const file of files) {
    if (roleOf(file.file) === 'document') parsed.push(await readOne(file, 'document', known));
  }
  // Without any topic the folder is a team's own, and its README is a note like any other.
  const companionRole: FileRole = parsed.some(isMeantAsTopic) ? 'companion' : 'document';
  for (const file of files) {
    if (roleOf(file.file) === 'companion') parsed.push(await readOne(file, companionRole, known));
  }
  parsed.sort((a, b) => (a.file < b.file ? -1 : 1));
  return { files: leaveOutDuplicates(parsed) };
}

async function readOne(
  { file, absolutePath }: MarkdownFile,
  role: FileRole,
  known: KnownFiles,
): Promise<ParsedFile> {
  try {
    const { size } = await stat(absolutePath);
    if (size > MAX_FILE_BYTES) return await tooLarge(file, absolutePath, size, role);
    const bytes = await readFile(absolutePath);
    if (role === 'companion') return companionFile(file, bytes);
    const earlier = known.get(file);
    const isReusable =
      earlier !== undefined &&
      !wasCompanion(earlier) &&
      !wasJudgedBesideOthers(earlier) &&
      earlier.sha256 === sha256Of(bytes);
    if (isReusable) return earlier;
    // Loading the Markdown parser takes a fifth of a second, which a start with a current index does without.
    const { parseFile } = await import('./parse.ts');
    return parseFile(file, bytes, role);
  } catch (error) {
    return leftOut(file, 'unreadable', `The file cannot be read: ${reasonOf(error)}. It is left out.`);
  }
}

/** A document that adds nothing always has a complaint. */
function wasCompanion({ document, complaints }: ParsedFile): boolean {
  return document === null && complaints.length === 0;
}

/** Hashes a file of any size without holding it in memory. */
async function tooLarge(
  file: string,
  absolutePath: string,
  bytes: number,
  role: FileRole,
): Promise<ParsedFile> {
  const complaints = complaintsAbout(file);
  if (role === 'document') complainOfSize(bytes, complaints);
  return { file, sha256: await sha256OfFile(absolutePath), document: null, complaints: complaints.list() };
}

/** A file whose bytes were not seen: its hash is empty, so that no later read takes it for unchanged. */
function leftOut(file: string, rule: string, message: string): ParsedFile {
  const complaints = complaintsAbout(file);
  complaints.error(1, rule, message);
  return { file, sha256: '', document: null, complaints: complaints.list() };
}
