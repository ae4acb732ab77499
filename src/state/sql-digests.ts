/** Digests in an SQL database. The same statements run on SQLite and on PostgreSQL. */
import type { Kysely } from 'kysely';
import { begin, claimDue, claimOpen, settle } from './digest-claims.ts';
import { inPieces, insertDeliveries, withSubscriptions } from './digest-queries.ts';
import { claimedRow, platformOf, shortened, toDelivery, toSubscription } from './digest-rows.ts';
import type {
  Claimant,
  Delivery,
  DigestKind,
  DigestState,
  DigestStatus,
  DueDelivery,
  Outcome,
  Run,
  Subscription,
} from './digest-state.ts';
import type { Tables } from './tables.ts';
import { isId, randomId, storable } from './text.ts';

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

  claimDue(
    claimant: Claimant,
    options: Parameters<DigestState['claimDue']>[1],
  ): ReturnType<DigestState['claimDue']> {
    return claimDue(this.#db, this.#skipsLocked, claimant, options);
  }

  claimOpen(claimant: Claimant, options: Parameters<DigestState['claimOpen']>[1]): Promise<DueDelivery[]> {
    return claimOpen(this.#db, this.#skipsLocked, claimant, options);
  }

  begin(id: string, claimant: Claimant, subject: string): Promise<DueDelivery | null> {
    return begin(this.#db, id, claimant, subject);
  }

  settle(id: string, claimant: Claimant, outcome: Outcome): Promise<boolean> {
    return settle(this.#db, id, claimant, outcome);
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
}
