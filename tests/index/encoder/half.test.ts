import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halfToFloat } from '../../../index/encoder/half.ts';

function widen(bits: number): number {
  return halfToFloat(Uint8Array.of(bits & 0xff, bits >> 8))[0]!;
}

describe('halfToFloat', () => {
  it.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x0400, 2 ** -14],
    [0x0001, 2 ** -24],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
  ])('widens %i to %d', (bits, value) => {
    expect(widen(bits)).toBe(value);
  });

  it('keeps the order of all finite halves, as their bits do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x7bfe }), (bits) => {
        expect(widen(bits + 1)).toBeGreaterThan(widen(bits));
        expect(widen(bits | 0x8000)).toBe(-widen(bits));
      }),
    );
  });

  it('reads at any byte offset', () => {
    const bytes = Uint8Array.of(9, 0x00, 0x3c, 0x00, 0xc0).subarray(1);
    expect([...halfToFloat(bytes)]).toEqual([1, -2]);
  });
});
