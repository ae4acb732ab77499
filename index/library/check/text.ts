/** Rules on the text of every page that an author writes: nothing unfinished, no program code, no advertising. */
import type { Code, Nodes } from 'mdast';
import { visit } from 'unist-util-visit';

import { type Complaints, quoted } from '../complaint.ts';
import { lineOf } from '../markdown.ts';
import type { Page, TopicPage } from './pages.ts';

const UNFINISHED = /\b(?:TODO|TBD|TBC|FIXME|XXX|lorem ipsum|coming soon)\b/i;
/** A drawing may use longer rows of dots. */
const ELLIPSIS = /(?<!\.)\.{3}(?!\.)|…/;
const ADVERTISING =
  /\b(?:game[- ]chang(?:er|ing)|revolutionary|cutting[- ]edge|blazing(?:ly)?[- ]fast|world[- ]class|best[- ]in[- ]class|next[- ]gen(?:eration)?|groundbreaking|unparalleled|effortless(?:ly)?|supercharge[sd]?)\b/i;

/** What a diagram has no use for and programs are full of. */
const CODE_LINES: readonly RegExp[] = [
  /[;{]\s*$/,
  /^\s*(?:import|from|const|let|var|def|class|func|function|public|private|return|package|using)\s+[\w{"'*]/,
  /^\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP)\s+\S/,
  /^\s*(?:#include|#!\/|@\w+\()/,
  /^\s*\$\s+\w/,
];
/** One such line may be a coincidence. */
const CODE_LINES_OF_A_PROGRAM = 2;

export function checkTopicText(topic: TopicPage): void {
  const { complaints, frontMatter } = topic;
  for (const [index, line] of frontMatter.lines.entries()) checkFinished(line, index + 2, complaints);
  visitPage(topic, (node, line) => {
    if (node.type === 'code') checkDiagram(node, line, complaints);
    if (node.type === 'html') checkHtml(node.value, line, complaints);
    if (node.type !== 'text' && node.type !== 'inlineCode' && node.type !== 'code') return;
    for (const [offset, text] of node.value.split('\n').entries()) {
      const at = line + offset + (node.type === 'code' ? 1 : 0);
      checkFinished(text, at, complaints);
      checkAdvertising(text, at, complaints);
    }
  });
}

/** A list of sources quotes titles as they are, so only what is unfinished is looked for. */
export function checkResourcesText(page: Page): void {
  visitPage(page, (node, line) => {
    if (node.type === 'text' && UNFINISHED.test(node.value))
      complainOfUnfinished(node.value, line, page.complaints);
  });
}

/** Every node of a page, with the line on which it begins. */
export function visitPage({ outline }: Page, visitor: (node: Nodes, line: number) => void): void {
  const parts = outline.parts.flatMap(({ heading, blocks }) => [heading, ...blocks]);
  for (const block of [...outline.before, ...parts]) {
    visit(block, (node) => visitor(node, lineOf(node, lineOf(block))));
  }
}

function checkHtml(html: string, line: number, complaints: Complaints): void {
  if (html.startsWith('<!--')) {
    complaints.warning(
      line,
      'placeholder',
      `${quoted(html)} is left over. Write what it asks for, and remove it.`,
    );
  } else {
    complaints.warning(
      line,
      'html',
      `${quoted(html)} is HTML, which chat does not show. Write it in Markdown.`,
    );
  }
}

function checkFinished(text: string, line: number, complaints: Complaints): void {
  if (UNFINISHED.test(text)) complainOfUnfinished(text, line, complaints);
  else if (ELLIPSIS.test(text)) {
    complaints.warning(
      line,
      'placeholder',
      `${quoted(text.trim())} leaves something out with dots. Write it, or end the sentence.`,
    );
  }
}

function complainOfUnfinished(text: string, line: number, complaints: Complaints): void {
  complaints.warning(line, 'placeholder', `${quoted(text.trim())} is not finished. Write it.`);
}

function checkAdvertising(text: string, line: number, complaints: Complaints): void {
  const word = ADVERTISING.exec(text)?.[0];
  if (word === undefined) return;
  complaints.warning(
    line,
    'advertising',
    `${quoted(word)} says nothing that can be checked. Say what changed.`,
  );
}

function checkDiagram(code: Code, line: number, complaints: Complaints): void {
  const isProgram =
    code.value.split('\n').filter((text) => CODE_LINES.some((pattern) => pattern.test(text))).length >=
    CODE_LINES_OF_A_PROGRAM;
  const language = code.lang ?? '';
  if (isProgram || (language !== '' && language !== 'text')) {
    const what = isProgram ? 'This looks like program code' : `This block is marked as ${quoted(language)}`;
    complaints.warning(line, 'program-code', `${what}. Explain the idea, or draw the flow, without code.`);
  }
}
