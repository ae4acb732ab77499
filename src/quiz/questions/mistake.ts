import type { CaseStudy } from '../../../index/library/mod.ts';
import { namesCompany } from './names.ts';
import { explanationFrom, MAX_OPTION, MAX_QUOTE, type Statement } from './statement.ts';
import { asOption, asSentence, sentencesWithin } from './text.ts';

const PARTS =
  /^Mistake\s?: ?(?<mistake>.+?) Why it['’]s wrong\s?: ?(?<why>.+?) Instead\s?: ?(?<instead>.+)$/su;

/**
 * Mistakes with their reasons and cures. All options of a question are mistakes, or all reasons, or all cures, so that
 * grammar tells nothing; the text proves which belong together.
 */
export function mistakeStatements(caseStudy: CaseStudy): Statement[] {
  const section = caseStudy.sections.find(({ kind }) => kind === 'mistakes');
  return (section?.blocks ?? []).flatMap(({ text }) => statementsOf(caseStudy, text));
}

/** Words that lean on a sentence which the reader does not see. */
const LEANS = /\b(?:such an?|such|this design|these|case study)\b/i;

function statementsOf(caseStudy: CaseStudy, line: string): Statement[] {
  const parts = PARTS.exec(line)?.groups as Record<'mistake' | 'why' | 'instead', string> | undefined;
  const explanation = explanationFrom(caseStudy, 'mistakes', sentencesWithin(line, MAX_QUOTE));
  if (parts === undefined || explanation === null) return [];
  const plain = (text: string) => sentencesWithin(text, MAX_OPTION);
  const [mistake, why, instead] = [plain(parts.mistake), plain(parts.why), plain(parts.instead)];
  const common = { kind: 'mistake', caseStudy, explanation, subject: mistake } as const;
  const statements: Statement[] = [
    {
      ...common,
      form: 'mistake: which',
      text: asOption(mistake),
      subject: why,
      prompt: `What went wrong: "${asSentence(why)}" Which mistake leads to this?`,
    },
    {
      ...common,
      form: 'mistake: why',
      text: asOption(why),
      prompt: `A mistake: "${asSentence(mistake)}" Why is it one?`,
    },
    {
      ...common,
      form: 'mistake: instead',
      text: asOption(instead),
      prompt: `A mistake: "${asSentence(mistake)}" What is right instead?`,
    },
  ];
  // What names the company leans on its story, and would give it away.
  const isUnfit = (part: string) => part.length < 12 || LEANS.test(part) || namesCompany(part, caseStudy);
  return [mistake, why, instead].some(isUnfit) ? [] : statements;
}
