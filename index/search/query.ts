/** What a question says, before anything is looked up. */
import type { Encoder } from '../encoder/mod.ts';
import { isStopWord, type LexicalIndex, termOf, wordsOf } from '../lexical/mod.ts';
import type { SectionKind } from '../library/mod.ts';
import type { CompanyNames, NamedCompanies } from './companies.ts';
import { isFollowUp } from './follow-up.ts';
import { askedSection } from './sections.ts';

/** Characters of a question that are read; more says nothing new and the encoder's window ends soon after. */
export const MAX_QUESTION_LENGTH = 2000;

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

export interface Query {
  /** The question with its spelling mended: what is encoded. */
  readonly text: string;
  /** The terms that are looked up. One that is said twice counts twice. */
  readonly terms: readonly string[];
  readonly corrections: readonly Correction[];
  readonly companies: NamedCompanies;
  /** The part of a case study that it asks for, if it says so. */
  readonly section: SectionKind | null;
  /** Whether it means something only together with the question before it. */
  readonly followUp: boolean;
}

/** Reads a question. Only words that neither the library nor the model's language knows are corrected. */
export function readQuery(
  question: string,
  lexical: LexicalIndex,
  encoder: Encoder,
  companies: CompanyNames,
): Query {
  const asked = question
    .normalize('NFKC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_QUESTION_LENGTH);
  const replacements = new Map<string, string>();
  const corrections: Correction[] = [];
  for (const word of new Set(wordsOf(asked))) {
    const shortForm = SHORT_FORMS.get(word);
    if (shortForm !== undefined) {
      replacements.set(word, shortForm);
      continue;
    }
    if (isStopWord(word) || lexical.dictionary.has(word) || encoder.knowsWord(word)) continue;
    if (lexical.bm25.documentFrequency(termOf(word)) > 0) continue;
    const suggestion = lexical.dictionary.suggest(word);
    if (suggestion === null) continue;
    replacements.set(word, suggestion);
    corrections.push({ from: word, to: suggestion });
  }
  const text = asked.replace(/[\p{L}\p{N}]+/gu, (word) => replacements.get(word.toLowerCase()) ?? word);
  const words = wordsOf(text);
  const terms = words.filter((word) => !isStopWord(word)).map(termOf);
  const named = companies.namedIn(words);
  return {
    text,
    terms,
    corrections,
    companies: named,
    section: askedSection(text),
    followUp: named.known.length + named.strangers.length === 0 && isFollowUp(text),
  };
}
