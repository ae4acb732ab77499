/** Vectors of one length, row by row in one piece of memory: small, and read and written as it is. */

export class VectorTable {
  readonly #values: Float32Array;
  readonly dimensions: number;

  private constructor(values: Float32Array, dimensions: number) {
    this.#values = values;
    this.dimensions = dimensions;
  }

  /** Copies vectors into a table; a vector's row is its position. */
  static of(vectors: readonly Float32Array[], dimensions: number): VectorTable {
    const values = new Float32Array(vectors.length * dimensions);
    vectors.forEach((vector, row) => {
      values.set(vector, row * dimensions);
    });
    return new VectorTable(values, dimensions);
  }

  /** Reads what `toBytes` wrote. Throws when the bytes are not whole rows. */
  static fromBytes(bytes: Uint8Array, dimensions: number): VectorTable {
    if (bytes.length % (dimensions * Float32Array.BYTES_PER_ELEMENT) !== 0) {
      throw new Error('The table of vectors has the wrong length.');
    }
    const values = new Float32Array(bytes.length / Float32Array.BYTES_PER_ELEMENT);
    new Uint8Array(values.buffer).set(bytes);
    return new VectorTable(values, dimensions);
  }

  /** The values as they lie in memory: 32-bit floats, little-endian on every machine that Node runs on. */
  toBytes(): Uint8Array {
    return new Uint8Array(this.#values.buffer, this.#values.byteOffset, this.#values.byteLength);
  }

  get size(): number {
    return this.#values.length / this.dimensions;
  }

  /** A view of one row, not a copy. */
  vector(row: number): Float32Array {
    return this.#values.subarray(row * this.dimensions, (row + 1) * this.dimensions);
  }

  /** Inner product of one row with a vector: the cosine similarity of unit vectors. */
  similarity(row: number, vector: Float32Array): number {
    const start = row * this.dimensions;
    let sum = 0;
    for (let d = 0; d < this.dimensions; d++) sum += this.#values[start + d]! * vector[d]!;
    return sum;
  }
}
