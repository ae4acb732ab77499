import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { toPlainLine } from '../../../src/cards/plain-text.ts';
import { layoutTable, wrapWords } from '../../../src/cards/text-table.ts';

const acme = {
  header: ['Metric', 'Before', 'After', 'Improvement'],
  rows: [
    ['P99 read latency', '40–125 ms', '15 ms', '2.7–8.3x faster'],
    ['東京リージョンの遅延 (p99)', '210 ms', '34 ms', '6.2x faster'],
    ['On-call pages 🚨', 'several a week', 'not published', '—'],
  ],
};
const layout = (width: number, table = acme) => `\n${layoutTable(table, width).join('\n')}\n`;

describe('the Acme table', () => {
  test('aligns by display width', () => {
    expect(layout(80)).toMatchInlineSnapshot(`
      "
      Metric                      Before          After          Improvement
      ──────────────────────────  ──────────────  ─────────────  ───────────────
      P99 read latency            40–125 ms       15 ms          2.7–8.3x faster
      東京リージョンの遅延 (p99)  210 ms          34 ms          6.2x faster
      On-call pages 🚨            several a week  not published  —
      "
    `);
  });
  test('wraps cells by words when it is too wide, and parts the rows', () => {
    expect(layout(60)).toMatchInlineSnapshot(`
      "
      Metric          Before          After          Improvement
      ──────────────  ──────────────  ─────────────  ───────────
      P99 read        40–125 ms       15 ms          2.7–8.3x
      latency                                        faster

      東京リージョン  210 ms          34 ms          6.2x faster
      の遅延 (p99)

      On-call pages   several a week  not published  —
      🚨
      "
    `);
  });
  test('becomes one block a metric when columns would be unreadable', () => {
    expect(layout(40)).toMatchInlineSnapshot(`
      "
      P99 read latency
        Before       40–125 ms
        After        15 ms
        Improvement  2.7–8.3x faster
      東京リージョンの遅延 (p99)
        Before       210 ms
        After        34 ms
        Improvement  6.2x faster
      On-call pages 🚨
        Before       several a week
        After        not published
        Improvement  —
      "
    `);
  });
  test('puts values below their labels where even those do not fit side by side', () => {
    expect(layout(20)).toMatchInlineSnapshot(`
      "
      P99 read latency
        Before
          40–125 ms
        After
          15 ms
        Improvement
          2.7–8.3x faster
      東京リージョンの遅延
      (p99)
        Before
          210 ms
        After
          34 ms
        Improvement
          6.2x faster
      On-call pages 🚨
        Before
          several a week
        After
          not published
        Improvement
          —
      "
    `);
  });
});

test('a narrow table needs no wide screen', () => {
  expect(layout(20, { header: ['a', 'b', 'c', 'd'], rows: [['1', '2', '3', '4']] })).toMatchInlineSnapshot(`
    "
    a  b  c  d
    ─  ─  ─  ─
    1  2  3  4
    "
  `);
});

test('a word is not broken while another column has room to give', () => {
  const table = {
    header: ['Service', 'What it does'],
    rows: [['acme-notification-dispatcher-eu', 'sends mails and notices to people in all of the regions']],
  };
  expect(layout(50, table)).toMatchInlineSnapshot(`
    "
    Service                          What it does
    ───────────────────────────────  ─────────────────
    acme-notification-dispatcher-eu  sends mails and
                                     notices to people
                                     in all of the
                                     regions
    "
  `);
});

test('a word longer than its column is broken', () => {
  expect(layout(24, { header: ['Key', 'N'], rows: [['a'.repeat(30), '1']] })).toMatchInlineSnapshot(`
    "
    Key                    N
    ─────────────────────  ─
    aaaaaaaaaaaaaaaaaaaaa  1
    aaaaaaaaa
    "
  `);
});

test('blocks keep a first header that says something', () => {
  const table = { ...acme, header: ['Historical messages, 2022', ...acme.header.slice(1)] };
  expect(layoutTable(table, 30)[0]).toBe('Historical messages, 2022');
});

test('a table without columns has no lines', () => {
  expect(layoutTable({ header: [], rows: [] }, 80)).toEqual([]);
});

test('a hostile cell can neither move the cursor nor break out of its row', () => {
  const table = { header: ['a', 'b'], rows: [['x\x1B[2J\ny', '\u202Ez']] };
  expect(layoutTable(table, 80)).toEqual(['a    b', '───  ─', 'x y  z']);
});

