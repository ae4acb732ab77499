/** Measures of rankings. How sure one can be of them says `src/estimate.ts`. */

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
