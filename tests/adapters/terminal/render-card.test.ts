import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { renderCard } from '../../../adapters/terminal/mod.ts';
import { CARD_KINDS, type Card, toPlainText } from '../../../src/cards/mod.ts';

type Source = NonNullable<Card['source']>;

const SOURCE_URL =
  'https://engineering.acme.example/2023/03/how-acme-chat-stores-trillions-of-messages?ref=casebook';

const answer: Card = {
  kind: 'answer',
  title: 'Acme Chat moves its message store off hot partitions',
  breadcrumb: ['Backend Production', 'Database Architecture', 'NoSQL Migrations'],
  note: null,
  lead: 'Acme Chat merged simultaneous reads of the same row in a service before the database, and moved to a store without garbage-collection pauses.',
  excerpt: {
    heading: 'Root cause',
    text: [
      'Messages were partitioned by channel and by ten days.',
      '- each read of a hot partition waits behind the others, so that latency spreads to everybody on that node',
      'client  ->  api  ->  store',
    ].join('\n'),
  },
  table: {
    header: ['Metric', 'Before', 'After', 'Improvement'],
    rows: [
      ['P99 read latency', '40–125 ms', '15 ms', '2.7–8.3x faster'],
      ['東京リージョンの遅延 (p99)', '210 ms', '34 ms', '6.2x faster'],
      ['Database nodes', '177', '72', '59% fewer'],
    ],
  },
  source: {
    kind: 'source',
    text: 'How Acme Chat Stores Trillions of Messages, 東京リージョンの移行',
    links: [
      { text: 'How Acme Chat Stores Trillions of Messages', url: SOURCE_URL },
      { text: '東京リージョンの移行', url: 'https://acme.example/tokyo' },
    ],
  },
  insight:
    'A faster database moves the limit; merging identical reads removes the load that made it a limit.',
  link: { label: 'Read the case study', url: 'https://casebook.example/nosql_migrations#acme-chat' },
  related: [
    {
      label: 'Acme Pay: request coalescing in front of a cache',
      url: 'https://casebook.example/caching#acme-pay',
    },
  ],
  actions: [{ kind: 'details', target: 'abc', index: 0, label: 'Details' }],
};
const empty: Card = {
  kind: 'answer',
  title: 'Acme',
  breadcrumb: [],
  note: null,
  lead: null,
  excerpt: null,
  table: null,
  source: null,
  insight: null,
  link: null,
  related: [],
  actions: [],
};
const unsure: Card = { ...empty, kind: 'unsure', title: 'Nothing fits well', related: answer.related };
const outOfScope: Card = {
  ...empty,
  kind: 'out-of-scope',
  title: 'Out of scope',
  note: null,
  lead: 'I only know case studies about production engineering.',
  excerpt: { heading: 'Try', text: 'how does Acme Chat store messages?' },
};

const plain = (card: Card, width: number) => renderCard(card, { width, color: false, links: false });
const framed = (card: Card, width: number) => `\n${plain(card, width)}\n`;

