import type { Complaints } from './complaint.ts';
import type { FrontMatter } from './front-matter.ts';
import { lineOfField } from './front-matter-lines.ts';
import { lineOf } from './markdown.ts';
import type { Note, NoteSection } from './model.ts';
import { foldersOf, readableName, stemOf, withoutExtension } from './names.ts';
import type { Outline, Part } from './outline.ts';
import { plainBlocks } from './plain-text.ts';

/** A note, or null after a warning when it holds no text. Broken front matter is dropped, and the rest is read. */
export function readNote(
  file: string,
  frontMatter: FrontMatter,
  outline: Outline,
  complaints: Complaints,
): Note | null {
  if (frontMatter.problem !== null) {
    complaints.warning(frontMatter.problem.line, 'front-matter', frontMatter.problem.message);
  }
  const ownTitle = titleField(frontMatter, complaints);
  const sections = readSections(outline);
  if (sections.length === 0) {
    complaints.warning(1, 'empty-file', 'The file holds no text. Write something, or remove it.');
    return null;
  }
  const firstHeading = outline.parts.find(({ text }) => text !== '')?.text;
  return {
    kind: 'note',
    file,
    path: withoutExtension(file),
    title: ownTitle ?? firstHeading ?? readableName(stemOf(file)),
    folders: foldersOf(file),
    sections,
  };
}

function titleField({ fields, lines }: FrontMatter, complaints: Complaints): string | null {
  const title = fields?.['title'];
  if (typeof title === 'string') return title.replace(/\s+/g, ' ').trim() || null;
  if (title !== undefined && title !== null) {
    complaints.warning(
      lineOfField(lines, ['title']),
      'front-matter',
      '`title` must be text. Put quotes around it.',
    );
  }
  return null;
}

/** Sections without text of their own go, unless nothing but headings is there. */
function readSections({ before, parts }: Outline): NoteSection[] {
  const sections: NoteSection[] = [];
  const [firstBlock] = before;
  if (firstBlock !== undefined) {
    sections.push({ headingPath: [], line: lineOf(firstBlock), anchor: '', blocks: plainBlocks(before) });
  }
  const above: Part[] = [];
  for (const part of parts) {
    while (above.length > 0 && (above.at(-1)?.heading.depth ?? 0) >= part.heading.depth) above.pop();
    above.push(part);
    const headingPath = above.map(({ text }) => text).filter((text) => text !== '');
    sections.push({ headingPath, line: part.line, anchor: part.anchor, blocks: plainBlocks(part.blocks) });
  }
  const withText = sections.filter(({ blocks }) => blocks.length > 0);
  return withText.length > 0 ? withText : sections.filter(({ headingPath }) => headingPath.length > 0);
}
