/** Questions on disk: making them takes the encoder a text after the other, and nothing changes while the library does not. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { QUESTION_KINDS, type QuizQuestion } from '../question.ts';

/** Raise it whenever the same library would give other questions: those stored before are then made anew. */
export const QUESTIONS_VERSION = 1;

const storedSchema = z.object({
  version: z.literal(QUESTIONS_VERSION),
  /** What they were made from. */
  source: z.string(),
  questions: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(QUESTION_KINDS),
      caseStudy: z.string(),
      prompt: z.string(),
      options: z.array(z.string()),
      right: z.int().nonnegative(),
      explanation: z.object({ quote: z.string(), section: z.string() }),
    }),
  ),
});

/**
 * The questions in the file, if they were made from this source by this version; else those that `make` makes, which are stored. A file
 * that cannot be read is written anew, and one that cannot be written costs the time to make them again, and nothing else.
 *
 * @param source stands for everything that they are made from
 * @throws what `make` throws
 */
export async function storedQuestions(
  file: string,
  source: string,
  make: () => Promise<readonly QuizQuestion[]>,
): Promise<readonly QuizQuestion[]> {
  const stored = await read(file);
  if (stored?.source === source) return stored.questions;
  const questions = await make();
  await write(file, JSON.stringify({ version: QUESTIONS_VERSION, source, questions }));
  return questions;
}

async function read(file: string): Promise<z.infer<typeof storedSchema> | null> {
  try {
    return storedSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** In one step, so that nobody reads half of it. */
async function write(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch {
    await rm(temporary, { force: true });
  }
}
