import { type CaseStudy, textOfBlocks } from '../../../index/library/mod.ts';
import { idOf } from './draw.ts';
import { type Figure, figureIn, mentionsNumber, wrongFigures } from './figure-ladder.ts';
import { explanationFrom, type Ladder } from './statement.ts';
import { asSentence } from './text.ts';

/** Figures are the easiest to make and the least worth knowing: only those that matter most of each case study. */
const MAX_A_CASE_STUDY = 2;
const MAX_METRIC = 140;
/** Rows that are not about what the company measured, and rows that lean on another row. */
const NOT_ASKED =
  /\b(?:example|goal|projection|reckoning|worked out|worked example|documented|documentation|default|estimate)\b/i;
const LEANS = /^\p{Ll}{2}|;|\b(?:same|this|that|these|those|such)\b|^Version\b|\b(?:before|after): /u;
/** Remarks on where a figure was found. They belong into the table and not into a question. */
const REMARK =
  /\s*\([^)]*\b(?:post|talk|summar\w+|rete?lls?|retold|digests?|story|ratio|reported|stated|said|chart|vendor)\b[^)]*\)/gi;

interface Row {
  readonly metric: string;
  readonly before: Figure | null;
  readonly after: Figure | null;
  readonly cells: readonly string[];
}

/** Which figure was reached: a cell of the results table against others of the same unit, form and believable size. */
export function figureLadders(caseStudy: CaseStudy): Ladder[] {
  const rows = (caseStudy.results?.rows ?? []).map(rowOf).filter(isAsked);
  return rows
    .toSorted((a, b) => weightOf(b, caseStudy) - weightOf(a, caseStudy))
    .flatMap((row) => ladderOf(row, caseStudy) ?? [])
    .slice(0, MAX_A_CASE_STUDY);
}

function rowOf(cells: readonly string[]): Row {
  const [metric = '', before = '', after = ''] = cells;
  return { metric, before: figureIn(before), after: figureIn(after), cells };
}

function isAsked({ metric, before, after }: Row): boolean {
  if (before === null && after === null) return false;
  return metric.length >= 8 && metric.length <= MAX_METRIC && !NOT_ASKED.test(metric) && !LEANS.test(metric);
}

/** Figures of the Quick Answer first, then those with both sides. */
function weightOf({ before, after }: Row, { quickAnswer, keyInsight }: CaseStudy): number {
  const told = `${quickAnswer} ${keyInsight ?? ''}`;
  const isTold = [before, after].some((figure) => figure !== null && told.includes(figure.number));
  return (isTold ? 2 : 0) + (before !== null && after !== null ? 1 : 0);
}

function ladderOf(row: Row, caseStudy: CaseStudy): Ladder | null {
  const { metric, before, after, cells } = row;
  const figure = after ?? before;
  const explanation = explanationFrom(caseStudy, 'results', lineOf(row, caseStudy));
  if (figure === null || explanation === null) return null;
  const whose = caseStudy.companies.length === 1 ? `${caseStudy.companies[0]}, ` : '';
  const what = `${whose}"${caseStudy.title}". ${asSentence(metric.replace(REMARK, ''))}`;
  if (mentionsNumber(what, figure)) return null;
  const seed = idOf(caseStudy.id, metric, figure.text);
  const wrong = wrongFigures(figure, [...cells, ...textsOf(caseStudy)], seed);
  if (wrong === null) return null;
  const isOneSided =
    before !== null &&
    after !== null &&
    before.unit === after.unit &&
    wrong.every(({ value }) => value < before.value === after.value < before.value && value !== before.value);
  // "Published", because "over 5" is true as well where "over 10" is.
  const question =
    after === null
      ? 'What was it at first?'
      : isOneSided
        ? `It was ${before.text} before. What was it after?`
        : 'Which figure was published?';
  return {
    kind: 'figure',
    form: 'figure',
    caseStudy,
    prompt: `${what} ${question}`,
    subject: metric,
    text: figure.text,
    wrong: wrong.map(({ text }) => text),
    explanation,
  };
}

function lineOf({ metric, cells }: Row, { results, sections }: CaseStudy): string {
  const blocks = sections.find(({ kind }) => kind === 'results')?.blocks ?? [];
  const start = `${results?.header[0] ?? ''}: ${metric};`;
  const line = blocks.find(({ kind, text }) => kind === 'table-row' && text.startsWith(start));
  return line !== undefined && cells.every((cell) => line.text.includes(cell)) ? line.text : '';
}

function textsOf({ sections }: CaseStudy): string[] {
  return sections.map(({ blocks }) => textOfBlocks(blocks));
}
