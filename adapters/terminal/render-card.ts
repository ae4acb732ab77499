/** Renders a card for a terminal: calm, readable in 40 columns as in 100, and safe to print whatever it holds. */
import pc from 'picocolors';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import {
  type Card,
  type CardLink,
  type Excerpt,
  layoutTable,
  NOT_SURE,
  relatedHeading,
  type SourceList,
  sourceList,
  toPlainLine,
  toPlainText,
  wrapWords,
} from '../../src/cards/mod.ts';
import { hyperlink, type TerminalOptions, webAddress } from './style.ts';

/** Longer lines are hard to read, however wide the screen is. */
const WIDEST_TEXT = 100;
const NARROWEST_TEXT = 20;
const INDENT = '  ';

type Source = NonNullable<Card['source']>;
type Colors = ReturnType<typeof pc.createColors>;

interface Page {
  readonly width: number;
  readonly colors: Colors;
  readonly links: boolean;
}

/**
 * The card as lines of at most `min(width, 100)` columns (20 at the least), without a newline at the end. Only an
 * address may be longer, because a broken one cannot be opened. Without `color` and `links` the output holds no
 * control characters but `\n`. Actions are left out: a terminal has no buttons.
 */
export function renderCard(card: Card, options: TerminalOptions): string {
  const page: Page = {
    width: Math.min(Math.max(options.width, NARROWEST_TEXT), WIDEST_TEXT),
    colors: pc.createColors(options.color),
    links: options.links,
  };
  return partsOf(card, page)
    .filter((lines) => lines.some((line) => line !== ''))
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** The parts of a card from top to bottom; a blank line goes between two of them, and an empty part goes away. */
function partsOf(card: Card, page: Page): string[][] {
  switch (card.kind) {
    case 'answer':
    case 'case-study':
    case 'digest':
    case 'section':
    case 'notice':
    case 'quiz':
      return [
        [...titleLines(card.title, page), ...breadcrumbLines(card.breadcrumb, page)],
        noteLines(card.note, page),
        paragraph(card.lead, page),
        excerptLines(card.excerpt, page),
        tableLines(card.table, page),
        sourceLines(card.source, page),
        labelled('Key insight', card.insight, page),
        listLines(relatedHeading(card), card.related, page),
        readOnLines(card.link, page),
      ];
    case 'unsure':
      return [
        titleLines(card.title, page),
        noteLines(card.note, page),
        paragraph(card.lead ?? NOT_SURE, page),
        listLines('Nearest case studies', card.related, page),
      ];
    case 'out-of-scope':
      return [
        paragraph(card.lead ?? card.title, page),
        labelled(card.excerpt?.heading ?? '', card.excerpt?.text ?? null, page),
        listLines('For example', card.related, page),
      ];
  }
}

function titleLines(title: string, page: Page): string[] {
  return wrapProse(toPlainLine(title), page.width).map(page.colors.bold);
}

function breadcrumbLines(breadcrumb: readonly string[], page: Page): string[] {
  return wrapProse(breadcrumb.map(toPlainLine).join(' › '), page.width).map(page.colors.dim);
}

function noteLines(note: string | null, page: Page): string[] {
  return note === null ? [] : wrapProse(toPlainLine(note), page.width).map(page.colors.dim);
}

function paragraph(text: string | null, page: Page): string[] {
  return text === null ? [] : toScreenLines(text).flatMap((line) => wrapHanging(line, page.width));
}

function excerptLines(excerpt: Excerpt | null, page: Page): string[] {
  if (excerpt === null) return [];
  return [
    ...(excerpt.heading === null ? [] : titleLines(excerpt.heading, page)),
    ...paragraph(excerpt.text, page),
  ];
}

function tableLines(table: Card['table'], page: Page): string[] {
  if (table === null) return [];
  return layoutTable(table, page.width).map((line) => (/^[─ ]+$/.test(line) ? page.colors.dim(line) : line));
}

/** Names the source. Its addresses stand below it in full, or behind the titles where hyperlinks work. */
function sourceLines(source: Source | null, page: Page): string[] {
  if (source === null) return [];
  const list = sourceList(source);
  if (list !== null) return sourceListLines(list, page);
  const label = source.kind === 'source' ? 'Source:' : 'Illustrative figures:';
  let text = `${label} ${toPlainLine(source.text)}`;
  let linkedUpTo = label.length;
  const addresses: string[] = [];
  for (const link of source.links) {
    const title = toPlainLine(link.text);
    const href = page.links && title !== '' ? webAddress(link.url) : null;
    const start = href === null ? -1 : text.indexOf(title, linkedUpTo);
    if (href === null || start < 0) {
      addresses.push(...addressLines(link.url, page));
      continue;
    }
    const linked = hyperlink(title, href);
    text = text.slice(0, start) + linked + text.slice(start + title.length);
    linkedUpTo = start + linked.length;
  }
  return [...wrapProse(text, page.width).map(page.colors.dim), ...addresses];
}

function sourceListLines({ shown, more }: SourceList, page: Page): string[] {
  const rest = more === 0 ? [] : wrapProse(`• and ${more} more, named in the case study`, page.width);
  return [
    page.colors.dim('Sources'),
    ...shown.flatMap(({ text, url }) => linkLines('• ', { label: text, url }, page)),
    ...rest,
  ];
}

/** `Name: text`, the name in bold. Shown only when there is a text. */
function labelled(name: string, text: string | null, page: Page): string[] {
  if (text === null) return [];
  const label = name === '' ? '' : `${toPlainLine(name)}:`;
  const [first = '', ...rest] = wrapProse(`${label} ${toPlainLine(text)}`.trim(), page.width);
  // A name longer than the screen is wrapped like any other text.
  if (label === '' || !first.startsWith(label)) return [first, ...rest];
  return [page.colors.bold(label) + first.slice(label.length), ...rest];
}

function listLines(heading: string, items: readonly CardLink[], page: Page): string[] {
  if (items.length === 0) return [];
  return [page.colors.bold(heading), ...items.flatMap((item) => linkLines('• ', item, page))];
}

function readOnLines(link: CardLink | null, page: Page): string[] {
  return link === null ? [] : linkLines('→ ', link, page);
}

/** A bullet with a title, and its address on the next line unless the title itself can be clicked. */
function linkLines(bullet: string, link: CardLink, page: Page): string[] {
  const href = page.links ? webAddress(link.url) : null;
  const lines = wrapProse(toPlainLine(link.label), page.width - bullet.length).map((line, index) => {
    const indent = index === 0 ? bullet : ' '.repeat(bullet.length);
    return indent + (href === null ? line : hyperlink(line, href));
  });
  return href === null ? [...lines, ...addressLines(link.url, page)] : lines;
}

function addressLines(url: string, page: Page): string[] {
  const address = toPlainText(url)
    .replace(/[\n\t]/g, '')
    .trim();
  return address === '' ? [] : [page.colors.dim(INDENT + address)];
}

/** Plain text in lines as they were written. Tabs become spaces: where the next stop is depends on the terminal. */
function toScreenLines(text: string): string[] {
  return toPlainText(text).trim().replaceAll('\t', '    ').split('\n');
}

/** Wraps one line; what follows hangs under its first word, after the indent, the bullet or the number before it. */
function wrapHanging(line: string, width: number): string[] {
  if (stringWidth(line) <= width) return [line.trimEnd()];
  const opening = /^ *(?:(?:[-*•–]|\d{1,3}[.)]) {1,3})?/.exec(line)![0];
  const lead = opening.length <= width / 2 ? opening : opening.trimStart();
  const hang = ' '.repeat(lead.length);
  return wrapProse(line.slice(opening.length), width - lead.length).map(
    (part, index) => (index === 0 ? lead : hang) + part,
  );
}

/** Wraps by words and breaks words that are too long, but never an address: that gets a line of its own. */
function wrapProse(text: string, width: number): string[] {
  if (text === '') return [];
  const isLongAddress = (word: string) => /https?:\/\//i.test(word) && stringWidth(word) > width;
  if (!text.split(' ').some(isLongAddress)) return wrapWords(text, width);
  return wrapAnsi(text, width)
    .split('\n')
    .flatMap((line) => (isLongAddress(line) ? [line] : wrapWords(line, width)));
}
