import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VectorTable } from '../../../index/vectors/mod.ts';

const vector = fc.float32Array({ minLength: 4, maxLength: 4, noNaN: true, min: -1, max: 1 });

describe('VectorTable', () => {
  it('gives back every vector, from memory and from bytes', () => {
    fc.assert(
      fc.property(fc.array(vector, { maxLength: 20 }), (vectors) => {
        const table = VectorTable.of(vectors, 4);
        const copy = VectorTable.fromBytes(Buffer.from(table.toBytes()), 4);
        expect(table.size).toBe(vectors.length);
        vectors.forEach((expected, row) => {
          expect(table.vector(row)).toEqual(expected);
          expect(copy.vector(row)).toEqual(expected);
        });
      }),
    );
  });

  it('multiplies a row with a vector', () => {
    const table = VectorTable.of([Float32Array.of(1, 2, 3, 4), Float32Array.of(0, 1, 0, -1)], 4);
    expect(table.similarity(1, Float32Array.of(5, 6, 7, 8))).toBe(-2);
  });

  it('refuses bytes that are not whole rows', () => {
    expect(() => VectorTable.fromBytes(new Uint8Array(17), 4)).toThrow('wrong length');
  });
});
