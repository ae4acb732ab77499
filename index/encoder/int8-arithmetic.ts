import type { Arithmetic } from './bert-graph.ts';
import { quantiseFactors, quantiseTable } from './quantise.ts';
import { transpose } from './transpose.ts';

/** ONNX's number for the element type float. */
const FLOAT = 1;

/**
 * Weights in int8 with a scale for each output (matrices) or row (tables). Activations are quantised to uint8 on the
 * way, with a range measured over the whole tensor: a vector depends on all texts of a run, so runs hold one text.
 */
export function int8Arithmetic(): Arithmetic {
  /** Query, key and value share an input: it is quantised once. */
  const quantised = new Map<string, [values: string, scale: string, zeroPoint: string]>();
  return {
    lookUp(graph, name, indices, table, width) {
      const { values, scales } = quantiseTable(table, width);
      const rows = scales.length;
      const found = graph.node('Gather', [graph.int8s(name, [rows, width], values), indices]);
      const scale = graph.node('Gather', [graph.floats(`${name}.scales`, [rows, 1], scales), indices]);
      return graph.node('Mul', [graph.node('Cast', [found], { to: { int: FLOAT } }), scale]);
    },
    // The chain MatMulInteger, Cast, Mul, Add is the one that onnxruntime fuses to a single kernel.
    linear(graph, name, x, weight, bias) {
      const outputs = bias.length;
      const inputs = weight.length / outputs;
      const { values, scales } = quantiseFactors(weight, inputs);
      const [xValues, xScale, xZeroPoint] = quantised.get(x) ?? graph.nodes('DynamicQuantizeLinear', [x], 3);
      quantised.set(x, [xValues!, xScale!, xZeroPoint!]);
      const matrix = graph.int8s(`${name}.matrix`, [inputs, outputs], transpose(values, outputs, inputs));
      const sums = graph.node('MatMulInteger', [xValues!, matrix, xZeroPoint!]);
      const scale = graph.node('Mul', [xScale!, graph.floats(`${name}.scales`, [outputs], scales)]);
      const product = graph.node('Mul', [graph.node('Cast', [sums], { to: { int: FLOAT } }), scale]);
      return graph.node('Add', [product, graph.floats(`${name}.bias`, [outputs], bias)]);
    },
  };
}
