/** Digests in an SQL database. Claims are the database's own locks, so that any number of processes can share the work. */
import type { Kysely, Transaction } from 'kysely';
import {
  claimedRow,
  platformOf,
  shortened,
  skippedRow,
  toDelivery,
  toDueDelivery,
  toSubscription,
} from './digest-rows.ts';
import type {
  Claimant,
  Delivery,
  DigestKind,
  DigestState,
  DigestStatus,
  DueDelivery,
  Outcome,
  Plan,
  Run,
  Subscription,
} from './digest-state.ts';
import type { DeliveryRow, NewDeliveryRow, SubscriptionRow } from './digest-tables.ts';
import type { Tables } from './tables.ts';
import { isId, randomId, storable } from './text.ts';

/** The longest that a delivery waits to be tried again is some hours: what waits longer was set by a clock that was wrong. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;
/** Rows in one statement: below the 32,766 parameters of SQLite and PostgreSQL's 65,535. */
const ROWS_AT_ONCE = 500;

const NOT_RUNNING = 'Casebook was not running';
/** How the slot begins of what somebody asked for. */
const AT_ONCE = 'now:';
const NO_LONGER_ACTIVE = 'the digest was paused or turned off meanwhile';

export class SqlDigests implements DigestState {
  readonly #db: Kysely<Tables>;
  readonly #skipsLocked: boolean;

  /** @param skipsLocked whether a row that another transaction has locked can be passed over; SQLite has one writer at a time */
  constructor(db: Kysely<Tables>, skipsLocked: boolean) {
    this.#db = db;
    this.#skipsLocked = skipsLocked;
  }

  async save(
    digest: Pick<Subscription, 'kind' | 'place' | 'placeName' | 'settings' | 'next' | 'setUpBy'>,
    at: Date,
  ): Promise<Subscription> {
    const { settings, next } = digest;
    const changed = {
      place_name: shortened(digest.placeName),
      time: settings.time,
      zone: settings.zone,
      weekdays: settings.weekdays.join(''),
      category: shortened(settings.category),
      company: shortened(settings.company),
      level: settings.level,
      mention: shortened(settings.mention),
      status: 'active' as const,
      paused_because: null,
      next_day: next.day,
      next_at: next.at.getTime(),
      set_up_by: digest.setUpBy,
      changed_at: at.getTime(),
    };
    const { kind, place } = digest;
    const row = await this.#db
      .insertInto('casebook_subscriptions')
      .values({ id: randomId(), kind, place, platform: platformOf(place), since: at.getTime(), ...changed })
      .onConflict((conflict) => conflict.columns(['kind', 'place']).doUpdateSet(changed))
      .returningAll()
      .executeTakeFirstOrThrow();
    return toSubscription(row);
  }

  async find(kind: DigestKind, place: string): Promise<Subscription | null> {
    const row = await this.#db
      .selectFrom('casebook_subscriptions')
      .selectAll()
      .where('kind', '=', kind)
      .where('place', '=', place)
      .executeTakeFirst();
    return row === undefined ? null : toSubscription(row);
  }

  async setUpBy(person: string): Promise<Subscription[]> {
    const rows = await this.#db
      .selectFrom('casebook_subscriptions')
      .selectAll()
      .where('set_up_by', '=', person)
      .where('status', '!=', 'off')
      .orderBy('place')
      .orderBy('kind')
      .execute();
    return rows.map(toSubscription);
  }

  async setStatus(
    id: string,
    status: DigestStatus,
    because: string | null,
    at: Date,
    next?: Run,
  ): Promise<void> {
    await this.#db
      .updateTable('casebook_subscriptions')
      .set({
        status,
        paused_because: shortened(because),
        changed_at: at.getTime(),
        ...(next !== undefined && { next_day: next.day, next_at: next.at.getTime() }),
      })
      .where('id', '=', id)
      .execute();
  }

