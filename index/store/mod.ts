export { type BuiltIndex, UnusableIndexError } from './built-index.ts';
export {
  type BuildReport,
  type IndexProgress,
  type OpenedIndex,
  type OpenIndexOptions,
  openIndex,
} from './open.ts';
