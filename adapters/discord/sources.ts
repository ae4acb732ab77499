/** The line that says where a case study's figures come from, with links that Discord can open. */
import { type Card, sourceList, toPlainLine } from '../../src/cards/mod.ts';
import { escapeLine, escapePlain } from './escape.ts';
import { fitLabel, fitLine, weightOf } from './fit.ts';
import { titledLink, webAddress } from './links.ts';

type Source = NonNullable<Card['source']>;

/** The longest title of a case study in the library has 86. */
const TITLE_LENGTH = 120;
/** A remark or one source with its link; the longest in the library takes 301. */
const REMARK_UNITS = 900;

/** How many sources can be listed one by one: 1 for a remark, which is shown whole or cut. */
export function sourceCount(source: Source): number {
  return sourceList(source)?.shown.length ?? 1;
}

/**
 * Names the first `count` sources, and how many more there are. One source takes at most 900 units.
 * @param count 1 to `sourceCount(source)`
 */
export function sourceText(source: Source, count: number): string {
  const list = sourceList(source);
  if (list === null) return remark(source);
  const more = list.shown.length - count + list.more;
  return [
    '**Sources**',
    ...list.shown.slice(0, count).map(({ text, url }) => linkLine({ label: text, url })),
    ...(more === 0 ? [] : [`- and ${more} more, named in the case study`]),
  ].join('\n');
}

/** A line of a list: a title that opens its page, or the title alone where there is no page on the web. */
export function linkLine({ label, url }: { readonly label: string; readonly url: string }): string {
  const title = fitLabel(label, TITLE_LENGTH);
  const address = webAddress(url);
  return `- ${address === null ? escapeLine(title) : titledLink(title, address)}`;
}

/** The line as it was written, its links in place. One that is too long is cut, and then its links are left out. */
function remark({ kind, text, links }: Source): string {
  const opening = kind === 'source' ? '-# Source: ' : '-# Illustrative figures: ';
  const line = toPlainLine(text);
  if (line === '') return '';
  const linked = opening + withLinks(line, links);
  return weightOf(linked) <= REMARK_UNITS
    ? linked
    : opening + fitLine(line, REMARK_UNITS - weightOf(opening));
}

/** Links whose title is not part of the line come after it. */
function withLinks(line: string, links: Source['links']): string {
  let linked = '';
  let rest = line;
  let after = '';
  for (const { text, url } of links) {
    const title = toPlainLine(text);
    const address = webAddress(url);
    if (address === null) continue;
    const start = title === '' ? -1 : rest.indexOf(title);
    if (start < 0) after += ` · ${titledLink(title, address)}`;
    else {
      linked += escapedBeforeLink(rest.slice(0, start)) + titledLink(title, address);
      rest = rest.slice(start + title.length);
    }
  }
  return linked + escapePlain(rest) + after;
}

/** What a mark at the end of a text does depends on what comes next: here a visible character, the bracket of a link. */
function escapedBeforeLink(text: string): string {
  return escapePlain(`${text}[`).slice(0, -String.raw`\[`.length);
}
