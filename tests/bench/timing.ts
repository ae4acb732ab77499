/** Times work, and summarises the times. */

export async function timeMs(work: () => unknown): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** A value between the two nearest ones in proportion (Hyndman and Fan 1996, type 7). `share` is 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('Nothing was measured, so there is no quantile.');
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export interface Contender<T> {
  readonly name: string;
  readonly measure: () => Promise<T>;
}

/**
 * Measures every contender once a round: A B A B. A machine that is busy for a while is then busy for all of them, and
 * their ratio holds where their figures do not.
 */
export async function inTurns<T>(
  rounds: number,
  contenders: readonly Contender<T>[],
): Promise<Map<string, T[]>> {
  const measured = new Map<string, T[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, measure } of contenders) measured.get(name)!.push(await measure());
  }
  return measured;
}

/** At most `count` items, spread evenly over the list. */
export function spread<T>(items: readonly T[], count: number): T[] {
  const kept = Math.min(count, items.length);
  return Array.from({ length: kept }, (_, i) => items[Math.floor((i * items.length) / kept)]!);
}
