import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeLine, escapeText, fence } from '../../../adapters/discord/escape.ts';
import { toPlainLine, toPlainText } from '../../../src/cards/mod.ts';
import { anyText } from './cards.ts';
import { liveIn, rawMentions, visible } from './markdown.ts';

describe('the reader of Markdown that these tests rely on', () => {
  test('finds what is live', () => {
    expect(liveIn('# a\n-# b\n- c\n> d **e** f_').map(({ kind }) => kind)).toEqual([
      'heading',
      'small',
      'item',
      'quote',
      'bold',
      'mark',
    ]);
    expect(liveIn('[a](<https://b.example>) https://c.example :d: <@1>').map(({ kind }) => kind)).toEqual([
      'link',
      'colon',
      'colon',
      'mark',
      'mark',
      'mark',
    ]);
    expect(rawMentions('\\@everyone \\<@1> <@1> discord.gg/x')).toEqual([
      '@everyone',
      '<@1>',
      '<@1>',
      'discord.gg/',
    ]);
  });
  test('finds nothing in plain prose', () => {
    expect(liveIn('Reads fell: 12 of 15 - more than (a) half, well-known; done.')).toEqual([]);
  });
});

describe('an escaped text', () => {
  test('shows exactly the plain text and has nothing live in it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeText(text);
        expect(liveIn(escaped)).toEqual([]);
        expect(rawMentions(escaped)).toEqual([]);
        expect(visible(escaped)).toBe(toPlainText(text));
      }),
      { numRuns: 1_000 },
    );
  });
  test('of one line stays on one line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeLine(text);
        expect(escaped).not.toContain('\n');
        expect(visible(escaped)).toBe(toPlainLine(text));
      }),
    );
  });
  test.each([
    ['**bold** and __under__', '\\*\\*bold\\*\\* and \\_\\_under\\_\\_'],
    ['see https://evil.example/a', 'see https\\://evil.example/a'],
    ['# title\n  - item\n12. item', '\\# title\n  \\- item\n12\\. item'],
    ['@everyone', '\\@\u200Beveryone'],
    ['<@1> <t:1:R> :smile:', '\\<\\@1\\> \\<t\\:1\\:R\\> \\:smile:'],
    ['join discord.gg/abc', 'join discord\\.gg/abc'],
    ['p99: 15 ms - a well-known 2.5x', 'p99: 15 ms - a well-known 2.5x'],
  ])('%j becomes %j', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });
});

describe('a fence', () => {
  test('is closed by its end alone and shows its lines', () => {
    const lines = fc.array(anyText.map((text) => toPlainLine(text.slice(0, 300))));
    fc.assert(
      fc.property(lines, (lines) => {
        const fenced = fence(lines);
        if (fenced === '') {
          expect(lines.join('').trim()).toBe('');
          return;
        }
        expect(fenced.match(/```/g)).toHaveLength(2);
        expect(fenced).toMatch(/^```\n[\s\S]*\n```$/);
        expect(rawMentions(fenced.replaceAll('```', ''))).toEqual([]);
        expect(fenced.slice(4, -4).replaceAll('\u200B', '')).toBe(lines.join('\n'));
      }),
    );
  });
  test('around nothing is nothing', () => {
    expect(fence([])).toBe('');
    expect(fence(['', ' '])).toBe('');
  });
});
