/** From a question to ranked hits, with the confidence that the first one is right. */
import type { Encoder } from '../encoder/mod.ts';
import { termsOf, wordsOf } from '../lexical/mod.ts';
import type { BuiltIndex } from '../store/mod.ts';
import { CompanyNames } from './companies.ts';
import { confidenceOf, type Outcome, outcomeOf } from './confidence.ts';
import { type Evidence, EvidenceCollector } from './evidence.ts';
import { isCourtesy } from './follow-up.ts';
import { isAskedOfAny } from './generic.ts';
import { groupHits, type Hit, type Turn } from './hits.ts';
import { type Query, readQuery } from './query.ts';
import { type Ranking, rankPassages } from './rank.ts';

const DEFAULT_LIMIT = 10;
/** A question that means little by itself continues a conversation if this share of its terms stands in its subject. */
const CONTINUING_SHARE = 0.65;

/** Of two stories about one company, the second may be meant as well if it scores at least this share of the first. */
const NEAR_STORY = 0.8;

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
    const { previous } = options;
    const query = this.#read(question);
    if (previous === undefined) {
      const alone = await this.#find(query, null, options);
      // However well its words match: a question that leans on one that is not there cannot be answered.
      return query.followUp && alone.evidence !== null ? { ...alone, outcome: 'unsure' } : alone;
    }
    if (!query.followUp) {
      const alone = await this.#find(query, null, options);
      if (alone.outcome === 'answered' || !this.#mayContinue(query, previous)) return alone;
    }
    const together = { ...this.#read(`${previous.question}\n${question}`), section: query.section };
    return this.#find(together, previous, options);
  }

  /** Whether a question that means little by itself can be about what was talked about: its words are of that subject. */
  #mayContinue(query: Query, { unit }: Turn): boolean {
    if (unit === null || isCourtesy(query.text) || query.companies.strangers.length > 0) return false;
    return this.#evidence.shareKnown(unit, query.terms) >= CONTINUING_SHARE;
  }

  /** @param previous the turn that the query has been joined with, or null */
  async #find(query: Query, previous: Turn | null, options: SearchOptions): Promise<SearchResult> {
    const { limit = DEFAULT_LIMIT, ranking = 'fused' } = options;
    const continued = previous !== null;
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
    const hits = groupHits(this.#index.list, ranked, query, previous).slice(0, limit);
    const [first] = hits;
    if (first === undefined) return nothing;
    const evidence = this.#evidence.collect(first, ranked, vector!, query);
    const confidence = confidenceOf(evidence);
    return {
      outcome: this.#judge(confidence, evidence, query, hits),
      confidence,
      hits,
      query,
      continued,
      evidence,
    };
  }

  #judge(confidence: number, evidence: Evidence, query: Query, hits: readonly Hit[]): Outcome {
    const matched = outcomeOf(confidence);
    // A story about one company does not answer a question about another.
    if (matched === 'answered' && evidence.namesStranger) return 'unsure';
    // `What went wrong at Acme?` names nothing but the company: enough if one story about it is meant.
    if (!asksOnlyForCompany(query)) return matched;
    return this.#meansOneStory(query, hits) ? 'answered' : 'unsure';
  }

  /** Whether there is one story about the companies that a question names, or one that fits it far better than the next. */
  #meansOneStory({ companies }: Query, hits: readonly Hit[]): boolean {
    if (this.#companies.storiesOf(companies.known) === 1) return true;
    const [first, second] = hits.filter(({ unit }) => this.#companies.isAbout(unit, companies.known));
    return first !== undefined && (second?.score ?? 0) < NEAR_STORY * first.score;
  }

  #read(question: string): Query {
    return readQuery(question, this.#index.lexical, this.#encoder, this.#companies);
  }
}

function asksOnlyForCompany({ companies, terms }: Query): boolean {
  const names = new Set(companies.known.flatMap(termsOf));
  return names.size > 0 && terms.every((term) => names.has(term) || isAskedOfAny(term));
}
