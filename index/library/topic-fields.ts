import { z } from 'zod';

import type { Complaints } from './complaint.ts';
import type { FrontMatter } from './front-matter.ts';
import { type FieldPath, lineOfField } from './front-matter-lines.ts';
import { LEVELS } from './model.ts';

/** What is wrong with a value, in words that follow the field's name. */
export const explain = (otherwise: string) => (issue: { readonly input?: unknown }) =>
  issue.input === undefined || issue.input === null ? 'is missing' : otherwise;

/** Text on one line. */
export const text = z
  .string({ error: explain('must be text. Put quotes around it') })
  .transform((value) => value.replace(/\s+/g, ' ').trim())
  .refine((value) => value !== '', { error: 'is empty', abort: true });

const texts = z.array(text, { error: explain('must be a list, for example `[one, two]`') });

const DATE_HINT = 'must be a date that exists, as YYYY-MM-DD';
/** YAML turns an unquoted date into a Date at midnight UTC; a quoted one stays text. */
const day = z.preprocess(
  (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  z.iso.date({ error: explain(DATE_HINT) }),
);

const entrySchema = z.object(
  {
    id: text.refine((id) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id), {
      error:
        'must be in kebab-case: small letters, digits and single hyphens, for example `discord-scylladb`',
    }),
    companies: z.array(text, { error: explain('must be a list; `[]` when no company is named') }),
    level: z.enum(LEVELS, { error: explain(`must be one of ${LEVELS.join(', ')}`) }),
    year: z.int({ error: 'must be a year, for example 2022' }).nullish(),
    answers: texts.nullish().transform((answers) => answers ?? []),
    /** Read question by question (`readQuiz`), so that a broken one costs no more than itself. */
    quiz: z.unknown().optional(),
  },
  { error: explain('must be a list of fields, beginning with `id:`') },
);

const fieldsSchema = z.object({
  title: text,
  summary: text,
  tags: texts,
  last_reviewed: day,
  case_studies: z.array(entrySchema, { error: explain('must be a list with one entry for each case study') }),
});

export type TopicFields = z.infer<typeof fieldsSchema>;
export type CaseStudyFields = z.infer<typeof entrySchema>;

/** The validated front matter of a topic, or null after a complaint about each field that is wrong. */
export function readTopicFields(frontMatter: FrontMatter, complaints: Complaints): TopicFields | null {
  const complain = (path: FieldPath, message: string) =>
    complaints.error(lineOfField(frontMatter.lines, path), 'front-matter', message);

  if (frontMatter.problem !== null) {
    complaints.error(frontMatter.problem.line, 'front-matter', frontMatter.problem.message);
    return null;
  }
  if (frontMatter.fields === null) {
    complain(
      [],
      'The front matter is missing. Begin the file with a line of ---, `title: …` and so on, and --- again.',
    );
    return null;
  }
  const parsed = fieldsSchema.safeParse(frontMatter.fields);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) complain(issue.path, `${nameOf(issue.path)} ${issue.message}.`);
    return null;
  }
  if (!isWrittenAs(frontMatter, parsed.data.last_reviewed)) {
    complain(['last_reviewed'], `\`last_reviewed\` ${DATE_HINT}.`);
    return null;
  }
  return hasUniqueIds(parsed.data, complain) ? parsed.data : null;
}

/** YAML reads 2026-02-31 as 3 March without a word, so the date must also stand in the block as it was understood. */
function isWrittenAs(frontMatter: FrontMatter, date: string): boolean {
  return frontMatter.lines.some((line) => line.includes(date));
}

function hasUniqueIds(fields: TopicFields, complain: (path: FieldPath, message: string) => void): boolean {
  const seen = new Set<string>();
  let unique = true;
  for (const [index, { id }] of fields.case_studies.entries()) {
    if (seen.has(id)) {
      complain(
        ['case_studies', index, 'id'],
        `The id \`${id}\` stands twice in this file. Give each case study its own.`,
      );
      unique = false;
    }
    seen.add(id);
  }
  return unique;
}

/** `['case_studies', 1, 'answers', 0]` -> `answers` 1 of case study 2. */
function nameOf(path: FieldPath): string {
  const [top, index, key, position] = path;
  if (typeof index !== 'number') return `\`${String(top)}\``;
  if (top !== 'case_studies') return `Entry ${index + 1} of \`${String(top)}\``;
  if (key === undefined) return `Entry ${index + 1} of \`case_studies\``;
  const where = `\`${String(key)}\` in entry ${index + 1} of \`case_studies\``;
  return typeof position === 'number' ? `Entry ${position + 1} of ${where}` : where;
}
