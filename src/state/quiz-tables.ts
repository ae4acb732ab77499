/** The tables of the quiz, as the newest migration leaves them. */
import type { ColumnType, Selectable } from 'kysely';
import type { Milliseconds } from './columns.ts';
import type { MemoryState, RoundKind, RoundPhase } from './quiz-state.ts';

/** SQLite has no booleans. */
type Flag = 0 | 1;

interface RoundsTable {
  id: string;
  kind: RoundKind;
  place: string;
  community: string | null;
  starter: string | null;
  position: number;
  phase: RoundPhase;
  seconds: number | null;
  due_at: ColumnType<number | string | bigint | null, number | null, number | null>;
  at: Milliseconds;
}

interface QuestionsTable {
  round: string;
  number: number;
  question: string;
  case_study: string;
  content: string;
  message: string | null;
}

interface AnswersTable {
  round: string;
  number: number;
  person: string;
  community: string | null;
  question: string;
  case_study: string;
  choice: number;
  is_right: Flag;
  day: string;
  at: Milliseconds;
}

interface MemoryTable {
  person: string;
  case_study: string;
  due_at: Milliseconds;
  stability: number;
  difficulty: number;
  elapsed_days: number;
  scheduled_days: number;
  learning_steps: number;
  reps: number;
  lapses: number;
  state: MemoryState;
  last_review_at: ColumnType<number | string | bigint | null, number | null, number | null>;
  is_right: Flag;
}

interface PeopleTable {
  person: string;
  is_hidden: Flag;
  /** A JSON array of weekdays. */
  rest_days: string;
  zone: string | null;
  reminder_hour: number | null;
  reminded_on: string | null;
}

export interface QuizTables {
  casebook_quiz_rounds: RoundsTable;
  casebook_quiz_questions: QuestionsTable;
  casebook_quiz_answers: AnswersTable;
  casebook_quiz_memory: MemoryTable;
  /** What people are called in a community, or in a place that belongs to none. */
  casebook_quiz_names: { scope: string; person: string; name: string };
  casebook_quiz_people: PeopleTable;
  /** Days since 1970 (UTC), and a bit for each of their 24 hours in which Casebook served. */
  casebook_quiz_service: { day: number; hours: number };
}

export type RoundRow = Selectable<RoundsTable>;
export type QuestionRow = Selectable<QuestionsTable>;
export type QuizAnswerRow = Selectable<AnswersTable>;
export type MemoryRow = Selectable<MemoryTable>;
export type PeopleRow = Selectable<PeopleTable>;
