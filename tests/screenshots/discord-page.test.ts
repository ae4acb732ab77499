import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCard } from '../../adapters/discord/render-card.ts';
import type { Card } from '../../src/cards/mod.ts';
import { action, answer, anyCard, anyText, empty } from '../adapters/discord/cards.ts';
import { textsOf } from '../adapters/discord/readable.ts';
import { type Asked, discordPage } from './discord-page.ts';
import { HOSTILE_TEXTS, markupOf, shownIn } from './markup.ts';

const asked: Asked = { person: 'ada', command: '/ask' };
const pageOf = (card: Card, by = asked) => discordPage(renderCard(card), by);

const OWN_MARKUP =
  /^<\/?(?:html|body|div|span|pre|code|ul|li|h3|small|strong|br|svg|path)(?: (?:class="[a-z ]+"|style="border-left-color: #[0-9a-f]{6}"|viewBox="[\d ]+"|d="[^"<>]+"\/))*>$/;

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
        source: {
          kind: 'source',
          text,
          links: [{ text, url: `https://acme.example/${text}` }],
        },
        insight: text,
        link: { label: text, url: `https://acme.example/?${text}` },
        actions: [action('details', text), action('section', text)],
      });
      const by = (text: string) => ({ person: text, command: text });
      const page = pageOf(cardWith(hostile), by(hostile));
      // As long as the hostile one, so that the table takes the same form.
      const harmless = 'x'.repeat(hostile.length);
      expect(markupOf(page)).toEqual(markupOf(pageOf(cardWith(harmless), by(harmless))));
      expect(shownIn(page)).toContain(hostile);
    }
  });

  it('has no markup but the page’s own, without links and scripts, whatever the texts are', () => {
    fc.assert(
      fc.property(anyCard, anyText, (card, person) => {
        const page = pageOf(card, { ...asked, person });
        expect(markupOf(page).filter((markup) => !OWN_MARKUP.test(markup))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a table', () => {
  const tableOn = (page: string) => shownIn(/<pre><code>([\s\S]*?)<\/code><\/pre>/.exec(page)?.[1] ?? '');

  it('keeps its lines as they are', () => {
    const rows = [
      ['P99 read', '125 ms', '15 ms'],
      ['東京の遅延', '210 ms', '34 ms'],
    ];
    expect(tableOn(pageOf({ ...empty, table: { header: ['Metric', 'Before', 'After'], rows } }))).toBe(
      [
        'Metric      Before  After',
        '──────────  ──────  ─────',
        'P99 read    125 ms  15 ms',
        '東京の遅延  210 ms  34 ms',
      ].join('\n'),
    );
  });

  it('keeps its lines as they are, whatever the cells are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, anyText), { minLength: 1, maxLength: 5 }), (rows) => {
        const card: Card = { ...empty, table: { header: ['Metric <b>', '**After**'], rows } };
        const [text = ''] = textsOf(renderCard(card));
        fc.pre(text.startsWith('```\n'));
        expect(tableOn(pageOf(card))).toBe(text.slice(4, text.lastIndexOf('\n```')));
      }),
      { numRuns: 200 },
    );
  });
});

it('Markdown is drawn as Discord draws it, and what is escaped as it is written', () => {
  const card: Card = {
    ...empty,
    title: 'A *bold* title',
    note: 'Small [print]',
    lead: 'First\n- no list',
    insight: 'Two_parts',
    related: [
      { label: 'On the *web*', url: 'https://cases.example/a' },
      { label: 'In a_file', url: 'b.md' },
    ],
  };
  const texts = [...pageOf(card).matchAll(/<div class="text">(.*)<\/div>/g)].map(([, text]) => text);
  expect(texts).toEqual([
    '<h3>A *bold* title</h3>',
    '<small>Small [print]</small>',
    '<div>First</div><div>- no list</div>',
    '<div><strong>Key insight:</strong> Two_parts</div>',
    '<div><strong>Related</strong></div><ul><li><span class="link">On the ∗web∗</span></li><li>In a_file</li></ul>',
  ]);
});
