/** The field `quiz` of a case study's entry: questions that an author wrote by hand. */
import { z } from 'zod';

import { type Complaints, quoted } from './complaint.ts';
import type { FrontMatter } from './front-matter.ts';
import { type FieldPath, lineOfField } from './front-matter-lines.ts';
import { QUIZ_KINDS, type QuizEntry, type Section } from './model.ts';
import { explain, text } from './topic-fields.ts';

/** Characters and numbers of options that a surface has room for. */
export const QUIZ_LIMITS = { ask: 500, option: 200, proof: 600, wrong: { min: 1, max: 4 } } as const;

const RULE = 'quiz';
/** With fewer wrong options guessing pays. */
const WRONG_OPTIONS = 3;
/** A right option this many times as long as each wrong one, or as short, is seen at once. */
const MAX_LENGTH_RATIO = 1.5;

const within = (max: number) =>
  text.refine((value) => value.length <= max, { error: `is longer than ${max} characters. Shorten it` });

const { min, max } = QUIZ_LIMITS.wrong;
const wrongCount = `must have ${min} to ${max} options`;
const questionSchema = z.object(
  {
    kind: z.enum(QUIZ_KINDS, { error: explain(`must be one of ${QUIZ_KINDS.join(', ')}`) }),
    ask: within(QUIZ_LIMITS.ask),
    right: within(QUIZ_LIMITS.option),
    wrong: z
      .array(within(QUIZ_LIMITS.option), {
        error: explain('must be a list, for example `[one, two, three]`'),
      })
      .min(min, { error: wrongCount })
      .max(max, { error: wrongCount }),
    proof: within(QUIZ_LIMITS.proof),
  },
  { error: 'must be a list of fields, beginning with `kind:`' },
);

/**
 * The questions of one entry that can be asked. Each of the others is left out with a complaint; the case study stays.
 *
 * @param value what stands in the field; undefined when it is not there
 * @param path to the field
 */
export function readQuiz(
  value: unknown,
  path: FieldPath,
  sections: readonly Section[],
  frontMatter: FrontMatter,
  complaints: Complaints,
): QuizEntry[] {
  if (value === undefined || value === null) return [];
  const complain = (place: FieldPath, message: string) =>
    complaints.error(lineOfField(frontMatter.lines, [...path, ...place]), RULE, message);
  if (!Array.isArray(value)) {
    complain([], '`quiz` must be a list of questions, each beginning with `- kind:`.');
    return [];
  }
  return value.flatMap((item: unknown, index) => {
    const name = `Question ${index + 1} of \`quiz\` is left out`;
    const parsed = questionSchema.safeParse(item);
    if (!parsed.success) {
      for (const issue of parsed.error.issues)
        complain([index, ...issue.path], `${name}: ${nameOf(issue.path)}${issue.message}.`);
      return [];
    }
    const question = parsed.data;
    const options = [question.right, ...question.wrong].map((option) => option.toLowerCase());
    if (new Set(options).size < options.length) {
      complain([index, 'wrong'], `${name}: two options are the same. Make them differ.`);
      return [];
    }
    const section = sections.find(({ blocks }) =>
      blocks.some((block) => block.text.includes(question.proof)),
    );
    if (section === undefined) {
      const message = `${quoted(question.proof)} does not stand in the case study. Copy a sentence word for word, without its markup.`;
      complain([index, 'proof'], `${name}: ${message}`);
      return [];
    }
    const hint = guessHint(question);
    if (hint !== null) {
      const line = lineOfField(frontMatter.lines, [...path, index, 'wrong']);
      complaints.warning(line, RULE, `Question ${index + 1} of \`quiz\` can be guessed: ${hint}`);
    }
    return [{ ...question, section: section.heading }];
  });
}

function guessHint({ right, wrong }: z.infer<typeof questionSchema>): string | null {
  if (wrong.length < WRONG_OPTIONS)
    return `it has fewer than ${WRONG_OPTIONS} wrong options. Write ${WRONG_OPTIONS}.`;
  const lengths = wrong.map(({ length }) => length);
  const alike = 'Make the options alike, or it is not asked.';
  if (right.length > MAX_LENGTH_RATIO * Math.max(...lengths))
    return `the right option is by far the longest. ${alike}`;
  if (right.length * MAX_LENGTH_RATIO < Math.min(...lengths))
    return `the right option is by far the shortest. ${alike}`;
  return null;
}

/** `['wrong', 1]` -> option 2 of `wrong`; nothing for the question itself. */
function nameOf([key, position]: FieldPath): string {
  if (key === undefined) return 'it ';
  return typeof position === 'number'
    ? `option ${position + 1} of \`${String(key)}\` `
    : `\`${String(key)}\` `;
}
