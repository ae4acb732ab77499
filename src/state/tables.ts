/** The tables, as the newest migration leaves them. The prefix keeps them apart from others in a shared database. */
import type { ColumnType, Insertable, Selectable } from 'kysely';
import type { DeliveryStatus, DigestKind, DigestStatus } from './digest-state.ts';

/** Milliseconds since 1970, UTC. `pg` reads a bigint as a string, and PGlite may read one as a BigInt. */
type Milliseconds = ColumnType<number | string | bigint, number, number>;

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

interface SubscriptionsTable {
  id: string;
  kind: DigestKind;
  place: string;
  place_name: string;
  /** What the place begins with. */
  platform: string;
  time: string;
  zone: string;
  /** Digits 1 (Monday) to 7 (Sunday). */
  weekdays: string;
  category: string | null;
  company: string | null;
  level: string | null;
  mention: string | null;
  status: DigestStatus;
  paused_because: string | null;
  next_day: string;
  next_at: Milliseconds;
  set_up_by: string | null;
  since: Milliseconds;
  changed_at: Milliseconds;
}

interface DeliveriesTable {
  id: string;
  subscription: string;
  platform: string;
  slot: string;
  due_at: Milliseconds;
  status: DeliveryStatus;
  subject: string | null;
  attempts: number;
  uncertain: 0 | 1;
  /** Who works on it, or did last. */
  owner: string;
  /** Of an open one: from when on anybody may take it. */
  ready_at: Milliseconds;
  message: string | null;
  settled_at: ColumnType<number | string | bigint | null, number | null, number | null>;
  reason: string | null;
}

export interface Tables {
  casebook_answers: AnswersTable;
  casebook_votes: VotesTable;
  casebook_turns: TurnsTable;
  casebook_claims: { name: string; at: Milliseconds };
  casebook_settings: { key: string; value: string };
  casebook_installations: InstallationsTable;
  casebook_subscriptions: SubscriptionsTable;
  casebook_deliveries: DeliveriesTable;
  casebook_library: { id: string; first_seen_at: Milliseconds };
  casebook_leases: { name: string; owner: string; expires_at: Milliseconds };
}

export type AnswerRow = Selectable<AnswersTable>;
export type SubscriptionRow = Selectable<SubscriptionsTable>;
export type DeliveryRow = Selectable<DeliveriesTable>;
export type NewDeliveryRow = Insertable<DeliveriesTable>;
