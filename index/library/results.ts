import type { Paragraph, RootContent, Table as TableNode } from 'mdast';

import type { Complaints } from './complaint.ts';
import { labelled, labelOf } from './labels.ts';
import { lineOf } from './markdown.ts';
import type { SourceLine, Table } from './model.ts';
import { tableText } from './plain-text.ts';
import { RESULTS_COLUMNS } from './template.ts';

/** The table of a results section and the line that says where its figures come from. */
export interface Results {
  readonly table: Table | null;
  readonly source: SourceLine | null;
}

/** @param line of the section's heading */
export function readResults(blocks: readonly RootContent[], line: number, complaints: Complaints): Results {
  const at = blocks.findIndex((block) => block.type === 'table');
  const node = blocks[at];
  if (node?.type !== 'table') {
    complaints.warning(
      line,
      'results-table',
      `There is no table. Add one with ${RESULTS_COLUMNS.join(', ')}.`,
    );
    return { table: null, source: null };
  }
  const table = tableText(node);
  if (table.header.join('|').toLowerCase() !== RESULTS_COLUMNS.join('|').toLowerCase()) {
    complaints.warning(lineOf(node), 'results-table', `The columns must be ${RESULTS_COLUMNS.join(', ')}.`);
  }
  const source = sourceAfter(blocks.slice(at + 1));
  if (source === null) {
    const message =
      'No sources are named. Put `Source: [Title](url)` or `Illustrative figures: …` under the table.';
    complaints.warning(lineOf(node), 'source-line', message);
  }
  return { table, source };
}

function sourceAfter(blocks: readonly RootContent[]): SourceLine | null {
  const kinds = { source: 'source', illustrative: 'illustrative' } as const;
  for (const block of blocks) {
    for (const kind of Object.values(kinds)) {
      const found = labelled([block], kind);
      if (found !== null && found.text !== '') return { kind, text: found.text, links: found.links };
    }
  }
  return null;
}

/**
 * GFM reads a line directly under a table as one more row. Rows that begin with a label (`Source:`) become the
 * paragraphs that their author meant.
 */
export function freeLabelledRows(blocks: readonly RootContent[], complaints: Complaints): RootContent[] {
  return blocks.flatMap((block) => (block.type === 'table' ? splitTable(block, complaints) : [block]));
}

function splitTable(table: TableNode, complaints: Complaints): RootContent[] {
  const end = table.children.findIndex(
    (row, index) => index > 0 && labelOf(row.children[0]?.children ?? []) !== null,
  );
  const first = table.children[end];
  if (first === undefined) return [table];
  complaints.warning(
    lineOf(first),
    'table-end',
    'Put an empty line between the table and this line, or it becomes a row.',
  );
  const paragraphs = table.children.slice(end).map((row): Paragraph => {
    const children = row.children.flatMap((cell) => cell.children);
    return { type: 'paragraph', children, ...(row.position && { position: row.position }) };
  });
  return [{ ...table, children: table.children.slice(0, end) }, ...paragraphs];
}
