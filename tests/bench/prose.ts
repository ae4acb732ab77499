/** Finds the sentences of a topic's Markdown, and puts others in their place. */
import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

const parser = unified().use(remarkParse).use(remarkGfm).freeze();
const sentenceSegmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** `**Context**: …` and `**High-level strategy:** …`: the label says what the sentences after it are for. */
const LABEL = /(\*\*[^*\n]+(?:\*\*:|:\*\*))/;
/** Sections whose text is links, and the line under a table. */
const KEPT_SECTIONS = new Set(['Related Patterns', 'Research Resources']);
const KEPT_PARAGRAPH = /^(?:Source|Illustrative figures):/;

/** A run of sentences in a section of a case study. */
export interface Prose {
  /** What it is for: its section and label. Sentences of one purpose can stand in each other's place. */
  readonly purpose: string;
  /** Offsets in the Markdown. */
  readonly start: number;
  readonly end: number;
  readonly sentences: readonly string[];
}

/** The prose of every section of a topic; tables, diagrams, headings and links to elsewhere are left out. */
export function proseOf(markdown: string): Prose[] {
  const found: Prose[] = [];
  let section: string | null = null;
  for (const node of (parser.parse(markdown) as Root).children) {
    if (node.type === 'heading') {
      const title = textOf(node);
      section = node.depth <= 2 || KEPT_SECTIONS.has(title) ? null : title;
      continue;
    }
    if (section === null) continue;
    const purpose = section;
    visit(node, 'paragraph', ({ position }) => {
      const start = position?.start.offset ?? 0;
      const text = markdown.slice(start, position?.end.offset);
      if (!KEPT_PARAGRAPH.test(text)) found.push(...proseOfParagraph(text, start, purpose));
    });
  }
  return found;
}

function proseOfParagraph(text: string, start: number, section: string): Prose[] {
  const found: Prose[] = [];
  let label = '';
  let offset = start;
  for (const part of text.split(LABEL)) {
    const prose = part.trim();
    if (LABEL.test(part)) label = part;
    else if (prose !== '') {
      const proseStart = offset + part.indexOf(prose);
      const place = { start: proseStart, end: proseStart + prose.length };
      found.push({ purpose: `${section} ${label}`, ...place, sentences: sentencesOf(prose) });
    }
    offset += part.length;
  }
  return found;
}

/** Links become their text: they would lead nowhere from another file. */
function sentencesOf(prose: string): string[] {
  const text = prose.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\s+/g, ' ');
  return [...sentenceSegmenter.segment(text)].map(({ segment }) => segment.trim());
}

/** The Markdown with every run of its prose replaced by what `draw` gives for it. */
export function replaceProse(
  markdown: string,
  prose: readonly Prose[],
  draw: (run: Prose) => string,
): string {
  let replaced = '';
  let kept = 0;
  for (const run of prose) {
    replaced += markdown.slice(kept, run.start) + draw(run);
    kept = run.end;
  }
  return replaced + markdown.slice(kept);
}
