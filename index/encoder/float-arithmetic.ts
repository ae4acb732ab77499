import type { Arithmetic } from './bert-graph.ts';
import { transpose } from './transpose.ts';

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
