/** Text -> vector. */
import { type Precision, prepareBundledModel } from './bundled-model.ts';
import type { Encoder } from './encoder.ts';
import { loadFolder } from './load.ts';
import { TransformersEncoder } from './transformers.ts';

export type { Encoder } from './encoder.ts';

export const DEFAULT_PRECISION: Precision = 'fp32';

export interface EncoderOptions {
  /** Where the prepared model is kept between runs. */
  readonly cacheDir: string;
  /** A folder or a name on the Hugging Face Hub; absent for the model that comes with the installation. */
  readonly model?: string;
  readonly precision?: 'fp32' | 'int8';
  /** Called with one line whenever something slow begins or ends. */
  readonly onProgress?: (message: string) => void;
}

export async function openEncoder(options: EncoderOptions): Promise<Encoder> {
  const precision = options.precision ?? DEFAULT_PRECISION;
  const { folder, fingerprint } = await prepareBundledModel(options.cacheDir, precision, options.onProgress);
  return TransformersEncoder.open({ ...(await loadFolder(folder, precision)), pooling: 'mean', fingerprint });
}
