import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { casebook } from './cli-process.ts';

vi.setConfig({ testTimeout: 120_000 });

const SAMPLE = ['--content', 'tests/fixtures/library/casebook'];

let empty: string;
beforeAll(async () => {
  empty = await mkdtemp(join(tmpdir(), 'casebook-quiz-'));
  await writeFile(join(empty, 'outage.md'), '# Outage\n\nThe disk was full.\n');
});
afterAll(() => rm(empty, { recursive: true }));

describe.concurrent('casebook quiz-check', () => {
  it('counts what it made of a small library and says why it is little', async () => {
    const { code, stdout, stderr } = await casebook(['quiz-check', ...SAMPLE, '--list']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+ questions? about \d+ case stud(?:y|ies)/m);
    expect(stdout).toContain(
      'The library has 3 of the 4 case studies that are needed: wrong options come from others.',
    );
  });

  it('gives the same as data', async () => {
    const { code, stdout } = await casebook(['quiz-check', ...SAMPLE, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      broken: [],
      guessLimit: 0.35,
      shortage: expect.stringContaining('3 of the 4'),
      questions: expect.any(Array),
      guessers: expect.arrayContaining([
        expect.objectContaining({ name: 'longest option', isAboveLimit: false }),
      ]),
    });
  });

  it('says that notes make no questions', async () => {
    const { code, stdout } = await casebook(['quiz-check', '--content', empty]);
    expect(code).toBe(0);
    expect(stdout).toContain('0 questions about 0 case studies');
    expect(stdout).toContain('The library has only notes.');
  });

  it('names a folder that is not there', async () => {
    const { code, stderr } = await casebook(['quiz-check', '--content', join(empty, 'nowhere')]);
    expect(code).toBe(1);
    expect(stderr).toContain('nowhere');
  });
});
