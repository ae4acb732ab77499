/** What a question says, before anything is looked up. */
import type { Encoder } from '../encoder/mod.ts';
import { isStopWord, type LexicalIndex, termOf, wordsOf } from '../lexical/mod.ts';
import type { SectionKind } from '../library/mod.ts';
import type { CompanyNames, NamedCompanies } from './companies.ts';
import { isFollowUp } from './follow-up.ts';
import { type Correction, mend } from './mend.ts';
import { askedSection } from './sections.ts';

/** Characters of a question that are read; more says nothing new and the encoder's window ends soon after. */
const MAX_QUESTION_LENGTH = 2000;

export interface Query {
  /** The question with its spelling mended: what is encoded. */
  readonly text: string;
  /** The terms that are looked up. One that is said twice counts twice. */
  readonly terms: readonly string[];
  readonly corrections: readonly Correction[];
  readonly companies: NamedCompanies;
  /** The part of a case study that it asks for, if it says so. */
  readonly section: SectionKind | null;
  /** Whether it means something only together with the question before it. */
  readonly followUp: boolean;
}

/** Reads a question, of any length and any characters. */
export function readQuery(
  question: string,
  lexical: LexicalIndex,
  encoder: Encoder,
  companies: CompanyNames,
): Query {
  const asked = question
    .slice(0, MAX_QUESTION_LENGTH)
    .normalize('NFKC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  const { text, corrections } = mend(asked, lexical, encoder);
  const words = wordsOf(text);
  const named = companies.namedIn(text, words);
  return {
    text,
    terms: words.filter((word) => !isStopWord(word)).map(termOf),
    corrections,
    companies: named,
    section: askedSection(text),
    followUp: named.known.length + named.strangers.length === 0 && isFollowUp(text),
  };
}
