import type { Nodes, PhrasingContent, Table as TableNode } from 'mdast';

import type { Table } from './model.ts';

/**
 * The text of blocks without markup, one block a line: a paragraph, a heading, a list item, a table row as
 * `Metric: P99 latency; Before: 40 ms`. A fenced block keeps its lines.
 */
export function plainText(blocks: readonly Nodes[]): string {
  return blocks
    .flatMap(linesOf)
    .filter((line) => line !== '')
    .join('\n');
}

/** The text of inline content on one line: the text of links, the alternative text of images. */
export function inlineText(nodes: readonly PhrasingContent[]): string {
  return collapsed(nodes.map(inlineValue).join(''));
}

/** The cells of a table as text; rows are filled up or cut to the length of the header. */
export function tableText(table: TableNode): Table {
  const [header = [], ...rows] = table.children.map((row) =>
    row.children.map((cell) => inlineText(cell.children)),
  );
  return { header, rows: rows.map((cells) => header.map((_, column) => cells[column] ?? '')) };
}

function linesOf(node: Nodes): string[] {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return [inlineText(node.children)];
    case 'code':
      return node.value.split('\n').map(collapsed);
    case 'html':
      return [collapsed(withoutTags(node.value))];
    case 'table':
      return tableLines(tableText(node));
    case 'root':
    case 'blockquote':
    case 'list':
    case 'listItem':
    case 'footnoteDefinition':
      return (node.children as Nodes[]).flatMap(linesOf);
    default:
      return [];
  }
}

function tableLines({ header, rows }: Table): string[] {
  if (rows.length === 0) return [header.join('; ')];
  return rows.map((cells) =>
    cells
      .map((cell, column) => (cell === '' || header[column] === '' ? cell : `${header[column]}: ${cell}`))
      .filter((cell) => cell !== '')
      .join('; '),
  );
}

function inlineValue(node: PhrasingContent): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value;
    case 'image':
    case 'imageReference':
      return node.alt ?? '';
    case 'break':
      return ' ';
    case 'html':
      return /^<br\b/i.test(node.value) ? ' ' : '';
    case 'footnoteReference':
      return '';
    default:
      return node.children.map(inlineValue).join('');
  }
}

/**
 * Comments, scripts and styles go with what is in them. Every pattern either matches where it begins or stops at the next
 * `<`, so the time stays proportional to the length.
 */
function withoutTags(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/gi, ' ')
    .replace(/<[/!?]?[a-z][^<>]*>/gi, ' ');
}

function collapsed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
