/** Which questions a round asks. */
import type { LibraryEntry } from '../ask/mod.ts';
import { type CaseFilter, matching } from '../cases/mod.ts';
import type { Memory, QuizAnswer } from '../state/mod.ts';
import type { QuizQuestion } from './question.ts';

/** What somebody wants to be asked about. An absent field is no condition. */
export interface QuizFilter extends CaseFilter {
  /** Name of a topic: `cache_consistency`, or as people write it. */
  readonly topic?: string | undefined;
  /** Id of the one case study that it is about. */
  readonly caseStudy?: string | undefined;
}

/** The questions about case studies that meet every condition. */
export function questionsAbout(
  questions: readonly QuizQuestion[],
  entries: readonly LibraryEntry[],
  { topic, caseStudy: only, ...filter }: QuizFilter,
): QuizQuestion[] {
  const wanted = topic === undefined ? null : plainName(topic);
  const ids = new Set(
    matching(entries, filter)
      .map(({ id }) => id)
      .filter((id) => wanted === null || plainName(topicOf(id)) === wanted),
  );
  return questions.filter(({ caseStudy }) => ids.has(caseStudy) && (only ?? caseStudy) === caseStudy);
}

/** `topic/slug` -> `topic`. */
export function topicOf(caseStudy: string): string {
  return caseStudy.slice(0, caseStudy.lastIndexOf('/'));
}

/** The same for `Cache Consistency`, `cache-consistency` and `cache_consistency`. */
export function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
}

/**
 * Questions in an order by chance, spread over the case studies: none is asked about twice before all others were asked about once.
 * Those of `recent` come last, in their order there.
 *
 * @param recent ids of questions that should rather not be asked again, the oldest first
 * @param random from 0 up to, but not including, 1
 */
export function chooseQuestions(
  questions: readonly QuizQuestion[],
  count: number,
  recent: readonly string[],
  random: () => number,
): QuizQuestion[] {
  const place = new Map(recent.map((id, index) => [id, index]));
  const fresh = spread(
    shuffled(
      questions.filter(({ id }) => !place.has(id)),
      random,
    ),
  );
  const asked = questions
    .filter(({ id }) => place.has(id))
    .toSorted((a, b) => place.get(a.id)! - place.get(b.id)!);
  return [...fresh, ...asked].slice(0, count);
}

/**
 * Questions for what is to be reviewed, one a case study: first what is due, the longest first, then what was got wrong and is not due
 * yet. Of a case study's questions, one that was got wrong last time comes before one that was never asked, and that before one that
 * was asked longest ago.
 *
 * @param memory what the person is to remember, in the order in which it is due
 * @param history the person's answers, oldest first
 */
export function chooseReview(
  questions: readonly QuizQuestion[],
  memory: readonly Memory[],
  history: readonly QuizAnswer[],
  now: Date,
): QuizQuestion[] {
  const last = new Map(history.map((answer) => [answer.question, answer]));
  const rankOf = ({ id }: QuizQuestion): number => {
    const answer = last.get(id);
    if (answer === undefined) return 1;
    return answer.isRight ? 2 + answer.at.getTime() : 0;
  };
  return toReview(memory, now).flatMap(({ caseStudy }) => {
    const [best] = questions
      .filter((question) => question.caseStudy === caseStudy)
      .toSorted((a, b) => rankOf(a) - rankOf(b));
    return best === undefined ? [] : [best];
  });
}

/** What is due, and what was got wrong and is not due yet. */
export function toReview(memory: readonly Memory[], now: Date): Memory[] {
  const isDue = ({ due }: Memory) => due.getTime() <= now.getTime();
  return [...memory.filter(isDue), ...memory.filter((one) => !isDue(one) && !one.isRight)];
}

/** Takes one question of each case study, then a second one of each, and so on. */
function spread(questions: readonly QuizQuestion[]): QuizQuestion[] {
  const turns = new Map<string, number>();
  return questions
    .map((question) => {
      const turn = turns.get(question.caseStudy) ?? 0;
      turns.set(question.caseStudy, turn + 1);
      return { question, turn };
    })
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ question }) => question);
}

/** Fisher and Yates. */
function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
