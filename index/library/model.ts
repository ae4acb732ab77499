/**
 * The library as data: what a folder of Markdown becomes once it has been parsed.
 *
 * These types are plain JSON (they are stored inside a built index and read back), so they hold no class
 * instances, no `undefined` fields and no absolute paths.
 */
import { z } from 'zod';

/** The parts of a case study that can answer a question, in the order in which they stand in a topic file. */
export const SECTION_KINDS = [
  'problem',
  'quick-answer',
  'root-cause',
  'solution',
  'results',
  'mistakes',
  'related',
] as const;
export const sectionKindSchema = z.enum(SECTION_KINDS);
export type SectionKind = z.infer<typeof sectionKindSchema>;

export const LEVELS = ['mid', 'senior', 'staff'] as const;
export const levelSchema = z.enum(LEVELS);
export type Level = z.infer<typeof levelSchema>;

/** A GFM table with the text of its cells (inline markup removed); every row has as many cells as the header. */
export const tableSchema = z.object({
  header: z.array(z.string()),
  rows: z.array(z.array(z.string())),
});
export type Table = z.infer<typeof tableSchema>;

export const linkSchema = z.object({ text: z.string(), url: z.string() });
export type Link = z.infer<typeof linkSchema>;

/** The line under a results table. `illustrative` when the figures are worked out and not published by anybody. */
export const sourceLineSchema = z.object({
  kind: z.enum(['source', 'illustrative']),
  /** The text after `Source:` or `Illustrative figures:`, inline markup removed. */
  text: z.string(),
  links: z.array(linkSchema),
});
export type SourceLine = z.infer<typeof sourceLineSchema>;

/** A piece of a section's text. An `item` is of a list; a `table-row` reads `Metric: …; Before: …`; `code` is a fenced block. */
export const blockSchema = z.object({
  kind: z.enum(['paragraph', 'item', 'heading', 'table-row', 'code']),
  /** Plain text on one line; only `code` has several. */
  text: z.string(),
});
export type Block = z.infer<typeof blockSchema>;

/** One part of a case study. */
export const sectionSchema = z.object({
  kind: sectionKindSchema,
  heading: z.string(),
  /** 1-based line of the heading in the file. */
  line: z.int().positive(),
  /** GitHub-style anchor of the heading, unique in the file, without `#`. */
  anchor: z.string(),
  /** Never empty blocks, in order; no Markdown markup. */
  blocks: z.array(blockSchema),
});
export type Section = z.infer<typeof sectionSchema>;

/** What a quiz question may ask for; the product's kinds of questions are the same. */
export const QUIZ_KINDS = ['approach', 'figure', 'mistake', 'reason', 'company'] as const;

/** A quiz question that an author wrote by hand. */
export const quizEntrySchema = z.object({
  kind: z.enum(QUIZ_KINDS),
  ask: z.string(),
  right: z.string(),
  wrong: z.array(z.string()),
  /** Words of the case study that prove the right option. */
  proof: z.string(),
  /** Heading of the section that they stand in. */
  section: z.string(),
});
export type QuizEntry = z.infer<typeof quizEntrySchema>;

/** One `## Case Study N: …` of a topic, with its entry in the front matter. */
export const caseStudySchema = z.object({
  /** The stable id `topic-stem/slug`, for example `nosql_migrations/discord-scylladb`. */
  id: z.string(),
  /** The slug alone, as it stands in the front matter. */
  slug: z.string(),
  /** The heading without `Case Study N:`. */
  title: z.string(),
  line: z.int().positive(),
  anchor: z.string(),
  companies: z.array(z.string()),
  level: levelSchema,
  year: z.int().nullable(),
  /** The questions that this case study answers, from the front matter. */
  answers: z.array(z.string()),
  quiz: z.array(quizEntrySchema),
  /** Text after **Context**: and **In simple terms**:, or null. */
  context: z.string().nullable(),
  inSimpleTerms: z.string().nullable(),
  quickAnswer: z.string(),
  results: tableSchema.nullable(),
  source: sourceLineSchema.nullable(),
  keyInsight: z.string().nullable(),
  /** The links of its Related Patterns, as written. */
  related: z.array(linkSchema),
  sections: z.array(sectionSchema),
});
export type CaseStudy = z.infer<typeof caseStudySchema>;

/** A topic file: 3 to 5 case studies about one subject. */
export const topicSchema = z.object({
  kind: z.literal('topic'),
  /** Path below the content folder, `/`-separated, with its extension. */
  file: z.string(),
  /** Path below the content folder, `/`-separated, without `.md`. */
  path: z.string(),
  /** 1-based line of the `# Title`. */
  line: z.int().positive(),
  title: z.string(),
  summary: z.string(),
  tags: z.array(z.string()),
  /** `YYYY-MM-DD`. */
  lastReviewed: z.string(),
  /** Names of the folders above the file, made readable: `01_BACKEND_PRODUCTION` -> `Backend Production`. */
  folders: z.array(z.string()),
  caseStudies: z.array(caseStudySchema),
});
export type Topic = z.infer<typeof topicSchema>;

/** A part of a note: the text under one heading, up to the next heading of any depth. */
export const noteSectionSchema = z.object({
  /** Headings from the note's title down to this one. Empty for text before the first heading. */
  headingPath: z.array(z.string()),
  line: z.int().positive(),
  /** Anchor of the heading; empty for text before the first heading. */
  anchor: z.string(),
  /** As in `sectionSchema`. */
  blocks: z.array(blockSchema),
});
export type NoteSection = z.infer<typeof noteSectionSchema>;

/** Any other Markdown file, for example a team's own post-mortem. */
export const noteSchema = z.object({
  kind: z.literal('note'),
  file: z.string(),
  path: z.string(),
  /** The front matter's `title`, else the first heading, else the file's name made readable. */
  title: z.string(),
  folders: z.array(z.string()),
  sections: z.array(noteSectionSchema),
});
export type Note = z.infer<typeof noteSchema>;

/** Something wrong in a file. An `error` means that something was left out of the library because of it. */
export const complaintSchema = z.object({
  severity: z.enum(['error', 'warning']),
  /** Path below the content folder, with its extension. */
  file: z.string(),
  line: z.int().positive(),
  /** Short kebab-case name of the rule, for example `front-matter` or `case-study-count`. */
  rule: z.string(),
  /** What is wrong and what to do about it, in one line. */
  message: z.string(),
});
export type Complaint = z.infer<typeof complaintSchema>;

/** What one file became. `document` is null for a file that adds nothing to the library (resources, READMEs, rejected files). */
export const parsedFileSchema = z.object({
  /** Path below the content folder, `/`-separated, with its extension. */
  file: z.string(),
  /** SHA-256 of the file's bytes, hex. */
  sha256: z.string(),
  document: z.discriminatedUnion('kind', [topicSchema, noteSchema]).nullable(),
  complaints: z.array(complaintSchema),
});
export type ParsedFile = z.infer<typeof parsedFileSchema>;

/** A whole content folder, parsed. Files are sorted by path. */
export const librarySchema = z.object({ files: z.array(parsedFileSchema) });
export type Library = z.infer<typeof librarySchema>;

/** Raise it whenever the same file would be parsed into something else: indexes built before are then rebuilt. */
export const LIBRARY_FORMAT = 3;
