/** The tables, as the newest migration leaves them. The prefix keeps them apart from others in a shared database. */
import type { Selectable } from 'kysely';
import type { Milliseconds } from './columns.ts';
import type { DigestTables } from './digest-tables.ts';
import type { QuizTables } from './quiz-tables.ts';

interface AnswersTable {
  id: string;
  person: string;
  conversation: string;
  question: string;
  /** Null when the question stood for itself. */
  previous_question: string | null;
  previous_unit: string | null;
  unit: string | null;
  /** A JSON array of ids. */
  reference_ids: string;
  at: Milliseconds;
}

interface VotesTable {
  answer: string;
  person: string;
  value: 1 | -1;
  at: Milliseconds;
}

interface TurnsTable {
  conversation: string;
  person: string;
  question: string;
  unit: string | null;
  at: Milliseconds;
}

interface InstallationsTable {
  /** `slack:team:T123` or `slack:enterprise:E123`. */
  key: string;
  /** See `sealed.ts`. */
  sealed: string;
  at: Milliseconds;
}

export interface Tables extends DigestTables, QuizTables {
  casebook_answers: AnswersTable;
  casebook_votes: VotesTable;
  casebook_turns: TurnsTable;
  casebook_claims: { name: string; at: Milliseconds };
  casebook_settings: { key: string; value: string };
  casebook_installations: InstallationsTable;
  casebook_leases: { name: string; owner: string; expires_at: Milliseconds };
}

export type AnswerRow = Selectable<AnswersTable>;
