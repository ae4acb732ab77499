import { MessageFlags } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../../adapters/discord/check-payload.ts';
import { webAddress } from '../../../adapters/discord/links.ts';
import { type MessagePayload, renderCard, renderPost } from '../../../adapters/discord/render-card.ts';
import { type Card, toPlainLine, toPlainText } from '../../../src/cards/mod.ts';
import { pingsOf } from '../../support/discord/mod.ts';
import { action, answer, anyCard, empty } from './cards.ts';
import { liveIn, rawMentions, visible } from './markdown.ts';
import { readable, textsOf } from './readable.ts';

const render = (card: Card) => renderCard(card);
const shown = (card: Card) => readable(render(card));

test('an answer is a container with its texts and buttons', () => {
  expect(shown(answer)).toMatchInlineSnapshot(`
    "
    ### Acme Chat: moves its message\\_store off \\*hot\\* partitions
    -# Backend Production › Database Architecture › NoSQL Migrations
    ~
    -# Read “shardnig” as “sharding”.
    ~
    Acme Chat merged simultaneous reads of the same row before the database: p99 fell from 125 ms to 15 ms.
    ~
    **Root cause**
    Messages were partitioned by channel.
    \\- each read of a hot partition waits
    1\\. see https\\://acme.example/a\\_b\\_c
    ~
    - **P99 read latency**: 40–125 ms → 15 ms
    - **東京リージョンの遅延**: 210 ms → 34 ms
    - **Database nodes**: 177 → 72
    ~
    **Sources**
    - [How Acme (Chat) Stores ∗Trillions∗](<https://acme.example/2023/how_%28we%29_store?a=b>)
    - [東京の移行](<https://acme.example/%E6%9D%B1%E4%BA%AC>)
    ~
    **Key insight:** A faster database moves the limit; merging reads removes the load.
    ~
    [Read on -> https://casebook.example/nosql_migrations#acme-chat] [Details -> cb1:details:k3x9:0] [Related -> cb1:related:k3x9:0] [Share -> cb1:share:k3x9:0]
    ~
    [👍 -> cb1:up:k3x9:0] [👎 -> cb1:down:k3x9:0]
    "
  `);
});

test('an unsure card makes no claim and offers the titles as buttons', () => {
  const card: Card = {
    ...answer,
    kind: 'unsure',
    title: '',
    lead: null,
    related: [{ label: 'Acme Pay: request coalescing', url: 'https://casebook.example/caching#acme-pay' }],
    actions: [
      action('open', 'Acme Pay: request coalescing'),
      action('open', `Acme ${'and so on '.repeat(20)}`, 1),
    ],
  };
  expect(shown(card)).toMatchInlineSnapshot(`
    "
    -# Read “shardnig” as “sharding”.
    ~
    I am not sure which case study answers this, so I will not guess.
    ~
    [Acme Pay: request coalescing -> cb1:open:k3x9:0] [Acme and so on and so on and so on and so on and so on and so on and so on and… -> cb1:open:k3x9:1]
    "
  `);
});

test('an unsure card without buttons lists the titles', () => {
  const related = [
    { label: 'On the web', url: 'https://casebook.example/a' },
    { label: 'In *a* file', url: 'content/b.md' },
  ];
  expect(shown({ ...empty, kind: 'unsure', related })).toMatchInlineSnapshot(`
    "
    I am not sure which case study answers this, so I will not guess.
    ~
    **Nearest case studies**
    - [On the web](<https://casebook.example/a>)
    - In \\*a\\* file
    "
  `);
});

test('an out-of-scope card is its one friendly line', () => {
  const lead = 'That is not something my library covers. Try: “how does Acme store messages?”';
  expect(shown({ ...answer, kind: 'out-of-scope', lead, actions: [] })).toBe(`\n${lead}\n`);
  expect(shown({ ...empty, kind: 'out-of-scope', lead: ' ' })).toBe(
    '\nThat is not something my library covers.\n',
  );
});

test('a section is its text, and a select leads to the others', () => {
  const card: Card = {
    ...empty,
    kind: 'section',
    title: 'Acme Chat moves its message store',
    breadcrumb: ['Backend Production'],
    excerpt: { heading: 'Root cause', text: 'Two lines:\n1. the first' },
    link: { label: 'Read on', url: 'content/01_BACKEND/nosql.md#acme' },
    actions: [
      action('section', 'Problem'),
      action('section', '', 1),
      action('section', 'Solution', 2),
      action('share', 'Share'),
    ],
  };
  expect(shown(card)).toMatchInlineSnapshot(`
    "
    ### Acme Chat moves its message store
    -# Backend Production
    ~
    **Root cause**
    Two lines:
    1\\. the first
    ~
    <cb1:section:k3x9:0>
      0: Problem
      1: Section 2
      2: Solution
    ~
    [Share -> cb1:share:k3x9:0]
    "
  `);
});

