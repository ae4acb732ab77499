/** [rows, columns] -> [columns, rows], both row-major. */
export function transpose<Matrix extends Float32Array | Int8Array>(
  matrix: Matrix,
  rows: number,
  columns: number,
): Matrix {
  const transposed = matrix.slice() as Matrix;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      transposed[column * rows + row] = matrix[row * columns + column]!;
    }
  }
  return transposed;
}
