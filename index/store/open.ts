/** Opens the index of a content folder, building first what is missing or out of date. */
import type { Encoder } from '../encoder/mod.ts';
import { LexicalIndex } from '../lexical/mod.ts';
import { LIBRARY_FORMAT, type Library, type ParsedFile, readLibrary } from '../library/mod.ts';
import { PASSAGE_RULES_VERSION, passageContent, passagesOf } from '../passages/mod.ts';
import { VectorGraph, VectorTable } from '../vectors/mod.ts';
import { type BuiltIndex, readIndex, UnusableIndexError, writeIndex } from './built-index.ts';
import { createBuild, discardBuild, publishBuild } from './folder.ts';

/** Passages that are encoded between two reports of progress. */
const ENCODE_STEP = 32;

export interface IndexProgress {
  readonly phase: 'encoding';
  /** Passages encoded so far, of those that have to be. */
  readonly done: number;
  readonly total: number;
}

export interface OpenIndexOptions {
  readonly contentDir: string;
  readonly indexDir: string;
  readonly encoder: Encoder;
  readonly onProgress?: (progress: IndexProgress) => void;
}

export interface OpenedIndex {
  readonly index: BuiltIndex;
  /** What had to be done: nothing, or a build, with the reason in words. */
  readonly build: BuildReport | null;
}

export interface BuildReport {
  /** For example `files of the library: 3 changed` or `there is no index yet`. */
  readonly reason: string;
  readonly passages: number;
  /** Passages that had to be embedded; the others were taken over from the index before. */
  readonly encoded: number;
}

/**
 * Reads the content folder and returns its index. An index that is current is loaded; otherwise a new one is built and
 * published, which embeds only what the old one does not have. Throws when the content folder cannot be read, or the
 * index folder cannot be read or written.
 */
export async function openIndex(options: OpenIndexOptions): Promise<OpenedIndex> {
  const { contentDir, indexDir, encoder } = options;
  const fingerprint = indexFingerprint(encoder);
  let earlier: BuiltIndex | null = null;
  let reason = '';
  try {
    earlier = await readIndex(indexDir, fingerprint, encoder.dimensions);
  } catch (error) {
    if (!(error instanceof UnusableIndexError)) throw unusableFolder(indexDir, error);
    reason = error.message;
  }
  const known = new Map(earlier?.library.files.map((file) => [file.file, file]));
  const library = await readLibrary(contentDir, known);
  if (earlier !== null) {
    const changes = describeChanges(earlier.library.files, library.files);
    if (changes === null) return { index: earlier, build: null };
    reason = changes;
  }
  // A folder that cannot be written is better known before minutes of embedding than after.
  await store(indexDir, discardBuild);
  const { index, encoded } = await buildIndex(library, encoder, earlier, options.onProgress);
  await store(indexDir, async (folder) => {
    await writeIndex(folder, index, fingerprint);
    await publishBuild(indexDir, folder);
  });
  return { index, build: { reason, passages: index.list.passages.length, encoded } };
}

/** Makes a folder for a build and lets `fill` fill and publish it; it is gone again when that fails. */
async function store(indexDir: string, fill: (folder: string) => Promise<void>): Promise<void> {
  let folder: string | undefined;
  try {
    folder = await createBuild(indexDir);
    await fill(folder);
  } catch (error) {
    if (folder !== undefined) await discardBuild(folder);
    throw unusableFolder(indexDir, error);
  }
}

function unusableFolder(indexDir: string, cause: unknown): Error {
  return new Error(
    `The index folder ${indexDir} cannot be used. ` +
      'Set INDEX_DIR or --index to a folder that can be written and has free space.',
    { cause },
  );
}

/** Names everything but the library itself that decides what an index holds. */
function indexFingerprint(encoder: Encoder): string {
  return `${encoder.fingerprint}/library-${LIBRARY_FORMAT}/passages-${PASSAGE_RULES_VERSION}`;
}

async function buildIndex(
  library: Library,
  encoder: Encoder,
  earlier: BuiltIndex | null,
  onProgress: OpenIndexOptions['onProgress'],
): Promise<{ index: BuiltIndex; encoded: number }> {
  const list = passagesOf(library);
  const contents = list.passages.map(passageContent);
  const known = vectorsByContent(earlier);
  const missing = [...new Set(contents)].filter((content) => !known.has(content));
  const report = (done: number): void => {
    onProgress?.({ phase: 'encoding', done, total: missing.length });
  };
  for (let done = 0; done < missing.length; done += ENCODE_STEP) {
    report(done);
    const step = missing.slice(done, done + ENCODE_STEP);
    const vectors = await encoder.encode(step);
    step.forEach((content, i) => {
      known.set(content, vectors[i]!);
    });
  }
  if (missing.length > 0) report(missing.length);
  const vectors = VectorTable.of(
    contents.map((content) => known.get(content)!),
    encoder.dimensions,
  );
  const graph = VectorGraph.build(vectors);
  return {
    index: { library, list, lexical: LexicalIndex.build(list.passages), vectors, graph },
    encoded: missing.length,
  };
}

function vectorsByContent(index: BuiltIndex | null): Map<string, Float32Array> {
  if (index === null) return new Map();
  return new Map(
    index.list.passages.map((passage, row) => [passageContent(passage), index.vectors.vector(row)]),
  );
}

/** What differs between two readings of a content folder, in words; null when nothing does. */
function describeChanges(before: readonly ParsedFile[], after: readonly ParsedFile[]): string | null {
  const hashesBefore = new Map(before.map((file) => [file.file, file.sha256]));
  const hashesAfter = new Map(after.map((file) => [file.file, file.sha256]));
  const added = after.filter((file) => !hashesBefore.has(file.file)).length;
  const removed = before.filter((file) => !hashesAfter.has(file.file)).length;
  const changed = after.filter((file) => (hashesBefore.get(file.file) ?? file.sha256) !== file.sha256).length;
  const parts = [
    added > 0 ? `${added} added` : '',
    changed > 0 ? `${changed} changed` : '',
    removed > 0 ? `${removed} removed` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : `files of the library: ${parts.join(', ')}`;
}
