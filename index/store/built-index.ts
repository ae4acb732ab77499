/** A built index: written to a folder, and read back with every file checked. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LexicalIndex } from '../lexical/mod.ts';
import { type Library, librarySchema } from '../library/mod.ts';
import { type PassageList, passagesOf } from '../passages/mod.ts';
import { sha256Of } from '../sha256.ts';
import { VectorGraph, VectorTable } from '../vectors/mod.ts';
import { currentBuild, isMissing } from './folder.ts';
import { FORMAT_VERSION, INDEX_FILES, type IndexFile, type Manifest, manifestSchema } from './manifest.ts';

/** Everything that search needs. The passage with position i is document i, row i and node i of the indexes. */
export interface BuiltIndex {
  readonly library: Library;
  readonly list: PassageList;
  readonly lexical: LexicalIndex;
  readonly vectors: VectorTable;
  readonly graph: VectorGraph;
}

/** Why there is no usable index: none yet, made by something else, or not as it was written. */
export class UnusableIndexError extends Error {
  override readonly name = 'UnusableIndexError';
  readonly reason: 'missing' | 'foreign' | 'damaged';

  constructor(reason: UnusableIndexError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** Writes an index into an empty folder; the manifest comes last. */
export async function writeIndex(folder: string, index: BuiltIndex, fingerprint: string): Promise<void> {
  await index.graph.write(join(folder, 'graph.hnsw'));
  await writeFile(join(folder, 'vectors.bin'), index.vectors.toBytes());
  await writeFile(join(folder, 'library.json'), JSON.stringify(index.library));
  await writeFile(join(folder, 'lexical.bin'), index.lexical.toBytes());
  const records = await Promise.all(
    INDEX_FILES.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return [name, { bytes: bytes.length, sha256: sha256Of(bytes) }] as const;
    }),
  );
  const manifest: Manifest = {
    formatVersion: FORMAT_VERSION,
    fingerprint,
    dimensions: index.vectors.dimensions,
    passages: index.list.passages.length,
    sources: Object.fromEntries(index.library.files.map((file) => [file.file, file.sha256])),
    files: Object.fromEntries(records) as Manifest['files'],
  };
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Reads the index in force. Throws `UnusableIndexError` when there is none that can be used with this fingerprint and
 * vectors of this length, and an error of the file system when the folder cannot be read at all.
 */
export async function readIndex(
  indexDir: string,
  fingerprint: string,
  dimensions: number,
): Promise<BuiltIndex> {
  const folder = await currentBuild(indexDir);
  if (folder === null) throw new UnusableIndexError('missing', 'there is no index yet');
  const manifest = await readManifest(folder);
  if (manifest.fingerprint !== fingerprint) {
    throw new UnusableIndexError('foreign', 'the index was made with another model or by other rules');
  }
  if (manifest.dimensions !== dimensions) {
    throw new UnusableIndexError('damaged', `the index has vectors of another length`);
  }
  const read = async (name: IndexFile): Promise<Buffer> => readChecked(folder, name, manifest);
  try {
    const [libraryBytes, lexicalBytes, vectorBytes] = await Promise.all([
      read('library.json'),
      read('lexical.bin'),
      read('vectors.bin'),
      read('graph.hnsw'),
    ]);
    const library = librarySchema.parse(JSON.parse(libraryBytes.toString('utf8')));
    const lexical = LexicalIndex.fromBytes(lexicalBytes);
    const vectors = VectorTable.fromBytes(vectorBytes, dimensions);
    const graph = await VectorGraph.read(join(folder, 'graph.hnsw'), dimensions);
    const list = passagesOf(library);
    const counts = [list.passages.length, lexical.bm25.documentCount, vectors.size, graph.size];
    if (counts.some((count) => count !== manifest.passages)) {
      throw new UnusableIndexError(
        'damaged',
        `the index disagrees with itself (${counts.join(', ')} passages)`,
      );
    }
    return { library, list, lexical, vectors, graph };
  } catch (error) {
    if (error instanceof UnusableIndexError) throw error;
    throw new UnusableIndexError('damaged', 'the index cannot be read', { cause: error });
  }
}

async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(folder, 'manifest.json'), 'utf8');
  } catch (error) {
    throw new UnusableIndexError('damaged', 'the index has no manifest that can be read', { cause: error });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UnusableIndexError('damaged', 'the manifest of the index is not JSON', { cause: error });
  }
  const manifest = manifestSchema.safeParse(json);
  if (manifest.success) return manifest.data;
  const version = (json as { formatVersion?: unknown } | null)?.formatVersion;
  if (version === FORMAT_VERSION) {
    throw new UnusableIndexError('damaged', 'the manifest of the index is incomplete', {
      cause: manifest.error,
    });
  }
  throw new UnusableIndexError(
    'foreign',
    `the index has format ${String(version)}, and this is format ${FORMAT_VERSION}`,
  );
}

async function readChecked(folder: string, name: IndexFile, manifest: Manifest): Promise<Buffer> {
  const record = manifest.files[name];
  let bytes: Buffer;
  try {
    bytes = await readFile(join(folder, name));
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new UnusableIndexError('damaged', `${name} is missing from the index`, { cause: error });
  }
  if (bytes.length !== record.bytes || sha256Of(bytes) !== record.sha256) {
    throw new UnusableIndexError('damaged', `${name} of the index is not as it was written`);
  }
  return bytes;
}
