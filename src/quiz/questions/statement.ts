/** What questions are made of: a true sentence of a case study, with what it is said about. */
import type { CaseStudy, SectionKind } from '../../../index/library/mod.ts';
import type { QuestionKind, QuizExplanation } from '../question.ts';

/** Characters, as in `QuizQuestion`. */
export const MAX_PROMPT = 500;
export const MAX_OPTION = 200;
export const MAX_QUOTE = 600;

/**
 * A fact that can be asked for. `text` answers `prompt` and nothing else in its own case study does; in a question about
 * another case study it can stand as a wrong option.
 */
export interface Statement {
  readonly kind: QuestionKind;
  /** Statements of one form (`mistake: why`) can stand beside each other as options. */
  readonly form: string;
  readonly caseStudy: CaseStudy;
  readonly prompt: string;
  /** What `text` is said about: a problem, a mistake, a decision. Near subjects may share an answer. */
  readonly subject: string;
  readonly text: string;
  readonly explanation: QuizExplanation;
}

/** A statement whose wrong options are made from it and not found in other case studies. */
export interface Ladder extends Statement {
  /** Exactly one set of wrong options. */
  readonly wrong: readonly string[];
}

/** The line that proves something, with the heading of its section; null when the case study has no such line or it is too long. */
export function explanationFrom(
  caseStudy: CaseStudy,
  kind: SectionKind,
  quote: string,
): QuizExplanation | null {
  const section = caseStudy.sections.find((candidate) => candidate.kind === kind);
  if (section === undefined || quote === '' || quote.length > MAX_QUOTE) return null;
  const stands = section.blocks.some(({ text }) => text.includes(quote));
  return stands ? { quote, section: section.heading } : null;
}
