import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type BertConfig, buildBertGraph } from '../../../index/encoder/bert-graph.ts';
import { floatArithmetic } from '../../../index/encoder/float-arithmetic.ts';

/** Prepared once and shared by all tests that only read the bundled model. */
export const MODEL_CACHE = fileURLToPath(new URL('../../../.casebook/models', import.meta.url));

/** A new folder that goes away with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'casebook-encoder-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let product = 0;
  for (let index = 0; index < a.length; index += 1) product += a[index]! * b[index]!;
  return product / (norm(a) * norm(b));
}

export function norm(vector: ArrayLike<number>): number {
  let squares = 0;
  for (let index = 0; index < vector.length; index += 1) squares += vector[index]! ** 2;
  return Math.sqrt(squares);
}

const WORDS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'shard', 'the', 'data', '##base'];

const TINY: BertConfig = {
  model_type: 'bert',
  hidden_act: 'gelu',
  vocab_size: WORDS.length,
  type_vocab_size: 2,
  hidden_size: 8,
  intermediate_size: 16,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  max_position_embeddings: 16,
  layer_norm_eps: 1e-12,
};

/** The files of a model as small as can be (8 dimensions, 8 words, 16 positions), with made-up weights. */
export function tinyModelFiles(): Record<string, string | Uint8Array> {
  return {
    'config.json': JSON.stringify(TINY),
    'tokenizer.json': JSON.stringify(tinyTokenizer()),
    'onnx/model.onnx': buildBertGraph(TINY, madeUpWeights, floatArithmetic),
  };
}

export async function writeFiles(folder: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), content);
  }
}

function madeUpWeights(name: string, shape: readonly number[]): Float32Array {
  const length = shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length }, (_, index) => Math.sin(index * 1.7 + name.length));
}

function tinyTokenizer(): object {
  const special = (token: string): object => ({ SpecialToken: { id: token, type_id: 0 } });
  const template = [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')];
  const specials = ['[CLS]', '[SEP]'].map((token) => [
    token,
    { id: token, ids: [WORDS.indexOf(token)], tokens: [token] },
  ]);
  return {
    added_tokens: WORDS.slice(0, 4).map((content, id) => ({ id, content, special: true })),
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: template,
      pair: template,
      special_tokens: Object.fromEntries(specials),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])),
    },
  };
}
