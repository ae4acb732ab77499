export type { Evidence } from './confidence.ts';
export { ANSWERED_FROM, UNSURE_FROM } from './confidence.ts';
export {
  type Explanation,
  type Hit,
  type Outcome,
  SearchEngine,
  type SearchOptions,
  type SearchResult,
  type Turn,
} from './search.ts';
