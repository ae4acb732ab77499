import { z } from 'zod';
import { OnnxGraph } from './onnx-graph.ts';

/** The parts of a BERT `config.json` that shape the graph. */
export const bertConfigSchema = z.object({
  model_type: z.literal('bert'),
  hidden_act: z.literal('gelu'),
  position_embedding_type: z.literal('absolute').optional(),
  vocab_size: z.int().positive(),
  type_vocab_size: z.int().positive(),
  hidden_size: z.int().positive(),
  intermediate_size: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  num_attention_heads: z.int().positive(),
  max_position_embeddings: z.int().positive(),
  layer_norm_eps: z.number().positive(),
});
export type BertConfig = z.infer<typeof bertConfigSchema>;

/** Hands out a weight by its name in the checkpoint, row-major, checked against the shape that is wanted. */
export type Weights = (name: string, shape: readonly number[]) => Float32Array;

/** How the large matrices are kept and multiplied; all else is the same at every precision. */
export interface Arithmetic {
  /** Rows of a table by index. `table` has shape [rows, width]. */
  lookUp(graph: OnnxGraph, name: string, indices: string, table: Float32Array, width: number): string;
  /** x times the transpose of `weight` ([outputs, inputs], as PyTorch stores it) plus `bias`. */
  linear(graph: OnnxGraph, name: string, x: string, weight: Float32Array, bias: Float32Array): string;
}

/**
 * Builds the graph of a BERT encoder (Devlin et al., 2018: post-layer-norm transformer with learned absolute positions).
 *
 * Inputs `input_ids`, `attention_mask`, `token_type_ids`, int64 [batch, tokens]; output `last_hidden_state`, float
 * [batch, tokens, hidden]. The pooler is left out: sentence vectors are the mean of the hidden states.
 */
export function buildBertGraph(config: BertConfig, weights: Weights, arithmetic: Arithmetic): Uint8Array {
  const graph = new OnnxGraph();
  const ids = graph.input('input_ids', 'INT64', ['batch', 'tokens']);
  const mask = graph.input('attention_mask', 'INT64', ['batch', 'tokens']);
  const segments = graph.input('token_type_ids', 'INT64', ['batch', 'tokens']);

  const layer = new BertLayers(graph, config, weights, arithmetic);
  const bias = layer.attentionBias(mask);
  let hidden = layer.embeddings(ids, segments);
  for (let index = 0; index < config.num_hidden_layers; index += 1) {
    hidden = layer.feedForward(index, layer.attention(index, hidden, bias));
  }
  graph.node('Identity', [hidden], {}, 'last_hidden_state');
  graph.output('last_hidden_state', 'FLOAT', ['batch', 'tokens', config.hidden_size]);
  return graph.encode();
}

/** Added to the scores of padding before the softmax; BERT's own value, small enough to become 0 and still finite. */
const MASKED_SCORE = -10_000;

class BertLayers {
  readonly #graph: OnnxGraph;
  readonly #config: BertConfig;
  readonly #weights: Weights;
  readonly #arithmetic: Arithmetic;

  constructor(graph: OnnxGraph, config: BertConfig, weights: Weights, arithmetic: Arithmetic) {
    this.#graph = graph;
    this.#config = config;
    this.#weights = weights;
    this.#arithmetic = arithmetic;
  }

