/** Rules on the results table: its cells, the arithmetic of its rows, and where its figures come from. */
import type { RootContent, Table } from 'mdast';

import { type Complaints, quoted } from '../complaint.ts';
import { labelOf, linesIn, linksIn } from '../labels.ts';
import { lineOf } from '../markdown.ts';
import { inlineText } from '../plain-text.ts';
import { wrongImprovement } from './improvement.ts';
import type { CaseStudyPage, TopicPage } from './pages.ts';

const MAX_ILLUSTRATIVE_A_FILE = 1;
const NOT_PUBLISHED = /^(?:not published\b.*|-|–|—|n\/a)?$/i;

export function checkFigures({ caseStudies, complaints }: TopicPage): void {
  let illustrative = 0;
  for (const { sections } of caseStudies) {
    const blocks = sections.get('results')?.blocks ?? [];
    const at = blocks.findIndex(({ type }) => type === 'table');
    const table = blocks[at];
    if (table?.type !== 'table') continue; // reading the file has named it
    checkRows(table, complaints);
    const below = blocks[at + 1];
    const kind = below === undefined ? null : sourceKind(below);
    if (below === undefined || kind === null) {
      if (!blocks.some((block) => sourceKind(block) !== null)) continue; // reading the file has named it
      const message = 'Directly under the table put `Source: [Title](url)` or `Illustrative figures: …`.';
      complaints.warning(lineOf(table), 'source-line', message);
    } else if (kind === 'source' && linksIn([below]).length === 0) {
      complaints.warning(lineOf(below), 'source-line', 'This names no page. Write `Source: [Title](url)`.');
    } else if (kind === 'illustrative') {
      illustrative += 1;
      if (illustrative > MAX_ILLUSTRATIVE_A_FILE) {
        const message = `Only ${MAX_ILLUSTRATIVE_A_FILE} case study of a file may have illustrative figures. Take another case.`;
        complaints.warning(lineOf(below), 'illustrative', message);
      }
    }
  }
}

/** Whether a case study's table holds a figure that its company published. */
export function hasPublishedFigure({ sections }: CaseStudyPage): boolean {
  const blocks = sections.get('results')?.blocks ?? [];
  const at = blocks.findIndex(({ type }) => type === 'table');
  const [table, below] = blocks.slice(at);
  if (table?.type !== 'table' || below === undefined || sourceKind(below) !== 'source') return false;
  return cellsOf(table).some(({ cells }) => cells.slice(1, 3).some((cell) => /\d/.test(cell)));
}

function checkRows(table: Table, complaints: Complaints): void {
  const rows = cellsOf(table);
  if (rows.length === 0) {
    complaints.warning(lineOf(table), 'results-table', 'The table has no row. One honest row is enough.');
  }
  for (const { cells, line } of rows) {
    const [metric = '', before = '', after = '', improvement = ''] = cells;
    if (cells.length < 4 || cells.includes('')) {
      complaints.warning(
        line,
        'results-table',
        'A cell is empty. Write `not published`, or `-` where nothing can be said.',
      );
    }
    const wrong = wrongImprovement(before, after, improvement);
    if (wrong !== null) complaints.warning(line, 'improvement', `${quoted(metric)}: ${wrong}`);
    if (metric !== '' && rows.length > 1 && NOT_PUBLISHED.test(before) && NOT_PUBLISHED.test(after)) {
      complaints.warning(line, 'results-table', `${quoted(metric)} holds no figure. Leave the row out.`);
    }
  }
}

/** @returns null for a block that is no line about sources */
function sourceKind(block: RootContent): 'source' | 'illustrative' | null {
  if (block.type !== 'paragraph') return null;
  const label = labelOf(linesIn(block)[0] ?? []);
  return label === 'source' || label === 'illustrative' ? label : null;
}

function cellsOf(table: Table): { cells: string[]; line: number }[] {
  return table.children.slice(1).map((row) => ({
    cells: row.children.map((cell) => inlineText(cell.children)),
    line: lineOf(row, lineOf(table)),
  }));
}
