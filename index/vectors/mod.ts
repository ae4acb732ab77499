export { type Neighbour, VectorGraph } from './hnsw.ts';
export { VectorTable } from './table.ts';
