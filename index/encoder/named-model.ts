import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { sha256OfFile } from '../sha256.ts';
import { loadFromFolder, loadFromHub } from './load.ts';
import type { Pooling } from './pooling.ts';
import { GRAPH_FILES, type Precision } from './precision.ts';
import type { LoadedModel } from './transformers.ts';

const REMEDY =
  'Set EMBEDDING_MODEL to a folder with config.json, tokenizer.json and onnx/model.onnx or onnx/model_quantized.onnx, ' +
  'or to the name of such a model on the Hugging Face Hub, or leave it unset for the model that comes with Casebook.';

/**
 * Loads the model that EMBEDDING_MODEL names: a local folder, else a model on the Hugging Face Hub, which is downloaded
 * into `cacheDir` once.
 *
 * @throws Error that names EMBEDDING_MODEL and says what to set; its `cause` tells why the model could not be loaded.
 */
export async function loadNamedModel(
  model: string,
  precision: Precision,
  cacheDir: string,
  onProgress?: (message: string) => void,
): Promise<LoadedModel> {
  if (isFolder(model)) return loadLocalModel(model, precision, onProgress);
  if (looksLikePath(model)) {
    throw new Error(`EMBEDDING_MODEL names the folder ${model}, which does not exist. ${REMEDY}`);
  }
  return loadHubModel(model, precision, cacheDir, onProgress);
}

async function loadLocalModel(
  model: string,
  precision: Precision,
  onProgress?: (message: string) => void,
): Promise<LoadedModel> {
  const folder = resolve(model);
  const missing = ['config.json', 'tokenizer.json'].filter((file) => !existsSync(join(folder, file)));
  const found = [precision, otherThan(precision)].find((each) => existsSync(join(folder, GRAPH_FILES[each])));
  if (found === undefined) missing.push(`${GRAPH_FILES.fp32} or ${GRAPH_FILES.int8}`);
  if (found === undefined || missing.length > 0) {
    throw new Error(
      `EMBEDDING_MODEL names the folder ${model}, which has no ${missing.join(', no ')}. ${REMEDY}`,
    );
  }
  if (found !== precision) onProgress?.(`${model} has no ${precision} graph; using its ${found} graph.`);
  try {
    return { ...(await loadFromFolder(folder, found)), ...(await describe(folder, found)) };
  } catch (cause) {
    throw new Error(`Cannot load the model in the folder ${model}, named by EMBEDDING_MODEL. ${REMEDY}`, {
      cause,
    });
  }
}

async function loadHubModel(
  name: string,
  precision: Precision,
  cacheDir: string,
  onProgress?: (message: string) => void,
): Promise<LoadedModel> {
  const folder = resolve(cacheDir, name);
  if (!existsSync(join(folder, GRAPH_FILES[precision]))) {
    onProgress?.(`Downloading the model ${name} from the Hugging Face Hub into ${folder} (once).`);
  }
  try {
    const loaded = await loadFromHub(name, precision, resolve(cacheDir));
    return { ...loaded, ...(await describe(folder, precision)) };
  } catch (cause) {
    throw new Error(
      `Cannot load the model ${name}, named by EMBEDDING_MODEL, from the Hugging Face Hub. Check the name and the ` +
        `network; if an earlier download was cut short, delete ${folder}. ${REMEDY}`,
      { cause },
    );
  }
}

/** How the model's token vectors are pooled, and what its files are. */
async function describe(
  folder: string,
  precision: Precision,
): Promise<{ pooling: Pooling; fingerprint: string }> {
  const hash = createHash('sha256');
  for (const file of ['config.json', 'tokenizer.json', GRAPH_FILES[precision]]) {
    hash.update(`${file} ${await sha256OfFile(join(folder, file))}\n`);
  }
  return { pooling: await poolingOf(folder), fingerprint: hash.digest('hex') };
}

/** The file in which sentence-transformers records how it pools. */
const poolingConfigSchema = z.record(z.string(), z.unknown());

async function poolingOf(folder: string): Promise<Pooling> {
  const file = join(folder, '1_Pooling', 'config.json');
  if (!existsSync(file)) return 'mean';
  const config = poolingConfigSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const modes = Object.keys(config).filter((key) => key.startsWith('pooling_mode_') && config[key] === true);
  if (modes.join() === 'pooling_mode_mean_tokens') return 'mean';
  if (modes.join() === 'pooling_mode_cls_token') return 'cls';
  throw new Error(
    `${file} asks for ${modes.join(' and ') || 'no pooling'}; only mean or cls pooling is supported.`,
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** A name on the Hub is `model` or `owner/model`. */
function looksLikePath(model: string): boolean {
  return isAbsolute(model) || /^[.~]|\\|\/.*\//.test(model);
}

function otherThan(precision: Precision): Precision {
  return precision === 'int8' ? 'fp32' : 'int8';
}
