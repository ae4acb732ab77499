import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CELL, fitLine, fitText, LITERAL, MRKDWN, splitText } from '../../../adapters/slack/fit.ts';
import { toPlainText } from '../../../src/cards/mod.ts';
import { anyText } from './cards.ts';
import { liveIn } from './mrkdwn.ts';

const letters = (text: string) => text.replace(/[\s\u200B]/g, '');

describe('a text that is fitted', () => {
  test('takes no more room than there is, in any form', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: -5, max: 4_000 }), (text, room) => {
        for (const form of [LITERAL, CELL, MRKDWN]) {
          expect(form.sizeOf(fitText(text, room, form))).toBeLessThanOrEqual(Math.max(0, room));
          expect(fitLine(text, room, form)).not.toContain('\n');
        }
        expect(liveIn(fitText(text, room, MRKDWN))).toEqual([]);
      }),
    );
  });
  test('ends between words when it is cut', () => {
    expect(fitText('merging reads removes the load', 22)).toBe('merging reads removes…');
    expect(fitText('a👩‍💻👩‍💻👩‍💻', 8)).toBe('a👩‍💻…');
    expect(fitText('merging', 1)).toBe('');
  });
  test('counts two bytes as a unit in mrkdwn', () => {
    expect(fitText('東'.repeat(100), 30, MRKDWN)).toBe(`${'東'.repeat(19)}…`);
  });
});

describe('a text that is split', () => {
  test('keeps every letter in its order, in pieces that fit, while there are enough pieces', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 100, max: 3_000 }), (text, length) => {
        const pieces = splitText(text, length, 1_000);
        for (const piece of pieces) {
          expect(piece.trim()).not.toBe('');
          expect(piece.length).toBeLessThanOrEqual(length);
        }
        expect(letters(pieces.join(''))).toBe(letters(toPlainText(text)));
      }),
    );
  });
  test('breaks between lines before words, and cuts the last piece', () => {
    const text = 'The first line.\nThe second line.\nThe third line.';
    expect(splitText(text, 45, 9)).toEqual(['The first line.\nThe second line.', 'The third line.']);
    expect(splitText(text, 25, 9)).toEqual(['The first line.', 'The second line.', 'The third line.']);
    expect(splitText(text, 25, 2)).toEqual(['The first line.', 'The second line.\nThe…']);
    expect(splitText('one two three four five', 10, 9)).toEqual(['one two', 'three', 'four five']);
  });
});
