/** Chooses wrong options that are certainly wrong and leave nothing to guess by. */
import type { CaseStudy, Topic } from '../../../index/library/mod.ts';
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
/** Two answers that share this much of their words may mean the same in spite of their vectors: "so that the way back stays open". */
const MAX_COMMON_WORDS = 0.4;
/** What is nearer to the prompt than the right option by more than this may answer it as well. */
const MAX_NEARER = 0.15;
/** Wrong options as near to each other as this would be struck out together. */
const MAX_NEAR_WRONG = 0.75;
/** An option is at most this many times as long as another. */
const MAX_LENGTH_RATIO = 1.7;
/** Draws of places before a statement is given up. */
const ATTEMPTS = 24;
/** Wrong options are looked for among this many statements, so that time grows with the library and not with its square. */
const MAX_CANDIDATES = 150;
/**
 * How many of the wrong options are nearer to the prompt than the right one, drawn from these. It is the nearest in one of
 * eight draws and not in one of four, because most statements that must be refused are those whose answer is by far the nearest.
 */
const NEARER = [0, 1, 1, 2, 2, 3, 3, 3];
/** How many share more words with the prompt, drawn from these for the same reason. */
const WORDIER = [0, 1, 1, 1, 2, 2, 3];

/** Statements of one form, which can stand beside each other. */
interface Pool {
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

/** Finds wrong options among the other statements of a library. */
export class Chooser {
  readonly #pools: ReadonlyMap<string, Pool>;
  readonly #similarity: Similarity;
  readonly #topics: ReadonlyMap<CaseStudy, Topic>;

  constructor(
    statements: readonly Statement[],
    similarity: Similarity,
    topics: ReadonlyMap<CaseStudy, Topic>,
  ) {
    const byForm = groupedBy(statements, ({ form }) => form);
    this.#pools = new Map(
      [...byForm].map(([form, members]) => [
        form,
        { statements: members, byText: groupedBy(members, ({ text }) => text) },
      ]),
    );
    this.#similarity = similarity;
    this.#topics = topics;
  }

  /**
   * Three statements of other case studies as wrong options. Guessing by length, by words or nearness to the prompt must not
   * pay. So the place of the right option in the order by each of these is drawn by the id, and the wrong options are those
   * that put it there. (Never letting it be first would give it away as well: to those who leave the first out.)
   */
  choose(right: Statement, id: string): readonly Statement[] | Refusal {
    const own = this.#marksOf(right, right);
    const candidates = this.#candidates(right, own, id);
    if (new Set(candidates.map(({ statement }) => statement.caseStudy)).size < WRONG_OPTIONS)
      return 'too few wrong options';
    const nearer = NEARER[drawn(id, 'nearer', NEARER.length)]!;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const chosen = this.#attempt(candidates, right, own, nearer, `${id} ${attempt}`);
      if (chosen !== null) return chosen;
    }
    return 'the right option would stand out';
  }

  /** What can stand as a wrong option, the most plausible first. */
  #candidates(right: Statement, own: Marks, id: string): Candidate[] {
    const pool = this.#pools.get(right.form);
    if (pool === undefined) return [];
    return sampled(pool.statements, id)
      .filter(({ text }) => right.kind === 'company' || isOfLength(text.length, own.length))
      .filter(({ text }) => pool.byText.get(text)?.every((other) => this.#isCertainlyWrong(other, right)))
      .map((statement): Candidate => {
        const marks = this.#marksOf(statement, right);
        const plausibility = marks.nearness + this.#similarity.nearness(statement.subject, right.subject);
        return { ...marks, statement, plausibility };
      })
      .filter(({ nearness }) => nearness <= own.nearness + MAX_NEARER)
      .toSorted((a, b) => b.plausibility - a.plausibility || (a.statement.text < b.statement.text ? -1 : 1));
  }

  #marksOf({ text }: Statement, { prompt }: Statement): Marks {
    return {
      length: text.length,
      words: this.#similarity.sharedWords(text, prompt),
      nearness: this.#similarity.nearness(text, prompt),
    };
  }

  /** Whether a statement about something else cannot be an answer here. */
  #isCertainlyWrong(other: Statement, right: Statement): boolean {
    return (
      other.caseStudy.id !== right.caseStudy.id &&
      !sharesOne(other.caseStudy.companies, right.caseStudy.companies) &&
      (right.kind !== 'mistake' || !this.#areNeighbours(other, right)) &&
      this.#similarity.nearness(other.subject, right.subject) <= MAX_NEAR_SUBJECTS &&
      this.#similarity.nearness(other.text, right.text) <= MAX_NEAR_ANSWERS &&
      this.#similarity.commonShare(other.text, right.text) <= MAX_COMMON_WORDS &&
      !isLinked(other, right)
    );
  }

  /** Mistakes of one topic, or of two about the same thing, often share a reason or a cure. */
  #areNeighbours(a: Statement, b: Statement): boolean {
    const [one, other] = [this.#topics.get(a.caseStudy), this.#topics.get(b.caseStudy)];
    return one === other || sharesOne(one?.tags ?? [], other?.tags ?? []);
  }

  /** One wrong option for each of three drawn sets of demands, or null when one cannot be met. */
  #attempt(
    candidates: readonly Candidate[],
    right: Statement,
    own: Marks,
    nearer: number,
    seed: string,
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
          // The length of a company's name says nothing about it.
          (right.kind === 'company' || (isLonger ? length > own.length : length < own.length)) &&
          (isWordier ? words > own.words : words <= own.words) &&
          nearness > own.nearness === isNearer &&
          // Neither the only option with a number nor the only one without.
          (place > 0 || hasDigit(statement.text) === hasDigit(right.text)) &&
          chosen.every((earlier) => this.#canStandTogether(earlier, statement)),
      );
      if (found === undefined) return null;
      chosen.push(found.statement);
    }
    return chosen;
  }

  #canStandTogether(a: Statement, b: Statement): boolean {
    return (
      a.caseStudy.id !== b.caseStudy.id &&
      this.#similarity.nearness(a.text, b.text) <= MAX_NEAR_WRONG &&
      (a.kind !== 'company' || !sharesOne(a.caseStudy.companies, b.caseStudy.companies))
    );
  }
}

function isOfLength(length: number, own: number): boolean {
  return Math.max(length / own, own / length) <= MAX_LENGTH_RATIO;
}

function sharesOne(a: readonly string[], b: readonly string[]): boolean {
  return a.some((item) => b.includes(item));
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

/** Whether one case study names the other as worth reading for the same problem. */
function isLinked(a: Statement, b: Statement): boolean {
  const leads = (from: Statement, to: Statement) =>
    from.caseStudy.related.some(({ url }) => url.endsWith(`#${to.caseStudy.anchor}`));
  return leads(a, b) || leads(b, a);
}

function hasDigit(text: string): boolean {
  return /\d/.test(text);
}
