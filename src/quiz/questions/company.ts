import type { CaseStudy } from '../../../index/library/mod.ts';
import { approachOf } from './approach.ts';
import { HIDDEN, namesCompany, type TellingNames } from './names.ts';
import { explanationFrom, MAX_QUOTE, type Statement } from './statement.ts';
import { asSentence, sentencesWithin } from './text.ts';

const MAX_STORY = 400;
/** A story with more holes than this cannot be read. */
const MAX_HIDDEN = 1;

/** Which company's story it is: title and Quick Answer without names. */
export function companyStatements(caseStudy: CaseStudy, names: TellingNames): Statement[] {
  const explanation = proofOf(caseStudy);
  const named = caseStudy.companies.filter((company) => isNamed(company, explanation?.quote ?? ''));
  const [company] = named;
  // A story that two companies share is neither's.
  if (company === undefined || named.length > 1) return [];
  const story = sentencesWithin(
    names.hide(`${asSentence(caseStudy.title)} ${caseStudy.quickAnswer}`, caseStudy),
    MAX_STORY,
  );
  if (explanation === null || approachOf(caseStudy) === null) return [];
  if (story.length < 100 || story.split(HIDDEN).length - 1 > MAX_HIDDEN) return [];
  return [
    {
      kind: 'company',
      form: 'company',
      caseStudy,
      prompt: `${story} Which company's story is this?`,
      subject: story,
      text: company,
      explanation,
    },
  ];
}

function isNamed(company: string, text: string): boolean {
  return namesCompany(text, { companies: [company] });
}

/** The Quick Answer when it names the company, else the line about the context. */
function proofOf(caseStudy: CaseStudy) {
  if (namesCompany(caseStudy.quickAnswer, caseStudy))
    return explanationFrom(caseStudy, 'quick-answer', caseStudy.quickAnswer);
  const context = sentencesWithin(caseStudy.context ?? '', MAX_QUOTE);
  return namesCompany(context, caseStudy) ? explanationFrom(caseStudy, 'problem', context) : null;
}
