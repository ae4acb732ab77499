import type { Arithmetic } from './bert-graph.ts';

/** Single-precision arithmetic: matrices are stored as they are used. */
export const floatArithmetic: Arithmetic = {
  lookUp(graph, name, indices, table, width) {
    return graph.node('Gather', [graph.floats(name, [table.length / width, width], table), indices]);
  },
  linear(graph, name, x, weight, bias) {
    const outputs = bias.length;
    const inputs = weight.length / outputs;
    const matrix = graph.floats(`${name}.matrix`, [inputs, outputs], transpose(weight, outputs, inputs));
    return graph.node('Add', [
      graph.node('MatMul', [x, matrix]),
      graph.floats(`${name}.bias`, [outputs], bias),
    ]);
  },
};

/** [rows, columns] -> [columns, rows], both row-major. */
function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const transposed = new Float32Array(matrix.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      transposed[column * rows + row] = matrix[row * columns + column]!;
    }
  }
  return transposed;
}
