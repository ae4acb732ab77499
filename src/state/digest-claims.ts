/**
 * Who delivers what: claims are the database's own locks, so that any number of processes can share the work, and no claim is
 * given to two.
 */
import type { Kysely } from 'kysely';
import { AT_ONCE, insertDeliveries, withSubscriptions } from './digest-queries.ts';
import { claimedRow, shortened, skippedRow, toDueDelivery, toSubscription } from './digest-rows.ts';
import type { Claimant, DueDelivery, Outcome, Plan, Run, Subscription } from './digest-state.ts';
import type { SubscriptionRow } from './digest-tables.ts';
import type { Tables } from './tables.ts';
import { storable } from './text.ts';

/** The longest that a delivery waits to be tried again is some hours: what waits longer was set by a clock that was wrong. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

const NOT_RUNNING = 'Casebook was not running';
const NO_LONGER_ACTIVE = 'the digest was paused or turned off meanwhile';

/**
 * See `DigestState`.
 *
 * @param skipsLocked see `Place`
 */
export async function claimDue(
  db: Kysely<Tables>,
  skipsLocked: boolean,
  claimant: Claimant,
  {
    platforms,
    limit,
    sane,
    plan,
  }: {
    readonly platforms: readonly string[];
    readonly limit: number;
    readonly sane: Date;
    readonly plan: (digest: Subscription) => Plan;
  },
): Promise<{ readonly due: number; readonly claimed: DueDelivery[] }> {
  const isDue = (from: Kysely<Tables>) =>
    from
      .selectFrom('casebook_subscriptions')
      .selectAll()
      .where('status', '=', 'active')
      .where('platform', 'in', platforms)
      .where(({ eb, or }) =>
        or([eb('next_at', '<=', claimant.now.getTime()), eb('next_at', '>', sane.getTime())]),
      )
      .orderBy('next_at')
      .limit(limit);
  // Mostly nothing is due: to look takes no lock.
  if ((await isDue(db).limit(1).execute()).length === 0) return { due: 0, claimed: [] };
  return db.transaction().execute(async (transaction) => {
    const rows = await locked(isDue(transaction), skipsLocked).execute();
    const planned = rows.map((row) => ({ row, ...plan(toSubscription(row)) }));
    const inserted = await insertDeliveries(
      transaction,
      planned.flatMap(({ row, deliver, skip }) => [
        ...skip.map((run) => skippedRow(row, run, NOT_RUNNING, claimant.now)),
        ...(deliver === null ? [] : [claimedRow(row, deliver, claimant)]),
      ]),
    );
    for (const [next, ids] of groupedByRun(planned)) {
      await transaction
        .updateTable('casebook_subscriptions')
        .set({ next_day: next.day, next_at: next.at.getTime() })
        .where('id', 'in', ids)
        .execute();
    }
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    const claimed = inserted.filter(({ status }) => status === 'open');
    return {
      due: rows.length,
      claimed: claimed.map((row) => toDueDelivery(row, rowOf.get(row.subscription)!)),
    };
  });
}

/**
 * See `DigestState`.
 *
 * @param skipsLocked see `Place`
 */
export async function claimOpen(
  db: Kysely<Tables>,
  skipsLocked: boolean,
  { owner, now, leaseMs }: Claimant,
  { platforms, limit }: { readonly platforms: readonly string[]; readonly limit: number },
): Promise<DueDelivery[]> {
  const isFree = (from: Kysely<Tables>) =>
    from
      .selectFrom('casebook_deliveries')
      .select('id')
      .where('status', '=', 'open')
      .where('platform', 'in', platforms)
      .where(({ eb, or }) =>
        or([eb('ready_at', '<=', now.getTime()), eb('ready_at', '>', now.getTime() + LONGEST_WAIT_MS)]),
      )
      .orderBy('ready_at')
      .limit(limit);
  // Mostly nothing is: to look takes no lock.
  if ((await isFree(db).limit(1).execute()).length === 0) return [];
  return db.transaction().execute(async (transaction) => {
    const free = await locked(isFree(transaction), skipsLocked).execute();
    if (free.length === 0) return [];
    const rows = await transaction
      .updateTable('casebook_deliveries')
      .set(({ eb }) => ({
        owner,
        ready_at: now.getTime() + leaseMs,
        attempts: eb('attempts', '+', 1),
      }))
      .where(
        'id',
        'in',
        free.map(({ id }) => id),
      )
      .returningAll()
      .execute();
    return withSubscriptions(transaction, rows);
  });
}

/** See `DigestState`. */
export async function begin(
  db: Kysely<Tables>,
  id: string,
  { owner, now, leaseMs }: Claimant,
  subject: string,
): Promise<DueDelivery | null> {
  return db.transaction().execute(async (transaction) => {
    const row = await transaction
      .updateTable('casebook_deliveries')
      .set({ subject: storable(subject), uncertain: 1, ready_at: now.getTime() + leaseMs })
      .where('id', '=', id)
      .where('status', '=', 'open')
      .where('owner', '=', owner)
      .where('ready_at', '>', now.getTime())
      .returningAll()
      .executeTakeFirst();
    const [delivery] = row === undefined ? [] : await withSubscriptions(transaction, [row]);
    if (delivery === undefined) return null;
    if (delivery.of.status === 'active' || delivery.slot.startsWith(AT_ONCE)) return delivery;
    await transaction
      .updateTable('casebook_deliveries')
      .set({ status: 'skipped', settled_at: now.getTime(), uncertain: 0, reason: NO_LONGER_ACTIVE })
      .where('id', '=', id)
      .execute();
    return null;
  });
}

/** See `DigestState`. */
export async function settle(
  db: Kysely<Tables>,
  id: string,
  { owner, now }: Claimant,
  outcome: Outcome,
): Promise<boolean> {
  const settled =
    outcome.kind === 'again'
      ? {
          ready_at: outcome.at.getTime(),
          uncertain: outcome.isUncertain ? (1 as const) : (0 as const),
          attempts: outcome.attempts,
        }
      : { status: outcome.kind, settled_at: now.getTime(), uncertain: 0 as const };
  const { numUpdatedRows } = await db
    .updateTable('casebook_deliveries')
    .set({
      ...settled,
      ...(outcome.kind === 'delivered'
        ? { message: outcome.message, reason: null }
        : { reason: shortened(outcome.reason) }),
    })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .where('owner', '=', owner)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Keeps the rows that are found for this transaction; those of another one are passed over. */
function locked<Query extends { forUpdate(): Query; skipLocked(): Query }>(
  query: Query,
  skipsLocked: boolean,
): Query {
  return skipsLocked ? query.forUpdate().skipLocked() : query;
}

/** Most digests that are due together go on together: one statement moves them. */
function groupedByRun(
  planned: readonly { readonly row: SubscriptionRow; readonly next: Run }[],
): Map<Run, string[]> {
  const groups = new Map<string, { next: Run; ids: string[] }>();
  for (const { row, next } of planned) {
    const key = `${next.day} ${next.at.getTime()}`;
    const group = groups.get(key) ?? { next, ids: [] };
    group.ids.push(row.id);
    groups.set(key, group);
  }
  return new Map([...groups.values()].map(({ next, ids }) => [next, ids]));
}
