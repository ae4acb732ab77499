/** From text to the terms that are counted and compared: words, without function words, stemmed. */
import { stemmer } from 'stemmer';

/** English function words and the scaffolding of questions. They say nothing about the subject. */
const STOP_WORDS = new Set(
  `a about above after again all also am an and any are as at be because been before being below between both but by
  can cannot could did do does doing down during each either else ever every few for from further get gets getting
  got had has have having he her here hers him his how i if in into is it its itself just let like may me might
  more most much must my myself no nor not now of off on once only or other our ours out over own per please same
  she should so some such than that the their theirs them themselves then there these they this those through to
  too under until up us use used uses using very was we were what when where whether which while who whom why will
  with within without would yet you your yours
  s t d ll m re ve don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn`.split(/\s+/),
);

/** Runs of letters and digits; an apostrophe and what follows it is dropped (`Stripe's` -> `stripe`). */
const WORD = /[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu;

/** Longest word that is kept: longer runs are hashes and encoded data. */
const MAX_WORD_LENGTH = 40;

/** The words of a text in order, lower-case and in compatibility form (NFKC), function words included. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [match] of text.normalize('NFKC').matchAll(WORD)) {
    const word = match.replace(/['’].*$/u, '').toLowerCase();
    if (word.length <= MAX_WORD_LENGTH) words.push(word);
  }
  return words;
}

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** The term under which a word is indexed (Porter stem); words outside a–z are taken as they are. */
export function termOf(word: string): string {
  return /^[a-z]+$/.test(word) ? stemmer(word) : word;
}

/** The terms of a text in order, without function words. */
export function termsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !isStopWord(word))
    .map(termOf);
}
