/** Numbers kept as int8 with one scale for each row: row r holds about `values[r] * scales[r]`. */
export interface QuantisedRows {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

const INT8_MAX = 127;

/**
 * CPUs without VNNI multiply by adding two neighbouring products of an unsigned and a signed byte into 16 bits
 * (`vpmaddubsw`), which saturates: 255 * (a + b) must stay within +-32,767, so neighbours of one sign may add up to 128.
 * Rounding may add a half to each, hence 127. The usual remedy, weights of 7 bits, keeps less: neighbours seldom peak
 * together (mean cosine against single precision 0.990 with 7 bits, 0.992 with this rule, 0.993 with neither).
 */
const MAX_NEIGHBOUR_SUM = 127;

/** Symmetric int8 rows for a table that is looked up and never multiplied in int8. */
export function quantiseTable(table: Float32Array, width: number): QuantisedRows {
  return quantiseRows(table, width, (row) => largestMagnitude(row) / INT8_MAX);
}

/** Symmetric int8 rows for a matrix [outputs, inputs] that is multiplied by uint8: no sum of neighbours saturates. */
export function quantiseFactors(matrix: Float32Array, inputs: number): QuantisedRows {
  return quantiseRows(matrix, inputs, (row) =>
    Math.max(largestMagnitude(row) / INT8_MAX, largestNeighbourSum(row) / MAX_NEIGHBOUR_SUM),
  );
}

function quantiseRows(
  matrix: Float32Array,
  width: number,
  scaleOf: (row: Float32Array) => number,
): QuantisedRows {
  const rows = matrix.length / width;
  const values = new Int8Array(matrix.length);
  const scales = new Float32Array(rows);
  for (let index = 0; index < rows; index += 1) {
    const start = index * width;
    // A row of zeros has any scale; 1 keeps it finite.
    const scale = scaleOf(matrix.subarray(start, start + width)) || 1;
    scales[index] = scale;
    for (let at = start; at < start + width; at += 1) values[at] = Math.round(matrix[at]! / scale);
  }
  return { values, scales };
}

function largestMagnitude(row: Float32Array): number {
  return row.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

/** Largest magnitude of the sum of two neighbours of one sign. */
function largestNeighbourSum(row: Float32Array): number {
  let largest = 0;
  for (let index = 1; index < row.length; index += 1) {
    const [before, value] = [row[index - 1]!, row[index]!];
    if (before * value > 0) largest = Math.max(largest, Math.abs(before + value));
  }
  return largest;
}
