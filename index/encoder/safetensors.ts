import { z } from 'zod';

/**
 * A reader of the safetensors format: eight bytes with the length of a JSON header (little-endian), the header
 * (name -> dtype, shape, offsets), then the tensors' bytes. Written from its specification
 * (https://github.com/huggingface/safetensors#format); every claim of the header is checked before it is used.
 */
export interface StoredTensor {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** The tensor's bytes, little-endian, row-major; a view of the file's bytes and not a copy. */
  readonly bytes: Uint8Array;
}

const BYTES_PER_ELEMENT = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
} as const;
type Dtype = keyof typeof BYTES_PER_ELEMENT;

/** The specification's own limit; it keeps a damaged length from reserving gigabytes. */
const MAX_HEADER_BYTES = 100_000_000;
const LENGTH_BYTES = 8;

const offset = z.int().nonnegative();
const headerEntrySchema = z.object({
  dtype: z.enum(Object.keys(BYTES_PER_ELEMENT) as [Dtype, ...Dtype[]]),
  shape: z.array(offset),
  data_offsets: z.tuple([offset, offset]),
});
const headerSchema = z.record(z.string(), z.unknown());

/**
 * Reads every tensor of a safetensors file.
 *
 * @param file The whole file.
 * @param label How error messages name it, for example its path.
 * @throws Error when the file is cut short, its header is malformed, or a tensor lies outside the file, has another
 *   size than its shape says, or overlaps another.
 */
export function readSafetensors(file: Uint8Array, label: string): Map<string, StoredTensor> {
  const { header, dataStart } = readHeader(file, label);
  const data = file.subarray(dataStart);
  const tensors = new Map<string, StoredTensor>();
  const ranges: { name: string; begin: number; end: number }[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const entry = headerEntrySchema.safeParse(value);
    if (!entry.success) {
      throw malformed(label, `the header entry of tensor "${name}" is not valid`, entry.error);
    }
    const {
      dtype,
      shape,
      data_offsets: [begin, end],
    } = entry.data;
    if (begin > end || end > data.length) {
      throw malformed(
        label,
        `tensor "${name}" lies at ${begin}..${end} of ${data.length} data bytes (truncated file?)`,
      );
    }
    const expectedBytes = shape.reduce((product, size) => product * size, BYTES_PER_ELEMENT[dtype]);
    if (end - begin !== expectedBytes) {
      throw malformed(
        label,
        `tensor "${name}" has ${end - begin} bytes but its shape needs ${expectedBytes}`,
      );
    }
    ranges.push({ name, begin, end });
    tensors.set(name, { dtype, shape, bytes: data.subarray(begin, end) });
  }
  refuseGapsAndOverlaps(ranges, data.length, label);
  return tensors;
}

function readHeader(file: Uint8Array, label: string): { header: Record<string, unknown>; dataStart: number } {
  if (file.length < LENGTH_BYTES) {
    throw malformed(label, `it has ${file.length} bytes, less than its length field`);
  }
  const headerBytes = new DataView(file.buffer, file.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (headerBytes > MAX_HEADER_BYTES || LENGTH_BYTES + Number(headerBytes) > file.length) {
    throw malformed(
      label,
      `its header claims ${headerBytes} bytes but the file has ${file.length} (truncated file?)`,
    );
  }
  const dataStart = LENGTH_BYTES + Number(headerBytes);
  const text = Buffer.from(file.buffer, file.byteOffset + LENGTH_BYTES, Number(headerBytes)).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw malformed(label, 'its header is not JSON', error);
  }
  const header = headerSchema.safeParse(json);
  if (!header.success) throw malformed(label, 'its header is not a JSON object', header.error);
  return { header: header.data, dataStart };
}

/** The specification wants every data byte to belong to exactly one tensor. */
function refuseGapsAndOverlaps(
  ranges: { name: string; begin: number; end: number }[],
  dataBytes: number,
  label: string,
): void {
  ranges.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let covered = 0;
  for (const { name, begin, end } of ranges) {
    if (begin !== covered) {
      throw malformed(
        label,
        `tensor "${name}" begins at ${begin} and not where the one before it ends (${covered})`,
      );
    }
    covered = end;
  }
  if (covered !== dataBytes) {
    throw malformed(label, `${dataBytes - covered} bytes after the last tensor belong to none`);
  }
}

function malformed(label: string, what: string, cause?: unknown): Error {
  return new Error(`Cannot read the model weights ${label}: ${what}.`, { cause });
}
