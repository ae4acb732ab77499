import type { SectionKind } from './model.ts';

/** What a heading of a case study is for: a section, the frame around three of them, or the pointer to the sources. */
export type HeadingRole = SectionKind | 'detailed' | 'resources';

export interface TemplateHeading {
  readonly role: HeadingRole;
  /** As the template spells it. */
  readonly title: string;
  readonly depth: number;
  /** Other spellings that are understood, in the form that `plainHeading` gives. */
  readonly aliases: readonly string[];
}

/** The headings of one case study, in the order of the template. */
export const CASE_STUDY_HEADINGS: readonly TemplateHeading[] = [
  { role: 'problem', title: 'Problem', depth: 3, aliases: ['the problem', 'problem statement'] },
  { role: 'quick-answer', title: 'Quick Answer', depth: 3, aliases: ['the quick answer'] },
  { role: 'detailed', title: 'Detailed Explanation', depth: 3, aliases: ['explanation'] },
  {
    role: 'root-cause',
    title: 'Why This Happens (Root Cause)',
    depth: 4,
    aliases: ['why this happens', 'why it happens', 'why this happened', 'root cause', 'the root cause'],
  },
  {
    role: 'solution',
    title: 'The Solution Approach',
    depth: 4,
    aliases: ['solution approach', 'the solution', 'solution'],
  },
  {
    role: 'results',
    title: 'Production Results',
    depth: 4,
    aliases: ['results', 'the results', 'result'],
  },
  { role: 'mistakes', title: 'Common Mistakes', depth: 3, aliases: ['common mistake', 'mistakes'] },
  {
    role: 'related',
    title: 'Related Patterns',
    depth: 3,
    aliases: ['related pattern', 'related case studies'],
  },
  { role: 'resources', title: 'Research Resources', depth: 3, aliases: ['resources', 'sources'] },
];

/** The headings of depth 2 that stand after the last case study of a file. */
export const FILE_HEADINGS = ['Common Mistakes', 'Related Patterns', 'Research Resources'] as const;

export const RESULTS_COLUMNS = ['Metric', 'Before', 'After', 'Improvement'] as const;
export const CASE_STUDIES_A_FILE = { min: 3, max: 5 } as const;
export const ANSWERS_A_CASE_STUDY = { min: 5, max: 8 } as const;
export const MAX_QUICK_ANSWER_CHARACTERS = 320;

/** The template's heading that this text stands for, however it is capitalised, numbered or punctuated. */
export function templateHeading(text: string): TemplateHeading | null {
  const plain = plainHeading(text);
  const stands = ({ title, aliases }: TemplateHeading) =>
    plainHeading(title) === plain || aliases.includes(plain);
  return CASE_STUDY_HEADINGS.find(stands) ?? null;
}

/** Which heading of the whole file this text stands for, or null. */
export function fileHeading(text: string): (typeof FILE_HEADINGS)[number] | null {
  const role = templateHeading(text)?.role;
  return FILE_HEADINGS.find((title) => templateHeading(title)?.role === role) ?? null;
}

/** `Case Study 2: Title` -> its number and title; null for any other heading. */
export function caseStudyHeading(text: string): { number: number; title: string } | null {
  const match = /^case study (\d{1,4}) ?(?:$|[:.–—-] ?(.*)$)/i.exec(text);
  return match === null ? null : { number: Number(match[1]), title: match[2] ?? '' };
}

function plainHeading(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^\d+ /, '');
}
