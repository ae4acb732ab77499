import type { Nodes, Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

import type { Complaints } from './complaint.ts';
import { cutIntoPieces, MAX_LINE_CHARACTERS, type Piece, verbatimTracker } from './pieces.ts';

/** The text is nested more deeply than the parser, and everything that walks its tree, can follow. */
export class TooDeepError extends Error {
  /** 1-based line of the file. */
  readonly line: number;

  constructor(line: number, options?: ErrorOptions) {
    super('Lists, quotes or emphasis are nested too deeply', options);
    this.name = 'TooDeepError';
    this.line = line;
  }
}

/** Block quote and list markers at the start of one line. The parser's time grows with their square. */
const MAX_MARKERS = 50;
/** Levels of the tree; a list takes two a level. Far below the 1,000s at which recursion overflows the stack. */
const MAX_DEPTH = 100;
/** In a text that is parsed in pieces only blocks and the rows of a table keep their positions. */
const POSITIONED_DEPTH = 2;
/** An embedded image or the like, in a line that is too long. */
const DATA = /[!-~]{1000,}/g;

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

/**
 * Parses GitHub-flavoured Markdown (with `\n` line ends). Reference links are resolved to plain ones. `lineOf`
 * knows the line of every node; in a text so long that it is parsed in pieces, of blocks and of the rows of their tables.
 *
 * @param firstLine 1-based line of the file on which `text` begins
 * @throws TooDeepError
 */
export function parseMarkdown(text: string, firstLine: number, complaints: Complaints): Root {
  refuseDeepMarkers(text, firstLine);
  const children: RootContent[] = [];
  const pieces = cutIntoPieces(text);
  const positionedDepth = pieces.length === 1 ? MAX_DEPTH : POSITIONED_DEPTH;
  for (const piece of pieces) {
    const linesBefore = firstLine + piece.line - 2;
    if (piece.isLongLine) complainOfLongLine(piece, linesBefore + 1, complaints);
    const root = piece.isLongLine ? plainParagraph(piece.text) : parsePiece(piece.text, linesBefore);
    settlePositions(root, linesBefore, positionedDepth);
    resolveReferences(root);
    for (const node of root.children) children.push(node);
  }
  return { type: 'root', children };
}

/** 1-based line of the file on which a node begins; without a position, `otherwise`. */
export function lineOf(node: Nodes, otherwise = 1): number {
  return node.position?.start.line ?? otherwise;
}

function parsePiece(text: string, linesBefore: number): Root {
  try {
    return parser.parse(text);
  } catch (error) {
    // The parser accepts every text; it fails only when the stack ends before the nesting does.
    throw new TooDeepError(linesBefore + 1, { cause: error });
  }
}

function plainParagraph(line: string): Root {
  const point = { line: 1, column: 1 };
  const value = line.replace(DATA, ' ');
  const position = { start: { ...point }, end: { ...point } };
  return { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value }], position }] };
}

function complainOfLongLine(piece: Piece, line: number, complaints: Complaints): void {
  const message =
    `This line has ${piece.text.length} characters, more than ${MAX_LINE_CHARACTERS}. ` +
    'It is kept as plain text without embedded data. Break it into lines.';
  complaints.warning(line, 'long-line', message);
}

/**
 * Moves positions to lines of the file, and lets go of those that nobody asks for: they take most of a large tree's
 * memory. Walks without recursion, as this is what finds out how deep the tree is.
 */
function settlePositions(root: Root, linesBefore: number, positionedDepth: number): void {
  const open: { node: Nodes; depth: number; line: number }[] = [{ node: root, depth: 0, line: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    const line = node.position === undefined ? next.line : node.position.start.line + linesBefore;
    if (depth > MAX_DEPTH) throw new TooDeepError(line);
    if (depth > positionedDepth) node.position = undefined;
    else if (node.position !== undefined) node.position.start.line = line;
    if ('children' in node)
      for (const child of node.children) open.push({ node: child, depth: depth + 1, line });
  }
}

function resolveReferences(root: Root): void {
  const urls = new Map<string, string>();
  visit(root, 'definition', ({ identifier, url }) => {
    if (!urls.has(identifier)) urls.set(identifier, url); // the first definition wins, as CommonMark has it
  });
  if (urls.size === 0) return;
  visit(root, 'linkReference', (node, index, parent) => {
    const url = urls.get(node.identifier);
    if (url === undefined || index === undefined || parent === undefined) return;
    const { children, position } = node;
    parent.children[index] = { type: 'link', url, children, ...(position && { position }) };
  });
}

const TOO_MANY_MARKERS = new RegExp(`^(?:[ \\t]*(?:>|(?:[-+*]|\\d{1,9}[.)])(?=[ \\t]))){${MAX_MARKERS}}`);
const THEMATIC_BREAK = /^[ \t]*([-*])(?:[ \t]*\1)*[ \t]*$/;

function refuseDeepMarkers(text: string, firstLine: number): void {
  const verbatim = verbatimTracker();
  for (const [index, line] of text.split('\n').entries()) {
    const isTooDeep = TOO_MANY_MARKERS.test(line) && !THEMATIC_BREAK.test(line) && !verbatim.isInside();
    if (isTooDeep) throw new TooDeepError(firstLine + index);
    verbatim.read(line);
  }
}
