import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type QuantisedRows, quantiseFactors, quantiseTable } from '../../../index/encoder/quantise.ts';

const WIDTH = 6;
const matrices = fc
  .array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 2 * WIDTH, maxLength: 2 * WIDTH })
  .map((values) => Float32Array.from(values));

function largestError(matrix: Float32Array, { values, scales }: QuantisedRows): number {
  // In steps of the row's scale; tiny scales are left out, where float32 has no digits left.
  return Math.max(
    ...matrix.map((value, at) => {
      const scale = scales[Math.floor(at / WIDTH)]!;
      return scale < 1e-30 ? 0 : Math.abs(value / scale - values[at]!);
    }),
  );
}

describe('quantisation', () => {
  it('is off by no more than half a step', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        expect(largestError(matrix, quantiseTable(matrix, WIDTH))).toBeLessThanOrEqual(0.5001);
        expect(largestError(matrix, quantiseFactors(matrix, WIDTH))).toBeLessThanOrEqual(0.5001);
      }),
    );
  });

  it('never lets two neighbours of a row saturate 16 bits when multiplied by unsigned bytes', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const { values } = quantiseFactors(matrix, WIDTH);
        for (let at = 1; at < values.length; at += 1) {
          if (at % WIDTH === 0) continue;
          const extremes = [values[at - 1]!, values[at]!].map((value) => 255 * value);
          const positive = extremes.reduce((sum, product) => sum + Math.max(0, product), 0);
          const negative = extremes.reduce((sum, product) => sum + Math.min(0, product), 0);
          expect(positive).toBeLessThanOrEqual(32_767);
          expect(negative).toBeGreaterThanOrEqual(-32_768);
        }
      }),
    );
  });

  it('uses all 8 bits where neighbours allow it', () => {
    expect([...quantiseFactors(Float32Array.of(1, 0, -1, 0, 1, 0), WIDTH).values]).toEqual([
      127, 0, -127, 0, 127, 0,
    ]);
  });

  it('gives a row of zeros a finite scale', () => {
    expect(quantiseTable(new Float32Array(WIDTH), WIDTH)).toEqual({
      values: new Int8Array(WIDTH),
      scales: Float32Array.of(1),
    });
  });
});
