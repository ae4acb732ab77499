/** Tells how much of a search is encoding. */
import type { Encoder } from '../../index/encoder/mod.ts';

/** Passes everything on and adds up how long encoding takes. */
export class StopwatchEncoder implements Encoder {
  readonly #encoder: Encoder;
  encodingMs = 0;

  constructor(encoder: Encoder) {
    this.#encoder = encoder;
  }

  get dimensions(): number {
    return this.#encoder.dimensions;
  }

  get fingerprint(): string {
    return this.#encoder.fingerprint;
  }

  async encode(texts: readonly string[]): Promise<Float32Array[]> {
    const startMs = performance.now();
    const vectors = await this.#encoder.encode(texts);
    this.encodingMs += performance.now() - startMs;
    return vectors;
  }

  knowsWord(word: string): boolean {
    return this.#encoder.knowsWord(word);
  }

  async close(): Promise<void> {
    await this.#encoder.close();
  }
}
