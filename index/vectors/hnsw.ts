/** Approximate nearest-neighbour search over unit vectors: a Hierarchical Navigable Small World graph on disk. */
import hnswlib from 'hnswlib-node';

/**
 * Links a node, and breadth of the search while building and while asking. Malkov and Yashunin, "Efficient and robust
 * approximate nearest neighbor search using HNSW graphs" (2016), give 12 to 48 links for high dimensions. Measured with
 * `npm run bench` on 100,000 passages: see docs/BENCHMARKS.md.
 */
const LINKS = 16;
const BUILD_BREADTH = 200;
const SEARCH_BREADTH = 200;
/** Same vectors in the same order and the same seed: the same graph, so the same answers. */
const SEED = 100;

export interface Neighbour {
  /** Position of the vector in the list that was indexed. */
  readonly label: number;
  /** Cosine similarity, -1 to 1. */
  readonly similarity: number;
}

export class VectorIndex {
  readonly #graph: hnswlib.HierarchicalNSW;
  readonly dimensions: number;

  private constructor(graph: hnswlib.HierarchicalNSW, dimensions: number) {
    this.#graph = graph;
    this.dimensions = dimensions;
    graph.setEf(SEARCH_BREADTH);
  }

  /** Builds the graph from unit vectors; the label of a vector is its position. */
  static build(vectors: readonly Float32Array[], dimensions: number): VectorIndex {
    const graph = new hnswlib.HierarchicalNSW('ip', dimensions);
    graph.initIndex(Math.max(1, vectors.length), LINKS, BUILD_BREADTH, SEED);
    vectors.forEach((vector, label) => {
      graph.addPoint(Array.from(vector), label);
    });
    return new VectorIndex(graph, dimensions);
  }

  /** Reads a graph written by `write`. Throws when the file is missing or was not written by hnswlib. */
  static async read(file: string, dimensions: number): Promise<VectorIndex> {
    const graph = new hnswlib.HierarchicalNSW('ip', dimensions);
    await graph.readIndex(file);
    return new VectorIndex(graph, dimensions);
  }

  async write(file: string): Promise<void> {
    await this.#graph.writeIndex(file);
  }

  get size(): number {
    return this.#graph.getCurrentCount();
  }

  /** The vector with this label. */
  vector(label: number): Float32Array {
    return Float32Array.from(this.#graph.getPoint(label));
  }

  /** Cosine similarity of a unit vector to the one with this label. */
  similarity(label: number, vector: Float32Array): number {
    return this.#graph.getPoint(label).reduce((sum, value, i) => sum + value * vector[i]!, 0);
  }

  /** The nearest vectors, most similar first. */
  search(vector: Float32Array, limit: number): Neighbour[] {
    const count = Math.min(limit, this.size);
    if (count === 0) return [];
    const { neighbors, distances } = this.#graph.searchKnn(Array.from(vector), count);
    return neighbors.map((label, i) => ({ label, similarity: 1 - distances[i]! }));
  }
}
