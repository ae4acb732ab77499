/** The manifest of a built index: what it was built from and how, and what its files must look like. */
import { z } from 'zod';

/** Raise it whenever the layout of the folder or the meaning of a file in it changes. */
export const FORMAT_VERSION = 1;

/** Files of a built index, beside the manifest. */
export const INDEX_FILES = ['library.json', 'lexical.bin', 'vectors.bin', 'graph.hnsw'] as const;
export type IndexFile = (typeof INDEX_FILES)[number];

const fileRecordSchema = z.object({ bytes: z.int().nonnegative(), sha256: z.string() });

export const manifestSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  /** Encoder, passage rules and parser: vectors of another fingerprint cannot be used. */
  fingerprint: z.string(),
  dimensions: z.int().positive(),
  passages: z.int().nonnegative(),
  /** SHA-256 of every source file by its path below the content folder. */
  sources: z.record(z.string(), z.string()),
  files: z.object({
    'library.json': fileRecordSchema,
    'lexical.bin': fileRecordSchema,
    'vectors.bin': fileRecordSchema,
    'graph.hnsw': fileRecordSchema,
  }),
});
export type Manifest = z.infer<typeof manifestSchema>;
