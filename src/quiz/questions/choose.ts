/** Chooses wrong options that are certainly wrong and leave nothing to guess by. */
import { drawn, shuffled } from './draw.ts';
import { groupedBy } from './grouped.ts';
import type { Similarity } from './similarity.ts';
import type { Statement } from './statement.ts';

export const WRONG_OPTIONS = 3;

/** Why a statement makes no question. */
export type Refusal = 'too few wrong options' | 'the right option would stand out';

/** Above these cosines two subjects may share an answer, or two answers say the same. Found by reading: see decision 13. */
const MAX_NEAR_SUBJECTS = 0.45;
const MAX_NEAR_ANSWERS = 0.5;
/** What is nearer to the prompt than the right option by more than this may answer it as well. */
const MAX_NEARER = 0.15;
/** Wrong options as near to each other as this would be struck out together. */
const MAX_NEAR_WRONG = 0.75;
/** An option is at most this many times as long as another. */
const MAX_LENGTH_RATIO = 1.7;
/** Draws of places before a statement is given up. */
const ATTEMPTS = 24;
/** Wrong options are looked for among this many statements, so that time grows with the library and not with its square. */
const MAX_CANDIDATES = 400;
/**
 * How many of the wrong options are nearer to the prompt than the right one, drawn from these. It is the nearest in one of
 * eight draws and not in one of four, because most statements that must be refused are those whose answer is by far the nearest.
 */
const NEARER = [0, 1, 1, 2, 2, 3, 3, 3];
/** How many share more words with the prompt, drawn from these for the same reason. */
const WORDIER = [0, 1, 1, 1, 2, 2, 3];

/** Statements of one form, which can stand beside each other. */
export interface Pool {
  readonly statements: readonly Statement[];
  readonly byText: ReadonlyMap<string, readonly Statement[]>;
}

/** What a guesser can see of an option without knowing anything. */
interface Marks {
  readonly length: number;
  readonly words: number;
  readonly nearness: number;
}

interface Candidate extends Marks {
  readonly statement: Statement;
  readonly plausibility: number;
}

export function poolsOf(statements: readonly Statement[]): Map<string, Pool> {
  const byForm = groupedBy(statements, ({ form }) => form);
  return new Map(
    [...byForm].map(([form, members]) => [
      form,
      { statements: members, byText: groupedBy(members, ({ text }) => text) },
    ]),
  );
}

/**
 * Three statements of other case studies as wrong options. Guessing by length, by words or nearness to the prompt must not
 * pay. So the place of the right option in the order by each of these is drawn by the id, and the wrong options are those
 * that put it there. (Never letting it be first would give it away as well: to those who leave the first out.)
 */
export function chooseWrong(
  right: Statement,
  id: string,
  pool: Pool,
  similarity: Similarity,
): readonly Statement[] | Refusal {
  const marksOf = ({ text }: Statement): Marks => ({
    length: text.length,
    words: similarity.sharedWords(text, right.prompt),
    nearness: similarity.nearness(text, right.prompt),
  });
  const own = marksOf(right);
  // The length of a company's name says nothing about it.
  const isNameOnly = right.kind === 'company';
  const candidates = sampled(pool.statements, id)
    .filter(
      ({ text }) =>
        isNameOnly || Math.max(text.length / own.length, own.length / text.length) <= MAX_LENGTH_RATIO,
    )
    .filter(({ text }) => pool.byText.get(text)?.every((other) => isCertainlyWrong(other, right, similarity)))
    .map((statement): Candidate => {
      const marks = marksOf(statement);
      const plausibility = marks.nearness + similarity.nearness(statement.subject, right.subject);
      return { ...marks, statement, plausibility };
    })
    .filter(({ nearness }) => nearness <= own.nearness + MAX_NEARER)
    .toSorted((a, b) => b.plausibility - a.plausibility || (a.statement.text < b.statement.text ? -1 : 1));
  if (new Set(candidates.map(({ statement }) => statement.caseStudy)).size < WRONG_OPTIONS)
    return 'too few wrong options';
  const nearer = NEARER[drawn(id, 'nearer', NEARER.length)]!;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const chosen = choiceOf(candidates, own, nearer, `${id} ${attempt}`, right, similarity);
    if (chosen !== null) return chosen;
  }
  return 'the right option would stand out';
}

