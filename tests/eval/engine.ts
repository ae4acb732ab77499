/** Opens a search engine over a content folder, with progress on standard error. */
import { join } from 'node:path';
import { progressOn } from '../../adapters/terminal/mod.ts';
import { openEncoder } from '../../index/encoder/mod.ts';
import { SearchEngine } from '../../index/search/mod.ts';
import { openIndex } from '../../index/store/mod.ts';

/** Where evaluation keeps its models and indexes between runs. */
export const EVAL_CACHE = '.casebook';

export type Precision = 'fp32' | 'int8';

export async function openEngine(
  name: string,
  contentDir: string,
  precision?: Precision,
): Promise<SearchEngine> {
  const progress = progressOn(process.stderr);
  const encoder = await openEncoder({
    cacheDir: join(EVAL_CACHE, 'models'),
    ...(precision !== undefined && { precision }),
    onProgress: progress.step,
  });
  const { index } = await openIndex({
    contentDir,
    indexDir: join(EVAL_CACHE, 'eval', `${name}-${precision ?? 'default'}`),
    encoder,
    onProgress: ({ done, total }) => progress.update(`Embedding ${name}`, done, total),
  });
  progress.end();
  return SearchEngine.open(index, encoder);
}