describe('an answer', () => {
  test('in 100 columns', () => {
    expect(framed(answer, 100)).toMatchInlineSnapshot(`
      "
      Acme Chat moves its message store off hot partitions
      Backend Production › Database Architecture › NoSQL Migrations

      Acme Chat merged simultaneous reads of the same row in a service before the database, and moved to a
      store without garbage-collection pauses.

      Root cause
      Messages were partitioned by channel and by ten days.
      - each read of a hot partition waits behind the others, so that latency spreads to everybody on that
        node
      client  ->  api  ->  store

      Metric                      Before     After  Improvement
      ──────────────────────────  ─────────  ─────  ───────────────
      P99 read latency            40–125 ms  15 ms  2.7–8.3x faster
      東京リージョンの遅延 (p99)  210 ms     34 ms  6.2x faster
      Database nodes              177        72     59% fewer

      Sources
      • How Acme Chat Stores Trillions of Messages
        https://engineering.acme.example/2023/03/how-acme-chat-stores-trillions-of-messages?ref=casebook
      • 東京リージョンの移行
        https://acme.example/tokyo

      Key insight: A faster database moves the limit; merging identical reads removes the load that made
      it a limit.

      Related
      • Acme Pay: request coalescing in front of a cache
        https://casebook.example/caching#acme-pay

      → Read the case study
        https://casebook.example/nosql_migrations#acme-chat
      "
    `);
  });
  test('in 80 columns', () => {
    expect(framed(answer, 80)).toMatchInlineSnapshot(`
      "
      Acme Chat moves its message store off hot partitions
      Backend Production › Database Architecture › NoSQL Migrations

      Acme Chat merged simultaneous reads of the same row in a service before the
      database, and moved to a store without garbage-collection pauses.

      Root cause
      Messages were partitioned by channel and by ten days.
      - each read of a hot partition waits behind the others, so that latency spreads
        to everybody on that node
      client  ->  api  ->  store

      Metric                      Before     After  Improvement
      ──────────────────────────  ─────────  ─────  ───────────────
      P99 read latency            40–125 ms  15 ms  2.7–8.3x faster
      東京リージョンの遅延 (p99)  210 ms     34 ms  6.2x faster
      Database nodes              177        72     59% fewer

      Sources
      • How Acme Chat Stores Trillions of Messages
        https://engineering.acme.example/2023/03/how-acme-chat-stores-trillions-of-messages?ref=casebook
      • 東京リージョンの移行
        https://acme.example/tokyo

      Key insight: A faster database moves the limit; merging identical reads removes
      the load that made it a limit.

      Related
      • Acme Pay: request coalescing in front of a cache
        https://casebook.example/caching#acme-pay

      → Read the case study
        https://casebook.example/nosql_migrations#acme-chat
      "
    `);
  });
  test('in 40 columns', () => {
    expect(framed(answer, 40)).toMatchInlineSnapshot(`
      "
      Acme Chat moves its message store off
      hot partitions
      Backend Production › Database
      Architecture › NoSQL Migrations

      Acme Chat merged simultaneous reads of
      the same row in a service before the
      database, and moved to a store without
      garbage-collection pauses.

      Root cause
      Messages were partitioned by channel and
      by ten days.
      - each read of a hot partition waits
        behind the others, so that latency
        spreads to everybody on that node
      client  ->  api  ->  store

      P99 read latency
        Before       40–125 ms
        After        15 ms
        Improvement  2.7–8.3x faster
      東京リージョンの遅延 (p99)
        Before       210 ms
        After        34 ms
        Improvement  6.2x faster
      Database nodes
        Before       177
        After        72
        Improvement  59% fewer

      Sources
      • How Acme Chat Stores Trillions of
        Messages
        https://engineering.acme.example/2023/03/how-acme-chat-stores-trillions-of-messages?ref=casebook
      • 東京リージョンの移行
        https://acme.example/tokyo

      Key insight: A faster database moves the
      limit; merging identical reads removes
      the load that made it a limit.

      Related
      • Acme Pay: request coalescing in front
        of a cache
        https://casebook.example/caching#acme-pay

      → Read the case study
        https://casebook.example/nosql_migrations#acme-chat
      "
    `);
  });
  test('is no wider on a wider screen than in 100 columns', () => {
    expect(plain(answer, 250)).toBe(plain(answer, 100));
  });
  test('with nothing but a title is a title', () => {
    expect(plain({ ...empty, lead: '' }, 80)).toBe('Acme');
  });
  test('says that figures are illustrative', () => {
    const source: Source = {
      kind: 'illustrative',
      text: 'worked out from 10,000 requests a second',
      links: [],
    };
    expect(plain({ ...empty, source }, 80)).toBe(
      'Acme\n\nIllustrative figures: worked out from 10,000 requests a second',
    );
  });
});

