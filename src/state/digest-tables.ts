/** The tables of digests. */
import type { ColumnType, Insertable, Selectable } from 'kysely';
import type { Milliseconds } from './columns.ts';
import type { DeliveryStatus, DigestKind, DigestStatus } from './digest-state.ts';

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

export interface DigestTables {
  casebook_subscriptions: SubscriptionsTable;
  casebook_deliveries: DeliveriesTable;
  casebook_library: { id: string; first_seen_at: Milliseconds };
}

export type SubscriptionRow = Selectable<SubscriptionsTable>;
export type DeliveryRow = Selectable<DeliveriesTable>;
export type NewDeliveryRow = Insertable<DeliveriesTable>;
