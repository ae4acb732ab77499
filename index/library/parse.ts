import { sha256Of } from '../sha256.ts';
import { type Complaints, complaintsAbout } from './complaint.ts';
import { decodeUtf8 } from './decode.ts';
import { companionFile, complainOfSize, MAX_FILE_BYTES } from './file-bytes.ts';
import { readFrontMatter } from './front-matter.ts';
import { parseMarkdown, TooDeepError } from './markdown.ts';
import type { Note, ParsedFile, Topic } from './model.ts';
import { readNote } from './note.ts';
import { outlineOf } from './outline.ts';
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
  const document = readDocument(file, bytes, complaints);
  return { file, sha256: sha256Of(bytes), document, complaints: complaints.list() };
}

function readDocument(file: string, bytes: Uint8Array, complaints: Complaints): Topic | Note | null {
  if (bytes.length > MAX_FILE_BYTES) {
    complainOfSize(bytes.length, complaints);
    return null;
  }
  const decoded = decodeUtf8(bytes);
  if ('badLine' in decoded) {
    const message = 'The file is not UTF-8 from here on and is left out. Save it as UTF-8.';
    complaints.error(decoded.badLine, 'encoding', message);
    return null;
  }
  const frontMatter = readFrontMatter(decoded.text);
  try {
    const outline = outlineOf(parseMarkdown(frontMatter.body, frontMatter.bodyLine, complaints));
    const read = isTopic(frontMatter, outline) ? readTopic : readNote;
    return read(file, frontMatter, outline, complaints);
  } catch (error) {
    if (!(error instanceof TooDeepError)) throw error;
    complaints.error(error.line, 'too-deep', `${error.message}; the file is left out. Flatten them.`);
    return null;
  }
}
