import type { Table } from '../../index/library/mod.ts';

const SAYS_NOTHING = /^(?:not published|-|–|—)?$/i;

/**
 * A results table as a card shows it: without the columns Before and Improvement where no row has anything in them. Many
 * companies publish how large something is and not what it was before.
 */
export function shownResults(table: Table): Table {
  const isSilent = (name: string) => {
    const column = columnOf(table, name);
    return column > 0 && table.rows.every((row) => SAYS_NOTHING.test((row[column] ?? '').trim()));
  };
  const silent = ['before', 'improvement'].filter(isSilent);
  const kept = table.header
    .map((_, column) => column)
    .filter((column) => !silent.some((name) => columnOf(table, name) === column));
  const after = columnOf(table, 'after');
  // Without a Before, a column called After would leave people asking after what.
  const title = (column: number) =>
    silent.includes('before') && column === after ? 'Figure' : table.header[column]!;
  return { header: kept.map(title), rows: table.rows.map((row) => kept.map((column) => row[column] ?? '')) };
}

function columnOf({ header }: Table, name: string): number {
  return header.findIndex((title) => title.toLowerCase() === name);
}
