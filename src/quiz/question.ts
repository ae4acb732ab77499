/** A multiple-choice question whose right option the text of the library proves. */

/**
 * Which approach fits a problem; which figure was reached; which of these was a mistake, and why; what was the reason for a
 * decision; which company's story it is.
 */
export const QUESTION_KINDS = ['approach', 'figure', 'mistake', 'reason', 'company'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** Plain text throughout: each surface escapes it for its platform. */
export interface QuizQuestion {
  /** 16 characters a-z, 0-9. The same as long as the text that it is made from stays the same. */
  readonly id: string;
  readonly kind: QuestionKind;
  /** Id of the case study that it is about. */
  readonly caseStudy: string;
  /** At most 500 characters. */
  readonly prompt: string;
  /** Two to five, all different, each at most 200 characters. Their order is shuffled once, by the id, and then kept. */
  readonly options: readonly string[];
  /** Place of the right option. */
  readonly right: number;
  readonly explanation: QuizExplanation;
}

/** Why the right option is right. */
export interface QuizExplanation {
  /** The line of the case study that proves it, word for word. At most 600 characters. */
  readonly quote: string;
  /** Heading of the section that it stands in. */
  readonly section: string;
}
