import type { Nodes, PhrasingContent, Table as TableNode } from 'mdast';

import type { Block, Table } from './model.ts';

/** Blocks of Markdown without markup. What holds no text (rules, definitions, comments) goes. */
export function plainBlocks(nodes: readonly Nodes[]): Block[] {
  return nodes.flatMap((node) => blocksOf(node, 'paragraph')).filter(({ text }) => text !== '');
}

/** The text of blocks, one a line (of a fenced block each of its lines). */
export function textOfBlocks(blocks: readonly Block[]): string {
  return blocks.map(({ text }) => text).join('\n');
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

/** @param kind of a paragraph here: `item` inside a list */
function blocksOf(node: Nodes, kind: 'paragraph' | 'item'): Block[] {
  switch (node.type) {
    case 'paragraph':
      return [{ kind, text: inlineText(node.children) }];
    case 'heading':
      return [{ kind: 'heading', text: inlineText(node.children) }];
    case 'code':
      return [{ kind: 'code', text: codeText(node.value) }];
    case 'html':
      return [{ kind, text: collapsed(withoutTags(node.value)) }];
    case 'table':
      return tableLines(tableText(node)).map((text) => ({ kind: 'table-row', text }));
    case 'list':
    case 'listItem':
      return (node.children as Nodes[]).flatMap((child) => blocksOf(child, 'item'));
    case 'blockquote':
    case 'footnoteDefinition':
      return node.children.flatMap((child) => blocksOf(child, kind));
    default:
      return [];
  }
}

/** A diagram keeps its lines, but neither its empty ones nor its alignment. */
function codeText(code: string): string {
  const lines = code.split('\n').map(collapsed);
  return lines.filter((line) => line !== '').join('\n');
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
