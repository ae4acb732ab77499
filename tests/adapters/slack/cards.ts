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
    action('up', '👍'),
    action('down', '👎'),
  ],
};

export const section: Card = {
  ...empty,
  kind: 'section',
  title: 'Acme Chat moves its message store',
  breadcrumb: ['Backend Production'],
  excerpt: { heading: 'Results', text: 'Two lines:\n1. the *first*' },
  table: answer.table,
  source: answer.source,
  link: { label: 'Read on', url: 'content/01_BACKEND/nosql.md#acme' },
  actions: [action('section', 'Problem'), action('section', '', 1), action('section', 'Results', 2)],
};

const MARKS = [
  '*',
  '_',
  '~',
  '`',
  '```',
  '＊',
  '＿',
  '｀',
  '>',
  '＞',
  '>>>',
  '&',
  '<',
  '|',
  '\\',
  '**',
  '__',
];
const ENTITIES = ['&amp;', '&lt;', '&gt;', '&lt;!channel&gt;', '&#60;', 'amp;', 'lt;'];
const MENTIONS = [
  ...['<!channel>', '<!here|here>', '<!subteam^S1|@ops>', '<@U123>', '<#C1|general>', '<!date^1^{date}|x>'],
  ...['@channel', '@here', '@everyone', '@', '#', '#general', '# ', 'ops@acme.example', '<mailto:a@b.c|d>'],
];
const LINKS = [
  ...['https://evil.example/a_b', 'http://', '<https://evil.example|free>', '[free](https://evil.example)'],
  ...['evil.example', 'README.md', '.', 'slack://open', 'www.', 'mailto:a@b.c', 'tel:1'],
];
const EMOJI = [':smile:', ':+1:', '::skin-tone-2:', ':', ':東:', '👩‍💻', '👍'];
const LETTERS = ['a', 'word', '1', '東', 'ﷺ', 'e\u0301\u0301', ' ', '   ', '\n', '\n\n', '\r\n', '\t', '…'];
const INVISIBLE = ['\u200B', '\u00AD', '\u2060', '\u202E', '\uD800', '\u0000', '\u001B[31m'];
const FRAGMENTS = [MARKS, ENTITIES, MENTIONS, LINKS, EMOJI, LETTERS, INVISIBLE].flat();

const joined = (maxLength: number) =>
  fc.array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength }).map((parts) => parts.join(''));

/** Up to 20,000 characters. Long ones repeat a short one, which costs nothing to make. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 4, arbitrary: joined(25) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(joined(12), fc.integer({ min: 1, max: 20_000 }))
      .map(([piece, length]) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)),
  },
);

/** The same for what a card has many of: up to 2,000 characters, so that hundreds of cards take seconds. */
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
const anyCell = anyText.map((text) => text.slice(0, 400));
const anyTable = fc.record({
  header: fc.array(anyCell, { maxLength: 30 }),
  rows: fc.oneof(
    fc.array(fc.array(anyCell, { maxLength: 30 }), { maxLength: 6 }),
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
  target: fc.constantFrom('k3x9', 'a', 'z'.repeat(24)),
  index: fc.nat({ max: 120 }),
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
      .tuple(anyAction, fc.nat({ max: 120 }))
      .map(([one, count]) => Array.from({ length: count }, (_, index) => ({ ...one, index }))),
  ),
});
