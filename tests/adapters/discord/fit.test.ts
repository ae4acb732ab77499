import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitLabel, fitLine, fitText, longestWithin, weightOf } from '../../../adapters/discord/fit.ts';
import { toPlainLine, toPlainText } from '../../../src/cards/mod.ts';
import { anyText } from './cards.ts';
import { liveIn, visible } from './markdown.ts';

const room = fc.integer({ min: -10, max: 500 });

test('a text takes at most its room, is cut only when it must be, and never inside an escape', () => {
  fc.assert(
    fc.property(anyText, room, (text, room) => {
      const plain = toPlainText(text).trim();
      const fitted = fitText(text, room);
      expect(weightOf(fitted)).toBeLessThanOrEqual(Math.max(0, room));
      expect(liveIn(fitted)).toEqual([]);
      if (fitted !== '' && visible(fitted) !== plain) {
        expect(fitted.endsWith('…')).toBe(true);
        expect(plain.startsWith(visible(fitted).slice(0, -1))).toBe(true);
      }
      expect(visible(fitText(text, 1_000_000))).toBe(plain);
    }),
  );
});

test('a label has at most its length, on one line', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 100 }), (text, length) => {
      const label = fitLabel(text, length);
      expect(label.length).toBeLessThanOrEqual(length);
      expect(label).not.toMatch(/\p{Cs}/u);
      if (label !== toPlainLine(text)) expect(label.endsWith('…')).toBe(true);
    }),
  );
});

describe('a cut', () => {
  test.each([
    ['falls between words', 'reads of the busiest partition', 24, 'reads of the busiest…'],
    ['breaks a word that is most of the text', 'abcdefghijklmnopqrstuvwxyz', 10, 'abcdefghi…'],
    ['does not leave half an escape', '*****', 8, '\\*\\*\\*…'],
    ['does not break an emoji', 'ab👩‍💻👩‍💻', 11, 'ab👩‍💻…'],
    ['leaves nothing when there is no room', 'word', 1, ''],
    ['puts lines together in a line', 'one\ntwo', 7, 'one two'],
  ])('%s', (_, text, room, fitted) => {
    expect(fitLine(text, room)).toBe(fitted);
  });
});

test('letters of three bytes take more room, so that the bytes of a message stay within its limit', () => {
  expect(weightOf('abcd')).toBe(4);
  expect(weightOf('東京都庁')).toBe(6);
});

test('as many pieces as fit are found by halving', () => {
  fc.assert(
    fc.property(fc.nat({ max: 50 }), fc.integer({ min: 0, max: 60 }), (most, room) => {
      expect(longestWithin(room, most, (count) => 'x'.repeat(count))).toHaveLength(Math.min(most, room));
    }),
  );
});