/** Statements from all over the pool; which ones is drawn by the id. */
function sampled(statements: readonly Statement[], id: string): readonly Statement[] {
  if (statements.length <= MAX_CANDIDATES) return statements;
  const start = drawn(id, 'sample', statements.length);
  const step = statements.length / MAX_CANDIDATES;
  return Array.from(
    { length: MAX_CANDIDATES },
    (_, index) => statements[(start + Math.floor(index * step)) % statements.length]!,
  );
}

/** Whether a statement about something else cannot be an answer here. */
function isCertainlyWrong(other: Statement, right: Statement, similarity: Similarity): boolean {
  const { companies } = right.caseStudy;
  return (
    other.caseStudy.id !== right.caseStudy.id &&
    !other.caseStudy.companies.some((company) => companies.includes(company)) &&
    // Mistakes of one topic often share a reason and a cure.
    (right.kind !== 'mistake' || topicOf(other) !== topicOf(right)) &&
    !isLinked(other, right) &&
    similarity.nearness(other.subject, right.subject) <= MAX_NEAR_SUBJECTS &&
    similarity.nearness(other.text, right.text) <= MAX_NEAR_ANSWERS
  );
}

function topicOf({ caseStudy }: Statement): string {
  return caseStudy.id.slice(0, caseStudy.id.lastIndexOf('/'));
}

/** Whether one case study names the other as worth reading for the same problem. */
function isLinked(a: Statement, b: Statement): boolean {
  const leads = (from: Statement, to: Statement) =>
    from.caseStudy.related.some(({ url }) => url.endsWith(`#${to.caseStudy.anchor}`));
  return leads(a, b) || leads(b, a);
}

/** One wrong option for each of three drawn sets of demands, or null when one cannot be met. */
function choiceOf(
  candidates: readonly Candidate[],
  own: Marks,
  nearer: number,
  seed: string,
  right: Statement,
  similarity: Similarity,
): Statement[] | null {
  const longer = drawn(seed, 'longer', WRONG_OPTIONS + 1);
  const wordier = WORDIER[drawn(seed, 'wordier', WORDIER.length)]!;
  const places = [0, 1, 2];
  const [byLength, byWords] = [shuffled(places, seed, 'length'), shuffled(places, seed, 'words')];
  const chosen: Statement[] = [];
  for (const place of places) {
    const isLonger = byLength[place]! < longer;
    const isWordier = byWords[place]! < wordier;
    const isNearer = place < nearer;
    const found = candidates.find(
      ({ statement, length, words, nearness }) =>
        (right.kind === 'company' || (isLonger ? length > own.length : length < own.length)) &&
        (isWordier ? words > own.words : words <= own.words) &&
        nearness > own.nearness === isNearer &&
        // Neither the only option with a number nor the only one without.
        (place > 0 || hasDigit(statement.text) === hasDigit(right.text)) &&
        chosen.every((earlier) => canStandTogether(earlier, statement, similarity)),
    );
    if (found === undefined) return null;
    chosen.push(found.statement);
  }
  return chosen;
}

function canStandTogether(a: Statement, b: Statement, similarity: Similarity): boolean {
  return (
    a.caseStudy.id !== b.caseStudy.id &&
    similarity.nearness(a.text, b.text) <= MAX_NEAR_WRONG &&
    (a.kind !== 'company' ||
      !a.caseStudy.companies.some((company) => b.caseStudy.companies.includes(company)))
  );
}

function hasDigit(text: string): boolean {
  return /\d/.test(text);
}
