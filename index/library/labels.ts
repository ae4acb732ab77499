import type { Nodes, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { visit } from 'unist-util-visit';

import type { Link } from './model.ts';
import { inlineText, plainBlocks, textOfBlocks } from './plain-text.ts';

/** The labels at the start of a line, as in `**Key insight**: …`, each with its spellings in small letters. */
const LABELS = {
  context: ['context'],
  inSimpleTerms: ['in simple terms'],
  keyInsight: ['key insight', 'key insights'],
  lessons: ['lessons learned', 'lesson learned', 'lessons'],
  source: ['source', 'sources'],
  illustrative: ['illustrative figures'],
} as const;
export type Label = keyof typeof LABELS;

/** What stands after a label. */
export interface Labelled {
  readonly text: string;
  readonly links: Link[];
}

/**
 * The first text with this label, up to the end of its paragraph or the next label. When nothing follows the label in its
 * own paragraph (`**Lessons Learned**:` before a list), the next block.
 */
export function labelled(blocks: readonly RootContent[], label: Label): Labelled | null {
  for (const [index, block] of blocks.entries()) {
    for (const paragraph of paragraphsIn(block)) {
      const lines = linesIn(paragraph);
      const start = lines.findIndex((line) => labelOf(line) === label);
      if (start === -1) continue;
      const end = lines.findIndex((line, at) => at > start && labelOf(line) !== null);
      const own = lines.slice(start, end === -1 ? undefined : end);
      const text = afterLabel(own.map(inlineText).join(' '));
      const next = end === -1 && paragraph === block ? blocks[index + 1] : undefined;
      if (text !== '' || next === undefined || beginsWithLabel(next))
        return { text, links: linksIn(own.flat()) };
      return { text: textOfBlocks(plainBlocks([next])).replaceAll('\n', ' '), links: linksIn([next]) };
    }
  }
  return null;
}

/** The label with which a line begins, or null. */
export function labelOf(line: readonly PhrasingContent[]): Label | null {
  const written = /^([a-z ]{1,30}?) ?:/i.exec(inlineText(line))?.[1]?.toLowerCase();
  if (written === undefined) return null;
  for (const [label, spellings] of Object.entries(LABELS)) {
    if ((spellings as readonly string[]).includes(written)) return label as Label;
  }
  return null;
}

/** The links in some content, in order. */
export function linksIn(nodes: readonly Nodes[]): Link[] {
  const links: Link[] = [];
  for (const node of nodes) {
    visit(node, 'link', ({ url, children }) => {
      links.push({ text: inlineText(children), url });
    });
  }
  return links;
}

function beginsWithLabel(block: RootContent): boolean {
  return block.type === 'paragraph' && labelOf(linesIn(block)[0] ?? []) !== null;
}

/** The paragraphs in a block, also in lists and quotes. */
export function paragraphsIn(block: RootContent): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  visit(block, 'paragraph', (paragraph) => {
    paragraphs.push(paragraph);
  });
  return paragraphs;
}

/** A paragraph's content line by line, as it stands in the file. */
export function linesIn(paragraph: Paragraph): PhrasingContent[][] {
  let line: PhrasingContent[] = [];
  const lines = [line];
  const startLine = () => {
    line = [];
    lines.push(line);
  };
  for (const node of paragraph.children) {
    if (node.type === 'break') {
      startLine();
    } else if (node.type === 'text') {
      for (const [index, value] of node.value.split('\n').entries()) {
        if (index > 0) startLine();
        line.push({ type: 'text', value });
      }
    } else {
      line.push(node);
    }
  }
  return lines;
}

function afterLabel(text: string): string {
  return text.slice(text.indexOf(':') + 1).trim();
}
