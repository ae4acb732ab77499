/** The question sets in tests/eval/questions, checked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const inScopeSchema = z.object({
  id: z.string(),
  style: z.enum(['plain', 'company', 'symptom', 'chat']),
  text: z.string(),
  /** Ids of the case studies that are right. */
  caseStudies: z.array(z.string()).min(1),
  /** The section that is asked for, where the question says so. */
  section: z.string().optional(),
});
const outOfScopeSchema = z.object({
  id: z.string(),
  style: z.enum(['smalltalk', 'world', 'work', 'near']),
  text: z.string(),
});
const followUpSchema = z.object({
  id: z.string(),
  turns: z.tuple([z.string(), z.string()]),
  caseStudies: z.array(z.string()).min(1),
  section: z.string().optional(),
  /** The second turn is a new question that stands alone. */
  switch: z.boolean().optional(),
});

export type InScopeQuestion = z.infer<typeof inScopeSchema>;
export type OutOfScopeQuestion = z.infer<typeof outOfScopeSchema>;
export type FollowUp = z.infer<typeof followUpSchema>;

export interface QuestionSet {
  readonly inScope: readonly InScopeQuestion[];
  readonly outOfScope: readonly OutOfScopeQuestion[];
  readonly followUps: readonly FollowUp[];
}

/** Reads `in-scope.jsonl`, `out-of-scope.jsonl` and `follow-ups.jsonl`. Throws on the first bad line. */
export function readQuestionSet(folder: string): QuestionSet {
  return {
    inScope: readLines(join(folder, 'in-scope.jsonl'), inScopeSchema),
    outOfScope: readLines(join(folder, 'out-of-scope.jsonl'), outOfScopeSchema),
    followUps: readLines(join(folder, 'follow-ups.jsonl'), followUpSchema),
  };
}

/** A JSON object a line. */
export function readLines<T>(file: string, schema: z.ZodType<T>): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, i) => {
      if (line.trim() === '') return [];
      try {
        return [schema.parse(JSON.parse(line))];
      } catch (error) {
        throw new Error(`${file}:${i + 1} is not as it should be.`, { cause: error });
      }
    });
}
