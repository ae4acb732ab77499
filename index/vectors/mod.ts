export { type Neighbour, VectorIndex } from './hnsw.ts';
