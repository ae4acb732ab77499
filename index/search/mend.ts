/** Reads a hurriedly typed question as it was meant: short forms written out, slips of the pen mended. */
import type { Encoder } from '../encoder/mod.ts';
import { isStopWord, type LexicalIndex, termOf, wordsOf } from '../lexical/mod.ts';

/** Short forms of hurried chat, written out. Only forms that mean one thing among engineers. */
const SHORT_FORMS: ReadonlyMap<string, string> = new Map([
  ['db', 'database'],
  ['dbs', 'databases'],
  ['msg', 'message'],
  ['msgs', 'messages'],
  ['req', 'request'],
  ['reqs', 'requests'],
  ['k8s', 'kubernetes'],
  ['pg', 'postgres'],
  ['perf', 'performance'],
  ['prod', 'production'],
  ['ppl', 'people'],
  ['svc', 'service'],
  ['infra', 'infrastructure'],
  ['config', 'configuration'],
]);

export interface Correction {
  readonly from: string;
  readonly to: string;
}

export interface Mended {
  readonly text: string;
  /** What was taken for a slip; short forms are not mentioned. */
  readonly corrections: readonly Correction[];
}

/** Only words that neither the library nor the model's language knows are corrected. */
export function mend(question: string, lexical: LexicalIndex, encoder: Encoder): Mended {
  const replacements = new Map<string, string>();
  const corrections: Correction[] = [];
  for (const word of new Set(wordsOf(question))) {
    const shortForm = SHORT_FORMS.get(word);
    if (shortForm !== undefined) replacements.set(word, shortForm);
    else if (!isKnown(word, lexical, encoder)) {
      const suggestion = lexical.dictionary.suggest(word);
      if (suggestion === null) continue;
      replacements.set(word, suggestion);
      corrections.push({ from: word, to: suggestion });
    }
  }
  const text = question.replace(/[\p{L}\p{N}]+/gu, (word) => replacements.get(word.toLowerCase()) ?? word);
  return { text, corrections };
}

function isKnown(word: string, lexical: LexicalIndex, encoder: Encoder): boolean {
  return (
    isStopWord(word) ||
    lexical.dictionary.has(word) ||
    lexical.bm25.documentFrequency(termOf(word)) > 0 ||
    baseForms(word).some((form) => encoder.knowsWord(form))
  );
}

/** A word and what it may be a form of: the model's vocabulary has few plurals and past tenses. */
function baseForms(word: string): string[] {
  return [
    word,
    ...[/s$/, /ed$/, /ing$/].filter((ending) => ending.test(word)).map((e) => word.replace(e, '')),
  ];
}
