/** The daily case study for people outside a chat: an Atom feed (RFC 4287) or a JSON Feed (jsonfeed.org). */
import { Feed } from 'feed';
import { html } from 'hono/html';
import { type Card, type CardLink, toPlainLine } from '../../src/cards/mod.ts';
import { renderHtml } from './render-html.ts';

export type FeedFormat = 'atom' | 'json';

export interface FeedEntry {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** Of a case study. Where its link does not lead to the web, the entry's leads to `home`. */
  readonly card: Card;
}

/**
 * The feed as text, newest entry first as given. The same entries give the same text. An entry's id names the day, because a case study
 * comes again after all others have had their turn.
 *
 * @param home address of the library's pages
 */
export function renderFeed(entries: readonly FeedEntry[], format: FeedFormat, home: string): string {
  const authority = `tag:${new URL(home).hostname},2026:casebook`;
  const feed = new Feed({
    id: `${authority}/daily`,
    title: 'Casebook: a case study a day',
    description: 'What broke in production, what they did, and the figures before and after, with sources.',
    link: home,
    language: 'en',
    generator: 'Casebook',
    updated: startOf(entries[0]?.day ?? '1970-01-01'),
  });
  for (const { day, card } of entries) {
    const title = toPlainLine(card.title);
    feed.addItem({
      id: `${authority}/daily/${day}`,
      // Atom's titles are HTML here, those of a JSON Feed are plain.
      title: format === 'atom' ? String(html`${title}`) : title,
      link: webAddress(card.link) ?? home,
      date: startOf(day),
      published: startOf(day),
      content: renderHtml(card),
      category: card.breadcrumb.map((name) => ({ name: toPlainLine(name), term: toPlainLine(name) })),
    });
  }
  return format === 'atom' ? feed.atom1() : feed.json1();
}

function webAddress(link: CardLink | null): string | null {
  return link !== null && /^https?:/i.test(link.url) && URL.canParse(link.url) ? link.url : null;
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
