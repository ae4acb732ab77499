import matter from 'gray-matter';

import { quoted } from './complaint.ts';

/** The YAML block at the top of a file, and what follows it. */
export interface FrontMatter {
  /** The fields; null when there is no block or when it cannot be read. */
  readonly fields: Readonly<Record<string, unknown>> | null;
  /** Why a block that is there cannot be read, with the 1-based line of the file. */
  readonly problem: { readonly line: number; readonly message: string } | null;
  /** Lines between the two `---` (to the end of the file if there is only one); the first is line 2 of the file. */
  readonly lines: readonly string[];
  readonly body: string;
  /** 1-based line of the file on which `body` begins. */
  readonly bodyLine: number;
}

/** YAML of this size is no front matter; the limit keeps a broken file from costing seconds. */
const MAX_CHARACTERS = 64 * 1024;

/**
 * Splits a text (with `\n` line ends) into front matter and body. Never throws.
 *
 * A `---` that is followed by neither a `key:` line nor a closing `---` is a thematic break, as people write it in notes.
 */
export function readFrontMatter(text: string): FrontMatter {
  const [firstLine = ''] = text.split('\n', 1);
  const language = firstLine.slice(3).trim();
  if (!firstLine.startsWith('---') || !/^\w*$/.test(language)) return withoutBlock(text);

  const rest = text.slice(firstLine.length + 1);
  const closing = /^---.*$/m.exec(rest);
  const block = closing === null ? rest : rest.slice(0, closing.index);
  // `--- text` is text, unless something closes it.
  if (language !== '' && closing === null) return withoutBlock(text);
  const isBlock = language !== '' || /^\s*(?:#|["']?[\p{L}\p{N}_-]+["']?\s*:)/u.test(block);
  if (!isBlock && (closing === null || block.trim() !== '')) return withoutBlock(text);

  const lines = block.split('\n');
  if (closing !== null) lines.pop(); // what follows the last line end is the closing line
  const split = {
    lines,
    body: closing === null ? rest : rest.slice(closing.index + closing[0].length + 1),
    bodyLine: closing === null ? 2 : lines.length + 3,
  };
  const broken = (line: number, message: string) => ({ ...split, fields: null, problem: { line, message } });

  if (language !== '' && !/^ya?ml$/i.test(language)) {
    return broken(
      1,
      `Front matter in ${quoted(language)} is not read. Write it in YAML, between two lines of ---.`,
    );
  }
  if (closing === null) {
    return broken(1, 'The front matter has no end. Close it with a line of ---.');
  }
  if (closing[0].trim() !== '---') {
    const line = lines.length + 2;
    return broken(
      line,
      `The front matter ends in ${quoted(closing[0])}. Close it with a line of --- and nothing else.`,
    );
  }
  if (block.length > MAX_CHARACTERS) {
    return broken(1, `The front matter is longer than ${MAX_CHARACTERS} characters. Shorten it.`);
  }
  try {
    return { ...split, fields: parseYaml(block), problem: null };
  } catch (error) {
    const line = Math.min(yamlLine(error) ?? 1, lines.length + 2);
    return broken(line, `The front matter is not valid YAML: ${reasonOf(error)}.`);
  }
}

/** Whether the block names this field at its top level, even if the block as a whole is broken. */
export function mentionsField(frontMatter: FrontMatter, key: string): boolean {
  return (
    (frontMatter.fields !== null && Object.hasOwn(frontMatter.fields, key)) ||
    frontMatter.lines.some((line) => line.startsWith(`${key}:`))
  );
}

function withoutBlock(text: string): FrontMatter {
  return { fields: null, problem: null, lines: [], body: text, bodyLine: 1 };
}

function parseYaml(block: string): Record<string, unknown> {
  const refuse = () => {
    throw new Error('only YAML is read');
  };
  // Passing options also keeps gray-matter from caching. Its JavaScript engine would run code from the file.
  const options = { engines: { javascript: refuse, coffee: refuse, json: refuse } };
  const data: unknown = matter(`---\n${block}---\n`, options).data;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new Error('it is not a list of `key: value` lines');
  }
  return data as Record<string, unknown>;
}

/** js-yaml's `mark.line` is 0-based, and gray-matter hands it the block with the line of the opening `---`. */
function yamlLine(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('mark' in error)) return null;
  const mark = error.mark;
  if (typeof mark !== 'object' || mark === null || !('line' in mark)) return null;
  return typeof mark.line === 'number' ? mark.line + 1 : null;
}

function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  if (typeof error === 'object' && error !== null && 'reason' in error) return String(error.reason);
  return error instanceof Error ? error.message : String(error);
}