test('a notice is a title and paragraphs', () => {
  expect(shown({ ...empty, kind: 'notice', title: 'Privacy', lead: 'First.\n\nSecond.' })).toBe(
    '\n### Privacy\n~\nFirst.\n\nSecond.\n',
  );
});

test('a question of the quiz is its text with lettered options, and a row of buttons with the letters', () => {
  const question: Card = {
    ...empty,
    kind: 'quiz',
    title: 'Question 1 of 5',
    note: 'Open for 30 seconds. Your first choice counts.',
    lead: 'What stopped *retry storms*?\n\nA. Waiting\nB. Adding <@1> jitter\nC. 1. nothing',
    actions: [
      ...['A', 'B', 'C'].map((letter, option) => action('choose', letter, 10 + option)),
      action('stop', 'Stop'),
    ],
  };
  expect(shown(question)).toMatchInlineSnapshot(`
    "
    ### Question 1 of 5
    ~
    -# Open for 30 seconds. Your first choice counts.
    ~
    What stopped \\*retry storms\\*?

    A. Waiting
    B. Adding \\<\\@1\\> jitter
    C. 1. nothing
    ~
    [A -> cb1:choose:k3x9:10] [B -> cb1:choose:k3x9:11] [C -> cb1:choose:k3x9:12]
    ~
    [Stop -> cb1:stop:k3x9:0]
    "
  `);

  // With titles to open as well, the options take one of their two rows.
  const titles = Array.from({ length: 10 }, (_, n) => action('open', `Title ${n}`, n));
  const crowded = { ...question, actions: [...titles, ...question.actions] };
  expect(problemsOf(renderCard(crowded))).toEqual([]);
  expect(shown(crowded)).toMatch(/Title 4 .*\n~\n\[A -> /s);
  expect(shown(crowded)).not.toContain('Title 5');
});

test('an empty card says that there is nothing', () => {
  expect(shown(empty)).toBe('\nThere is nothing to show here.\n');
});

describe('a message', () => {
  test('consists of components and notifies nobody', () => {
    expect(render(answer)).toMatchObject({
      flags: MessageFlags.IsComponentsV2,
      allowed_mentions: { parse: [] },
    });
  });
  test('refuses an action whose target could not come back', () => {
    expect(() => render({ ...empty, actions: [{ ...action('up', ''), target: 'a b' }] })).toThrow(RangeError);
  });
  test('has one button for an action that is there twice', () => {
    expect(shown({ ...empty, title: 'A', actions: [action('up', ''), action('up', '')] })).toBe(
      '\n### A\n~\n[👍 -> cb1:up:k3x9:0]\n',
    );
  });
});

describe('a table', () => {
  const table = (rows: string[][]): Card => ({
    ...empty,
    table: { header: ['Metric', 'Before', 'After'], rows },
  });
  test('that fits a phone is aligned', () => {
    expect(shown(table([['Reads, p99', '125 ms', '15 ms']]))).toMatchInlineSnapshot(`
      "
      \`\`\`
      Metric      Before  After
      ──────────  ──────  ─────
      Reads, p99  125 ms  15 ms
      \`\`\`
      "
    `);
  });
  test('that is wider is a line a metric, without what nobody published', () => {
    const header = ['Metric', 'Before', 'After', 'Improvement'];
    const rows = [
      ['Reads of the busiest partition', 'about 125 ms', '15 ms', '8.3x *lower*'],
      ['Nodes', 'not published', '72', '-'],
      ['Outages', 'two', 'not published', '-'],
      ['Cost', '-', '-', 'not published'],
    ];
    expect(shown({ ...empty, table: { header, rows } })).toMatchInlineSnapshot(`
      "
      - **Reads of the busiest partition**: about 125 ms → 15 ms · 8\\.3x \\*lower\\*
      - **Nodes**: 72
      - **Outages**: two before
      - **Cost**: not published
      "
    `);
  });
  test('of other columns names them', () => {
    const card = {
      ...empty,
      table: {
        header: ['Team', 'Owner', 'Phone'],
        rows: [['Payments and refunds', 'Ada Lovelace', '12 34 56']],
      },
    };
    expect(shown(card)).toMatchInlineSnapshot(`
      "
      - **Payments and refunds**: Owner Ada Lovelace · Phone 12 34 56
      "
    `);
  });
  test('that is too long ends with how many rows there are more', () => {
    const rows = Array.from({ length: 300 }, (_, n) => [`metric ${n}`, `${n}`, `${n + 1}`]);
    const [text = ''] = textsOf(render(table(rows)));
    const drawn = text.match(/^metric/gm)!.length;
    expect(drawn).toBe(40);
    expect(text).toMatch(new RegExp(`\n\`\`\`\n-# and ${300 - drawn} more rows in the case study$`));
  });
  test('of which not one row fits is counted', () => {
    const wide = Array.from({ length: 60 }, () => 'x'.repeat(150));
    expect(shown({ ...empty, table: { header: wide, rows: [wide] } })).toBe(
      '\n-# 1 row of figures in the case study\n',
    );
  });
});

describe('when a card is too long', () => {
  const words = (name: string, count: number) =>
    Array.from({ length: count }, (_, n) => `${name}${n}`).join(' ');
  const link = (n: number) => ({ text: `Post ${n}`, url: `https://acme.example/${n}` });
  const long = (size: Partial<Record<'lead' | 'excerpt' | 'rows' | 'insight', number>>): Card => ({
    ...answer,
    lead: words('lead', size.lead ?? 20),
    excerpt: { heading: 'Root cause', text: words('excerpt', size.excerpt ?? 10) },
    table: {
      header: ['Metric', 'Value'],
      rows: Array.from({ length: size.rows ?? 3 }, (_, n) => [`metric ${n} ${'of this '.repeat(9)}`, `${n}`]),
    },
    source: {
      kind: 'source',
      text: 'Post 1, Post 2, Post 3',
      links: [link(1), link(2), link(3)],
    },
    insight: words('insight', size.insight ?? 10),
    related: [{ label: 'Another story', url: 'https://acme.example/another' }],
    actions: [],
  });
  const parts = (card: Card) => {
    const text = textsOf(render(card)).join('\n');
    return {
      related: text.includes('Another story'),
      excerpt: /excerpt\d/.test(text),
      sources: text.match(/Post \d/g)?.length ?? 0,
      allRows: text.includes('metric 0') && !text.includes('more row'),
      insight: !/insight\d*…/.test(text),
      lead: !/lead\d*…/.test(text),
    };
  };

  test('a short one is shown whole', () => {
    expect(parts(long({}))).toEqual({
      related: true,
      excerpt: true,
      sources: 3,
      allRows: true,
      insight: true,
      lead: true,
    });
  });
  test('related stories go first', () => {
    expect(parts(long({ excerpt: 320 }))).toMatchObject({
      related: false,
      excerpt: true,
      sources: 3,
      allRows: true,
    });
  });
  test('then the excerpt is shortened, and left out when little would remain', () => {
    const text = textsOf(render(long({ excerpt: 5_000 }))).join('\n');
    expect(text).toMatch(/excerpt\d+…/);
    expect(parts(long({ rows: 34 }))).toMatchObject({ excerpt: false, sources: 3, allRows: true });
  });
  test('then the sources beyond the first', () => {
    expect(parts(long({ rows: 35, lead: 32 }))).toMatchObject({ excerpt: false, sources: 1, allRows: true });
  });
  test('then rows from the end', () => {
    expect(parts(long({ rows: 400, lead: 26 }))).toMatchObject({
      sources: 1,
      allRows: false,
      insight: true,
      lead: true,
    });
  });
  test('then lead and insight; the title, where it begins and the link stay', () => {
    const card = long({ lead: 3_000, insight: 3_000, rows: 400 });
    expect(parts(card)).toEqual({
      related: false,
      excerpt: false,
      sources: 1,
      allRows: false,
      insight: false,
      lead: false,
    });
    expect(shown(card)).toMatch(
      /^\n### Acme Chat[\s\S]*\nlead0 lead1 [\s\S]*insight0 [\s\S]*https:\/\/casebook\.example\/nosql/,
    );
  });
});

test('where to read on is a button or a link, and nothing where it is a path', () => {
  const to = (url: string) => shown({ ...empty, title: 'A', link: { label: 'Read on', url } });
  expect(to('https://casebook.example/a')).toBe('\n### A\n~\n[Read on -> https://casebook.example/a]\n');
  expect(to('http://localhost:3000/a')).toBe('\n### A\n~\n[Read on](<http://localhost:3000/a>)\n');
  expect(to('content/01_A/b.md#c')).toBe('\n### A\n');
});

describe('any card', () => {
  const expectBeginnings = (card: Card, payload: MessagePayload) => {
    if (card.kind === 'out-of-scope') return;
    const text = textsOf(payload).map(visible).join('\n');
    const beginning = (part: string) => [...part].slice(0, 20).join('').trim();
    expect(text).toContain(beginning(toPlainLine(card.title)));
    expect(text).toContain(beginning(toPlainText(card.lead ?? '').trim()));
    const address = card.kind === 'unsure' ? null : webAddress(card.link?.url ?? '');
    if (address !== null) expect(JSON.stringify(payload)).toContain(address);
  };
  /** Of a link: it may lead to any page of the web. */
  const ADDRESS = /\]\(<[^<>\s]*>\)/g;
  const OWN_BOLD = ['Sources', 'Related', 'Nearest case studies', 'To read again', 'Key insight:'];

  test('has no live colon right before a link of its source line', () => {
    const source = { kind: 'source' as const, text: ':smile:1', links: [{ text: '1', url: 'http://a.aa/' }] };
    const texts = textsOf(renderCard({ ...answer, source }));
    expect(texts.flatMap(liveIn).filter(({ kind }) => kind === 'colon')).toEqual([]);
    expect(texts.join('\n')).toContain(String.raw`\:smile\:[1](<http://a.aa/>)`);
  });

  test('becomes a message that Discord takes, with its title, lead and link, and nothing live but the own marks', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const payload = renderCard(card);
        expect(problemsOf(payload)).toEqual([]);
        expectBeginnings(card, payload);
        const addresses = [card.link, ...card.related, ...(card.source?.links ?? [])].map((link) =>
          webAddress(link?.url ?? ''),
        );
        const metrics = (card.table?.rows ?? []).map(([metric = '']) => toPlainLine(metric));
        const bold = [...OWN_BOLD, toPlainLine(card.excerpt?.heading ?? ''), ...metrics];
        for (const [place, text] of textsOf(payload).entries()) {
          expect(rawMentions(text.replace(ADDRESS, ''))).toEqual([]);
          const isTable = text.startsWith('- ');
          const isList =
            isTable || /^\*\*(?:Sources|Related|Nearest case studies|To read again)\*\*\n/.test(text);
          for (const live of liveIn(text)) {
            switch (live.kind) {
              case 'heading':
                expect([place, text.startsWith(live.text)]).toEqual([0, true]);
                break;
              case 'item':
                expect(isList).toBe(true);
                break;
              case 'bold':
                expect(
                  isTable ? text.includes(`- **${live.text}**:`) : text.startsWith(`**${live.text}**`),
                ).toBe(true);
                expect(bold.some((own) => own.startsWith(visible(live.text).replace(/…$/, '')))).toBe(true);
                break;
              case 'link':
                expect(addresses).toContain(live.text);
                break;
              default:
                expect(['small', 'fence']).toContain(live.kind);
            }
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('a post', () => {
  const anyRole = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String);

  test('of any card becomes a message that Discord takes, and calls the one role and nobody else', () => {
    fc.assert(
      fc.property(anyCard, anyRole, (card, role) => {
        // A card that calls the role by itself adds nothing, and one that calls another does not do so either.
        const hostile = { ...card, title: `<@&${role}> <@&5> @everyone ${card.title}` };
        const payload = renderPost(hostile, role);
        expect(problemsOf(payload)).toEqual([]);
        const texts = payload.components.flatMap((part) =>
          'content' in part ? part.content : textsIn(part),
        );
        expect(pingsOf(texts, payload.allowed_mentions, null)).toEqual([`<@&${role}>`]);
        expect(texts.slice(1).flatMap((text) => rawMentions(text.replace(/\]\(<[^<>\s]*>\)/g, '')))).toEqual(
          [],
        );
      }),
      { numRuns: 150 },
    );
  });

  test('without a role is the card as it is', () => {
    expect(renderPost(answer, null)).toEqual(renderCard(answer));
  });

  test('does not take for a role what is none', () => {
    for (const role of ['', '@everyone', '1> <@&2', '12a']) {
      expect(() => renderPost(answer, role)).toThrow('is not the id of a role');
    }
  });
});

function textsIn(container: MessagePayload['components'][number]): string[] {
  return container.components.flatMap((part) => ('content' in part ? part.content : []));
}
