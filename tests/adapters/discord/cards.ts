/** Cards to render: a real-looking one, and any card at all, with texts that try to break out. */
import fc from 'fast-check';
import { ACTION_KINDS, type Action, CARD_KINDS, type Card } from '../../../src/cards/mod.ts';

export const empty: Card = {
  kind: 'answer',
  title: '',
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

export const action = (kind: Action['kind'], label: string, index = 0): Action => ({
  kind,
  target: 'k3x9',
  index,
  label,
});

export const answer: Card = {
  ...empty,
  title: 'Acme Chat: moves its message_store off *hot* partitions',
  breadcrumb: ['Backend Production', 'Database Architecture', 'NoSQL Migrations'],
  note: 'Read “shardnig” as “sharding”.',
  lead: 'Acme Chat merged simultaneous reads of the same row before the database: p99 fell from 125 ms to 15 ms.',
  excerpt: {
    heading: 'Root cause',
    text: 'Messages were partitioned by channel.\n- each read of a hot partition waits\n1. see https://acme.example/a_b_c',
  },
  table: {
    header: ['Metric', 'Before', 'After'],
    rows: [
      ['P99 read latency', '40–125 ms', '15 ms'],
      ['東京リージョンの遅延', '210 ms', '34 ms'],
      ['Database nodes', '177', '72'],
    ],
  },
  source: {
    kind: 'source',
    text: 'How Acme [Chat] Stores *Trillions*, 東京の移行',
    links: [
      { text: 'How Acme [Chat] Stores *Trillions*', url: 'https://acme.example/2023/how_(we)_store?a=b' },
      { text: '東京の移行', url: 'https://acme.example/東京' },
    ],
  },
  insight: 'A faster database moves the limit; merging reads removes the load.',
  link: { label: 'Read on', url: 'https://casebook.example/nosql_migrations#acme-chat' },
  actions: [
    action('details', 'Details'),
    action('related', 'Related'),
    action('share', 'Share'),
    action('up', 'Helpful'),
    action('down', 'Not helpful'),
  ],
};

const FRAGMENTS = [
  ...[
    '**',
    '*',
    '__',
    '_',
    '~~',
    '||',
    '`',
    '```',
    '```js\n',
    '\\',
    '\\\\',
    '[',
    ']',
    '](',
    ')',
    '<',
    '>',
    '(<',
  ],
  ...[
    '# ',
    '### ',
    '-# ',
    '- ',
    '* ',
    '+ ',
    '> ',
    '>>> ',
    '1. ',
    '2) ',
    '\n',
    '\n\n',
    '\r\n',
    '\t',
    ' ',
    '   ',
  ],
  ...[
    '@everyone',
    '@here',
    '@',
    'everyone',
    '<@123456789012345678>',
    '<@&1>',
    '<#1>',
    '<:a:1>',
    '<a:b:2>',
    ':smile:',
  ],
  ...[
    '<t:1618953630:R>',
    '</ask:1>',
    '<id:guide>',
    'https://evil.example/a_b',
    'http://',
    'steam://run/1',
    'mailto:a@b.c',
  ],
  ...[
    '[free](https://evil.example)',
    '<https://evil.example>',
    'discord.gg/abc',
    '\u200B',
    '\u202E',
    '\uD800',
    '👩‍💻',
    '東',
  ],
  ...['¯\\_(ツ)_/¯', '1', '2.', '|', 'a', 'word', 'ﷺ', 'e\u0301\u0301', '\u0000', '\u001B[31m', '…'],
];

/** Up to 20,000 characters. Long ones repeat a short one, which costs nothing to make. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 25 }).map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc
          .array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 12 })
          .map((parts) => parts.join('')),
        fc.integer({ min: 1, max: 20_000 }),
      )
      .map(([piece, length]) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)),
  },
);

/** The same for what a card has many of: up to 2,000 characters, so that 400 cards take seconds. */
const anyShortText = anyText.map((text) => text.slice(0, 2_000));

export const anyUrl: fc.Arbitrary<string> = fc.oneof(
  anyText,
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.tuple(fc.webUrl(), anyText).map(([url, text]) => `${url}/${text}`),
  fc.constantFrom(
    'http://localhost:3000/a',
    'https://10.0.0.1/',
    'javascript:alert(1)',
    'https://a.example@evil.example/',
    'docs/a.md#b',
  ),
);

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const anyLink = fc.record({ label: anyShortText, url: anyUrl });
const anyCell = anyText.map((text) => text.slice(0, 300));
const anyTable = fc.record({
  header: fc.array(anyCell, { maxLength: 8 }),
  rows: fc.oneof(
    fc.array(fc.array(anyCell, { maxLength: 8 }), { maxLength: 6 }),
    fc
      .tuple(fc.array(anyCell, { maxLength: 5 }), fc.integer({ min: 1, max: 500 }))
      .map(([row, count]) => Array<string[]>(count).fill(row)),
  ),
});
const anySource = fc
  .tuple(
    fc.constantFrom('source' as const, 'illustrative' as const),
    fc.array(fc.record({ text: anyShortText, url: anyUrl }), { maxLength: 8 }),
    orNull(anyShortText),
  )
  .map(([kind, links, text]) => ({ kind, links, text: text ?? links.map((link) => link.text).join(', ') }));
const anyAction: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom(...ACTION_KINDS),
  target: fc.stringMatching(/^[a-z0-9]{1,24}$/),
  index: fc.nat({ max: 40 }),
  label: anyShortText,
});

export const anyCard: fc.Arbitrary<Card> = fc.record({
  kind: fc.constantFrom(...CARD_KINDS),
  title: anyText,
  breadcrumb: fc.array(anyShortText, { maxLength: 4 }),
  note: orNull(anyText),
  lead: orNull(anyText),
  excerpt: orNull(fc.record({ heading: orNull(anyText), text: anyText })),
  table: orNull(anyTable),
  source: orNull(anySource),
  insight: orNull(anyText),
  link: orNull(anyLink),
  related: fc.array(anyLink, { maxLength: 8 }),
  actions: fc.oneof(
    fc.array(anyAction, { maxLength: 8 }),
    fc.array(anyAction, { maxLength: 60 }),
    fc
      .tuple(anyAction, fc.nat({ max: 40 }))
      .map(([one, count]) => Array.from({ length: count }, (_, index) => ({ ...one, index }))),
  ),
});
