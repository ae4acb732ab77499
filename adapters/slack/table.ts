/** A results table: Slack's own in a message, and a list in a view, where Slack has no tables. */
import type { types } from '@slack/bolt';
import { type Card, toPlainLine } from '../../src/cards/mod.ts';
import { type Block, bold, type Inline, list, small, weightOf, words } from './blocks.ts';
import { CELL, fitLine } from './fit.ts';
import { LIMITS } from './limits.ts';

type Table = NonNullable<Card['table']>;

/** The longest cell in the library has 150; cutting a longer one keeps the rows after it. */
const CELL_LENGTH = 300;
/** Above the list that stands for a table. */
const HEADING = 'Figures';
/** Kept free for the line that counts what is left out. */
const COUNT_CHARACTERS = 80;

/**
 * The table with as many rows as fit into `room` characters of a message (see `weightOf`) and into Slack's limits. Rows and
 * columns that are left out are counted below; no blocks at all when there is nothing to show or no room to say so.
 */
export function tableBlocks(table: Table, room: number): Block[] {
  if (!hasFigures(table)) return [];
  const columns = columnsOf(table);
  const shown = Math.min(columns, LIMITS.tableCells);
  const toCells = (row: readonly string[]): types.RawTextElement[] =>
    Array.from({ length: shown }, (_, column) => ({
      type: 'raw_text',
      text: fitLine(row[column] ?? '', CELL_LENGTH, CELL) || ' ',
    }));
  const header = toCells(table.header);
  const most = Math.min(LIMITS.tableCharacters, room - 2 * LIMITS.blockCharacters - COUNT_CHARACTERS);
  const rows = firstRows(table.rows, toCells, most - charactersOf(header));
  if (rows.length === 0) return fitting(onlyCounted(table), room);
  const settings = Array.from({ length: shown }, () => ({ is_wrapped: true }));
  return [
    { type: 'table', column_settings: settings, rows: [header, ...rows] },
    ...moreLine(table.rows.length - rows.length, columns - shown),
  ];
}

/**
 * A bullet a row, for example `P99 read latency · Before: 125 ms · After: 15 ms`. Rows that do not fit into one block are
 * counted below.
 */
export function tableList(table: Table): Block[] {
  if (!hasFigures(table)) return [];
  const names = table.header.map((name) => fitLine(name, CELL_LENGTH));
  const items: Inline[][] = [];
  let left = LIMITS.richText - HEADING.length;
  for (const row of table.rows.slice(0, LIMITS.tableRows)) {
    const item = rowItem(row, names);
    left -= item.reduce((sum, { text = '' }) => sum + text.length, 0);
    if (left < 0) break;
    items.push(item);
  }
  const shown = items.filter((item) => item.length > 0);
  if (shown.length === 0) return onlyCounted(table);
  return [list(HEADING, shown), ...moreLine(table.rows.length - items.length, 0)];
}

/** The metric in bold, then every other cell that says something under the name of its column. */
function rowItem(row: readonly string[], names: readonly string[]): Inline[] {
  const [metric = '', ...values] = row.map((cell) => fitLine(cell, CELL_LENGTH));
  const rest = values.flatMap((value, place) => {
    const name = names[place + 1] ?? '';
    return value === '' ? [] : [name === '' ? value : `${name}: ${value}`];
  });
  if (metric === '') return rest.length === 0 ? [] : [words(rest.join(' · '))];
  return [bold(metric), ...(rest.length === 0 ? [] : [words(` · ${rest.join(' · ')}`)])];
}

/** Ends before the first row for which there is no room: to leave out one in the middle would hide it. */
function firstRows<Cells extends types.RawTextElement[]>(
  rows: Table['rows'],
  toCells: (row: readonly string[]) => Cells,
  room: number,
): Cells[] {
  const kept: Cells[] = [];
  let left = room;
  for (const row of rows.slice(0, LIMITS.tableRows - 1)) {
    const cells = toCells(row);
    left -= charactersOf(cells);
    if (left < 0) break;
    kept.push(cells);
  }
  return kept;
}

function columnsOf({ header, rows }: Table): number {
  return rows.reduce((most, row) => Math.max(most, row.length), header.length);
}

function charactersOf(cells: readonly types.RawTextElement[]): number {
  return cells.reduce((sum, { text }) => sum + text.length, 0);
}

function moreLine(rows: number, columns: number): Block[] {
  const more = [
    ...(rows > 0 ? [counted(rows, 'more row')] : []),
    ...(columns > 0 ? [counted(columns, 'more column')] : []),
  ];
  return more.length === 0 ? [] : [small(`and ${more.join(' and ')} in the case study`)];
}

function onlyCounted({ rows }: Table): Block[] {
  return [small(`${counted(rows.length, 'row')} of figures in the case study`)];
}

function hasFigures({ rows }: Table): boolean {
  return rows.some((row) => row.some((cell) => toPlainLine(cell) !== ''));
}

function fitting(blocks: Block[], room: number): Block[] {
  return weightOf(blocks) <= room ? blocks : [];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
