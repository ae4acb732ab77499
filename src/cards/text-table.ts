/**
 * Lays out a table as lines for a monospace font: a terminal, or a code fence on a platform that has no tables.
 *
 * Widths are counted in columns of the screen, not in characters: `東` takes two, a combining mark none.
 */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { Table } from '../../index/library/mod.ts';
import { toPlainLine } from './plain-text.ts';

const GUTTER = '  ';
const NARROWEST_TABLE = 20;
/** A column that wraps needs this much to stay readable: about two words of English. */
const READABLE_COLUMN = 12;
/** `Metric` above the names of metrics adds nothing to them, so blocks leave it out. */
const SAYS_NOTHING = /^metrics?$/i;

/**
 * The table in lines of at most `width` columns (20 at the least), without styling and without trailing spaces.
 * Cells are made plain and wrapped by words; where columns would become too narrow to read, each row becomes a
 * block of `label  value` lines. A platform escapes the lines afterwards, not the cells before.
 */
export function layoutTable(table: Table, width: number): string[] {
  const room = Math.max(width, NARROWEST_TABLE);
  const columnCount = Math.max(table.header.length, ...table.rows.map((row) => row.length));
  if (columnCount === 0) return [];
  const [header = [], ...rows] = [table.header, ...table.rows].map((row) =>
    Array.from({ length: columnCount }, (_, column) => toPlainLine(row[column] ?? '')),
  );
  const widths = columnWidths([header, ...rows], room - GUTTER.length * (columnCount - 1));
  return widths === null ? layoutBlocks(header, rows, room) : layoutColumns(header, rows, widths);
}

/** Wraps a paragraph by words to `width` columns; a longer word is broken. Spaces at a break are dropped. */
export function wrapWords(text: string, width: number): string[] {
  return wrapAnsi(text, width, { hard: true })
    .split('\n')
    .flatMap((line) => (stringWidth(line) <= width ? [line] : breakAnywhere(line, width)));
}

function layoutColumns(header: string[], rows: string[][], widths: number[]): string[] {
  const wrapped = [header, ...rows].map((row) => row.map((cell, column) => wrapWords(cell, widths[column]!)));
  // Words seldom fill a column to its edge: draw it as wide as it turned out to be.
  const drawn = widths.map((_, column) => widest(wrapped.flatMap((row) => row[column]!)));
  const [head = [], ...body] = wrapped.map((row) => alignRow(row, drawn));
  const rule = drawn.map((columns) => '─'.repeat(columns)).join(GUTTER);
  // Rows of several lines run into each other unless a blank line parts them.
  const parted = body.some((lines) => lines.length > 1);
  return [...head, rule, ...body.flatMap((lines, row) => (parted && row > 0 ? ['', ...lines] : lines))];
}

function alignRow(cells: string[][], widths: number[]): string[] {
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, column) => padEnd(lines[line] ?? '', widths[column]!))
      .join(GUTTER)
      .trimEnd(),
  );
}

function layoutBlocks(header: string[], rows: string[][], room: number): string[] {
  const [caption = '', ...labels] = header;
  const labelColumns = widest(labels);
  const valueColumns = room - 2 * GUTTER.length - labelColumns;
  const layoutEntry = (label: string, value: string): string[] =>
    valueColumns >= READABLE_COLUMN
      ? alignRow([[''], [label], wrapWords(value, valueColumns)], [0, labelColumns, valueColumns])
      : [
          ...indented(wrapWords(label, room - GUTTER.length), GUTTER),
          ...indented(wrapWords(value, room - 2 * GUTTER.length), GUTTER + GUTTER),
        ];
  const blocks = (rows.length > 0 ? rows : [[]]).map(([title = '', ...values]) => [
    ...wrapWords(title, room),
    ...labels.flatMap((label, index) => layoutEntry(label, values[index] ?? '')),
  ]);
  const heading = SAYS_NOTHING.test(caption) ? [] : wrapWords(caption, room);
  return [...heading, ...blocks.flat()].filter((line) => line !== '');
}

/**
 * A width for each column, or null when `room` is too little to read them. Columns that need little get what they
 * need, and the others share the rest evenly, wide enough for their longest words if that is possible at all.
 */
function columnWidths(rows: string[][], room: number): number[] | null {
  const columns = rows[0]!.map((_, column) => rows.map((row) => row[column]!));
  const natural = columns.map(widest);
  const longestWords = columns.map((cells) => widest(cells.flatMap((cell) => cell.split(' '))));
  const nothing = columns.map(() => 0);
  return shareRoom(natural, longestWords, room) ?? shareRoom(natural, nothing, room);
}

/** Max-min fair sharing: lowers a common level until the columns, cut to it or to their floors, fit into `room`. */
function shareRoom(natural: number[], floors: number[], room: number): number[] | null {
  for (let level = room; level >= READABLE_COLUMN; level -= 1) {
    const widths = natural.map((columns, index) => Math.min(columns, Math.max(level, floors[index]!)));
    let left = room - widths.reduce((total, columns) => total + columns, 0);
    if (left < 0) continue;
    return widths.map((columns, index) => {
      if (left === 0 || columns === natural[index]) return columns;
      left -= 1;
      return columns + 1;
    });
  }
  return null;
}

/** Breaks between code points: for the rare character (piled up Hangul or Indic parts) that is wider than a line. */
function breakAnywhere(text: string, width: number): string[] {
  const lines = [''];
  for (const codePoint of text) {
    const longer = lines.at(-1) + codePoint;
    if (stringWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(codePoint);
  }
  return lines;
}

/** Width of the widest text; at least 1, so that every column can be seen. */
function widest(texts: string[]): number {
  return Math.max(1, ...texts.map((text) => stringWidth(text)));
}

function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

function indented(lines: string[], indent: string): string[] {
  return lines.map((line) => (line === '' ? '' : indent + line));
}
