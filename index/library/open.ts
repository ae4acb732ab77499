import type { Complaints } from './complaint.ts';
import { decodeUtf8 } from './decode.ts';
import { complainOfSize, MAX_FILE_BYTES } from './file-bytes.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';
import { parseMarkdown, TooDeepError } from './markdown.ts';
import { type Outline, outlineOf } from './outline.ts';

/** A Markdown file, taken apart. */
export interface OpenedFile {
  readonly frontMatter: FrontMatter;
  readonly outline: Outline;
}

/** Takes a file apart, or complains (an error) of why it cannot be read. Never throws. */
export function openMarkdown(bytes: Uint8Array, complaints: Complaints): OpenedFile | null {
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
    const root = parseMarkdown(frontMatter.body, frontMatter.bodyLine, complaints);
    return { frontMatter, outline: outlineOf(root) };
  } catch (error) {
    if (!(error instanceof TooDeepError)) throw error;
    complaints.error(error.line, 'too-deep', `${error.message}; the file is left out. Flatten them.`);
    return null;
  }
}