  async reschedule(nextOf: (digest: Subscription) => Run): Promise<number> {
    const rows = await this.#db
      .selectFrom('casebook_subscriptions')
      .selectAll()
      .where('status', '=', 'active')
      .execute();
    let moved = 0;
    for (const digest of rows.map(toSubscription)) {
      const next = nextOf(digest);
      if (next.at.getTime() === digest.next.at.getTime() && next.day === digest.next.day) continue;
      const { numUpdatedRows } = await this.#db
        .updateTable('casebook_subscriptions')
        .set({ next_day: next.day, next_at: next.at.getTime() })
        .where('id', '=', digest.id)
        .where('next_at', '=', digest.next.at.getTime())
        .executeTakeFirstOrThrow();
      moved += Number(numUpdatedRows);
    }
    return moved;
  }

  async claimDue(
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
    const isDue = (db: Kysely<Tables>) =>
      db
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
    if ((await isDue(this.#db).limit(1).execute()).length === 0) return { due: 0, claimed: [] };
    return this.#db.transaction().execute(async (db) => {
      const rows = await this.#lock(isDue(db)).execute();
      const planned = rows.map((row) => ({ row, ...plan(toSubscription(row)) }));
      const inserted = await insertDeliveries(
        db,
        planned.flatMap(({ row, deliver, skip }) => [
          ...skip.map((run) => skippedRow(row, run, NOT_RUNNING, claimant.now)),
          ...(deliver === null ? [] : [claimedRow(row, deliver, claimant)]),
        ]),
      );
      for (const [next, ids] of groupedByRun(planned)) {
        await db
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

  async claimOpen(
    { owner, now, leaseMs }: Claimant,
    { platforms, limit }: { readonly platforms: readonly string[]; readonly limit: number },
  ): Promise<DueDelivery[]> {
    return this.#db.transaction().execute(async (db) => {
      const free = await this.#lock(
        db
          .selectFrom('casebook_deliveries')
          .select('id')
          .where('status', '=', 'open')
          .where('platform', 'in', platforms)
          .where(({ eb, or }) =>
            or([eb('ready_at', '<=', now.getTime()), eb('ready_at', '>', now.getTime() + LONGEST_WAIT_MS)]),
          )
          .orderBy('ready_at')
          .limit(limit),
      ).execute();
      if (free.length === 0) return [];
      const rows = await db
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
      return withSubscriptions(db, rows);
    });
  }

  async add(subscription: string, slot: string, now: Date): Promise<Delivery | null> {
    return this.#db.transaction().execute(async (db) => {
      const row = await db
        .selectFrom('casebook_subscriptions')
        .selectAll()
        .where('id', '=', subscription)
        .executeTakeFirst();
      if (row === undefined) return null;
      const open = {
        ...claimedRow(row, { day: slot, at: now }, { owner: '', now, leaseMs: 0 }),
        attempts: 0,
      };
      const [added] = await insertDeliveries(db, [open]);
      return added === undefined ? null : toDelivery(added);
    });
  }