describe('sources', () => {
  const link = (n: number) => ({ text: `Post ${n}`, url: `https://acme.example/${n}` });
  const from = (count: number): Source => {
    const links = Array.from({ length: count }, (_, n) => link(n + 1));
    return { kind: 'source', text: links.map(({ text }) => text).join(', '), links };
  };

  test('stand on one line if there is one, and in a list if there are more', () => {
    expect(plain({ ...empty, source: from(1) }, 80)).toBe('Acme\n\nSource: Post 1\n  https://acme.example/1');
    expect(plain({ ...empty, source: from(2) }, 80)).toBe(
      'Acme\n\nSources\n• Post 1\n  https://acme.example/1\n• Post 2\n  https://acme.example/2',
    );
  });
  test('of which there are many are counted', () => {
    expect(plain({ ...empty, source: from(9) }, 80)).toMatch(
      /• Post 4\n.*\n• and 5 more, named in the case study$/,
    );
  });
  test('with a remark are shown as they were written', () => {
    const source = { ...from(2), text: 'Post 1 (measured), Post 2 (quoted)' };
    expect(plain({ ...empty, source }, 80)).toContain('Source: Post 1 (measured), Post 2 (quoted)\n');
  });
});

test('an unsure card says so and lists the nearest titles', () => {
  expect(framed(unsure, 80)).toMatchInlineSnapshot(`
    "
    Nothing fits well

    I am not sure which case study answers this, so I will not guess.

    Nearest case studies
    • Acme Pay: request coalescing in front of a cache
      https://casebook.example/caching#acme-pay
    "
  `);
});

test('an unsure card makes no claim, whatever it carries', () => {
  expect(plain({ ...answer, kind: 'unsure', lead: null }, 80)).not.toMatch(/40–125|Key insight|Root cause/);
});

test('an out-of-scope card is its one line and the example', () => {
  expect(framed(outOfScope, 80)).toMatchInlineSnapshot(`
    "
    I only know case studies about production engineering.

    Try: how does Acme Chat store messages?
    "
  `);
});

describe('addresses', () => {
  test('stand whole on a line of their own', () => {
    expect(plain(answer, 20).split('\n')).toContain(`  ${SOURCE_URL}`);
  });
  test('are not broken inside a sentence either', () => {
    const lead = `The write-up is at ${SOURCE_URL} and it is long.`;
    expect(plain({ ...empty, lead }, 40).split('\n')).toEqual([
      'Acme',
      '',
      'The write-up is at',
      SOURCE_URL,
      'and it is long.',
    ]);
  });
  test('go behind their titles where the terminal shows hyperlinks', () => {
    const output = renderCard(answer, { width: 80, color: false, links: true });
    expect(output).toContain('• \x1B]8;;https://casebook.example/caching#acme-pay\x07Acme Pay: request');
    expect(output).toContain(
      `• \x1B]8;;${SOURCE_URL}\x07How Acme Chat Stores Trillions of Messages\x1B]8;;\x07\n`,
    );
    expect(output.replace(/\x1B\]8;;[^\x07]*\x07/g, '')).not.toMatch(/https?:|\x1B/);
  });
  test('stay visible where they cannot be a hyperlink', () => {
    const card = { ...empty, link: { label: 'Acme', url: '../caching.md#acme' } };
    expect(renderCard(card, { width: 80, color: false, links: true })).toBe(
      'Acme\n\n→ Acme\n  ../caching.md#acme',
    );
  });
  test('stay visible when their title is not part of the source line', () => {
    const source: Source = {
      kind: 'source',
      text: 'A talk',
      links: [{ text: 'Slides', url: 'https://acme.example/s' }],
    };
    expect(renderCard({ ...empty, source }, { width: 80, color: false, links: true })).toBe(
      'Acme\n\nSource: A talk\n  https://acme.example/s',
    );
  });
});

test('colour is bold and dim only, and changes no letter', () => {
  const output = renderCard(answer, { width: 80, color: true, links: false });
  expect(output).toContain('\x1B[1mAcme Chat moves its message store off hot partitions\x1B[22m');
  expect(output).toContain('\x1B[2mBackend Production › Database Architecture › NoSQL Migrations\x1B[22m');
  expect(output).toContain('\x1B[1mKey insight:\x1B[22m A faster');
  expect(withoutStyle(output)).toBe(plain(answer, 80));
});

