/**
 * An inverted index with Okapi BM25 scores.
 *
 * score(q, d) = sum over terms t of q: idf(t) * tf * (k1 + 1) / (tf + k1 * (1 - b + b * |d| / avg|d|))
 * idf(t) = ln(1 + (N - n_t + 0.5) / (n_t + 0.5))
 * (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; the idf with `1 +`
 * is Lucene's, which is never negative.)
 *
 * Postings lie in flat typed arrays: small in memory, and written and read without parsing.
 */

/** Saturation of repeated terms, and how much length counts. See docs/decisions/0004-ranking.md. */
const K1 = 1.2;
const B = 0.75;

/** Everything that the index holds; plain data, so that it can be stored. */
export interface Postings {
  /** Every term once. A term's position is its number. */
  readonly terms: readonly string[];
  /** Postings of term t are at positions starts[t] to starts[t + 1] of `documents` and `counts`. */
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
  readonly counts: Uint32Array;
  /** Number of terms in each document. */
  readonly lengths: Uint32Array;
}

/** Counts the terms of each document. */
export function buildPostings(documents: Iterable<readonly string[]>): Postings {
  const postingsOfTerm = new Map<string, { documents: number[]; counts: number[] }>();
  const lengths: number[] = [];
  for (const terms of documents) {
    const document = lengths.length;
    lengths.push(terms.length);
    for (const term of terms) {
      let postings = postingsOfTerm.get(term);
      if (postings === undefined) {
        postings = { documents: [], counts: [] };
        postingsOfTerm.set(term, postings);
      }
      const last = postings.documents.length - 1;
      if (postings.documents[last] === document) postings.counts[last]! += 1;
      else {
        postings.documents.push(document);
        postings.counts.push(1);
      }
    }
  }
  const terms = [...postingsOfTerm.keys()];
  const starts = new Uint32Array(terms.length + 1);
  terms.forEach((term, t) => {
    starts[t + 1] = starts[t]! + postingsOfTerm.get(term)!.documents.length;
  });
  const allDocuments = new Uint32Array(starts[terms.length]!);
  const counts = new Uint32Array(starts[terms.length]!);
  terms.forEach((term, t) => {
    const postings = postingsOfTerm.get(term)!;
    allDocuments.set(postings.documents, starts[t]!);
    counts.set(postings.counts, starts[t]!);
  });
  return { terms, starts, documents: allDocuments, counts, lengths: Uint32Array.from(lengths) };
}

/** Ranks the documents of some postings. */
export class Bm25 {
  readonly #postings: Postings;
  readonly #numberOfTerm: ReadonlyMap<string, number>;
  /** k1 * (1 - b + b * |d| / avg|d|), by document. */
  readonly #lengthNorms: Float64Array;

  constructor(postings: Postings) {
    this.#postings = postings;
    this.#numberOfTerm = new Map(postings.terms.map((term, t) => [term, t]));
    const total = postings.lengths.reduce((sum, length) => sum + length, 0);
    const average = total / Math.max(1, postings.lengths.length) || 1;
    this.#lengthNorms = Float64Array.from(
      postings.lengths,
      (length) => K1 * (1 - B + (B * length) / average),
    );
  }

  get documentCount(): number {
    return this.#postings.lengths.length;
  }

  /** What a document of average length scores in which each of the terms stands once. */
  scoreOfEach(terms: readonly string[]): number {
    return terms.reduce((sum, term) => sum + this.inverseDocumentFrequency(term), 0);
  }

  /** The documents in which a term stands, in ascending order. */
  documentsWith(term: string): Uint32Array {
    const t = this.#numberOfTerm.get(term);
    const { starts, documents } = this.#postings;
    return t === undefined ? new Uint32Array() : documents.subarray(starts[t]!, starts[t + 1]!);
  }

  /** In how many documents a term stands. */
  documentFrequency(term: string): number {
    return this.documentsWith(term).length;
  }

  /** How much a term tells: the rarer, the more. A term that stands nowhere has the highest value. */
  inverseDocumentFrequency(term: string): number {
    return inverseFrequency(this.documentCount, this.documentFrequency(term));
  }

  /** The inverse document frequency of a term that stands in one document: no term of the index has a higher one. */
  get highestInverseDocumentFrequency(): number {
    return inverseFrequency(this.documentCount, 1);
  }

  /** The score of every document, by its position: 0 where no term stands. A term given twice counts twice. */
  scores(terms: readonly string[]): Float64Array {
    const { starts, documents, counts } = this.#postings;
    const scores = new Float64Array(this.documentCount);
    for (const term of terms) {
      const t = this.#numberOfTerm.get(term);
      if (t === undefined) continue;
      const idf = this.inverseDocumentFrequency(term);
      for (let p = starts[t]!; p < starts[t + 1]!; p++) {
        const document = documents[p]!;
        const count = counts[p]!;
        scores[document]! += (idf * count * (K1 + 1)) / (count + this.#lengthNorms[document]!);
      }
    }
    return scores;
  }
}

/** @param count documents in which the term stands */
function inverseFrequency(documentCount: number, count: number): number {
  return Math.log(1 + (documentCount - count + 0.5) / (count + 0.5));
}
