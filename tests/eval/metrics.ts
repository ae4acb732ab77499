/** Measures of rankings, and how sure one can be of them. */

/** 1 if one of the first `depth` items is relevant. */
export function hitAt(ranked: readonly string[], relevant: ReadonlySet<string>, depth: number): number {
  return ranked.slice(0, depth).some((item) => relevant.has(item)) ? 1 : 0;
}

/** 1 / place of the first relevant item within `depth`, or 0. */
export function reciprocalRank(
  ranked: readonly string[],
  relevant: ReadonlySet<string>,
  depth: number,
): number {
  const place = ranked.slice(0, depth).findIndex((item) => relevant.has(item));
  return place < 0 ? 0 : 1 / (place + 1);
}

/** Share of the relevant items that stand within `depth`. */
export function recallAt(ranked: readonly string[], relevant: ReadonlySet<string>, depth: number): number {
  return ranked.slice(0, depth).filter((item) => relevant.has(item)).length / relevant.size;
}

/** Normalised discounted cumulative gain with gains 2^grade - 1 (Burges et al. 2005). */
export function ndcgAt(
  ranked: readonly string[],
  grades: ReadonlyMap<string, number>,
  depth: number,
): number {
  const gains = ranked.slice(0, depth).map((item) => 2 ** (grades.get(item) ?? 0) - 1);
  const ideal = [...grades.values()].map((grade) => 2 ** grade - 1).sort((a, b) => b - a);
  return discounted(gains) / discounted(ideal.slice(0, depth));
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, place) => sum + gain / Math.log2(place + 2), 0);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export interface Estimate {
  readonly mean: number;
  /** Bounds of the 95% interval. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

const RESAMPLES = 1000;

/** Mean with its percentile bootstrap interval (Efron 1979). The same values always give the same interval. */
export function estimate(values: readonly number[]): Estimate {
  const random = mulberry32(values.length);
  const means = Array.from({ length: RESAMPLES }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)]!)),
  ).sort((a, b) => a - b);
  return {
    mean: mean(values),
    low: means[Math.floor(RESAMPLES * 0.025)]!,
    high: means[Math.floor(RESAMPLES * 0.975)]!,
    count: values.length,
  };
}

/** A small seeded generator of numbers from 0 to 1 (Tommy Ettinger's mulberry32). */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
