/** `casebook quiz-check`: how good the questions of the quiz are. */
import { openEncoder } from '../index/encoder/mod.ts';
import { readLibrary } from '../index/library/mod.ts';
import { passagesOf } from '../index/passages/mod.ts';
import { layoutTable } from './cards/mod.ts';
import { counted, EXIT_FAILURE, print } from './command-line.ts';
import { type ConfigOverrides, readConfig } from './config.ts';
import type { Estimate } from './estimate.ts';
import {
  checkQuestions,
  GUESS_LIMIT,
  makeQuestions,
  QUESTION_KINDS,
  type QuestionKind,
  type QuizBank,
  type QuizCheck,
  type QuizQuestion,
} from './quiz/questions/mod.ts';

/** Shows a person how far the work is. */
export interface CommandProgress {
  step(message: string): void;
  update(label: string, done: number, total: number): void;
  end(): void;
}

export interface QuizCheckOptions extends ConfigOverrides {
  readonly json?: true;
  readonly list?: true;
}

/** Columns; the tables have few and short cells. */
const TABLE_WIDTH = 140;

export async function checkQuiz(options: QuizCheckOptions, progress: CommandProgress): Promise<void> {
  const config = readConfig(process.env, options);
  const { units } = passagesOf(await readLibrary(config.contentDir));
  const encoder = await openEncoder({
    cacheDir: config.modelDir,
    ...(config.embeddingModel !== undefined && { model: config.embeddingModel }),
    ...(config.embeddingPrecision !== undefined && { precision: config.embeddingPrecision }),
    onProgress: progress.step,
  });
  try {
    const bank = await makeQuestions(units, encoder, (done, total) =>
      progress.update('Comparing texts', done, total),
    );
    const check = await checkQuestions(bank, units, encoder, (done, total) =>
      progress.update('Guessing', done, total),
    );
    progress.end();
    if (options.json) print(JSON.stringify(reportOf(bank, check), null, 2));
    else {
      if (options.list) for (const question of bank.questions) print(`${asText(question, bank)}\n`);
      for (const line of summaryOf(bank, check)) print(line);
    }
    if (check.broken.length > 0 || check.guessers.some(({ isAboveLimit }) => isAboveLimit))
      process.exitCode = EXIT_FAILURE;
  } finally {
    progress.end();
    await encoder.close();
  }
}

function asText(
  { id, kind, caseStudy, prompt, options, right, explanation }: QuizQuestion,
  bank: QuizBank,
): string {
  const author = bank.written.has(id) ? ', written by hand' : '';
  return [
    `${caseStudy} (${kind}${author}) ${id}`,
    prompt,
    ...options.map((option, place) => `  ${place === right ? '*' : ' '} ${option}`),
    `  ${explanation.section}: "${explanation.quote}"`,
  ].join('\n');
}

function summaryOf(bank: QuizBank, { guessers, broken, measured }: QuizCheck): string[] {
  const { questions, byCaseStudy, written, rejected, shortage } = bank;
  const lines = [
    `${counted(questions.length, 'question')} about ${counted(byCaseStudy.size, 'case study', 'case studies')}` +
      `${byCaseStudy.size === 0 ? '' : `, ${(questions.length / byCaseStudy.size).toFixed(1)} for each`}; ` +
      `${written.size} written by hand.`,
  ];
  if (shortage !== null) lines.push(shortage);
  for (const { question, rules } of broken)
    lines.push(`${question.caseStudy} ${question.id}: ${rules.join('; ')}`);
  const kinds = countsOf(questions, ({ kind }) => kind);
  const reasons = countsOf(rejected, ({ kind, reason }) => `${kind}: ${reason}`);
  lines.push('', ...tableOf(['Case study', 'Questions'], perCaseStudy(bank)));
  lines.push('', ...tableOf(['Kind', 'Questions'], kinds));
  if (rejected.length > 0) lines.push('', ...tableOf(['Rejected', 'Times'], reasons));
  if (measured === 0) return lines;
  const countOf = (kind: QuestionKind) => guessers[0]?.byKind.get(kind)?.count ?? 0;
  const header = [
    'Guesser',
    `All (${measured})`,
    ...QUESTION_KINDS.map((kind) => `${kind} (${countOf(kind)})`),
  ];
  const rows = guessers.map(({ name, all, byKind, isAboveLimit }) => [
    isAboveLimit ? `${name} (too good)` : name,
    briefly(all ?? undefined),
    ...QUESTION_KINDS.map((kind) => briefly(byKind.get(kind))),
  ]);
  const winners = guessers.filter(({ isAboveLimit }) => isAboveLimit);
  return [
    ...lines,
    '',
    ...layoutTable({ header, rows }, TABLE_WIDTH),
    '',
    `In parentheses behind a score: its 95% interval. Of ${counted(measured, 'question')} with four options chance gets 25%; no guesser may get more than ` +
      `${percent(GUESS_LIMIT)} of all. ${winners.length === 0 ? 'None does.' : `${counted(winners.length, 'guesser')} too many.`}`,
  ];
}

function perCaseStudy({ byCaseStudy }: QuizBank): [string, number][] {
  return [...byCaseStudy].map(([id, questions]) => [id, questions.length]);
}

function countsOf<Item>(items: readonly Item[], nameOf: (item: Item) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
}

function tableOf(header: string[], counts: readonly [string, number][]): string[] {
  return layoutTable({ header, rows: counts.map(([name, count]) => [name, String(count)]) }, TABLE_WIDTH);
}

function briefly(score: Estimate | undefined): string {
  if (score === undefined) return '';
  return `${percent(score.mean)} (${percent(score.low)} to ${percent(score.high)})`;
}

function percent(share: number | undefined): string {
  return share === undefined ? '' : `${Math.round(share * 100)}%`;
}

/** Everything as plain data. */
function reportOf(bank: QuizBank, check: QuizCheck) {
  return {
    questions: bank.questions.map((question) => ({ ...question, written: bank.written.has(question.id) })),
    rejected: bank.rejected,
    shortage: bank.shortage,
    broken: check.broken.map(({ question, rules }) => ({
      id: question.id,
      caseStudy: question.caseStudy,
      rules,
    })),
    guessLimit: GUESS_LIMIT,
    guessers: check.guessers.map(({ byKind, ...guesser }) => ({
      ...guesser,
      byKind: Object.fromEntries(byKind),
    })),
  };
}
