import { describe, expect, it } from 'vitest';
import { textOfBlocks } from '../../../index/library/mod.ts';
import { briefly, lineWith, noteFrom, parseText } from './acme.ts';

const MEBIBYTE = 1024 * 1024;
/** Far above what is needed (3 to 7 s on two busy cores), far below what a mistake costs (a minute and more). */
const SLOW_MS = 30_000;

function filled(unit: string, characters: number): string {
  return unit.repeat(Math.floor(characters / unit.length));
}

describe('a large note', () => {
  it('of 2 MB of ordinary text loses nothing and keeps its lines', { timeout: SLOW_MS }, () => {
    const unit =
      '## Timeline\n\nAt 10:02 the **primary** stopped, and `orders` began to retry; see [it](https://acme.example/d).\n\n' +
      '- first errors\n- a customer wrote\n  - and another\n\n```\n# pool exhausted\n\nwaiting 200\n```\n\n' +
      `${'The pool was sized for the mean and not for the peak. '.repeat(12)}\n\n`;
    const text = filled(unit, 1.9 * MEBIBYTE);
    const { sections } = noteFrom(text);
    const count = text.length / unit.length;
    expect(sections).toHaveLength(count);
    expect(new Set(sections.map((section) => textOfBlocks(section.blocks))).size).toBe(1);
    expect(sections[0]?.blocks.map(({ text }) => text).join('\n')).toContain(
      'At 10:02 the primary stopped, and orders began to retry; see it.\nfirst errors\n',
    );
    expect(sections.at(-1)?.line).toBe(lineWith(text, '## Timeline', count));
    expect(sections.at(-1)?.anchor).toBe(`timeline-${count - 1}`);
  });

  it('of one table gives every row under its header', () => {
    const rows = Array.from({ length: 10_000 }, (_, n) => `| m${n} | ${n} ms |`);
    const text = `| Metric | Time |\n|---|---|\n${rows.join('\n')}\n\nAfter the table.\n`;
    const own =
      noteFrom(text)
        .sections[0]?.blocks.map(({ text }) => text)
        .join('\n')
        .split('\n') ?? [];
    expect(own).toEqual([...rows.map((_, n) => `Metric: m${n}; Time: ${n} ms`), 'After the table.']);
  });

  it('of one list gives every item', () => {
    const items = Array.from({ length: 5_000 }, (_, n) => `- item ${n} of the **list**`);
    const own = noteFrom(items.join('\n')).sections[0]?.blocks ?? [];
    expect(own).toEqual(items.map((_, n) => ({ kind: 'item', text: `item ${n} of the list` })));
  });

  it('of one fenced log stays one block', () => {
    const log = filled('# 10:02:11 ERROR\n\n', MEBIBYTE / 4);
    const note = noteFrom(`Before.\n\n\`\`\`\n${log}\`\`\`\n\n# After\n\nText.\n`);
    expect(
      note.sections.map(({ headingPath, blocks }) => [headingPath, blocks.map(({ kind }) => kind)]),
    ).toEqual([
      [[], ['paragraph', 'code']],
      [['After'], ['paragraph']],
    ]);
  });

  it('in one line is kept as text, without what is embedded in it, and says so', () => {
    const text = `# A\n\nBefore ![x](data:image/png;base64,${filled('aGVsbG8', 1.9 * MEBIBYTE)}) after.\n\n# B\n\nText.\n`;
    expect(briefly(parseText(text, 'note.md'))).toEqual(['warning 3 long-line']);
    expect(noteFrom(text).sections.map((section) => [section.line, textOfBlocks(section.blocks)])).toEqual([
      [1, 'Before after.'],
      [5, 'Text.'],
    ]);
  });
});

describe('nesting without end is named, and nothing overflows:', () => {
  const lines = (length: number, line: (n: number) => string) =>
    Array.from({ length }, (_, n) => line(n)).join('\n');
  it.each([
    ['quotes', `Text\n\n${'>'.repeat(MEBIBYTE)}`, 3],
    ['quotes with spaces', `${'> '.repeat(1000)}text`, 1],
    ['lists on one line', `Text\n\n${'- '.repeat(5000)}text`, 3],
    ['numbered lists on one line', `${'1. '.repeat(5000)}text`, 1],
    ['lists line by line', lines(200, (n) => `${'  '.repeat(n)}- x`), 51],
    ['emphasis', `Text\n\n${lines(300, () => '*a **b')}\n${lines(300, () => 'b** a*')}`, 3],
  ])('%s', (_name, text, line) => {
    const parsed = parseText(text, 'note.md');
    expect(parsed.document).toBeNull();
    expect(briefly(parsed)).toHaveLength(1);
    expect(parsed.complaints[0]).toMatchObject({ rule: 'too-deep', severity: 'error' });
    expect(parsed.complaints[0]?.line).toBeGreaterThanOrEqual(line);
  });

  it.each([
    ['in a fence', `\`\`\`\n${'> '.repeat(500)}\n\`\`\`\n`],
    ['in a comment', `Text\n\n<!--\n${'> '.repeat(500)}\n-->\n`],
    ['in a rule', `Text\n\n${'- '.repeat(500)}\n`],
    ['of brackets', '['.repeat(5000)],
    ['of YAML, which is dropped', `---\na: ${'['.repeat(30_000)}\n---\nText\n`],
  ])('but not %s, where it nests nothing', (_name, text) => {
    expect(parseText(text, 'note.md').document?.kind).toBe('note');
  });
});