  async begin(id: string, { owner, now, leaseMs }: Claimant, subject: string): Promise<DueDelivery | null> {
    return this.#db.transaction().execute(async (db) => {
      const row = await db
        .updateTable('casebook_deliveries')
        .set({ subject: storable(subject), uncertain: 1, ready_at: now.getTime() + leaseMs })
        .where('id', '=', id)
        .where('status', '=', 'open')
        .where('owner', '=', owner)
        .where('ready_at', '>', now.getTime())
        .returningAll()
        .executeTakeFirst();
      const [delivery] = row === undefined ? [] : await withSubscriptions(db, [row]);
      if (delivery === undefined) return null;
      if (delivery.of.status === 'active' || delivery.slot.startsWith(AT_ONCE)) return delivery;
      await db
        .updateTable('casebook_deliveries')
        .set({ status: 'skipped', settled_at: now.getTime(), uncertain: 0, reason: NO_LONGER_ACTIVE })
        .where('id', '=', id)
        .execute();
      return null;
    });
  }

  async settle(id: string, { owner, now }: Claimant, outcome: Outcome): Promise<boolean> {
    const settled =
      outcome.kind === 'again'
        ? {
            ready_at: outcome.at.getTime(),
            uncertain: outcome.isUncertain ? (1 as const) : (0 as const),
            attempts: outcome.attempts,
          }
        : { status: outcome.kind, settled_at: now.getTime(), uncertain: 0 as const };
    const { numUpdatedRows } = await this.#db
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

  async findDelivery(id: string): Promise<DueDelivery | null> {
    if (!isId(id)) return null;
    const row = await this.#db
      .selectFrom('casebook_deliveries')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : ((await withSubscriptions(this.#db, [row]))[0] ?? null);
  }

  async recentDeliveries(subscription: string, limit: number): Promise<Delivery[]> {
    const rows = await this.#db
      .selectFrom('casebook_deliveries')
      .selectAll()
      .where('subscription', '=', subscription)
      .orderBy('due_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(toDelivery);
  }

  async subjects(subscription: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('casebook_deliveries')
      .select('subject')
      .where('subscription', '=', subscription)
      .where('status', 'in', ['open', 'delivered'])
      .where('subject', 'is not', null)
      .orderBy('due_at', 'desc')
      .orderBy('id')
      .execute();
    return rows.map(({ subject }) => subject!);
  }

  async firstSeen(ids: readonly string[], now: Date): Promise<ReadonlyMap<string, Date>> {
    for (const some of inPieces(ids)) {
      await this.#db
        .insertInto('casebook_library')
        .values(some.map((id) => ({ id: storable(id), first_seen_at: now.getTime() })))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    }
    const rows = await this.#db.selectFrom('casebook_library').selectAll().execute();
    return new Map(rows.map(({ id, first_seen_at }) => [id, new Date(Number(first_seen_at))]));
  }

  async prune(before: Date): Promise<number> {
    return this.#db.transaction().execute(async (db) => {
      const off = db
        .selectFrom('casebook_subscriptions')
        .select('id')
        .where('status', '=', 'off')
        .where('changed_at', '<', before.getTime());
      const deliveries = await db
        .deleteFrom('casebook_deliveries')
        .where(({ or, and, eb }) =>
          or([
            eb('subscription', 'in', off),
            and([eb('status', 'in', ['skipped', 'failed']), eb('settled_at', '<', before.getTime())]),
          ]),
        )
        .executeTakeFirstOrThrow();
      const subscriptions = await db
        .deleteFrom('casebook_subscriptions')
        .where('id', 'in', off)
        .executeTakeFirstOrThrow();
      return Number(deliveries.numDeletedRows + subscriptions.numDeletedRows);
    });
  }

  /** Keeps the rows that are found for this transaction; those of another one are passed over. */
  #lock<Query extends { forUpdate(): Query; skipLocked(): Query }>(query: Query): Query {
    return this.#skipsLocked ? query.forUpdate().skipLocked() : query;
  }
}

/** Those whose slot is still free. */
async function insertDeliveries(
  db: Transaction<Tables>,
  rows: readonly NewDeliveryRow[],
): Promise<DeliveryRow[]> {
  const inserted: DeliveryRow[] = [];
  for (const some of inPieces(rows)) {
    const pieces = await db
      .insertInto('casebook_deliveries')
      .values(some)
      .onConflict((conflict) => conflict.columns(['subscription', 'slot']).doNothing())
      .returningAll()
      .execute();
    inserted.push(...pieces);
  }
  return inserted;
}

async function withSubscriptions(db: Kysely<Tables>, rows: readonly DeliveryRow[]): Promise<DueDelivery[]> {
  const subscriptions = await db
    .selectFrom('casebook_subscriptions')
    .selectAll()
    .where('id', 'in', [...new Set(rows.map(({ subscription }) => subscription))])
    .execute();
  const byId = new Map(subscriptions.map((row) => [row.id, row]));
  return rows.flatMap((row) => {
    const subscription = byId.get(row.subscription);
    return subscription === undefined ? [] : [toDueDelivery(row, subscription)];
  });
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

function inPieces<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / ROWS_AT_ONCE) }, (_, n) =>
    items.slice(n * ROWS_AT_ONCE, (n + 1) * ROWS_AT_ONCE),
  );
}
