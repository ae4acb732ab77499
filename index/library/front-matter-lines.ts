/** Keys and 0-based list positions from the top of the YAML, as in zod's issues: `['case_studies', 0, 'level']`. */
export type FieldPath = readonly PropertyKey[];

/** A value in the block: where it begins, and the line after its last. */
interface Extent {
  readonly from: number;
  /** Column on line `from` at which the value (or key) begins. */
  readonly column: number;
  readonly to: number;
}

/**
 * The 1-based line of the file on which a front matter field stands. When a part of the path is missing, or written
 * inside `[ ]` or `{ }`, the line of the nearest thing around it; line 1 when even the first key is missing.
 *
 * js-yaml gives no positions. This reads indentation only, which is enough for the block style of the topic files.
 *
 * @param lines the lines between the two `---`, the first being line 2 of the file
 */
export function lineOfField(lines: readonly string[], path: FieldPath): number {
  let line = 1;
  let extent: Extent = { from: 0, column: 0, to: lines.length };
  for (const step of path) {
    const start = firstContent(lines, extent);
    if (start === null) return line;
    const found =
      typeof step === 'number' ? nthItem(lines, start, step) : valueOfKey(lines, start, String(step));
    if (found === null) return line;
    line = found.from + 2;
    extent = found;
  }
  return line;
}

/** The extent without leading blank lines, comments and spaces. */
function firstContent(lines: readonly string[], extent: Extent): Extent | null {
  for (let line = extent.from; line < extent.to; line += 1) {
    const text = line === extent.from ? blankedUpTo(lines[line] ?? '', extent.column) : (lines[line] ?? '');
    if (!isBlank(text)) return { from: line, column: indentOf(text), to: extent.to };
  }
  return null;
}

function valueOfKey(lines: readonly string[], mapping: Extent, key: string): Extent | null {
  for (let line = mapping.from; line < mapping.to; line += 1) {
    const text = line === mapping.from ? blankedUpTo(lines[line] ?? '', mapping.column) : (lines[line] ?? '');
    if (isBlank(text) || indentOf(text) !== mapping.column) continue;
    const name = /^(?:"([^"]*)"|'([^']*)'|([^\s:]+))\s*:/.exec(text.slice(mapping.column));
    if (name === null || (name[1] ?? name[2] ?? name[3]) !== key) continue;
    // A list may stand at the same indentation as its key.
    const isOver = (next: string) =>
      indentOf(next) < mapping.column || (indentOf(next) === mapping.column && !isItem(next));
    return {
      from: line,
      column: mapping.column + name[0].length,
      to: endOf(lines, line, mapping.to, isOver),
    };
  }
  return null;
}

function nthItem(lines: readonly string[], list: Extent, n: number): Extent | null {
  let seen = -1;
  for (let line = list.from; line < list.to; line += 1) {
    const text = line === list.from ? blankedUpTo(lines[line] ?? '', list.column) : (lines[line] ?? '');
    if (isBlank(text) || indentOf(text) !== list.column || !isItem(text)) continue;
    seen += 1;
    if (seen < n) continue;
    const isOver = (next: string) => indentOf(next) <= list.column;
    return { from: line, column: list.column + 1, to: endOf(lines, line, list.to, isOver) };
  }
  return null;
}

function endOf(
  lines: readonly string[],
  from: number,
  limit: number,
  isOver: (line: string) => boolean,
): number {
  for (let line = from + 1; line < limit; line += 1) {
    const text = lines[line] ?? '';
    if (!isBlank(text) && isOver(text)) return line;
  }
  return limit;
}

const indentOf = (text: string) => /^ */.exec(text)?.[0].length ?? 0;
const isBlank = (text: string) => /^\s*(?:#|$)/.test(text);
const isItem = (text: string) => /^ *-(?:\s|$)/.test(text);
const blankedUpTo = (text: string, column: number) => ' '.repeat(column) + text.slice(column);
