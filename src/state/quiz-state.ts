/** The contract of what is remembered of the quiz. Every database fulfils it alike. */

/**
 * `solo`: one person by themselves, without a clock. `group`: everybody in a place, one question after the other, by the clock.
 * `daily`: one question for everybody in a place, open until its results are shown.
 */
export type RoundKind = 'solo' | 'group' | 'daily';

/** `asking`: the question at `position` takes answers (in a solo round, all do). `revealed`: its answer was shown. */
export type RoundPhase = 'asking' | 'revealed' | 'over';

/** Where a round is in its course. */
export interface RoundPoint {
  readonly phase: RoundPhase;
  /** Number of the question, counted from 0. */
  readonly position: number;
}

/** A question as it was posted: the library may have changed since. */
export interface RoundQuestion {
  /** Id of the question. */
  readonly question: string;
  readonly caseStudy: string;
  /** The whole of it, as whoever posted it wrote it down. The state does not read it. */
  readonly content: string;
  /** What the platform calls the message that it stands in; null when nobody said. */
  readonly message: string | null;
}

export interface StoredRound extends RoundPoint {
  /** 16 characters a-z, 0-9, random. */
  readonly id: string;
  readonly kind: RoundKind;
  /** Where it is played: `discord:500`. */
  readonly place: string;
  /** The server or workspace on whose leaderboard its answers count: `discord:9`, `slack:T1`. Null where there is none. */
  readonly community: string | null;
  /** Who started it; null for a daily question, and when that person wanted to be forgotten. */
  readonly starter: string | null;
  /** How long a question is open; null when the clock does not close it. */
  readonly seconds: number | null;
  /** When the clock moves it on; null when the clock does not. */
  readonly dueAt: Date | null;
  readonly at: Date;
  readonly questions: readonly RoundQuestion[];
}

export interface NewRound extends Omit<StoredRound, 'id' | 'phase' | 'position' | 'questions'> {
  /** 16 characters a-z, 0-9, where it has to be known beforehand; null to have one made. */
  readonly id: string | null;
  readonly questions: readonly Omit<RoundQuestion, 'message'>[];
}

export interface QuizAnswer {
  readonly round: string;
  /** Of the question in its round, counted from 0. */
  readonly number: number;
  readonly person: string;
  readonly community: string | null;
  readonly question: string;
  readonly caseStudy: string;
  /** Place of the option that was chosen. */
  readonly choice: number;
  readonly isRight: boolean;
  /** The day that it was for the person: `2026-11-28`. */
  readonly day: string;
  readonly at: Date;
}

/** An answer as others in its place see it. */
export interface SeenAnswer extends QuizAnswer {
  /** Null for a person who wants to be named nowhere. */
  readonly name: string | null;
}

/** As FSRS counts them: new, learning, review, relearning. */
export type MemoryState = 0 | 1 | 2 | 3;

/** What is known of how well a person remembers a case study: the fields of a card of FSRS. */
export interface Memory {
  readonly caseStudy: string;
  readonly due: Date;
  readonly stability: number;
  readonly difficulty: number;
  readonly elapsedDays: number;
  readonly scheduledDays: number;
  readonly learningSteps: number;
  readonly reps: number;
  readonly lapses: number;
  readonly state: MemoryState;
  readonly lastReview: Date | null;
  /** Whether the last answer was right. */
  readonly isRight: boolean;
}

/** How a person wants the quiz. */
export interface QuizSettings {
  /** Named nowhere where others see it. */
  readonly isHidden: boolean;
  /** Weekdays without a quiz, 1 (Monday) to 7, ascending. */
  readonly restDays: readonly number[];
  /** IANA name, for example `Europe/Berlin`; null when it is not known. */
  readonly zone: string | null;
  /** Hour of the day, 0 to 23, from which they may be reminded; null for never. */
  readonly reminderHour: number | null;
}

