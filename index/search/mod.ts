export type { Outcome } from './confidence.ts';
export type { Evidence } from './evidence.ts';
export type { Explanation, Hit, Turn } from './hits.ts';
export type { Ranking } from './rank.ts';
export { SearchEngine, type SearchOptions, type SearchResult } from './search.ts';
