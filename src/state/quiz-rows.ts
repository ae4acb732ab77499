/** Rows of the quiz's tables, and what they are outside the database. */
import type { AnswerOutcome, Memory, QuizAnswer, QuizSettings, StoredRound } from './quiz-state.ts';
import type { MemoryRow, PeopleRow, QuestionRow, QuizAnswerRow, RoundRow } from './quiz-tables.ts';

/** Of somebody who never set anything. */
export const DEFAULT_SETTINGS: QuizSettings = {
  isHidden: false,
  restDays: [],
  zone: null,
  reminderHour: null,
};

export function toRound(row: RoundRow, questions: readonly QuestionRow[]): StoredRound {
  const { id, kind, place, community, starter, position, phase, seconds } = row;
  return {
    id,
    kind,
    place,
    community,
    starter,
    position,
    phase,
    seconds,
    dueAt: toDateOrNull(row.due_at),
    at: toDate(row.at),
    questions: questions.map(({ question, case_study, content, message }) => ({
      question,
      caseStudy: case_study,
      content,
      message,
    })),
  };
}

export function toQuizAnswer(row: QuizAnswerRow): NonNullable<AnswerOutcome['answer']> {
  const { round, number, person, community, question, choice, day } = row;
  return {
    round,
    number,
    person,
    community,
    question,
    caseStudy: row.case_study,
    choice,
    isRight: row.is_right === 1,
    day,
    at: toDate(row.at),
  };
}

export function fromQuizAnswer({ caseStudy, isRight, at, ...rest }: QuizAnswer) {
  return {
    ...rest,
    case_study: caseStudy,
    is_right: isRight ? (1 as const) : (0 as const),
    at: at.getTime(),
  };
}

export function toMemory(row: MemoryRow): Memory {
  const { stability, difficulty, reps, lapses, state } = row;
  return {
    caseStudy: row.case_study,
    due: toDate(row.due_at),
    stability,
    difficulty,
    elapsedDays: row.elapsed_days,
    scheduledDays: row.scheduled_days,
    learningSteps: row.learning_steps,
    reps,
    lapses,
    state,
    lastReview: toDateOrNull(row.last_review_at),
    isRight: row.is_right === 1,
  };
}

/** The columns beside the key. */
export function fromMemory(memory: Memory) {
  const { stability, difficulty, reps, lapses, state } = memory;
  return {
    due_at: memory.due.getTime(),
    stability,
    difficulty,
    elapsed_days: memory.elapsedDays,
    scheduled_days: memory.scheduledDays,
    learning_steps: memory.learningSteps,
    reps,
    lapses,
    state,
    last_review_at: memory.lastReview?.getTime() ?? null,
    is_right: memory.isRight ? (1 as const) : (0 as const),
  };
}

export function toSettings(row: Omit<PeopleRow, 'person' | 'reminded_on'>): QuizSettings {
  return {
    isHidden: row.is_hidden === 1,
    restDays: JSON.parse(row.rest_days) as number[],
    zone: row.zone,
    reminderHour: row.reminder_hour,
  };
}

export function fromSettings({ isHidden, restDays, zone, reminderHour }: QuizSettings) {
  return {
    is_hidden: isHidden ? (1 as const) : (0 as const),
    rest_days: JSON.stringify(restDays),
    zone,
    reminder_hour: reminderHour,
  };
}

export function toDate(at: RoundRow['at']): Date {
  return new Date(Number(at));
}

function toDateOrNull(at: RoundRow['due_at']): Date | null {
  return at === null ? null : toDate(at);
}
