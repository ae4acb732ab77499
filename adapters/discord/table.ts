/** A results table for Discord, which has no tables: aligned lines in a code fence. */
import stringWidth from 'string-width';
import { type Card, layoutTable } from '../../src/cards/mod.ts';
import { fence } from './escape.ts';
import { fitLabel, longestWithin, weightOf } from './fit.ts';

type Table = NonNullable<Card['table']>;

/** Columns of a code fence that a desktop window shows without wrapping, next to the lists of servers and members. */
const DESKTOP_COLUMNS = 52;
/** What a phone shows; a table that is wrapped by words reads better as one metric a block there. */
const PHONE_COLUMNS = 32;
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
  const columns = columnsFor({ header, rows });
  const text = longestWithin(room, rows.length, (count) => {
    const drawn = fence(layoutTable({ header, rows: rows.slice(0, count) }, columns));
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

/** As wide as a desktop shows if no cell must be wrapped for that, else as wide as a phone shows. */
function columnsFor({ header, rows }: Table): number {
  const widths = header.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map((cell) => stringWidth(cell))),
  );
  const unwrapped = widths.reduce((sum, width) => sum + GUTTER_COLUMNS + width, -GUTTER_COLUMNS);
  return unwrapped <= DESKTOP_COLUMNS ? DESKTOP_COLUMNS : PHONE_COLUMNS;
}

function counted(rows: number, more = ''): string {
  return `${rows} ${more}${rows === 1 ? 'row' : 'rows'}`;
}