/** What goes wrong in layouts: wide, joined, combining and invisible characters, long words, conjoining and halfwidth parts. */
const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'M', 'i', '0', ' ', ' ', '-', '—', '#') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '東',
      'ｶ',
      'ﾞ',
      '한',
      '\u1100',
      '\u1161',
      '👩‍💻',
      '🇯🇵',
      '❤️',
      '1️⃣',
      'e\u0301',
      '\u0301',
      '\u0903',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\u200B', '\u200D', '\t', '\n', '\x1B', '\u00A0', '\u3000', '\u202E'),
  },
);
const cell = fc.oneof(
  fc.string({ unit: character, maxLength: 12 }),
  fc.string({ unit: character, maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('\u1100'.repeat(40), `ｶ${'ﾞ'.repeat(40)}`, 'x'.repeat(70), '東'.repeat(40)),
);
const anyTable = fc.integer({ min: 1, max: 7 }).chain((columns) => {
  // A leading letter keeps rows from being empty, and a header from looking like the rule.
  const row = fc
    .array(cell, { minLength: columns, maxLength: columns })
    .map(([first, ...rest]) => [`x${first}`, ...rest]);
  return fc.record({ header: row, rows: fc.array(row, { maxLength: 5 }) });
});
const anyWidth = fc.integer({ min: 20, max: 120 });

const isRule = (line: string) => /^─+(?: {2}─+)*$/.test(line);
const withoutSpace = (text: string) => text.replace(/\s/g, '');

test('whatever the table, no line is wider than asked for', () => {
  fc.assert(
    fc.property(anyTable, anyWidth, (table, width) => {
      for (const line of layoutTable(table, width)) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }),
    { numRuns: 200 },
  );
});

test('whatever the table, columns align and every cell can be read back from its column', () => {
  let inColumns = 0;
  fc.assert(
    fc.property(anyTable, anyWidth, (table, width) => {
      const lines = layoutTable(table, width);
      const ruleAt = lines.findIndex(isRule);
      if (ruleAt < 0) return;
      inColumns += 1;
      const columnWidths = lines[ruleAt]!.split('  ').map((rule) => rule.length);
      const body = lines.slice(ruleAt + 1);
      const isParted = table.rows.length === 1 || body.includes('');
      const rows = isParted ? splitAtBlankLines(body) : body.map((line) => [line]);
      const readBack = [lines.slice(0, ruleAt), ...rows].map((row) => readCells(row, columnWidths));
      expect(readBack).toEqual(
        [table.header, ...table.rows].map((row) => row.map((text) => withoutSpace(toPlainLine(text)))),
      );
    }),
    { numRuns: 200 },
  );
  expect(inColumns).toBeGreaterThan(20);
});

test('whatever the table, blocks hold every row and every label in order', () => {
  let inBlocks = 0;
  fc.assert(
    fc.property(anyTable, anyWidth, (table, width) => {
      const lines = layoutTable(table, width);
      if (lines.some(isRule)) return;
      inBlocks += 1;
      const plain = [table.header, ...table.rows].map((row) =>
        row.map((text) => withoutSpace(toPlainLine(text))),
      );
      const [[caption, ...labels], ...rows] = plain as [string[], ...string[][]];
      const characters = (rows.length > 0 ? rows : [[]]).flatMap(([title = '', ...values]) => [
        title,
        ...labels,
        ...values,
      ]);
      const sorted = (text: string) => [...withoutSpace(text)].sort().join('');
      expect(sorted(lines.join(''))).toBe(sorted([caption, ...characters].join('')));
    }),
    { numRuns: 200 },
  );
  expect(inBlocks).toBeGreaterThan(20);
});

test('wrapWords keeps words whole where it can', () => {
  expect(wrapWords('reads of a hot partition wait', 12)).toEqual(['reads of a', 'hot', 'partition', 'wait']);
});

function splitAtBlankLines(lines: string[]): string[][] {
  return lines
    .join('\n')
    .split('\n\n')
    .map((row) => row.split('\n'));
}

/** Cuts every line at the columns' edges, which must fall between two characters and leave the gutters empty. */
function readCells(lines: string[], columnWidths: number[]): string[] {
  const cells = columnWidths.map(() => '');
  for (const line of lines) {
    let from = 0;
    for (const [index, width] of columnWidths.entries()) {
      const [text, next] = takeColumns(line, from, width);
      cells[index] += withoutSpace(text);
      // Two spaces, or the end of the line.
      expect(line.slice(next, next + 2).trim()).toBe('');
      from = next + 2;
    }
    expect(line.slice(from)).toBe('');
  }
  return cells;
}

/**
 * The text of at most `columns` columns from a string offset on, with the characters of no width that follow, and the offset
 * behind it. A mark at the start of a cell joins the gutter's space into one character, so spaces are counted by themselves.
 */
function takeColumns(line: string, from: number, columns: number): [string, number] {
  let end = from;
  let left = columns;
  const characters = [...new Intl.Segmenter().segment(line.slice(from))].flatMap(({ segment }) =>
    segment.split(/( )/),
  );
  for (const character of characters) {
    left -= stringWidth(character);
    if (left < 0) break;
    end += character.length;
  }
  return [line.slice(from, end), end];
}
