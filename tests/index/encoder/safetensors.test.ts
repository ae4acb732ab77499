import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../../../index/encoder/safetensors.ts';

/** Lays out a file from a header and its data. */
function fileOf(header: unknown, data: Uint8Array): Uint8Array {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, data]);
}

const tensors = fc
  .uniqueArray(
    fc.record({
      name: fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__' && name !== '__proto__'),
      shape: fc.array(fc.nat({ max: 4 }), { maxLength: 3 }),
    }),
    { selector: (tensor) => tensor.name, maxLength: 6 },
  )
  .map((list) => {
    let end = 0;
    const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
    const expected = list.map(({ name, shape }) => {
      const begin = end;
      end += 2 * shape.reduce((product, size) => product * size, 1);
      header[name] = { dtype: 'F16', shape, data_offsets: [begin, end] };
      return { name, shape, begin, end };
    });
    const data = Uint8Array.from({ length: end }, (_, index) => index % 251);
    return { expected, data, file: fileOf(header, data) };
  });

describe('readSafetensors', () => {
  it('reads back every tensor that was laid out', () => {
    fc.assert(
      fc.property(tensors, ({ expected, data, file }) => {
        const read = readSafetensors(file, 'test');
        expect([...read.keys()].sort()).toEqual(expected.map(({ name }) => name).sort());
        for (const { name, shape, begin, end } of expected) {
          const tensor = read.get(name)!;
          expect(tensor.shape).toEqual(shape);
          expect(Buffer.from(tensor.bytes)).toEqual(Buffer.from(data.subarray(begin, end)));
        }
      }),
    );
  });

  it('refuses a file cut anywhere, naming it', () => {
    fc.assert(
      fc.property(
        tensors,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        ({ file }, share) => {
          const cut = file.subarray(0, Math.floor(file.length * share));
          expect(() => readSafetensors(cut, 'weights.bin')).toThrow(
            /Cannot read the model weights weights\.bin: /,
          );
        },
      ),
    );
  });

  it('refuses bytes of any kind with its own error and no other', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => readSafetensors(bytes, 'noise')).toThrow(/Cannot read the model weights noise: /);
      }),
    );
  });

  it.each([
    ['a header that is not JSON', '{"a":', /not JSON/],
    ['a header that is a list', [], /not a JSON object/],
    ['an unknown dtype', { a: { dtype: 'F7', shape: [2], data_offsets: [0, 4] } }, /entry of tensor "a"/],
    ['a negative offset', { a: { dtype: 'F16', shape: [2], data_offsets: [-4, 0] } }, /entry of tensor "a"/],
    [
      'an end before the beginning',
      { a: { dtype: 'F16', shape: [0], data_offsets: [4, 0] } },
      /lies at 4\.\.0/,
    ],
    [
      'an end past the file',
      { a: { dtype: 'F16', shape: [4], data_offsets: [0, 8] } },
      /lies at 0\.\.8 of 4/,
    ],
    ['a size other than the shape', { a: { dtype: 'F16', shape: [3], data_offsets: [0, 4] } }, /needs 6/],
    [
      'tensors that overlap',
      {
        a: { dtype: 'F16', shape: [2], data_offsets: [0, 4] },
        b: { dtype: 'F16', shape: [1], data_offsets: [2, 4] },
      },
      /"b" begins at 2/,
    ],
    [
      'bytes of no tensor',
      { a: { dtype: 'F16', shape: [1], data_offsets: [0, 2] } },
      /2 bytes after the last/,
    ],
  ])('refuses %s', (_, header, message) => {
    expect(() => readSafetensors(fileOf(header, new Uint8Array(4)), 'test')).toThrow(message);
  });

  it('refuses a header length beyond the file without reserving memory for it', () => {
    const file = new Uint8Array(16).fill(255);
    expect(() => readSafetensors(file, 'test')).toThrow(/header claims 18446744073709551615 bytes/);
  });
});
