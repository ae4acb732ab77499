import { posix } from 'node:path';

import type { Page, Pages } from './pages.ts';
import { visitPage } from './text.ts';

/**
 * Finds links that lead nowhere: to a file that is not in the library, or to a heading that the file does not have. Links to
 * the web are not opened.
 *
 * @param exists whether there is such a file or folder below the content folder
 */
export function checkLinks(pages: Pages, exists: (path: string) => boolean): void {
  const anchors = new Map<string, ReadonlySet<string>>();
  for (const [file, { outline }] of pages.all)
    anchors.set(file, new Set(outline.parts.map(({ anchor }) => anchor)));
  for (const page of pages.all.values()) {
    visitPage(page, (node, line) => {
      if (node.type !== 'link' && node.type !== 'image' && node.type !== 'definition') return;
      const wrong = wrongLink(page, node.url, anchors, exists);
      if (wrong !== null) page.complaints.warning(line, 'link', wrong);
    });
  }
}

function wrongLink(
  page: Page,
  url: string,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
  exists: (path: string) => boolean,
): string | null {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(url)) return null;
  const [path = '', anchor] = url.split('#', 2);
  const decoded = decodedPath(path);
  if (decoded === null)
    return `The link ${url} is not an address. Write % only before two hexadecimal digits.`;
  if (decoded.startsWith('/')) return `The link ${url} begins with /. Write it relative to this file.`;
  const target =
    decoded === '' ? page.file : posix.join(posix.dirname(page.file), decoded).replace(/\/$/, '');
  const known = anchors.get(target);
  if (known === undefined) {
    return !target.startsWith('..') && exists(target)
      ? null
      : `The link ${url} leads to no file of the library. Correct or remove it.`;
  }
  if (anchor === undefined || anchor === '' || known.has(anchor)) return null;
  return `The link ${url} leads to no heading. ${nearest(anchor, known)}`;
}

function decodedPath(path: string): string | null {
  try {
    return decodeURIComponent(path.split('?')[0] ?? '');
  } catch {
    return null;
  }
}

/** The heading that begins most like the one that was meant: `#case-study-2-old-title` -> `#case-study-2-new-title`. */
function nearest(anchor: string, known: ReadonlySet<string>): string {
  const shared = (other: string) => {
    let length = 0;
    while (length < anchor.length && anchor[length] === other[length]) length += 1;
    return length;
  };
  const [best] = [...known].toSorted((a, b) => shared(b) - shared(a));
  return best !== undefined && shared(best) >= 5 ? `Is #${best} meant?` : 'Correct or remove it.';
}
