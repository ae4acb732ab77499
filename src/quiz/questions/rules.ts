/** What every question keeps to, whoever made it. */
import { type CaseStudy, textOfBlocks } from '../../../index/library/mod.ts';
import { QUESTION_KINDS, type QuizQuestion } from '../question.ts';
import { companyNamesOf, namesCompany } from './names.ts';
import { MAX_OPTION, MAX_PROMPT, MAX_QUOTE } from './statement.ts';
import { plainForm } from './text.ts';

const OPTIONS = { min: 2, max: 5 } as const;
/** A right option this many times as long as the longest wrong one, or as short against the shortest, is seen at once. */
const MAX_LENGTH_RATIO = 1.5;

/** What is wrong with a question, each in a few words; nothing for a good one. */
export function brokenRules(question: QuizQuestion, caseStudy: CaseStudy): string[] {
  const { id, kind, prompt, options, right, explanation } = question;
  const broken: string[] = [];
  const rule = (isKept: boolean, message: string) => {
    if (!isKept) broken.push(message);
  };
  rule(/^[a-z0-9]{16}$/.test(id), 'the id is not 16 characters a-z, 0-9');
  rule(QUESTION_KINDS.includes(kind), 'the kind is unknown');
  rule(question.caseStudy === caseStudy.id, 'it is about another case study');
  rule(isWithin(prompt, MAX_PROMPT), `the prompt is empty or longer than ${MAX_PROMPT} characters`);
  rule(
    options.length >= OPTIONS.min && options.length <= OPTIONS.max,
    `it has not ${OPTIONS.min} to ${OPTIONS.max} options`,
  );
  rule(
    options.every((option) => isWithin(option, MAX_OPTION)),
    `an option is empty or longer than ${MAX_OPTION} characters`,
  );
  rule(new Set(options.map(plainForm)).size === options.length, 'two options are the same');
  rule(Number.isInteger(right) && right >= 0 && right < options.length, 'no option is the right one');
  rule(isWithin(explanation.quote, MAX_QUOTE), `the quote is empty or longer than ${MAX_QUOTE} characters`);
  rule(isQuoted(question, caseStudy), 'the quote does not stand in its section');
  if (broken.length === 0) broken.push(...giveaways(question, caseStudy));
  return broken;
}

/** By what the right option can be told without knowing anything. */
function giveaways({ kind, prompt, options, right }: QuizQuestion, caseStudy: CaseStudy): string[] {
  const rightOption = options[right] ?? '';
  const wrong = options.filter((_, place) => place !== right);
  const found: string[] = [];
  const lengths = wrong.map(({ length }) => length);
  if (kind !== 'figure' && kind !== 'company') {
    if (rightOption.length > MAX_LENGTH_RATIO * Math.max(...lengths))
      found.push('the right option is by far the longest');
    if (rightOption.length * MAX_LENGTH_RATIO < Math.min(...lengths))
      found.push('the right option is by far the shortest');
  }
  const isLonely = (has: (option: string) => boolean) =>
    wrong.length > 1 && wrong.every((option) => has(option) !== has(rightOption));
  if (isLonely((option) => /\d/.test(option))) found.push('only the right option has, or has not, a number');
  if (isLonely((option) => /[.!?]$/.test(option)))
    found.push('only the right option ends, or does not end, in a full stop');
  if (isLonely((option) => /^\p{Ll}/u.test(option)))
    found.push('only the right option begins with a small letter');
  const names = companyNamesOf(caseStudy).filter((name) => rightOption.includes(name));
  if (
    kind !== 'company' &&
    names.length > 0 &&
    isLonely((option) => names.some((name) => option.includes(name)))
  )
    found.push('only the right option names the company');
  if (kind === 'company' && namesCompany(prompt, caseStudy)) found.push('the prompt names the company');
  return found;
}

function isWithin(text: string, max: number): boolean {
  return text.trim() !== '' && text.length <= max;
}

function isQuoted({ explanation }: QuizQuestion, { sections }: CaseStudy): boolean {
  const { quote, section } = explanation;
  return sections.some(({ heading, blocks }) => heading === section && textOfBlocks(blocks).includes(quote));
}
