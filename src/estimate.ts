/** Means, and how sure one can be of them. */

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
