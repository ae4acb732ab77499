/** The questions of the shipped library, with the real model: what `npm run quiz:check` holds them to. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEncoder } from '../../../../index/encoder/mod.ts';
import { readLibrary } from '../../../../index/library/mod.ts';
import { passagesOf } from '../../../../index/passages/mod.ts';
import type { Casebook } from '../../../../src/casebook.ts';
import { readConfig } from '../../../../src/config.ts';
import { checkQuestions, type QuizBank, type QuizCheck } from '../../../../src/quiz/questions/mod.ts';
import { openCasebook } from '../../../support/casebook.ts';

let casebook: Casebook;
let bank: QuizBank;
let check: QuizCheck;
beforeAll(async () => {
  const { contentDir, modelDir } = readConfig({});
  casebook = await openCasebook();
  bank = await casebook.questions();
  const encoder = await openEncoder({ cacheDir: modelDir });
  const { units } = passagesOf(await readLibrary(contentDir));
  check = await checkQuestions(bank, units, encoder);
  await encoder.close();
}, 600_000);
afterAll(() => casebook.close());

describe('the quiz of the library', () => {
  it('has questions about every case study, and none breaks a rule', () => {
    expect(bank.byCaseStudy.size).toBe(casebook.size);
    expect(check.broken).toEqual([]);
    expect(bank.written.size).toBeGreaterThanOrEqual(4);
  });

  it('cannot be guessed', () => {
    expect(check.measured).toBeGreaterThan(200);
    expect(check.guessers.filter(({ isAboveLimit }) => isAboveLimit).map(({ name }) => name)).toEqual([]);
  });

  it('is made once', async () => {
    expect(await casebook.questions()).toBe(bank);
  });
});
