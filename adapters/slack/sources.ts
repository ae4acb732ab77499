/** Where a case study's figures come from, and other lists of pages that Slack can open. */
import { type Card, sourceList, toPlainLine } from '../../src/cards/mod.ts';
import { type Block, bold, type Inline, link, list, paragraph, weightOf, words } from './blocks.ts';
import { asLiteral } from './escape.ts';
import { fitLine } from './fit.ts';
import { webAddress } from './links.ts';

type Source = NonNullable<Card['source']>;

/** The longest title of a case study in the library has 103. */
const TITLE_LENGTH = 120;
/** Most of a message that a remark takes with its links; without them the text alone is cut to this. */
const REMARK_CHARACTERS = 1_000;

/** How many sources can be listed one by one: 1 for a remark, which is shown whole or cut. */
export function sourceCount(source: Source): number {
  return sourceList(source)?.shown.length ?? 1;
}

/**
 * Names the first `count` sources, and how many more there are. No blocks when the line says nothing.
 * @param count 1 to `sourceCount(source)`
 */
export function sourceBlocks(source: Source, count: number): Block[] {
  const sources = sourceList(source);
  if (sources === null) return remark(source);
  const more = sources.shown.length - count + sources.more;
  const items = sources.shown.slice(0, count).map(({ text, url }) => [titled(text, url)]);
  return [
    list('Sources', more === 0 ? items : [...items, [words(`and ${more} more, named in the case study`)]]),
  ];
}

/** Pages by title, the first `count` of them; none for those without a title. */
export function linkList(heading: string, links: Card['related'], count = links.length): Block[] {
  const items = links
    .filter(({ label }) => toPlainLine(label) !== '')
    .slice(0, count)
    .map(({ label, url }) => [titled(label, url)]);
  return items.length === 0 ? [] : [list(heading, items)];
}

/** A title that opens its page, or the title alone where there is no page on the web. */
function titled(title: string, url: string): Inline {
  const address = webAddress(url);
  const shown = fitLine(title, TITLE_LENGTH);
  if (address === null) return words(shown || 'Untitled');
  return link(shown || new URL(address).hostname, address);
}

/** The line as it was written, its links in place. One that is too long is cut, and then its links are left out. */
function remark({ kind, text, links }: Source): Block[] {
  const line = toPlainLine(text);
  if (line === '') return [];
  const opening = bold(kind === 'source' ? 'Source: ' : 'Illustrative figures: ');
  const linked = [paragraph(opening, ...withLinks(line, links))];
  return weightOf(linked) <= REMARK_CHARACTERS
    ? linked
    : [paragraph(opening, words(fitLine(line, REMARK_CHARACTERS)))];
}

/** Links whose title is not part of the line come after it. */
function withLinks(line: string, links: Source['links']): Inline[] {
  const linked: Inline[] = [];
  const after: Inline[] = [];
  let rest = line;
  for (const { text, url } of links) {
    const title = toPlainLine(text);
    const address = webAddress(url);
    if (address === null) continue;
    const start = title === '' ? -1 : rest.indexOf(title);
    if (start < 0) after.push(words(' · '), titled(title, url));
    else {
      linked.push(words(asLiteral(rest.slice(0, start))), link(asLiteral(title), address));
      rest = rest.slice(start + title.length);
    }
  }
  return [...linked, words(asLiteral(rest)), ...after].filter(({ text }) => text !== '');
}
