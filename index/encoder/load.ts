import { basename, dirname } from 'node:path';
import {
  AutoModel,
  AutoTokenizer,
  env,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from '@xenova/transformers';
import type { Precision } from './bundled-model.ts';

/** Loads tokenizer and model from a local folder; nothing is downloaded. */
export function loadFolder(
  folder: string,
  precision: Precision,
): Promise<{ tokenizer: PreTrainedTokenizer; model: PreTrainedModel }> {
  return inEnvironment(
    { allowRemoteModels: false, allowLocalModels: true, useFSCache: false, localModelPath: dirname(folder) },
    async () => {
      const name = basename(folder);
      const tokenizer = await AutoTokenizer.from_pretrained(name);
      const model = await AutoModel.from_pretrained(name, { quantized: precision === 'int8' });
      return { tokenizer, model };
    },
  );
}

type Environment = Pick<
  typeof env,
  'allowRemoteModels' | 'allowLocalModels' | 'useFSCache' | 'localModelPath'
>;

/** Settles when the load before has ended, however it ended. */
let previousLoad: Promise<unknown> = Promise.resolve();

/** transformers.js keeps its settings in one global object: loads take turns, and each puts back what it found. */
function inEnvironment<T>(settings: Partial<Environment>, load: () => Promise<T>): Promise<T> {
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
