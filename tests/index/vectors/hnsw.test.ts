import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VectorGraph, VectorTable } from '../../../index/vectors/mod.ts';

const DIMENSIONS = 16;

const unitVector = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .filter((values) => Math.hypot(...values) > 0.01)
  .map((values) => Float32Array.from(values, (value) => value / Math.hypot(...values)));

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

const graphOf = (vectors: readonly Float32Array[]): VectorGraph =>
  VectorGraph.build(VectorTable.of(vectors, DIMENSIONS));

describe('VectorGraph', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'casebook-vectors-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('finds what exact search finds, most similar first', () => {
    fc.assert(
      fc.property(fc.array(unitVector, { minLength: 1, maxLength: 60 }), unitVector, (vectors, query) => {
        const found = graphOf(vectors).search(query, 5);
        const exact = vectors.map((vector) => cosine(vector, query)).sort((a, b) => b - a);
        expect(found).toHaveLength(Math.min(5, vectors.length));
        found.forEach(({ row, similarity }, i) => {
          expect(similarity).toBeCloseTo(exact[i]!, 5);
          expect(similarity).toBeCloseTo(cosine(vectors[row]!, query), 5);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('gives the same graph for the same vectors, on disk too', async () => {
    const vectors = fc.sample(unitVector, { numRuns: 50, seed: 7 });
    const written = graphOf(vectors);
    await written.write(join(folder, 'graph'));
    const read = await VectorGraph.read(join(folder, 'graph'), DIMENSIONS);
    for (const query of fc.sample(unitVector, { numRuns: 10, seed: 8 })) {
      expect(read.search(query, 10)).toEqual(graphOf(vectors).search(query, 10));
    }
    expect(read.size).toBe(50);
  });

  it('finds nothing in an index of nothing', () => {
    expect(graphOf([]).search(new Float32Array(DIMENSIONS), 5)).toEqual([]);
  });

  it('refuses a file that is not a graph', async () => {
    await writeFile(join(folder, 'other'), 'not a graph');
    await expect(VectorGraph.read(join(folder, 'other'), DIMENSIONS)).rejects.toThrow();
    await expect(VectorGraph.read(join(folder, 'missing'), DIMENSIONS)).rejects.toThrow();
  });
});
