/** Approximate nearest-neighbour search over unit vectors: a Hierarchical Navigable Small World graph on disk. */
import hnswlib from 'hnswlib-node';
import type { VectorTable } from './table.ts';

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
  /** Row of the vector in the table that was indexed. */
  readonly row: number;
  /** Cosine similarity, -1 to 1. */
  readonly similarity: number;
}

export class VectorGraph {
  readonly #graph: hnswlib.HierarchicalNSW;

  private constructor(graph: hnswlib.HierarchicalNSW) {
    this.#graph = graph;
    graph.setEf(SEARCH_BREADTH);
  }

  /** Builds the graph over all rows of a table of unit vectors. */
  static build(table: VectorTable): VectorGraph {
    const graph = new hnswlib.HierarchicalNSW('ip', table.dimensions);
    graph.initIndex(Math.max(1, table.size), LINKS, BUILD_BREADTH, SEED);
    for (let row = 0; row < table.size; row++) graph.addPoint(Array.from(table.vector(row)), row);
    return new VectorGraph(graph);
  }

  /** Reads a graph written by `write`. Throws when the file is missing or was not written by hnswlib. */
  static async read(file: string, dimensions: number): Promise<VectorGraph> {
    const graph = new hnswlib.HierarchicalNSW('ip', dimensions);
    await graph.readIndex(file);
    return new VectorGraph(graph);
  }

  async write(file: string): Promise<void> {
    await this.#graph.writeIndex(file);
  }

  get size(): number {
    return this.#graph.getCurrentCount();
  }

  /** The nearest rows, most similar first. */
  search(vector: Float32Array, limit: number): Neighbour[] {
    const count = Math.min(limit, this.size);
    if (count === 0) return [];
    const { neighbors, distances } = this.#graph.searchKnn(Array.from(vector), count);
    return neighbors.map((row, i) => ({ row, similarity: 1 - distances[i]! }));
  }
}
