/** Makes rounds: chooses their questions and stores them as they are now. */
import type { QuizState, StoredRound } from '../state/mod.ts';
import { chooseQuestions, chooseReview, type QuizFilter, questionsAbout } from './choose.ts';
import type { Library, Player, QuizParts } from './player.ts';
import { type PostedQuestion, toContent } from './posted.ts';
import type { QuizQuestion } from './question.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DEFAULT_COUNT = 5;
/** Half an hour. An index of a button has room for 1,000. */
const MAX_COUNT = 20;
/** Long enough to read a question of 500 characters and five options (some 200 words a minute), short enough for a channel. */
const DEFAULT_SECONDS = 30;
const [MIN_SECONDS, MAX_SECONDS] = [10, 600];
/** So long a question that was answered is not asked again in a round alone, if there are others. */
const RECENT_MS = 30 * DAY_MS;

export interface RoundRequest extends QuizFilter {
  readonly kind: 'solo' | 'group';
  /** Number of questions: 1 to 20, else the nearest of these; 5 when it is not said. */
  readonly count?: number | undefined;
  /** How long a question of a group round is open: 10 to 600, else the nearest of these; 30 when it is not said. */
  readonly seconds?: number | undefined;
}

export class RoundMaker {
  readonly #state: QuizState;
  readonly #library: Library;
  readonly #questions: QuizParts['questions'];
  readonly #random: () => number;

  constructor({ state, library, questions, random = Math.random }: QuizParts) {
    this.#state = state.quiz;
    this.#library = library;
    this.#questions = questions;
    this.#random = random;
  }

  /** `running`: the place has a group round already. */
  async make(
    { kind, count, seconds, ...filter }: RoundRequest,
    player: Player,
    now: Date,
  ): Promise<StoredRound | 'no-questions' | 'running'> {
    const questions = questionsAbout(await this.#questions(), this.#library.entries, filter);
    const recent = kind === 'solo' ? await this.#answeredLately(player.person, now) : [];
    const chosen = chooseQuestions(
      questions,
      within(count, DEFAULT_COUNT, 1, MAX_COUNT),
      recent,
      this.#random,
    );
    const posted = this.#posted(chosen);
    if (posted.length === 0) return 'no-questions';
    const open = kind === 'solo' ? null : within(seconds, DEFAULT_SECONDS, MIN_SECONDS, MAX_SECONDS);
    const round = await this.#store(kind, posted, player, now, { id: null, seconds: open });
    return round ?? 'running';
  }

  /** Null when there is nothing to review. */
  async makeReview(player: Player, count: number | undefined, now: Date): Promise<StoredRound | null> {
    const { person } = player;
    const memory = await this.#state.memory(person);
    const history = await this.#state.history(person);
    const chosen = chooseReview(await this.#questions(), memory, history, now);
    const posted = this.#posted(chosen).slice(0, within(count, MAX_COUNT, 1, MAX_COUNT));
    return posted.length === 0 ? null : this.#store('solo', posted, player, now, { id: null, seconds: null });
  }

  /** The round of this id, which is made if there is none. Null when there are no questions. */
  async makeDaily(
    { id, place, ...filter }: { readonly id: string; readonly place: string } & QuizFilter,
    now: Date,
  ): Promise<StoredRound | null> {
    const before = await this.#state.findRound(id);
    if (before !== null) return before;
    const questions = questionsAbout(await this.#questions(), this.#library.entries, filter);
    const recent = await this.#state.dailyQuestions(place);
    const posted = this.#posted(chooseQuestions(questions, 1, recent, this.#random));
    if (posted.length === 0) return null;
    const where = { person: null, place, community: null };
    const made = await this.#store('daily', posted, where, now, { id, seconds: null });
    return made ?? this.#state.findRound(id);
  }

  /** Ids of questions, the one answered longest ago first. */
  async #answeredLately(person: string, now: Date): Promise<string[]> {
    const lately = (await this.#state.history(person)).filter(
      ({ at }) => now.getTime() - at.getTime() < RECENT_MS,
    );
    return lately.map(({ question }) => question);
  }

  /** With what their cards say of the case study. One that the library no longer has is left out. */
  #posted(questions: readonly QuizQuestion[]): PostedQuestion[] {
    return questions.flatMap((question) => {
      const entry = this.#library.open(question.caseStudy);
      return entry === null ? [] : [{ ...question, title: entry.title, url: entry.url }];
    });
  }

  #store(
    kind: StoredRound['kind'],
    questions: readonly PostedQuestion[],
    { person, place, community }: Pick<Player, 'place' | 'community'> & { readonly person: string | null },
    now: Date,
    { id, seconds }: { id: string | null; seconds: number | null },
  ): Promise<StoredRound | null> {
    return this.#state.createRound({
      kind,
      id,
      place,
      community,
      starter: person,
      seconds,
      dueAt: seconds === null ? null : new Date(now.getTime() + seconds * 1000),
      at: now,
      questions: questions.map((question) => ({
        question: question.id,
        caseStudy: question.caseStudy,
        content: toContent(question),
      })),
    });
  }
}

function within(wanted: number | undefined, otherwise: number, least: number, most: number): number {
  return Number.isFinite(wanted) ? Math.min(most, Math.max(least, Math.trunc(wanted!))) : otherwise;
}
