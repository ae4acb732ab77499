/** From a question to ranked hits, with the confidence that the first one is right. */
import type { Encoder } from '../encoder/mod.ts';
import { type LexicalIndex, wordsOf } from '../lexical/mod.ts';
import type { SectionKind } from '../library/mod.ts';
import type { Passage, PassageList, Unit } from '../passages/mod.ts';
import type { BuiltIndex } from '../store/mod.ts';
import type { VectorIndex } from '../vectors/mod.ts';
import { CompanyNames } from './companies.ts';
import { ANSWERED_FROM, confidenceOf, type Evidence, UNSURE_FROM } from './confidence.ts';
import { type Candidate, type FusedPassage, fuse } from './fuse.ts';
import { type Query, readQuery } from './query.ts';

/** Passages taken from each ranking. */
const RANKING_DEPTH = 100;
/** Share of the ranking by meaning. See docs/decisions/0004-ranking.md for what was measured. */
const DENSE_WEIGHTS = { fused: 0.5, dense: 1, lexical: 0 } as const;
const DEFAULT_LIMIT = 10;
/**
 * Each further passage of a case study or note counts this share of the one before it. Measured (nDCG@10, best passage
 * alone against this): k8s-docs 0.458 against 0.470, cacm 0.563 against 0.563 (it has one passage a document).
 */
const SUPPORT = 0.2;
/** Added to the score (0 to 1) of a case study about a company that the question names. */
const COMPANY_BONUS = 0.3;
/** Added to the score of what was talked about before, when a question leans on the one before it. */
const CONVERSATION_BONUS = 0.3;

export type Outcome = 'answered' | 'unsure' | 'out-of-scope';

/** Why a hit stands where it stands. */
export interface Explanation {
  /** The passage that matched best. */
  readonly passage: Passage;
  /** Cosine similarity of that passage to the question. */
  readonly similarity: number;
  readonly bm25: number;
  /** Both together, 0 to 1. */
  readonly fused: number;
  /** Added because the question names its company, or because the conversation is about it. */
  readonly bonus: number;
}

export interface Hit {
  readonly unit: Unit;
  /** The section that answers: the one asked for, else the one that matched best. For a note its position. */
  readonly section: SectionKind | number;
  /** The best passage of that section, if one was among the ranked passages. */
  readonly passage: Passage | null;
  readonly score: number;
  readonly explanation: Explanation;
}

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

/** What was said before in the same conversation. */
export interface Turn {
  readonly question: string;
  /** `Unit.id` of what it was answered with, or null. */
  readonly unit: string | null;
}

export interface SearchOptions {
  readonly previous?: Turn | undefined;
  /** Most hits that are returned; 10 if absent. */
  readonly limit?: number;
  /** `dense` and `lexical` rank by meaning or by words alone: for measuring. */
  readonly ranking?: keyof typeof DENSE_WEIGHTS;
}

export class SearchEngine {
  readonly #list: PassageList;
  readonly #lexical: LexicalIndex;
  readonly #vectors: VectorIndex;
  readonly #encoder: Encoder;
  readonly #companies: CompanyNames;

  constructor(index: BuiltIndex, encoder: Encoder) {
    this.#list = index.list;
    this.#lexical = index.lexical;
    this.#vectors = index.vectors;
    this.#encoder = encoder;
    this.#companies = new CompanyNames(index.list);
  }

