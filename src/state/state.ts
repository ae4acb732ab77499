/** The contract of what is remembered. Every database fulfils it alike. */
import type { DigestState, Subscription } from './digest-state.ts';
import type { PersonalQuiz, QuizState } from './quiz-state.ts';

/** What a conversation is about: its question, and the id of the unit that answered it, if one did. */
export interface Turn {
  readonly question: string;
  readonly unit: string | null;
}

/** An answer that somebody was shown, so that its buttons work after a restart. */
export interface ShownAnswer {
  /** 16 characters a-z, 0-9, random: nobody can guess the id of somebody else's answer. */
  readonly id: string;
  /** Who asked: `discord:123`. */
  readonly person: string;
  /** Where: `discord:channel-or-thread[:person]`. */
  readonly conversation: string;
  /** Empty for a case study that was opened by name. */
  readonly question: string;
  /** What the question was understood with. */
  readonly previous: Turn | null;
  /** Id of the unit that it was answered with. */
  readonly unit: string | null;
  /** Ids of the units that its card points to (related, nearest), in order. */
  readonly references: readonly string[];
  readonly at: Date;
}

/** Everything that is stored about a person, as plain data, oldest first. */
export interface PersonalData {
  readonly answers: readonly ShownAnswer[];
  readonly votes: readonly { readonly answer: string; readonly value: 1 | -1; readonly at: Date }[];
  readonly turns: readonly (Turn & { readonly conversation: string; readonly at: Date })[];
  /** Those that the person set up and that are not off. */
  readonly digests: readonly Subscription[];
  readonly quiz: PersonalQuiz;
}

/** `gone`: there is no such answer (any more), so nothing was counted. */
export type VoteOutcome = 'counted' | 'changed' | 'withdrawn' | 'gone';

export interface State {
  /** What is remembered of digests. */
  readonly digests: DigestState;
  /** What is remembered of the quiz. */
  readonly quiz: QuizState;
  /**
   * Stores an answer and returns it as it was stored. Of a question, its first 2,000 characters (code points) are kept, without
   * U+0000; half a surrogate pair becomes U+FFFD. The same goes for turns.
   */
  saveAnswer(answer: Omit<ShownAnswer, 'id'>): Promise<ShownAnswer>;
  /** Null when there is none of this id, whatever the id looks like. */
  findAnswer(id: string): Promise<ShownAnswer | null>;
  /** One vote a person and answer; a later one replaces it; the same one again takes it back. */
  vote(answer: string, person: string, value: 1 | -1, at: Date): Promise<VoteOutcome>;
  votesFor(answer: string): Promise<{ up: number; down: number }>;
  /** The turn that the next question of a conversation may lean on. Older than `maxAgeMs`: null. */
  recall(conversation: string, now: Date, maxAgeMs: number): Promise<Turn | null>;
  /** The turn takes the place of the one before it, whoever's that was. */
  remember(conversation: string, person: string, turn: Turn, at: Date): Promise<void>;
  /** True for the first who claims a name, false for everybody after: for what may be done only once. */
  claim(name: string, at: Date): Promise<boolean>;
  getSetting(key: string): Promise<string | null>;
  setSetting(key: string, value: string): Promise<void>;
  /**
   * Keeps a value encrypted with TOKEN_ENCRYPTION_KEY, in place of the one before it: for what gives access to a workspace.
   * This and the next two throw `SealError` when no key is set.
   */
  saveSecret(key: string, value: string, at: Date): Promise<void>;
  /** Throws `SealError` when the value was stored with another encryption key, or damaged. */
  findSecret(key: string): Promise<string | null>;
  /** False when there was none. */
  deleteSecret(key: string): Promise<boolean>;
  /**
   * Runs `work` while nobody else, in any process, does so under this name, and returns or throws what it does. Others wait as
   * long as it takes, so `work` must end by itself; it must not ask for a lock in turn, or it may wait for itself.
   *
   * When an owner's process dies the next one goes on at once (PostgreSQL; within 30 s when its whole machine or the network is
   * gone) or within 30 s (SQLite). An owner that loses its connection or sleeps longer than that is not told, and overlaps.
   */
  withLock<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /** Everything stored about a person, as plain data for `/privacy`. */
  exportPerson(person: string): Promise<PersonalData>;
  /**
   * Deletes it, and the person's words where somebody else's question leaned on them. What others asked and how they voted
   * stays, votes on this person's answers too; digests that the person set up stay as well, and are nobody's. Returns the number of
   * the person's answers (also in quizzes), votes, turns, settings and digests.
   */
  forgetPerson(person: string): Promise<number>;
  /**
   * Deletes answers, votes, turns, claims and rounds of the quiz from before this time, but no answers in those; and of digests
   * what `DigestState` says. Returns their number.
   */
  prune(before: Date): Promise<number>;
  close(): Promise<void>;
}
