import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCard } from '../../adapters/slack/render-card.ts';
import type { Card } from '../../src/cards/mod.ts';
import { action, answer, anyCard, anyText, empty } from '../adapters/slack/cards.ts';
import { HOSTILE_TEXTS, markupOf, shownIn } from './markup.ts';
import { type Mention, slackPage } from './slack-page.ts';

const mention: Mention = { person: 'ada', question: 'how does it scale?' };
const pageOf = (card: Card, by = mention) => slackPage(renderCard(card), by);

const OWN_MARKUP =
  /^<\/?(?:html|body|div|span|table|tr|th|td|ul|li|h3|strong|svg|path)(?: (?:class="[a-z ]+"|viewBox="[\d ]+"|d="[^"<>]+"\/))*>$/;

/** Without the spaces that keep an entity from being one. */
const seen = (html: string): string => shownIn(html).replaceAll('\u200B', '');

describe('the page of a hostile card', () => {
  it('contains no live HTML, wherever the HTML stands', () => {
    for (const hostile of HOSTILE_TEXTS) {
      const cardWith = (text: string): Card => ({
        ...answer,
        title: text,
        breadcrumb: [text],
        note: text,
        lead: text,
        excerpt: { heading: text, text },
        table: { header: [text, 'Before'], rows: [[text, text]] },
        source: { kind: 'source', text, links: [{ text, url: `https://acme.example/${text}` }] },
        insight: text,
        link: { label: text, url: `https://acme.example/?${text}` },
        actions: [...answer.actions, action('details', text), action('section', text), action('open', text)],
      });
      const by = (text: string): Mention => ({ person: text, question: text });
      const page = pageOf(cardWith(hostile), by(hostile));
      // As long as the hostile one, so that the same parts find room.
      const harmless = 'x'.repeat(hostile.length);
      expect(markupOf(page)).toEqual(markupOf(pageOf(cardWith(harmless), by(harmless))));
      // Two of them in the question; the options of the select are not open.
      expect(seen(page).split(hostile.trim())).toHaveLength(1 + 16);
    }
  });

  it('has no markup but the page’s own, without links and scripts, whatever the texts are', () => {
    fc.assert(
      fc.property(anyCard, anyText, (card, text) => {
        const page = pageOf(card, { person: text, question: text });
        expect(markupOf(page).filter((markup) => !OWN_MARKUP.test(markup))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a table', () => {
  const cellsOn = (page: string, tag: string) =>
    [...page.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map(([, cell = '']) => seen(cell));

  it('has a header and then its rows, cell by cell', () => {
    const page = pageOf(answer);
    expect(cellsOn(page, 'th')).toEqual(answer.table!.header);
    expect(cellsOn(page, 'td')).toEqual(answer.table!.rows.flat());
    expect(page.match(/<tr>/g)).toHaveLength(4);
  });

  it('shows markup in a cell as it is written', () => {
    const rows = [['<td>', '&lt;td&gt;', '**bold** `code`']];
    const page = pageOf({ ...empty, table: { header: ['<b>', '&amp;', '"'], rows } });
    expect(cellsOn(page, 'th')).toEqual(['<b>', '&amp;', '"']);
    expect(cellsOn(page, 'td')).toEqual(rows[0]);
  });
});

it('Slack decodes its three entities and no others', () => {
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: '&lt;b&gt; &amp;amp; &quot;' } },
  ] as const;
  expect(shownIn(/<h3>.*<\/h3>/.exec(slackPage({ blocks: [...blocks] }, mention))![0])).toBe(
    '<b> &amp; &quot;',
  );
});

it('every kind of block is drawn, in the order of the message', () => {
  const card: Card = {
    ...empty,
    title: 'A *bold* title',
    breadcrumb: ['Backend'],
    lead: 'First\n- no list',
    source: {
      kind: 'source',
      text: 'On the *web*',
      links: [{ text: 'On the *web*', url: 'https://a.example/' }],
    },
    insight: 'Two_parts',
    related: [{ label: 'In a_file', url: 'b.md' }],
    link: { label: 'Read on', url: 'https://cases.example/a' },
    actions: [
      action('section', 'Results'),
      action('open', 'Another case'),
      action('up', ''),
      action('down', ''),
    ],
  };
  const answered = /<h3>.*(?=<\/div>\s*<\/body>)/s.exec(pageOf(card))![0];
  expect(answered.replace(/<svg.*?<\/svg>/g, '<svg>')).toMatchInlineSnapshot(`
    "<h3>A *bold* title</h3>
    <div class="context">Backend</div>
    <div class="text"><div>First
    - no list</div></div>
    <div class="text"><div><strong>Source: </strong><span class="link">On the *web*</span></div></div>
    <div class="text"><div><strong>Key insight: </strong>Two_parts</div></div>
    <div class="row"><span class="select">Read a section<svg></span></div>
    <div class="section"><div class="text">Another case</div><span class="button">Open</span></div>
    <div class="row"><span class="button">Read on</span></div>
    <div class="row"><span class="thumb"><svg></span><span class="thumb down"><svg></span></div>"
  `);
});

it('what Casebook does not send is refused rather than left out', () => {
  const draw = (block: object) => () => slackPage({ blocks: [block as never] }, mention);
  expect(draw({ type: 'divider' })).toThrow('A divider cannot be drawn');
  expect(draw({ type: 'context', elements: [{ type: 'mrkdwn', text: '*a*' }] })).toThrow('A mrkdwn cannot');
  expect(draw({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] })).toThrow('does not wrap');
});
