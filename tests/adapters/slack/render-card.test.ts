import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../../adapters/slack/check-payload.ts';
import { webAddress } from '../../../adapters/slack/links.ts';
import { renderCard } from '../../../adapters/slack/render-card.ts';
import { type Card, toPlainLine, toPlainText } from '../../../src/cards/mod.ts';
import { action, answer, anyCard, empty, section } from './cards.ts';
import { aliveIn } from './inert.ts';
import { invisibleGone, liveIn } from './mrkdwn.ts';
import { partsOf, readable } from './readable.ts';

const shown = (card: Card) => readable(renderCard(card));

test('an answer is its title, texts, table, sources and buttons', () => {
  expect(shown(answer)).toMatchInlineSnapshot(`
    "
    # Acme Chat: moves its message_store off *hot* partitions
    ~
    (Backend Production › Database Architecture › NoSQL Migrations)
    ~
    (Read “shardnig” as “sharding”.)
    ~
    Acme Chat merged simultaneous reads of the same row before the database: p99 fell from 125 ms to 15 ms.
    ~
    **Root cause**
    Messages were partitioned by channel.
    - each read of a hot partition waits
    1. see https://acme.example/a_b_c
    ~
    | Metric | Before | After |
    | P99 read latency | 40–125 ms | 15 ms |
    | 東京リージョンの遅延 | 210 ms | 34 ms |
    | Database nodes | 177 | 72 |
    ~
    **Sources**
    • [How Acme [Chat] Stores *Trillions*](https://acme.example/2023/how_(we)_store?a=b)
    • [東京の移行](https://acme.example/%E6%9D%B1%E4%BA%AC)
    ~
    **Key insight: **A faster database moves the limit; merging reads removes the load.
    ~
    [Read on -> https://casebook.example/nosql_migrations#acme-chat] [Details -> cb1:details:k3x9:0] [Related -> cb1:related:k3x9:0] [Share with channel -> cb1:share:k3x9:0]
    ~
    [Helpful -> cb1:up:k3x9:0] [Not helpful -> cb1:down:k3x9:0]
    "
  `);
});

test('the text of an answer says it to notifications and screen readers', () => {
  expect(renderCard(answer).text).toMatchInlineSnapshot(`
    "Acme Chat: moves its message_store off ∗hot∗ partitions
    Acme Chat merged simultaneous reads of the same row before the database: p99 fell from 125 ms to 15 ms.
    Key insight: A faster database moves the limit; merging reads removes the load.
    Sources: How Acme [Chat] Stores ∗Trillions∗, 東京の移行"
  `);
});

