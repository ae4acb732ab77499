import { describe, expect, it } from 'vitest';
import { sentenceCount, wordCount } from '../../../../index/library/check/wording.ts';

describe('sentenceCount', () => {
  it.each([
    ['', 0],
    ['...', 0],
    ['no capital and no full stop', 1],
    ['One. Two! Three?', 3],
    ['It kept limits, e.g. this one, in v1.2 of the service.', 1],
    ['Ask "may it pass?" in the background, and "should it stop?" never.', 1],
    ['It cost $1.5 million. Thirty people worked on it.', 2],
  ])('finds in %j %i', (text, count) => {
    expect(sentenceCount(text)).toBe(count);
  });
});

describe('wordCount', () => {
  it.each([
    ['', 0],
    ['10-20 ms', 2],
    ['a - b', 2],
    ['one\ntwo  three', 3],
  ])('finds in %j %i', (text, count) => {
    expect(wordCount(text)).toBe(count);
  });
});
