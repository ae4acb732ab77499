/** What several queries about digests share. */
import type { Kysely, Transaction } from 'kysely';
import { toDueDelivery } from './digest-rows.ts';
import type { DueDelivery } from './digest-state.ts';
import type { DeliveryRow, NewDeliveryRow } from './digest-tables.ts';
import type { Tables } from './tables.ts';

/** Rows in one statement: below the 32,766 parameters of SQLite and PostgreSQL's 65,535. */
const ROWS_AT_ONCE = 500;
/** How the slot begins of what somebody asked for. */
export const AT_ONCE = 'now:';

/** Those whose slot is still free. */
export async function insertDeliveries(
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

/** Each with the digest that it belongs to; one whose digest was deleted is left out. */
export async function withSubscriptions(
  db: Kysely<Tables>,
  rows: readonly DeliveryRow[],
): Promise<DueDelivery[]> {
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

/** In pieces that fit into a statement. */
export function inPieces<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / ROWS_AT_ONCE) }, (_, n) =>
    items.slice(n * ROWS_AT_ONCE, (n + 1) * ROWS_AT_ONCE),
  );
}
