import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LexicalIndex } from '../../../index/lexical/mod.ts';
import { termsOf, wordsOf } from '../../../index/lexical/words.ts';

const anyDocument = fc.record({
  heading: fc.string({ unit: 'grapheme' }),
  text: fc.string({ unit: 'grapheme' }),
});

describe('wordsOf', () => {
  it('takes words apart at punctuation and symbols, drops possessives and folds case and width', () => {
    expect(wordsOf("Stripe's API: retry→once, p99=15ms; ＣＡＣＨＥ foo_bar I'm")).toEqual([
      'stripe',
      'api',
      'retry',
      'once',
      'p99',
      '15ms',
      'cache',
      'foo',
      'bar',
      'i',
    ]);
  });

  it('never gives a word that is empty or longer than its limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        for (const word of wordsOf(text)) expect(word.length).toBeLessThanOrEqual(40);
        expect(wordsOf(text)).not.toContain('');
      }),
    );
  });
});

describe('termsOf', () => {
  it('drops function words and brings forms of a word together', () => {
    expect(termsOf('How do the caches get cached while caching?')).toEqual(['cach', 'cach', 'cach']);
  });
});

describe('LexicalIndex', () => {
  it('counts a word in the heading more than the same word in the text', () => {
    const index = LexicalIndex.build([
      { heading: 'Rate limits', text: 'Sharding is explained elsewhere in this library.' },
      { heading: 'Sharding', text: 'Limits are explained elsewhere in this library.' },
    ]);
    const scores = index.bm25.scores(termsOf('sharding'));
    expect(scores[1]).toBeGreaterThan(scores[0]!);
  });

  it('reads back exactly what it wrote', () => {
    fc.assert(
      fc.property(fc.array(anyDocument, { maxLength: 8 }), (documents) => {
        const index = LexicalIndex.build(documents);
        const copy = LexicalIndex.fromBytes(index.toBytes());
        expect(Buffer.compare(copy.toBytes(), index.toBytes())).toBe(0);
        const query = documents.flatMap(({ text }) => termsOf(text));
        expect(copy.bm25.scores(query)).toEqual(index.bm25.scores(query));
      }),
    );
  });

  it('refuses bytes that are not an index, or not all of one', () => {
    const bytes = LexicalIndex.build([{ heading: 'a', text: 'cache write' }]).toBytes();
    expect(() => LexicalIndex.fromBytes(Buffer.from('something else'))).toThrow('not a lexical index');
    expect(() => LexicalIndex.fromBytes(bytes.subarray(0, bytes.length - 4))).toThrow();
    expect(() => LexicalIndex.fromBytes(Buffer.concat([bytes, Buffer.from('more')]))).toThrow('wrong length');
  });
});