  /** [batch, tokens] of 1 and 0 -> [batch, 1, 1, tokens] of 0 and `MASKED_SCORE`, to be added to attention scores. */
  attentionBias(mask: string): string {
    const graph = this.#graph;
    const row = graph.node('Unsqueeze', [mask, graph.int64s('axis_1', [1], [1])]);
    const broadcastable = graph.node('Unsqueeze', [row, graph.int64s('axis_2', [1], [2])]);
    const kept = graph.node('Cast', [broadcastable], { to: { int: 1 } });
    const dropped = graph.node('Sub', [this.#scalar('one', 1), kept]);
    return graph.node('Mul', [dropped, this.#scalar('masked_score', MASKED_SCORE)]);
  }

  embeddings(ids: string, segments: string): string {
    const graph = this.#graph;
    const { hidden_size: width, max_position_embeddings: positions } = this.#config;
    const words = this.#lookUp('embeddings.word_embeddings.weight', ids, this.#config.vocab_size);
    const kinds = this.#lookUp(
      'embeddings.token_type_embeddings.weight',
      segments,
      this.#config.type_vocab_size,
    );
    const table = graph.floats(
      'positions',
      [1, positions, width],
      this.#weights('embeddings.position_embeddings.weight', [positions, width]),
    );
    const tokenCount = graph.node('Gather', [graph.node('Shape', [ids]), graph.int64s('axis_1', [1], [1])]);
    const places = graph.node('Slice', [
      table,
      graph.int64s('axis_0', [1], [0]),
      tokenCount,
      graph.int64s('axis_1', [1], [1]),
    ]);
    const sum = graph.node('Add', [graph.node('Add', [words, kinds]), places]);
    return this.#layerNorm('embeddings.LayerNorm', sum);
  }

  /** Multi-head self-attention, residual and layer norm. */
  attention(index: number, hidden: string, bias: string): string {
    const graph = this.#graph;
    const { hidden_size: width, num_attention_heads: heads } = this.#config;
    const prefix = `encoder.layer.${index}.attention`;
    const query = this.#heads(this.#linear(`${prefix}.self.query`, hidden, width, width), [0, 2, 1, 3]);
    const key = this.#heads(this.#linear(`${prefix}.self.key`, hidden, width, width), [0, 2, 3, 1]);
    const value = this.#heads(this.#linear(`${prefix}.self.value`, hidden, width, width), [0, 2, 1, 3]);
    const scale = this.#scalar('attention_scale', Math.sqrt(width / heads));
    const scores = graph.node('Div', [graph.node('MatMul', [query, key]), scale]);
    const shares = graph.node('Softmax', [graph.node('Add', [scores, bias])], { axis: { int: 3 } });
    const mixed = graph.node('Transpose', [graph.node('MatMul', [shares, value])], {
      perm: { ints: [0, 2, 1, 3] },
    });
    const joined = graph.node('Reshape', [mixed, graph.int64s('joined_shape', [3], [0, 0, width])]);
    const attended = this.#linear(`${prefix}.output.dense`, joined, width, width);
    return this.#layerNorm(`${prefix}.output.LayerNorm`, graph.node('Add', [attended, hidden]));
  }

  /** Two linear maps with a GELU between them, residual and layer norm. */
  feedForward(index: number, hidden: string): string {
    const { hidden_size: width, intermediate_size: wide } = this.#config;
    const prefix = `encoder.layer.${index}`;
    const widened = this.#gelu(this.#linear(`${prefix}.intermediate.dense`, hidden, wide, width));
    const narrowed = this.#linear(`${prefix}.output.dense`, widened, width, wide);
    return this.#layerNorm(`${prefix}.output.LayerNorm`, this.#graph.node('Add', [narrowed, hidden]));
  }

  /** [batch, tokens, width] -> [batch, tokens, heads, width / heads], transposed by `perm`. */
  #heads(x: string, perm: number[]): string {
    const { hidden_size: width, num_attention_heads: heads } = this.#config;
    const shape = this.#graph.int64s('heads_shape', [4], [0, 0, heads, width / heads]);
    return this.#graph.node('Transpose', [this.#graph.node('Reshape', [x, shape])], { perm: { ints: perm } });
  }

  /** The exact GELU, x/2 * (1 + erf(x / sqrt 2)), in the shape that onnxruntime fuses to one kernel. */
  #gelu(x: string): string {
    const graph = this.#graph;
    const erf = graph.node('Erf', [graph.node('Div', [x, this.#scalar('sqrt_2', Math.SQRT2)])]);
    const product = graph.node('Mul', [x, graph.node('Add', [erf, this.#scalar('one', 1)])]);
    return graph.node('Mul', [product, this.#scalar('half', 0.5)]);
  }

  #layerNorm(name: string, x: string): string {
    const { hidden_size: width, layer_norm_eps: epsilon } = this.#config;
    const weight = this.#graph.floats(`${name}.weight`, [width], this.#weights(`${name}.weight`, [width]));
    const bias = this.#graph.floats(`${name}.bias`, [width], this.#weights(`${name}.bias`, [width]));
    return this.#graph.node('LayerNormalization', [x, weight, bias], {
      axis: { int: -1 },
      epsilon: { float: epsilon },
    });
  }

  #linear(name: string, x: string, outputs: number, inputs: number): string {
    const weight = this.#weights(`${name}.weight`, [outputs, inputs]);
    const bias = this.#weights(`${name}.bias`, [outputs]);
    return this.#arithmetic.linear(this.#graph, name, x, weight, bias);
  }

  #lookUp(name: string, indices: string, rows: number): string {
    const width = this.#config.hidden_size;
    return this.#arithmetic.lookUp(this.#graph, name, indices, this.#weights(name, [rows, width]), width);
  }

  #scalar(name: string, value: number): string {
    return this.#graph.floats(name, [], Float32Array.of(value));
  }
}
