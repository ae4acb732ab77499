import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FeedEntry, renderFeed } from '../../../adapters/feed/mod.ts';
import { renderHtml } from '../../../adapters/feed/render-html.ts';
import { type Card, entryCard, noticeCard } from '../../../src/cards/mod.ts';
import type { Casebook } from '../../../src/casebook.ts';
import { dailyCases } from '../../../src/cases/mod.ts';
import { openCasebook } from '../../support/casebook.ts';

const HOME = 'https://cases.example/library';
const NOW = new Date('2026-11-28T14:00:00Z');

let casebook: Casebook;
let entries: FeedEntry[];
beforeAll(async () => {
  casebook = await openCasebook();
  entries = dailyCases(casebook.entries, NOW, 3).map(({ day, id }) => ({
    day,
    card: entryCard(casebook.open(id)!),
  }));
});
afterAll(() => casebook.close());

/** Text between marks is text: what is left are the tags and the entities. */
const tagsIn = (markup: string): string[] =>
  [...markup.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name]) => name!);

describe('an Atom feed', () => {
  it('has what RFC 4287 asks for: ids, titles, times, and a link and content an entry, newest first', () => {
    const feed = renderFeed(entries, 'atom', HOME);
    expect(feed).toMatch(
      /^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom">/,
    );
    expect(feed).toContain('<id>tag:cases.example,2026:casebook/daily</id>');
    expect(feed).toContain('<updated>2026-11-28T00:00:00.000Z</updated>');
    expect([...feed.matchAll(/casebook\/daily\/([\d-]+)<\/id>/g)].map(([, day]) => day)).toEqual([
      '2026-11-28',
      '2026-11-27',
      '2026-11-26',
    ]);
    for (const { card } of entries) {
      expect(feed).toContain(card.title);
      expect(feed).toContain('<b>Quick Answer:</b>');
      expect(feed).toContain('<b>Key insight:</b>');
    }
    expect(feed.match(/<content type="html">/g)).toHaveLength(3);
  });

  it('of the same days is the same, byte for byte', () => {
    expect(renderFeed(entries, 'atom', HOME)).toBe(renderFeed([...entries], 'atom', HOME));
  });

  it('without entries is a feed all the same', () => {
    expect(renderFeed([], 'atom', HOME)).toContain('<updated>1970-01-01T00:00:00.000Z</updated>');
  });
});

describe('a JSON Feed', () => {
  it('holds the same entries', () => {
    const feed = JSON.parse(renderFeed(entries, 'json', HOME)) as {
      version: string;
      home_page_url: string;
      items: { id: string; title: string; content_html: string; date_published: string }[];
    };
    expect(feed).toMatchObject({ version: 'https://jsonfeed.org/version/1', home_page_url: HOME });
    expect(feed.items.map(({ title }) => title)).toEqual(entries.map(({ card }) => card.title));
    expect(feed.items[0]).toMatchObject({
      id: 'tag:cases.example,2026:casebook/daily/2026-11-28',
      date_published: '2026-11-28T00:00:00.000Z',
    });
  });
});

describe('the HTML of a card', () => {
  it('has no live markup but its own, whatever its texts say', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=y>',
        ']]><x>',
        '&lt;b&gt;',
        'javascript:x',
      ),
    );
    const cards = fc.record({
      lead: hostile,
      insight: hostile,
      label: hostile,
      url: fc.oneof(hostile, fc.webUrl(), fc.constant('javascript:alert(1)')),
      cell: hostile,
    });
    fc.assert(
      fc.property(cards, ({ lead, insight, label, url, cell }) => {
        const card: Card = {
          ...noticeCard('Title', lead),
          ...{ kind: 'case-study', insight, related: [{ label, url }], link: { label, url } },
          excerpt: { heading: label, text: lead },
          table: { header: [cell], rows: [[cell]] },
          source: { kind: 'source', text: label, links: [{ text: label, url }] },
        };
        const allowed = ['p', 'b', 'small', 'a', 'ul', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td'];
        const markup = renderHtml(card);
        expect(tagsIn(markup).filter((name) => !allowed.includes(name))).toEqual([]);
        for (const [, address] of markup.matchAll(/<a ([^>]*)>/g)) expect(address).toMatch(/^href="https?:/i);
        // In a feed, only the sequence that ends a CDATA section could break out.
        const feed = renderFeed([{ day: '2026-11-28', card: { ...card, title: lead } }], 'atom', HOME);
        const outside = feed.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
        expect(
          tagsIn(outside).every((name) =>
            /^(?:feed|id|title|updated|generator|link|subtitle|entry|content|category|published)$/.test(name),
          ),
        ).toBe(true);
      }),
    );
  });
});
