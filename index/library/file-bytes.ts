/** What can be said of a file without parsing it. */
import { sha256Of } from '../sha256.ts';
import type { Complaints } from './complaint.ts';
import type { ParsedFile } from './model.ts';

/** A larger file is data and not something that people wrote to be read. */
export const MAX_FILE_BYTES = 2 * 1024 * 1024;

/** The one complaint of a file that is too large to be read. */
export function complainOfSize(bytes: number, complaints: Complaints): void {
  const message = `The file has ${bytes} bytes and is left out; the limit is ${MAX_FILE_BYTES}. Split it.`;
  complaints.error(1, 'file-size', message);
}

/** A file that goes with the library and adds nothing to it: only its hash is taken. */
export function companionFile(file: string, bytes: Uint8Array): ParsedFile {
  return { file, sha256: sha256Of(bytes), document: null, complaints: [] };
}
