/** Digests as rows, and rows as digests. */
import type { Claimant, Delivery, DueDelivery, Run, Subscription } from './digest-state.ts';
import type { DeliveryRow, NewDeliveryRow, SubscriptionRow } from './digest-tables.ts';
import { randomId, storable } from './text.ts';

/** Texts that come from people and platforms, such as a reason. */
const MAX_TEXT_LENGTH = 300;

export function toSubscription(row: SubscriptionRow): Subscription {
  return {
    id: row.id,
    kind: row.kind,
    place: row.place,
    placeName: row.place_name,
    settings: {
      time: row.time,
      zone: row.zone,
      weekdays: [...row.weekdays].map(Number),
      category: row.category,
      company: row.company,
      level: row.level,
      mention: row.mention,
    },
    status: row.status,
    pausedBecause: row.paused_because,
    next: { day: row.next_day, at: new Date(Number(row.next_at)) },
    setUpBy: row.set_up_by,
    since: new Date(Number(row.since)),
  };
}

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    subscription: row.subscription,
    slot: row.slot,
    dueAt: new Date(Number(row.due_at)),
    status: row.status,
    subject: row.subject,
    attempts: row.attempts,
    isUncertain: row.uncertain === 1,
    message: row.message,
    settledAt: row.settled_at === null ? null : new Date(Number(row.settled_at)),
    reason: row.reason,
  };
}

export function toDueDelivery(row: DeliveryRow, subscription: SubscriptionRow): DueDelivery {
  return { ...toDelivery(row), of: toSubscription(subscription) };
}

/** A delivery that its claimant is about to do. */
export function claimedRow(
  { id, platform }: SubscriptionRow,
  run: Run,
  { owner, now, leaseMs }: Claimant,
): NewDeliveryRow {
  return {
    id: randomId(),
    subscription: id,
    platform,
    slot: run.day,
    due_at: run.at.getTime(),
    status: 'open',
    subject: null,
    attempts: 1,
    uncertain: 0,
    owner,
    ready_at: now.getTime() + leaseMs,
    message: null,
    settled_at: null,
    reason: null,
  };
}

/** A delivery that nobody does any more. */
export function skippedRow(
  subscription: SubscriptionRow,
  run: Run,
  reason: string,
  now: Date,
): NewDeliveryRow {
  return {
    ...claimedRow(subscription, run, { owner: '', now, leaseMs: 0 }),
    status: 'skipped',
    attempts: 0,
    settled_at: now.getTime(),
    reason,
  };
}

/** `discord` of `discord:123`. */
export function platformOf(place: string): string {
  return place.split(':', 1)[0]!;
}

export function shortened<Text extends string | null>(text: Text): Text {
  return (text === null ? null : storable(text).slice(0, MAX_TEXT_LENGTH)) as Text;
}
