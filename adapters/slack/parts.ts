/** The parts of a card as blocks, for a message and for a view. Each is empty when there is nothing to say. */
import type { Card } from '../../src/cards/mod.ts';
import { type Block, bold, header, paragraph, small, words } from './blocks.ts';
import { fitLine, fitText } from './fit.ts';
import { LIMITS } from './limits.ts';
import { webAddress } from './links.ts';

/** Most that the small parts take. */
const BREADCRUMB_LENGTH = 250;
const NOTE_LENGTH = 350;
const PATH_LENGTH = 300;
/** In less room than this an excerpt explains nothing. */
const LEAST_EXCERPT_LENGTH = 200;

/** Title, breadcrumb and note. */
export function openingBlocks({ title, breadcrumb, note }: Card): Block[] {
  const shown = fitLine(title, LIMITS.header);
  const path = breadcrumb.filter((name) => name.trim() !== '').join(' › ');
  return [
    ...(shown === '' ? [] : [header(shown)]),
    ...smallPrint(path, BREADCRUMB_LENGTH),
    ...smallPrint(note ?? '', NOTE_LENGTH),
  ];
}

/** One paragraph, cut to `length` characters. */
export function textBlocks(text: string, length: number): Block[] {
  const shown = fitText(text, Math.min(length, LIMITS.richText));
  return shown === '' ? [] : [paragraph(words(shown))];
}

export function insightBlocks(insight: string | null, length: number): Block[] {
  const label = 'Key insight: ';
  const shown = fitText(insight ?? '', Math.min(length, LIMITS.richText) - label.length);
  return shown === '' ? [] : [paragraph(bold(label), words(shown))];
}

/** Shortened where it must be, because for one section of a case study it is all there is. */
export function excerptBlocks(excerpt: Card['excerpt'], length: number): Block[] {
  if (excerpt === null) return [];
  const label = excerptLabel(excerpt);
  const left = Math.min(length, LIMITS.richText) - label.length;
  const text = left < LEAST_EXCERPT_LENGTH ? '' : fitText(excerpt.text, left);
  if (text === '') return [];
  return [label === '' ? paragraph(words(text)) : paragraph(bold(label), words(text))];
}

/** The heading of an excerpt with the line break after it; empty when it has none. */
export function excerptLabel(excerpt: NonNullable<Card['excerpt']>): string {
  const heading = fitLine(excerpt.heading ?? '', LIMITS.header);
  return heading === '' ? '' : `${heading}\n`;
}

/** Where to read on, when that cannot be a button. */
export function pathBlocks(link: Card['link']): Block[] {
  if (link === null || webAddress(link.url) !== null) return [];
  const label = fitLine(link.label, LIMITS.buttonText);
  return smallPrint(label === '' ? link.url : `${label}: ${link.url}`, PATH_LENGTH);
}

function smallPrint(text: string, length: number): Block[] {
  const shown = fitLine(text, length);
  return shown === '' ? [] : [small(shown)];
}
