/** Measures of text that several rules share. */

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** How many sentences a text has. A small letter begins none, so `e.g. this` and `"why?" they asked` are one each. */
export function sentenceCount(text: string): number {
  const begins = ({ segment }: { segment: string }) =>
    /^[^\p{L}\p{N}]*[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u.test(segment);
  const count = [...sentences.segment(text)].filter(begins).length;
  return count === 0 && wordCount(text) > 0 ? 1 : count;
}

/** How many words a text has; `10-20 ms` are two. */
export function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
