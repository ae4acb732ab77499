/** A results table for Discord, which has no tables: aligned columns in a code fence where they fit, else a line a metric. */
import stringWidth from 'string-width';
import { type Card, layoutTable } from '../../src/cards/mod.ts';
import { escapeLine, fence } from './escape.ts';
import { fitLabel, longestWithin, weightOf } from './fit.ts';

type Table = NonNullable<Card['table']>;

/** Columns of a code fence that a phone shows without wrapping (390 pixels wide, at the usual size of letters). */
const PHONE_COLUMNS = 34;
/** With spaces: what ends a cell must not touch what follows, or the two could become markup together. */
const SEPARATOR = ' · ';
const SAYS_NOTHING = /^(?:not published|-|–|—)?$/i;
/** The longest table in the library has 10 rows. Nobody reads more than this in a chat, and laying out more takes long. */
const MAX_ROWS = 40;
/** What `layoutTable` puts between two columns. */
const GUTTER_COLUMNS = 2;
/** The longest cell in the library has 150; cutting a longer one keeps the rows after it. */
const CELL_LENGTH = 160;

/**
 * The table in at most `room` units of a message. Rows that do not fit are left out from the end and counted in a line
 * below; empty when not even that line fits or the table has nothing to show.
 */
export function tableText(table: Table, room: number): string {
  const header = table.header.map((cell) => fitLabel(cell, CELL_LENGTH));
  const rows = rowsWithin(table.rows, room);
  const isNarrow = columnsOf({ header, rows }) <= PHONE_COLUMNS;
  const text = longestWithin(room, rows.length, (count) => {
    const shown = rows.slice(0, count);
    const drawn = isNarrow
      ? fence(layoutTable({ header, rows: shown }, PHONE_COLUMNS))
      : shown.map((row) => metricLine(header, row)).join('\n');
    const hidden = table.rows.length - count;
    return hidden === 0 ? drawn : `${drawn}\n-# and ${counted(hidden, 'more ')} in the case study`;
  });
  if (text !== '' || table.rows.length === 0) return text;
  const onlyCounted = `-# ${counted(table.rows.length)} of figures in the case study`;
  return weightOf(onlyCounted) <= room ? onlyCounted : '';
}

/** The first rows, as many as could fit if they were drawn without any space: what is laid out stays small. */
function rowsWithin(rows: Table['rows'], room: number): string[][] {
  const kept: string[][] = [];
  let length = 0;
  for (const row of rows.slice(0, MAX_ROWS)) {
    const cells = row.map((cell) => fitLabel(cell, CELL_LENGTH));
    length += cells.reduce((sum, cell) => sum + cell.length, 1);
    if (length > room) break;
    kept.push(cells);
  }
  return kept;
}

/** How wide the table is when no cell is wrapped. */
function columnsOf({ header, rows }: Table): number {
  const widths = header.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map((cell) => stringWidth(cell))),
  );
  return widths.reduce((sum, width) => sum + GUTTER_COLUMNS + width, -GUTTER_COLUMNS);
}

/** `- **Nodes**: 177 → 72 · 59% fewer`; of a table with other columns each cell with the name of its column. */
function metricLine(header: readonly string[], [metric = '', ...cells]: readonly string[]): string {
  const names = header.slice(1).map((name) => name.toLowerCase());
  const told = (name: string) => {
    const cell = cells[names.indexOf(name)] ?? '';
    return SAYS_NOTHING.test(cell.trim()) ? '' : escapeLine(cell);
  };
  const isResults = names.includes('after') || names.includes('figure');
  const text = isResults
    ? change(told('before'), told('after') || told('figure'), told('improvement'))
    : cells
        .map((cell, column) => `${escapeLine(header[column + 1] ?? '')} ${escapeLine(cell)}`.trim())
        .join(SEPARATOR);
  const name = escapeLine(metric);
  return name === '' ? `- ${text}` : `- **${name}**: ${text}`;
}

function change(before: string, after: string, improvement: string): string {
  const onlyOne = after || (before === '' ? 'not published' : `${before} before`);
  const figures = before !== '' && after !== '' ? `${before} → ${after}` : onlyOne;
  return improvement === '' ? figures : figures + SEPARATOR + improvement;
}

function counted(rows: number, more = ''): string {
  return `${rows} ${more}${rows === 1 ? 'row' : 'rows'}`;
}
