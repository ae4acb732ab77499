/** Recognises companies in a question: those of the library, and well-known ones that it has nothing about. */
import { wordsOf } from '../lexical/mod.ts';
import type { PassageList, Unit } from '../passages/mod.ts';

/**
 * Companies whose engineering people ask about. Only names that mean nothing else: no `Slack`, `Square`, `Grab`, and no
 * vendor that a question may name as the place where something runs (AWS, Google Cloud, GitHub).
 */
const WELL_KNOWN = new Set(
  `adyen agoda airbnb airtable alibaba asana atlassian baidu basecamp bbc bloomberg bytedance canva coinbase dailymotion
  databricks deliveroo discord doordash dream11 dropbox duolingo ebay etsy evernote expedia facebook figma flickr flipkart
  foodpanda gitlab gocardless gojek grammarly grubhub hubspot hulu ibm instacart instagram klarna kuaishou linkedin lyft
  mercari monzo netflix nubank openai palantir paypal pinterest quora reddit revolut robinhood roblox salesforce shopee
  shopify snapchat soundcloud spotify stripe swiggy tesla tiktok tinder trello trivago twilio twitch twitter uber walmart
  wayfair whatsapp wix yahoo yelp youtube zalando zendesk zerodha zillow zomato zynga`.split(/\s+/),
);

/** Companies whose names are words of their own: `grab the logs` and `a signal handler` name nobody. */
const ORDINARY_WORDS = new Set([
  'element',
  'grab',
  'guardian',
  'matrix',
  'meta',
  'notion',
  'segment',
  'signal',
  'slack',
]);

export interface NamedCompanies {
  /** Companies that case studies are about, as the library writes them. */
  readonly known: readonly string[];
  /** Well-known companies that no case study is about, as one lower-case word each. */
  readonly strangers: readonly string[];
}

export class CompanyNames {
  /** The name as it is written in the library, by its words. */
  readonly #names = new Map<string, string>();
  /** How many case studies are about it, by the name as it is written in the library. */
  readonly #stories = new Map<string, number>();
  #longestWords = 0;

  constructor(list: PassageList) {
    for (const unit of list.units) {
      if (unit.kind === 'note') continue;
      for (const company of unit.caseStudy.companies) {
        const words = wordsOf(company).filter((word) => word !== 'the');
        if (words.length === 0) continue;
        this.#names.set(words.join(' '), company);
        this.#stories.set(company, (this.#stories.get(company) ?? 0) + 1);
        this.#longestWords = Math.max(this.#longestWords, words.length);
      }
    }
  }

  /** Number of case studies about some companies of the library. */
  storiesOf(companies: readonly string[]): number {
    return companies.reduce((sum, company) => sum + (this.#stories.get(company) ?? 0), 0);
  }

  /** Whether a case study is about one of some companies of the library. */
  isAbout(unit: Unit, companies: readonly string[]): boolean {
    return (
      unit.kind === 'case-study' && unit.caseStudy.companies.some((company) => companies.includes(company))
    );
  }

  /** The companies named in a question, given as its text and as its words. */
  namedIn(text: string, words: readonly string[]): NamedCompanies {
    const known = new Set<string>();
    for (let start = 0; start < words.length; start++) {
      for (let end = start + 1; end <= Math.min(words.length, start + this.#longestWords); end++) {
        const written = words.slice(start, end).join(' ');
        const name = this.#names.get(written);
        if (name === undefined || (ORDINARY_WORDS.has(written) && !standsAsName(written, text))) continue;
        known.add(name);
      }
    }
    const strangers = words.filter((word) => WELL_KNOWN.has(word) && !this.#names.has(word));
    return { known: [...known], strangers };
  }
}

/** Whether an ordinary word is written as a name: `at grab`, `does grab`, `grab's`, or `Grab` inside a sentence. */
function standsAsName(word: string, text: string): boolean {
  const capitalised = word.slice(0, 1).toUpperCase() + word.slice(1);
  return (
    new RegExp(`\\S\\s+${capitalised}\\b`).test(text) ||
    new RegExp(`\\b(?:(?:at|by|from|does|did) ${word}\\b|${word}['’]s\\b)`, 'i').test(text)
  );
}
