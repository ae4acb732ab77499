/** The piece of a section that is shown with an answer. */
import { termsOf } from '../../index/lexical/mod.ts';
import type { Block } from '../../index/library/mod.ts';

/** Characters. As much as one reads in a chat message without scrolling. */
const MAX_EXCERPT_LENGTH = 600;

/**
 * Consecutive blocks of a section, one a line, without its tables and diagrams (they do not survive as lines of text).
 * A section that was asked for is shown from its beginning; otherwise from the block that shares most terms with the
 * question.
 */
export function excerptOf(
  blocks: readonly Block[],
  terms: readonly string[],
  fromBeginning: boolean,
): string {
  const readable = blocks.filter((block) => block.kind === 'paragraph' || block.kind === 'item');
  const start = fromBeginning ? 0 : bestBlock(readable, terms);
  let excerpt = '';
  for (const { kind, text } of readable.slice(start)) {
    const line = kind === 'item' ? `• ${text}` : text;
    if (excerpt !== '' && excerpt.length + 1 + line.length > MAX_EXCERPT_LENGTH) break;
    excerpt = excerpt === '' ? shorten(line) : `${excerpt}\n${line}`;
  }
  return excerpt;
}

function bestBlock(blocks: readonly Block[], terms: readonly string[]): number {
  let best = 0;
  let bestShared = 0;
  blocks.forEach(({ text }, position) => {
    const present = new Set(termsOf(text));
    const shared = terms.filter((term) => present.has(term)).length;
    if (shared > bestShared) {
      best = position;
      bestShared = shared;
    }
  });
  return best;
}

/** Cuts at the end of a sentence where there is one, else of a word, and marks the cut. */
function shorten(text: string): string {
  if (text.length <= MAX_EXCERPT_LENGTH) return text;
  const window = text.slice(0, MAX_EXCERPT_LENGTH);
  const sentenceEnd = Math.max(window.lastIndexOf('. '), window.lastIndexOf('? '), window.lastIndexOf('! '));
  if (sentenceEnd > MAX_EXCERPT_LENGTH / 2) return `${window.slice(0, sentenceEnd + 1)} …`;
  return `${window.slice(0, Math.max(window.lastIndexOf(' '), MAX_EXCERPT_LENGTH / 2))} …`;
}