test('an unsure card makes no claim and offers each title with a button', () => {
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
    (Read “shardnig” as “sharding”.)
    ~
    I am not sure which case study answers this, so I will not guess.
    ~
    Acme Pay: request coalescing  [Open -> cb1:open:k3x9:0]
    ~
    Acme and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and…  [Open -> cb1:open:k3x9:1]
    "
  `);
  expect(renderCard(card).text).toMatchInlineSnapshot(`
    "I am not sure which case study answers this, so I will not guess.
    Nearest case studies: Acme Pay: request coalescing · Acme and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on"
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
    • [On the web](https://casebook.example/a)
    • In *a* file
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

test('a section is its text and figures, and a select leads to the others', () => {
  expect(shown(section)).toMatchInlineSnapshot(`
    "
    # Acme Chat moves its message store
    ~
    (Backend Production)
    ~
    **Results**
    Two lines:
    1. the *first*
    ~
    | Metric | Before | After |
    | P99 read latency | 40–125 ms | 15 ms |
    | 東京リージョンの遅延 | 210 ms | 34 ms |
    | Database nodes | 177 | 72 |
    ~
    **Sources**
    • [How Acme [Chat] Stores *Trillions*](https://acme.example/2023/how_(we)_store?a=b)
    • [東京の移行](https://acme.example/%E6%9D%B1%E4%BA%AC)
    ~
    (Read on: content/01_BACKEND/nosql.md#acme)
    ~
    <cb1:section:k3x9:0>
      cb1:section:k3x9:0: Problem
      cb1:section:k3x9:1: Section 2
      cb1:section:k3x9:2: Results
    "
  `);
});

test('a notice is a title and paragraphs', () => {
  expect(shown({ ...empty, kind: 'notice', title: 'Privacy', lead: 'First.\n\nSecond.' })).toBe(
    '\n# Privacy\n~\nFirst.\n\nSecond.\n',
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
    # Question 1 of 5
    ~
    (Open for 30 seconds. Your first choice counts.)
    ~
    What stopped *retry storms*?

    A. Waiting
    B. Adding <@1> jitter
    C. 1. nothing
    ~
    [A -> cb1:choose:k3x9:10] [B -> cb1:choose:k3x9:11] [C -> cb1:choose:k3x9:12] [Stop -> cb1:stop:k3x9:0]
    "
  `);
});

test('an empty card says that there is nothing', () => {
  expect(renderCard(empty)).toMatchObject({ text: 'There is nothing to show here.' });
  expect(shown(empty)).toBe('\nThere is nothing to show here.\n');
});

describe('buttons', () => {
  const withActions = (...actions: Card['actions']) => shown({ ...empty, title: 'A', actions });
  test('an action that is there twice has one', () => {
    expect(withActions(action('share', 'Share'), action('share', 'Share'))).toBe(
      '\n# A\n~\n[Share with channel -> cb1:share:k3x9:0]\n',
    );
  });
  test('one vote alone is a plain one', () => {
    expect(withActions(action('up', '👍'))).toBe('\n# A\n~\n[Helpful -> cb1:up:k3x9:0]\n');
  });
  test('say what they do when their label shows nothing', () => {
    expect(withActions(action('details', ' \u200B '), action('section', '', 4))).toBe(
      '\n# A\n~\n<cb1:section:k3x9:0>\n  cb1:section:k3x9:4: Section 5\n~\n[Details -> cb1:details:k3x9:0]\n',
    );
  });
  test('an action whose target could not come back is refused', () => {
    expect(() => withActions({ ...action('up', ''), target: 'a b' })).toThrow(RangeError);
  });
});

test('where to read on is a button, or small print when Slack cannot open it', () => {
  const to = (url: string) => shown({ ...empty, title: 'A', link: { label: 'Read on', url } });
  expect(to('https://casebook.example/a')).toBe('\n# A\n~\n[Read on -> https://casebook.example/a]\n');
  expect(to('content/01_A/b.md#c')).toBe('\n# A\n~\n(Read on: content/01_A/b.md#c)\n');
});

test('a remark keeps its links in place, and those that it does not name come after it', () => {
  const source = {
    kind: 'illustrative' as const,
    text: 'made up after *the post* of Acme',
    links: [
      { text: '*the post*', url: 'https://acme.example/post' },
      { text: 'A talk', url: 'https://acme.example/talk' },
      { text: 'of Acme', url: 'a/file.md' },
    ],
  };
  expect(shown({ ...empty, source })).toBe(
    '\n**Illustrative figures: **made up after [*the post*](https://acme.example/post) of Acme · [A talk](https://acme.example/talk)\n',
  );
});

describe('a table', () => {
  const table = (header: string[], rows: string[][]) => shown({ ...empty, table: { header, rows } });
  test('of more than 100 rows ends with how many there are more', () => {
    const rows = Array.from({ length: 300 }, (_, n) => [`metric ${n}`, `${n}`]);
    const text = table(['Metric', 'Value'], rows);
    expect(text.match(/^\| metric/gm)).toHaveLength(99);
    expect(text).toMatch(/\n~\n\(and 201 more rows in the case study\)\n$/);
  });
  test('of more than 20 columns says so, and a short row is filled up', () => {
    const header = Array.from({ length: 22 }, (_, n) => `c${n}`);
    expect(table(header, [['a', 'b']])).toBe(
      `\n| ${header.slice(0, 20).join(' | ')} |\n| a | b |${'   |'.repeat(18)}\n~\n(and 2 more columns in the case study)\n`,
    );
  });
  test('of which not one row fits is counted', () => {
    const wide = Array.from({ length: 20 }, () => 'x'.repeat(300));
    expect(table(wide, [wide])).toBe('\n(1 row of figures in the case study)\n');
  });
  test('without any figure is left out', () => {
    expect(table(['Metric'], [[' '], ['']])).toBe('\nThere is nothing to show here.\n');
  });
});

describe('when a card is too long', () => {
  const words = (name: string, count: number) =>
    Array.from({ length: count }, (_, n) => `${name}${n}`).join(' ');
  const post = (n: number) => ({ text: `Post ${n}`, url: `https://acme.example/${n}/${'long/'.repeat(60)}` });
  const long = (size: Partial<Record<'lead' | 'excerpt' | 'rows' | 'insight', number>>): Card => ({
    ...answer,
    lead: words('lead', size.lead ?? 20),
    excerpt: { heading: 'Root cause', text: words('excerpt', size.excerpt ?? 10) },
    table: {
      header: ['Metric', 'Value'],
      rows: Array.from({ length: size.rows ?? 3 }, (_, n) => [
        `metric ${n} ${'of this '.repeat(20)}`,
        `${n}`,
      ]),
    },
    source: { kind: 'source', text: 'Post 1, Post 2, Post 3', links: [post(1), post(2), post(3)] },
    insight: words('insight', size.insight ?? 10),
    related: [{ label: 'Another story', url: 'https://acme.example/another' }],
    actions: [],
  });
  const parts = (card: Card) => {
    const text = shown(card);
    return {
      related: text.includes('Another story'),
      excerpt: /excerpt\d/.test(text),
      sources: text.match(/Post \d/g)?.length ?? 0,
      allRows: text.includes('| metric') && !text.includes('more row'),
      insight: !/insight\d*…/.test(text),
      lead: !/lead\d*…/.test(text),
    };
  };
  const whole = { related: true, excerpt: true, sources: 3, allRows: true, insight: true, lead: true };

  test('a short one is shown whole', () => {
    expect(parts(long({}))).toEqual(whole);
  });
  test.each([
    ['related stories go first', { lead: 100, excerpt: 60, rows: 44 }, { related: false }],
    ['then the excerpt', { lead: 100, excerpt: 60, rows: 48 }, { related: false, excerpt: false }],
    ['then the sources beyond the first', { lead: 100, rows: 51 }, { excerpt: false, sources: 1 }],
    ['then rows from the end', { lead: 100, rows: 60 }, { excerpt: false, sources: 1, allRows: false }],
  ])('%s', (_, size, gone) => {
    expect(parts(long(size))).toEqual({ ...whole, related: expect.any(Boolean), ...gone });
  });
  test('then lead and insight, which a block holds 3,000 characters of', () => {
    expect(parts(long({ lead: 900, insight: 900, rows: 90 }))).toMatchObject({
      excerpt: false,
      sources: 1,
      allRows: false,
      insight: false,
      lead: false,
    });
  });
  test('an excerpt is shortened before it is left out', () => {
    const text = shown(long({ lead: 100, excerpt: 60, rows: 46 }));
    expect(text).toMatch(/excerpt\d+…\n~/);
  });
  test('the title, where it begins, the first source and the link stay', () => {
    const text = shown(long({ lead: 900, insight: 900, excerpt: 900, rows: 90 }));
    expect(text).toMatch(
      /^\n# Acme Chat[\s\S]*\nlead0 lead1 [\s\S]*Post 1[\s\S]*insight0 [\s\S]*https:\/\/casebook\.example\/nosql/,
    );
  });
  test('the text is cut to 2,000 characters and still ends with the sources', () => {
    const { text } = renderCard(long({ lead: 900, insight: 900 }));
    expect(text.length).toBeLessThanOrEqual(2_000);
    expect(text).toMatch(
      /^Acme Chat[\s\S]*\nlead0 [^\n]*…\nKey insight: insight0 [^\n]*…\nSources: Post 1, Post 2, Post 3$/,
    );
  });
});

describe('any card', () => {
  const beginning = (part: string) => [...part].slice(0, 20).join('').trim();
  /** Of the card that is shown, title and the first words of the lead: they give way to nothing. */
  const expectBeginnings = (card: Card, blocks: readonly object[]) => {
    if (card.kind === 'out-of-scope') return;
    const text = invisibleGone(readable({ blocks }));
    expect(text).toContain(beginning(toPlainLine(card.title)));
    expect(text).toContain(beginning(toPlainText(card.lead ?? '').trim()));
    const address = card.kind === 'unsure' ? null : webAddress(card.link?.url ?? '');
    if (address !== null) expect(partsOf(blocks).map(({ url }) => url)).toContain(address);
  };

  test('becomes a message that Slack takes, with its title, lead and link, and nothing live in it', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const { text, blocks } = renderCard(card);
        expect(problemsOf({ text, blocks })).toEqual([]);
        expect(text.trim()).not.toBe('');
        expect(liveIn(text)).toEqual([]);
        expectBeginnings(card, blocks);
        expect(aliveIn(card, blocks)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});
