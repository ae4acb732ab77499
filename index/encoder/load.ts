import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  AutoModel,
  AutoTokenizer,
  env,
  type PreTrainedModel,
  PreTrainedTokenizer,
} from '@xenova/transformers';
import type { Precision } from './precision.ts';

export interface TokenizerAndModel {
  readonly tokenizer: PreTrainedTokenizer;
  readonly model: PreTrainedModel;
}

/** Loads from a local folder. Nothing is downloaded, and no cache of downloads is looked at. */
export function loadFromFolder(folder: string, precision: Precision): Promise<TokenizerAndModel> {
  const settings = {
    allowLocalModels: true,
    allowRemoteModels: false,
    useFSCache: false,
    localModelPath: dirname(folder),
  };
  return inEnvironment(settings, async () => {
    const tokenizer = await loadTokenizer(folder);
    const model = await AutoModel.from_pretrained(basename(folder), { quantized: precision === 'int8' });
    return { tokenizer, model };
  });
}

/** Loads by a model's name on the Hugging Face Hub: from `cacheDir` what is there, the rest from the network. */
export function loadFromHub(
  name: string,
  precision: Precision,
  cacheDir: string,
): Promise<TokenizerAndModel> {
  const settings = { allowLocalModels: false, allowRemoteModels: true, useFSCache: true };
  return inEnvironment(settings, async () => {
    const tokenizer = await AutoTokenizer.from_pretrained(name, { cache_dir: cacheDir });
    const model = await AutoModel.from_pretrained(name, {
      cache_dir: cacheDir,
      quantized: precision === 'int8',
    });
    return { tokenizer, model };
  });
}

/** transformers.js insists on a `tokenizer_config.json`; a plain tokenizer does without. */
async function loadTokenizer(folder: string): Promise<PreTrainedTokenizer> {
  if (existsSync(join(folder, 'tokenizer_config.json'))) {
    return AutoTokenizer.from_pretrained(basename(folder));
  }
  return new PreTrainedTokenizer(JSON.parse(await readFile(join(folder, 'tokenizer.json'), 'utf8')), {});
}

/** Settles when the load before has ended, however it ended: a failure is passed to its caller and not kept. */
let previousLoad: Promise<unknown> = Promise.resolve();

/** transformers.js keeps its settings in one global object: loads take turns, and each puts back what it found. */
function inEnvironment<T>(settings: Partial<typeof env>, load: () => Promise<T>): Promise<T> {
  const turn = previousLoad.then(async () => {
    const before = { ...env };
    Object.assign(env, settings);
    try {
      return await load();
    } finally {
      Object.assign(env, before);
    }
  });
  previousLoad = turn.catch(() => undefined);
  return turn;
}
