import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bm25, buildPostings } from '../../../index/lexical/bm25.ts';

/** BM25 by the book, looking at every document for every term. */
function naiveScores(documents: readonly string[][], query: readonly string[]): number[] {
  const average = documents.reduce((sum, d) => sum + d.length, 0) / documents.length;
  const scores = documents.map(() => 0);
  for (const term of query) {
    const holding = documents.filter((d) => d.includes(term)).length;
    const idf = Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5));
    documents.forEach((document, i) => {
      const tf = document.filter((t) => t === term).length;
      if (tf === 0) return;
      const score = (idf * tf * 2.2) / (tf + 1.2 * (1 - 0.75 + (0.75 * document.length) / average));
      scores[i]! += score;
    });
  }
  return scores;
}

const term = fc.constantFrom('cache', 'write', 'read', 'shard', 'node', 'constructor', '__proto__');
const documents = fc.array(fc.array(term, { maxLength: 12 }), { minLength: 1, maxLength: 15 });

describe('Bm25', () => {
  it('gives the scores of the formula for any documents and any query', () => {
    fc.assert(
      fc.property(documents, fc.array(term, { maxLength: 6 }), (texts, query) => {
        const scores = new Bm25(buildPostings(texts)).scores(query);
        const expected = naiveScores(texts, query);
        expect(scores).toHaveLength(texts.length);
        expected.forEach((score, document) => {
          expect(scores[document]).toBeCloseTo(score, 10);
        });
      }),
    );
  });

  it('ranks a rare term above a common one, and a short document above a long one', () => {
    const texts = [
      ['cache', 'node'],
      ['cache', 'cache', 'read', 'read', 'read', 'read'],
      ['shard', 'cache'],
      ['read', 'write'],
    ];
    const scores = new Bm25(buildPostings(texts)).scores(['shard', 'cache']);
    const order = [0, 1, 2, 3].sort((a, b) => scores[b]! - scores[a]!);
    // 2 has the rare term; 0 says `cache` once in a short document; 1 says it twice in a long one; 3 has neither.
    expect(order).toEqual([2, 0, 1, 3]);
  });

  it('knows nothing of terms that stand nowhere, and gives them the highest idf', () => {
    const bm25 = new Bm25(buildPostings([['cache'], ['cache', 'read']]));
    expect([...bm25.scores(['unheard-of'])]).toEqual([0, 0]);
    expect(bm25.documentFrequency('unheard-of')).toBe(0);
    expect(bm25.inverseDocumentFrequency('unheard-of')).toBeGreaterThan(
      bm25.inverseDocumentFrequency('read'),
    );
  });

  it('answers over no documents and over empty documents', () => {
    expect([...new Bm25(buildPostings([])).scores(['cache'])]).toEqual([]);
    expect([...new Bm25(buildPostings([[], []])).scores(['cache'])]).toEqual([0, 0]);
  });
});
