/** Measures the questions of a library: whether they keep the rules, and what guessing gets. */
import type { Unit } from '../../../index/passages/mod.ts';
import { type Estimate, estimate } from '../../estimate.ts';
import { QUESTION_KINDS, type QuestionKind, type QuizQuestion } from '../question.ts';
import type { QuizBank } from './bank.ts';
import { GUESSERS, scoreOf } from './guessers.ts';
import { LEARNED_NAME, learnedScores } from './learned-guesser.ts';
import { brokenRules } from './rules.ts';
import { Similarity, type TextEncoder } from './similarity.ts';

/** The share of questions with four options that a guesser may get right. Chance gets 25%. */
export const GUESS_LIMIT = 0.35;
/**
 * With fewer questions than this a guesser that gets a fair 25% passes the limit by luck too often: in 2% of libraries with
 * 80 questions, and there are sixteen guessers to try. Then not the score but the lower bound of its interval is held to the limit.
 */
const ENOUGH_QUESTIONS = 100;
/** With fewer than this even the interval says nothing: of one question it is 100% to 100%. */
const FEWEST_QUESTIONS = 20;
const MEASURED_OPTIONS = 4;

export interface QuizCheck {
  readonly guessers: readonly GuesserScore[];
  readonly broken: readonly BrokenQuestion[];
  /** Questions with four options, on which the guessers were tried. */
  readonly measured: number;
}

export interface GuesserScore {
  readonly name: string;
  /** Over all questions with four options; null when there are none. */
  readonly all: Estimate | null;
  readonly byKind: ReadonlyMap<QuestionKind, Estimate>;
  readonly isAboveLimit: boolean;
}

export interface BrokenQuestion {
  readonly question: QuizQuestion;
  readonly rules: readonly string[];
}

export async function checkQuestions(
  bank: QuizBank,
  units: readonly Unit[],
  encoder: TextEncoder,
  onProgress?: (done: number, total: number) => void,
): Promise<QuizCheck> {
  const caseStudies = new Map(
    units.flatMap((unit) => (unit.kind === 'case-study' ? [[unit.caseStudy.id, unit.caseStudy]] : [])),
  );
  const broken = bank.questions.flatMap((question) => {
    const caseStudy = caseStudies.get(question.caseStudy);
    const rules = caseStudy === undefined ? ['its case study is unknown'] : brokenRules(question, caseStudy);
    return rules.length > 0 ? [{ question, rules }] : [];
  });
  const measured = bank.questions.filter(({ options }) => options.length === MEASURED_OPTIONS);
  const texts = measured.flatMap(({ prompt, options }) => [prompt, ...options]);
  const similarity = await Similarity.of(texts, encoder, onProgress);
  const tried = [
    ...GUESSERS.map((guesser) => ({
      name: guesser.name,
      scores: measured.map((question) => scoreOf(guesser, question, similarity)),
    })),
    { name: LEARNED_NAME, scores: learnedScores(measured, similarity) },
  ];
  const guessers = tried.map(({ name, scores }): GuesserScore => {
    const scored = measured.map((question, at) => ({ question, score: scores[at]! }));
    const over = (some: typeof scored) => estimate(some.map(({ score }) => score));
    const all = scored.length === 0 ? null : over(scored);
    const byKind = QUESTION_KINDS.flatMap((kind) => {
      const some = scored.filter(({ question }) => question.kind === kind);
      return some.length === 0 ? [] : [[kind, over(some)] as const];
    });
    return { name, all, byKind: new Map(byKind), isAboveLimit: isAboveLimit(all) };
  });
  return { guessers, broken, measured: measured.length };
}

/**
 * The score is no sample: these are all the questions, and the share of them that a guesser gets is a fact. So it is held to
 * the limit as it is, without the benefit of the interval, as long as there are enough questions.
 */
function isAboveLimit(score: Estimate | null): boolean {
  if (score === null || score.count < FEWEST_QUESTIONS) return false;
  return (score.count >= ENOUGH_QUESTIONS ? score.mean : score.low) > GUESS_LIMIT;
}
