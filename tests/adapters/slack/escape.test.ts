import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asCell, asLiteral, asMrkdwn } from '../../../adapters/slack/escape.ts';
import { toPlainText } from '../../../src/cards/mod.ts';
import { anyText } from './cards.ts';
import { invisibleGone, liveIn, sameLooks, visible } from './mrkdwn.ts';

const plainTexts = anyText.map(toPlainText);

describe('the reader of mrkdwn that these tests rely on', () => {
  test.each([
    ['*bold* and _italic_ and ~gone~', ['bold', 'italic', 'strike']],
    ['＊bold＊ `code`', ['bold', 'code', 'code']],
    ['&gt; quoted\n＞ quoted', ['quote', 'quote']],
    ['<!channel> a & b', ['control', 'control', 'control']],
    [':smile: https://a.example', ['emoji', 'address', 'domain']],
    ['README.md, @here, #general, a@b.c', ['domain', 'mention', 'mention', 'channel']],
  ])('finds what is live in %j', (text, live) => {
    expect(liveIn(text)).toEqual(live);
  });
  test('finds nothing in plain prose', () => {
    expect(liveIn('Reads: 12 of 15 - more than (a) half in snake_case, at 2.5x; done. C# &amp; co')).toEqual(
      [],
    );
  });
});

describe('mrkdwn', () => {
  test('shows what the plain text shows and has nothing live in it', () => {
    fc.assert(
      fc.property(plainTexts, (plain) => {
        const written = asMrkdwn(plain);
        expect(liveIn(written)).toEqual([]);
        expect(sameLooks(visible(written))).toBe(sameLooks(plain));
      }),
      { numRuns: 1_000 },
    );
  });
  test.each([
    ['*bold* snake_case __init__', '∗bold∗ snake_case ˍˍinitˍˍ'],
    ['a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d'],
    ['> quote', '\u00AD&gt; quote'],
    ['<@U1> @here #general', '&lt;@\u200BU1&gt; @\u200Bhere #\u200Bgeneral'],
    ['see https://acme.example/a', 'see https:\u200B//acme.\u200Bexample/a'],
    [':smile: 12:30', ':\u200Bsmile: 12:\u200B30'],
    ['p99: 15 ms - a well-known 2.5x', 'p99: 15 ms - a well-known 2.5x'],
  ])('%j becomes %j', (plain, written) => {
    expect(asMrkdwn(plain)).toBe(written);
  });
});

describe('literal text', () => {
  test('shows the plain text and holds nothing that Slack decodes', () => {
    fc.assert(
      fc.property(plainTexts, (plain) => {
        for (const written of [asLiteral(plain), asCell(plain)]) {
          expect(written).not.toMatch(/&(?:amp|lt|gt);/);
          expect(invisibleGone(written)).toBe(plain);
        }
        expect(asCell(plain)).not.toMatch(/:[^\s:\u200B]+:/);
      }),
    );
  });
  test('is as it was but for entities, and in a table for emoji', () => {
    expect(asLiteral('*a* <@U1> &amp; :smile:')).toBe('*a* <@U1> &\u200Bamp; :smile:');
    expect(asCell('*a* <@U1> &amp; :smile: 12:30')).toBe('*a* <@U1> &\u200Bamp; :\u200Bsmile: 12:30');
  });
});
