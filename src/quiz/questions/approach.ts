import type { CaseStudy } from '../../../index/library/mod.ts';
import { namesCompany, withoutCompanies } from './names.ts';
import { explanationFrom, MAX_OPTION, type Statement } from './statement.ts';
import { asOption, asSentence, sentencesOf, sentencesWithin } from './text.ts';

/** Characters of the problem in a prompt. */
const MAX_PROBLEM = 450;
/** A Quick Answer that begins so may tell first how things stand, and only then what was done. */
const TELLS_HOW_IT_IS = /^The company \p{Ll}+s\b/u;

/** Which approach fits: the problem, or the picture that the author drew of it, against the Quick Answer. */
export function approachStatements(caseStudy: CaseStudy): Statement[] {
  const explanation = explanationFrom(caseStudy, 'quick-answer', caseStudy.quickAnswer);
  const text = approachOf(caseStudy);
  if (explanation === null || text === null) return [];
  const common = { kind: 'approach', caseStudy, text, explanation } as const;
  const statements: Statement[] = [];
  const problem = problemOf(caseStudy);
  if (problem !== null)
    statements.push({
      ...common,
      form: 'approach: problem',
      subject: problem,
      prompt: `${problem} Which approach solved this?`,
    });
  const picture = caseStudy.inSimpleTerms;
  if (picture !== null && picture.length <= MAX_PROBLEM && !namesCompany(picture, caseStudy))
    statements.push({
      ...common,
      form: 'approach: picture',
      subject: problem ?? picture,
      prompt: `A picture of a problem and its cure: "${picture}" Which approach is meant?`,
    });
  return statements;
}

/** The first sentence of the Quick Answer without the company's name, or what stands before its colon or semicolon. */
export function approachOf(caseStudy: CaseStudy): string | null {
  const [first = ''] = sentencesOf(caseStudy.quickAnswer);
  const plain = withoutCompanies(first, caseStudy);
  if (TELLS_HOW_IT_IS.test(plain)) return null;
  if (plain.length <= MAX_OPTION) return plain.length < 30 ? null : asOption(plain);
  const cut = plain.slice(0, MAX_OPTION).replace(/[;:][^;:]*$/, '');
  return cut.length < MAX_OPTION && cut.length >= 60 ? asOption(cut) : null;
}

function problemOf(caseStudy: CaseStudy): string | null {
  const section = caseStudy.sections.find(({ kind }) => kind === 'problem');
  const [paragraph] = section?.blocks ?? [];
  if (paragraph?.kind !== 'paragraph') return null;
  const told = withoutCompanies(paragraph.text, caseStudy);
  // What matters most may stand in the last sentence; the title has it as well.
  const text =
    told.length <= MAX_PROBLEM
      ? told
      : sentencesWithin(`${asSentence(caseStudy.title)} ${told}`, MAX_PROBLEM);
  return text.length < 60 ? null : asSentence(text);
}
