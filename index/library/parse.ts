import { sha256Of } from '../sha256.ts';
import { complaintsAbout } from './complaint.ts';
import { companionFile } from './file-bytes.ts';
import type { ParsedFile } from './model.ts';
import { readNote } from './note.ts';
import { openMarkdown } from './open.ts';
import { type FileRole, roleOf } from './role.ts';
import { isTopic, readTopic } from './topic.ts';

/**
 * What one file becomes. Depends on nothing but its arguments, and never throws: whatever the bytes are, what cannot be
 * used is named in the complaints.
 *
 * @param file path below the content folder, `/`-separated, with its extension
 * @param role what the file is for; by its name, if not given
 */
export function parseFile(file: string, bytes: Uint8Array, role: FileRole = roleOf(file)): ParsedFile {
  if (role === 'companion') return companionFile(file, bytes);
  const complaints = complaintsAbout(file);
  const opened = openMarkdown(bytes, complaints);
  const read = opened !== null && isTopic(opened.frontMatter, opened.outline) ? readTopic : readNote;
  const document = opened && read(file, opened.frontMatter, opened.outline, complaints);
  return { file, sha256: sha256Of(bytes), document, complaints: complaints.list() };
}
