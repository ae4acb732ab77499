import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '../../../index/passages/split.ts';

const sentence = 'The cluster lost one of its nodes and every read became slow. ';

describe('splitText', () => {
  it('loses nothing but white space and makes no piece longer than 1,600 characters', () => {
    const text = fc
      .array(fc.string({ unit: 'grapheme', maxLength: 2500 }), { maxLength: 8 })
      .map((b) => b.join('\n'));
    const letters = (s: string): string => s.replace(/\s+/g, '');
    fc.assert(
      fc.property(text, (whole) => {
        const pieces = splitText(whole);
        expect(letters(pieces.join(''))).toBe(letters(whole));
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(1600);
          expect(piece.trim()).not.toBe('');
        }
      }),
    );
  });

  it('keeps blocks whole where they fit', () => {
    const block = sentence.repeat(9).trim();
    expect(splitText([block, block, block].join('\n'))).toEqual([`${block}\n${block}`, block]);
  });

  it('cuts a block that is too long at the end of a sentence', () => {
    const [first, second] = splitText(sentence.repeat(40));
    expect(first).toMatch(/slow\.$/);
    expect(second).toMatch(/^The cluster/);
  });

  it('has no pieces for a text of nothing', () => {
    expect(splitText(' \n \n')).toEqual([]);
  });
});
