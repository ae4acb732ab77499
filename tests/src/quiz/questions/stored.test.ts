import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { type QuizQuestion, storedQuestions } from '../../../../src/quiz/questions/mod.ts';
import { QUESTIONS } from '../support.ts';

let folder: string;
let file: string;
let made: number;
const make = async (): Promise<readonly QuizQuestion[]> => {
  made += 1;
  return QUESTIONS;
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebook-questions-'));
  file = join(folder, 'quiz.json');
  made = 0;
  onTestFinished(() => rm(folder, { recursive: true }));
});

it('questions are made once for a source, and come back as they were made', async () => {
  expect(await storedQuestions(file, 'a', make)).toEqual(QUESTIONS);
  expect(await storedQuestions(file, 'a', make)).toEqual(QUESTIONS);
  expect(made).toBe(1);
  expect(await readdir(folder)).toEqual(['quiz.json']);
});

it('questions of another source are made anew', async () => {
  await storedQuestions(file, 'a', make);
  await storedQuestions(file, 'b', make);
  expect(made).toBe(2);
});

it.each(['', '{', '{"version": 99}', '[]', 'null'])('a file that holds %j is written anew', async (text) => {
  await writeFile(file, text);
  expect(await storedQuestions(file, 'a', make)).toEqual(QUESTIONS);
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ source: 'a' });
});

it('a place that cannot be written costs time and nothing else', async () => {
  const nowhere = join(folder, 'no', 'such', 'folder');
  expect(await storedQuestions(nowhere, 'a', make)).toEqual(QUESTIONS);
});

it('what making throws is thrown, and leaves nothing behind', async () => {
  await expect(storedQuestions(file, 'a', () => Promise.reject(new Error('no model')))).rejects.toThrow(
    'no model',
  );
  expect(await readdir(folder)).toEqual([]);
});