test('a hostile title prints nothing live', () => {
  const title =
    '\x1B]0;owned\x07\x1B[2J\x9B31mAcme\u202E \x1B]8;;https://evil.example\x07Chat\x1B]8;;\x07\r\b';
  expect(plain({ ...empty, title }, 80)).toBe('Acme Chat');
  expect(renderCard({ ...empty, title }, { width: 80, color: true, links: true })).toBe(
    '\x1B[1mAcme Chat\x1B[22m',
  );
});

const text = fc.oneof(
  fc.lorem({ maxCount: 30 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'bc',
      ' ',
      ' ',
      '東',
      '👩‍💻',
      '\x1B',
      '[31m',
      ']8;;',
      '\x07',
      '\x9B',
      '\n',
      '\r',
      '\t',
      '\u202E',
      '- ',
      '1. ',
    ),
    maxLength: 120,
  }),
  fc.constantFrom(`see ${SOURCE_URL} there`, 'x'.repeat(150), '東'.repeat(90)),
);
const link = fc.record({ text, label: text, url: fc.oneof(fc.webUrl(), text) });
const anyCard: fc.Arbitrary<Card> = fc.record({
  kind: fc.constantFrom(...CARD_KINDS),
  title: text,
  breadcrumb: fc.array(text, { maxLength: 3 }),
  note: fc.option(text),
  lead: fc.option(text),
  excerpt: fc.option(fc.record({ heading: text, text })),
  table: fc.option(
    fc.record({ header: fc.tuple(text, text), rows: fc.array(fc.tuple(text, text), { maxLength: 3 }) }),
  ),
  source: fc.option(
    fc.record({
      kind: fc.constantFrom('source', 'illustrative'),
      text,
      links: fc.array(link, { maxLength: 2 }),
    }),
  ),
  insight: fc.option(text),
  link: fc.option(link),
  related: fc.array(link, { maxLength: 3 }),
  actions: fc.constant([]),
});
const anyWidth = fc.integer({ min: 20, max: 120 });

test('whatever the card, plain output holds no control character but the newline', () => {
  fc.assert(
    fc.property(anyCard, anyWidth, (card, width) => {
      expect(plain(card, width)).not.toMatch(/[^\P{Cc}\n]/u);
    }),
    { numRuns: 150 },
  );
});

test('whatever the card, styled output holds no escape that is not ours', () => {
  fc.assert(
    fc.property(anyCard, anyWidth, (card, width) => {
      const output = renderCard(card, { width, color: true, links: true });
      const rest = withoutStyle(output).replace(/\x1B\]8;;(?:https?:[!-~]*)?\x07/g, '');
      expect(rest).not.toMatch(/[^\P{Cc}\n]/u);
    }),
    { numRuns: 150 },
  );
});

test('whatever the card, colour changes no letter', () => {
  fc.assert(
    fc.property(anyCard, anyWidth, (card, width) => {
      const styled = renderCard(card, { width, color: true, links: false });
      expect(withoutStyle(styled)).toBe(plain(card, width));
    }),
    { numRuns: 150 },
  );
});

test('whatever the card, only an address may be wider than the screen', () => {
  fc.assert(
    fc.property(anyCard, anyWidth, (card, width) => {
      const addresses = [card.link, ...card.related, ...(card.source?.links ?? [])].map((item) =>
        toPlainText(item?.url ?? ''),
      );
      const mayBeLong = new Set([SOURCE_URL, ...addresses.map((url) => url.replace(/[\n\t]/g, '').trim())]);
      const tooWide = plain(card, width)
        .split('\n')
        .filter((line) => stringWidth(line) > Math.min(width, 100) && !mayBeLong.has(line.trim()));
      expect(tooWide).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('whatever the answer, its lead and its excerpt are there in full', () => {
  fc.assert(
    fc.property(anyCard, anyWidth, (card, width) => {
      const output = withoutSpace(plain({ ...card, kind: 'answer' }, width));
      expect(output).toContain(withoutSpace(toPlainText(card.lead ?? '')));
      expect(output).toContain(withoutSpace(toPlainText(card.excerpt?.text ?? '')));
    }),
    { numRuns: 150 },
  );
});

function withoutStyle(output: string): string {
  return output.replace(/\x1B\[(?:1|2|22)m/g, '');
}

function withoutSpace(output: string): string {
  return output.replace(/\s/g, '');
}