  async search(question: string, options: SearchOptions = {}): Promise<SearchResult> {
    const { previous, limit = DEFAULT_LIMIT, ranking = 'fused' } = options;
    const asked = this.#read(question);
    const continued = asked.followUp && previous !== undefined;
    const query = continued ? { ...this.#read(`${previous.question}\n${question}`), section: asked.section } : asked;
    const fused = await this.#rankPassages(query, DENSE_WEIGHTS[ranking]);
    const hits = this.#group(fused, query, continued ? previous.unit : null).slice(0, limit);
    if (hits.length === 0) return { outcome: 'out-of-scope', confidence: 0, hits, query, continued, evidence: null };
    const evidence = this.#weigh(hits[0]!, query, fused);
    const confidence = confidenceOf(evidence);
    const outcome = outcomeOf(confidence, asked.followUp && !continued);
    return { outcome, confidence, hits, query, continued, evidence };
  }

  #read(question: string): Query {
    return readQuery(question, this.#lexical, this.#encoder, this.#companies);
  }

  async #rankPassages(query: Query, denseWeight: number): Promise<FusedPassage[]> {
    if (wordsOf(query.text).length === 0 || this.#list.passages.length === 0) return [];
    const [vector] = await this.#encoder.encode([query.text]);
    const similarities = new Map(
      this.#vectors.search(vector!, RANKING_DEPTH).map(({ label, similarity }) => [label, similarity]),
    );
    const bm25 = this.#lexical.bm25.scores(query.terms);
    const candidates = new Set([...similarities.keys(), ...best(bm25, RANKING_DEPTH)]);
    return fuse(
      [...candidates].map((passage): Candidate => {
        const similarity = similarities.get(passage) ?? this.#vectors.similarity(passage, vector!);
        return { passage, similarity, bm25: bm25.get(passage) ?? 0 };
      }),
      denseWeight,
    );
  }

  /** Passages by unit, best unit first. */
  #group(fused: readonly FusedPassage[], query: Query, previousUnit: string | null): Hit[] {
    const byUnit = new Map<number, FusedPassage[]>();
    for (const ranked of fused) {
      const { unit } = this.#list.passages[ranked.passage]!;
      const group = byUnit.get(unit);
      if (group === undefined) byUnit.set(unit, [ranked]);
      else group.push(ranked);
    }
    return [...byUnit]
      .map(([position, ranked]) => {
        const unit = this.#list.units[position]!;
        const bonus = bonusFor(unit, query, previousUnit);
        return this.#hit(unit, ranked, query.section, bonus);
      })
      .sort((a, b) => b.score - a.score);
  }

  #hit(unit: Unit, ranked: readonly FusedPassage[], asked: SectionKind | null, bonus: number): Hit {
    const best = ranked[0]!;
    const bestPassage = this.#list.passages[best.passage]!;
    const has = asked !== null && unit.kind === 'case-study' && unit.caseStudy.sections.some((s) => s.kind === asked);
    const section = has ? asked : bestPassage.section;
    const passages = ranked.map(({ passage }) => this.#list.passages[passage]!);
    return {
      unit,
      section,
      passage: passages.find((passage) => passage.role === 'text' && passage.section === section) ?? null,
      score: supportedScore(ranked) + bonus,
      explanation: { passage: bestPassage, similarity: best.similarity, bm25: best.bm25, fused: best.score, bonus },
    };
  }

  #weigh(hit: Hit, query: Query, fused: readonly FusedPassage[]): Evidence {
    const similarities = fused.map(({ similarity }) => similarity).sort((a, b) => b - a);
    const own = fused.filter(({ passage }) => this.#unitOf(passage) === hit.unit).map(({ similarity }) => similarity);
    const similarity = Math.max(0, ...own);
    const median = similarities[Math.floor(similarities.length / 2)]!;
    return { similarity, coverage: this.#coverage(hit.unit, query.terms), prominence: similarity - median };
  }

  /** Share of the terms, weighted by how much each tells, that stand anywhere in the unit. */
  #coverage(unit: Unit, terms: readonly string[]): number {
    const { bm25 } = this.#lexical;
    const stands = (term: string): boolean =>
      bm25.documentsWith(term).some((passage) => this.#unitOf(passage) === unit);
    const weight = (of: readonly string[]): number =>
      of.reduce((sum, term) => sum + bm25.inverseDocumentFrequency(term), 0);
    return weight(terms.filter(stands)) / (weight(terms) || 1);
  }

  #unitOf(passage: number): Unit {
    return this.#list.units[this.#list.passages[passage]!.unit]!;
  }
}

/** The keys with the highest scores, best first; of equal scores the lower key. */
function best(scores: ReadonlyMap<number, number>, count: number): number[] {
  return [...scores]
    .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || a - b)
    .slice(0, count)
    .map(([key]) => key);
}

/** 0 to 1: the score of the best passage, with a little from each further one. */
function supportedScore(ranked: readonly FusedPassage[]): number {
  return (1 - SUPPORT) * ranked.reduce((sum, { score }, position) => sum + score * SUPPORT ** position, 0);
}

function bonusFor(unit: Unit, query: Query, previousUnit: string | null): number {
  if (previousUnit !== null) return unit.id === previousUnit ? CONVERSATION_BONUS : 0;
  if (unit.kind === 'note') return 0;
  return unit.caseStudy.companies.some((company) => query.companies.includes(company)) ? COMPANY_BONUS : 0;
}

/** A question that leans on one that is not there can never be answered, however well its words match. */
function outcomeOf(confidence: number, leansOnNothing: boolean): Outcome {
  if (leansOnNothing) return 'unsure';
  if (confidence >= ANSWERED_FROM) return 'answered';
  return confidence >= UNSURE_FROM ? 'unsure' : 'out-of-scope';
}
