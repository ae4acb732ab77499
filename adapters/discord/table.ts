/** A results table for Discord, which has no tables: aligned lines in a code fence. */
import stringWidth from 'string-width';
import { type Card, layoutTable } from '../../src/cards/mod.ts';
import { fence } from './escape.ts';
import { fitLabel, weightOf } from './fit.ts';

type Table = NonNullable<Card['table']>;

/** Columns of a code fence that a desktop window shows without wrapping, next to the lists of servers and members. */
const DESKTOP_COLUMNS = 52;
/** What a phone shows; a table that is wrapped by words reads better as one metric a block there. */
const PHONE_COLUMNS = 32;
/** Wide enough that a table which fits on a desktop is not wrapped. */
const UNWRAPPED_COLUMNS = 500;
/** The longest cell in the library has 150; cutting a longer one keeps the rows after it. */
const CELL_LENGTH = 160;

/**
 * The table in at most `room` units of a message. Rows that do not fit are left out from the end and counted in a line
 * below; empty when not even that line fits or the table has nothing to show.
 */
export function tableText(table: Table, room: number): string {
  const header = table.header.map((cell) => fitLabel(cell, CELL_LENGTH));
  const rows = rowsWithin(table.rows, room);
  let best = '';
  // More rows take more lines, so the most that fit are found by halving.
  for (let low = 1, high = rows.length; low <= high; ) {
    const middle = (low + high) >> 1;
    const text = withRest({ header, rows: rows.slice(0, middle) }, table.rows.length - middle);
    if (weightOf(text) <= room) {
      best = text;
      low = middle + 1;
    } else high = middle - 1;
  }
  if (best !== '' || table.rows.length === 0) return best;
  const onlyCounted = `-# ${counted(table.rows.length)} of figures in the case study`;
  return weightOf(onlyCounted) <= room ? onlyCounted : '';
}

/** The first rows, as many as could fit if they were drawn without any space: what is laid out stays small. */
function rowsWithin(rows: Table['rows'], room: number): string[][] {
  const kept: string[][] = [];
  let length = 0;
  for (const row of rows) {
    const cells = row.map((cell) => fitLabel(cell, CELL_LENGTH));
    length += cells.reduce((sum, cell) => sum + cell.length, 1);
    if (length > room) break;
    kept.push(cells);
  }
  return kept;
}

function withRest(table: Table, hiddenRows: number): string {
  const drawn = fence(layout(table));
  return hiddenRows === 0 ? drawn : `${drawn}\n-# and ${counted(hiddenRows, 'more ')} in the case study`;
}

function layout(table: Table): string[] {
  const unwrapped = layoutTable(table, UNWRAPPED_COLUMNS);
  const fits = unwrapped.every((line) => stringWidth(line) <= DESKTOP_COLUMNS);
  return fits ? unwrapped : layoutTable(table, PHONE_COLUMNS);
}

function counted(rows: number, more = ''): string {
  return `${rows} ${more}${rows === 1 ? 'row' : 'rows'}`;
}
