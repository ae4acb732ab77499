export { LexicalIndex } from './lexical-index.ts';
export { isStopWord, termOf, termsOf, wordsOf } from './words.ts';