export interface BoardRow {
  readonly person: string;
  readonly name: string;
  readonly answers: number;
  readonly right: number;
}

/** Somebody who asked to be reminded and has case studies due. */
export interface Remindable {
  readonly person: string;
  readonly settings: QuizSettings;
  /** Number of case studies that are due. */
  readonly due: number;
  /** The day on which they were reminded last. */
  readonly remindedOn: string | null;
}

/** `repeated`: the person had answered before, and that counts. `over`: the question takes no answers (any more). */
export interface AnswerOutcome {
  readonly kind: 'counted' | 'repeated' | 'over';
  /** The answer that counts; null when there is none. */
  readonly answer: QuizAnswer | null;
}

/** Everything that is stored about a person's quizzes, oldest first. */
export interface PersonalQuiz {
  readonly answers: readonly QuizAnswer[];
  readonly memory: readonly Memory[];
  readonly rounds: readonly {
    readonly id: string;
    readonly kind: RoundKind;
    readonly place: string;
    readonly at: Date;
  }[];
  readonly names: readonly { readonly scope: string; readonly name: string }[];
  /** Null when nothing was ever set. */
  readonly settings: (QuizSettings & { readonly remindedOn: string | null }) | null;
}

export interface QuizState {
  /** Null when its id is taken, or when it is a group round and one is going on in its place. */
  createRound(round: NewRound): Promise<StoredRound | null>;
  /** Null when there is none of this id, whatever the id looks like. */
  findRound(id: string): Promise<StoredRound | null>;
  /** Ids of rounds that are not over: group rounds of this place, and solo rounds of this person in it. */
  openRounds(place: string, person: string): Promise<string[]>;
  /** Ids of rounds that the clock moves on by now, in places that begin with this. */
  dueRounds(placePrefix: string, now: Date): Promise<string[]>;
  /** True for the one caller who moves it from where it is; false for everybody who comes later. */
  moveRound(id: string, from: RoundPoint, to: RoundPoint & { readonly dueAt: Date | null }): Promise<boolean>;
  /** Notes in which message a question stands, and from when its time runs. @param dueAt null to leave that as it is */
  noteMessage(id: string, number: number, message: string, dueAt: Date | null): Promise<void>;
  /** Ids of the questions that this place was asked daily, oldest first. */
  dailyQuestions(place: string): Promise<string[]>;

  /**
   * Counts an answer, one a person and question. The same transaction schedules its case study.
   * @param name what others in its community or place see; its first 40 characters (code points) are kept
   * @param remember the memory of the case study with this answer, given that before it (null for none)
   */
  answer(
    answer: QuizAnswer,
    name: string,
    remember: (before: Memory | null) => Memory,
  ): Promise<AnswerOutcome>;
  /** All answers of a round, oldest first. */
  answersIn(round: string): Promise<SeenAnswer[]>;
  /** All answers of a person, oldest first. */
  history(person: string): Promise<QuizAnswer[]>;
  /** What a person is to remember, in the order in which it is due. */
  memory(person: string): Promise<Memory[]>;
  /**
   * What people reached in a community since a time (null: ever), without those who are hidden. Of several answers of a person
   * to the same question in that time, the first counts.
   */
  board(community: string, since: Date | null): Promise<BoardRow[]>;

  settings(person: string): Promise<QuizSettings>;
  saveSettings(person: string, settings: QuizSettings): Promise<void>;
  /** Those whose id begins with this, who asked for it and for whom something is due. */
  remindable(personPrefix: string, now: Date): Promise<Remindable[]>;
  /** True for the one caller who may remind the person on this day. */
  claimReminder(person: string, day: string): Promise<boolean>;

  /** Notes that Casebook serves in this hour. */
  noteService(at: Date): Promise<void>;
  /** Which of the 24 hours of a day (UTC) it served, as bits, by days since 1970; from this day on. */
  serviceSince(day: number): Promise<Map<number, number>>;
}
