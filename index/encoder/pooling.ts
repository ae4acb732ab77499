/** How the vectors of a text's tokens become one vector. */
export type Pooling = 'mean' | 'cls';

/**
 * One unit-length vector for a text.
 *
 * @param states Hidden states of the text's tokens, row-major [tokens, dimensions].
 */
export function poolToUnitVector(states: Float32Array, dimensions: number, pooling: Pooling): Float32Array {
  const sums = new Float64Array(dimensions);
  // The scale of the mean cancels out when the vector is normalised, so the sum does.
  const end = pooling === 'cls' ? dimensions : states.length;
  for (let start = 0; start < end; start += dimensions) {
    for (let index = 0; index < dimensions; index += 1) sums[index]! += states[start + index]!;
  }
  let squares = 0;
  for (const sum of sums) squares += sum * sum;
  const length = Math.sqrt(squares);
  return Float32Array.from(sums, (sum) => (length === 0 ? 0 : sum / length));
}
