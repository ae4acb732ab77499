/**
 * A floor under the quality of answers, so that a change cannot lower it unseen. The floors lie below what `npm run eval`
 * measured (docs/decisions/0004 and 0005) by about the width of its intervals; judge a change by `npm run eval` itself.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from './engine.ts';
import { measureLibrary, type Row } from './library.ts';
import { readQuestionSet } from './questions.ts';

describe('answers to the tuning questions', () => {
  let rows: readonly Row[];
  beforeAll(async () => {
    const engine = await openEngine('library', 'content');
    ({ rows } = await measureLibrary(engine, readQuestionSet('tests/eval/questions/tuning')));
  });

  const figureOf = (measure: string, questions = 'all'): number => {
    const row = rows.find((r) => r.ranking === 'fused' && r.measure === measure && r.questions === questions);
    return row!.estimate.mean;
  };

  it('find the right topic first, and in the first three', () => {
    expect(figureOf('topic first')).toBeGreaterThan(0.9);
    expect(figureOf('topic in first 3')).toBeGreaterThan(0.95);
    expect(figureOf('case study first')).toBeGreaterThan(0.85);
  });

  it('refuse what is out of scope, and little else', () => {
    for (const style of ['smalltalk', 'world', 'work']) {
      expect(figureOf('rightly refused', style)).toBeGreaterThan(0.88);
    }
    // More than half of the set is `near`: serious questions beside the ten topics, written to be taken for them.
    expect(figureOf('rightly refused', 'near')).toBeGreaterThan(0.75);
    expect(figureOf('wrongly refused')).toBeLessThan(0.09);
  });

  it('understand follow-ups, and are unsure of them alone', () => {
    expect(figureOf('case study first', 'follow-ups')).toBeGreaterThan(0.85);
    expect(figureOf('unsure when alone', 'follow-ups')).toBeGreaterThan(0.8);
  });

  it('rank by both together at least as well as by either', () => {
    for (const measure of ['case study first', 'case study MRR', 'topic first']) {
      const of = (ranking: Row['ranking']): number =>
        rows.find((r) => r.ranking === ranking && r.measure === measure && r.questions === 'all')!.estimate
          .mean;
      expect(of('fused')).toBeGreaterThanOrEqual(Math.max(of('dense'), of('lexical')));
    }
  });
});

describe('question sets', () => {
  it.each(['tuning', 'held-out'])('%s has enough questions of each kind, none twice', (name) => {
    const { inScope, outOfScope, followUps } = readQuestionSet(`tests/eval/questions/${name}`);
    expect(inScope.length).toBeGreaterThanOrEqual(150);
    expect(outOfScope.length).toBeGreaterThanOrEqual(80);
    expect(followUps.length).toBeGreaterThanOrEqual(20);
    const texts = [...inScope, ...outOfScope].map(({ text }) => text.toLowerCase());
    expect(new Set(texts).size).toBe(texts.length);
  });
});
