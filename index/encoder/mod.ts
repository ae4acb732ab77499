/** Turns texts into vectors, on this machine. */
import { loadBundledModel } from './bundled-model.ts';
import type { Encoder } from './encoder.ts';
import { loadNamedModel } from './named-model.ts';
import { DEFAULT_PRECISION } from './precision.ts';
import { TransformersEncoder } from './transformers.ts';

export type { Encoder } from './encoder.ts';
export { DEFAULT_PRECISION } from './precision.ts';

export interface EncoderOptions {
  /** Where prepared and downloaded models are kept; made when it is missing. */
  cacheDir: string;
  /** A local folder or a name on the Hugging Face Hub; left out for the model that comes with the installation. */
  model?: string;
  /** Which graph of the model to use; `DEFAULT_PRECISION` unless given. */
  precision?: 'fp32' | 'int8';
  /** Gets a sentence for the user when something is about to take a while. */
  onProgress?: (message: string) => void;
}

/**
 * Opens an encoder. Only a model named by its Hub name is ever downloaded. A failure is not remembered: opening again
 * tries again.
 *
 * @throws Error naming EMBEDDING_MODEL (a model that cannot be loaded) or CASEBOOK_CACHE (a cache folder that cannot be
 *   written) and what to set.
 */
export async function openEncoder(options: EncoderOptions): Promise<Encoder> {
  const { cacheDir, model, precision = DEFAULT_PRECISION, onProgress } = options;
  const loaded =
    model === undefined
      ? await loadBundledModel(cacheDir, precision, onProgress)
      : await loadNamedModel(model, precision, cacheDir, onProgress);
  return TransformersEncoder.open(loaded);
}
