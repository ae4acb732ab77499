import GithubSlugger from 'github-slugger';
import type { Heading, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';

import { lineOf } from './markdown.ts';
import { inlineText } from './plain-text.ts';

/** A heading and the blocks under it, up to the next heading of any depth. */
export interface Part {
  readonly heading: Heading;
  readonly text: string;
  readonly line: number;
  /** As GitHub makes it: the second `results` of a file is `results-1`. */
  readonly anchor: string;
  readonly blocks: readonly RootContent[];
}

/** A file as its headings divide it. */
export interface Outline {
  /** What stands before the first heading. */
  readonly before: readonly RootContent[];
  readonly parts: readonly Part[];
}

/** Headings inside quotes and lists divide nothing, but they count for the anchors, as on GitHub. */
export function outlineOf(root: Root): Outline {
  const anchors = anchorsOf(root);
  const before: RootContent[] = [];
  const parts: Part[] = [];
  let blocks = before;
  for (const node of root.children) {
    if (node.type === 'heading') {
      blocks = [];
      const anchor = anchors.get(node) ?? '';
      parts.push({ heading: node, text: inlineText(node.children), line: lineOf(node), anchor, blocks });
    } else {
      blocks.push(node);
    }
  }
  return { before, parts };
}

function anchorsOf(root: Root): Map<Heading, string> {
  const slugger = new GithubSlugger();
  const anchors = new Map<Heading, string>();
  visit(root, 'heading', (node) => {
    anchors.set(node, slugger.slug(textOf(node, { includeImageAlt: false, includeHtml: false }).trim()));
  });
  return anchors;
}
