/** Turns texts into vectors. The one implementation is `transformers.ts`; tests may bring another. */
export interface Encoder {
  /** Length of every vector, for example 384. */
  readonly dimensions: number;
  /**
   * Names everything that decides what vector a text gets (model, weights, quantisation, pooling, truncation).
   * Vectors of encoders with the same fingerprint can be compared; others cannot.
   */
  readonly fingerprint: string;
  /** One unit-length vector a text, in order. Texts longer than the model's window are cut, never refused. */
  encode(texts: readonly string[]): Promise<Float32Array[]>;
  /** Whether the model knows this lower-case word as a whole. A made-up or misspelt word is usually not known. */
  knowsWord(word: string): boolean;
  /** Frees the model. The encoder cannot be used afterwards. */
  close(): Promise<void>;
}
