/** From a question to ranked hits, with the confidence that the first one is right. */
import type { Encoder } from '../encoder/mod.ts';
import { wordsOf } from '../lexical/mod.ts';
import type { BuiltIndex } from '../store/mod.ts';
import { CompanyNames } from './companies.ts';
import { confidenceOf, type Outcome, outcomeOf } from './confidence.ts';
import { type Evidence, EvidenceCollector } from './evidence.ts';
import { groupHits, type Hit, type Turn } from './hits.ts';
import { type Query, readQuery } from './query.ts';
import { type Ranking, rankPassages } from './rank.ts';

const DEFAULT_LIMIT = 10;

export interface SearchResult {
  readonly outcome: Outcome;
  /** 0 to 1. */
  readonly confidence: number;
  /** Best first. Present whatever the outcome: only `answered` makes a claim about the first. */
  readonly hits: readonly Hit[];
  readonly query: Query;
  /** Whether the question was read together with the one before it. */
  readonly continued: boolean;
  /** Null when nothing was found at all. */
  readonly evidence: Evidence | null;
}

export interface SearchOptions {
  readonly previous?: Turn | undefined;
  /** Most hits that are returned; 10 if absent. */
  readonly limit?: number;
  readonly ranking?: Ranking;
}

export class SearchEngine {
  readonly #index: BuiltIndex;
  readonly #encoder: Encoder;
  readonly #companies: CompanyNames;
  readonly #evidence: EvidenceCollector;

  private constructor(index: BuiltIndex, encoder: Encoder, evidence: EvidenceCollector) {
    this.#index = index;
    this.#encoder = encoder;
    this.#companies = new CompanyNames(index.list);
    this.#evidence = evidence;
  }

  /** @param encoder the one that the index was built with */
  static async open(index: BuiltIndex, encoder: Encoder): Promise<SearchEngine> {
    return new SearchEngine(
      index,
      encoder,
      await EvidenceCollector.create(index.list, index.lexical, encoder),
    );
  }

  /** Never throws for what is asked: a question of nothing, or of anything, has an outcome. */
  async search(question: string, options: SearchOptions = {}): Promise<SearchResult> {
    const { previous, limit = DEFAULT_LIMIT, ranking = 'fused' } = options;
    const asked = this.#read(question);
    const continued = asked.followUp && previous !== undefined;
    const query = continued
      ? { ...this.#read(`${previous.question}\n${question}`), section: asked.section }
      : asked;
    const nothing: SearchResult = {
      outcome: 'out-of-scope',
      confidence: 0,
      hits: [],
      query,
      continued,
      evidence: null,
    };
    if (wordsOf(query.text).length === 0 || this.#index.list.passages.length === 0) return nothing;
    const [vector] = await this.#encoder.encode([query.text]);
    const ranked = rankPassages(this.#index, vector!, query.terms, ranking);
    const hits = groupHits(this.#index.list, ranked, query, continued ? previous : null).slice(0, limit);
    const [first] = hits;
    if (first === undefined) return nothing;
    const evidence = this.#evidence.collect(first, ranked, vector!, query);
    const confidence = confidenceOf(evidence);
    // However well the words match: a question that leans on one that is not there cannot be answered, and a story about
    // one company does not answer a question about another.
    const leansOnNothing = asked.followUp && !continued;
    const matched = outcomeOf(confidence);
    const outcome = leansOnNothing || (matched === 'answered' && evidence.namesStranger) ? 'unsure' : matched;
    return { outcome, confidence, hits, query, continued, evidence };
  }

  #read(question: string): Query {
    return readQuery(question, this.#index.lexical, this.#encoder, this.#companies);
  }
}
