/** Names that would give away whose story a text tells. */
import type { CaseStudy } from '../../../index/library/mod.ts';

/** A word with a capital, digits or dots inside (`EVCache`, `mysql1`, `M3`), or with a capital at its start. */
const NAME = /(?<![\p{L}\p{N}])[\p{L}][\p{L}\p{N}]*(?:[.-][\p{Lu}][\p{L}\p{N}]*)*/gu;
const HAS_INNER_CAPITAL = /^.+\p{Lu}|\p{L}\d/u;
/** A name that is left out of a prompt reads like this. */
export const HIDDEN = '[name]';

type Companies = Pick<CaseStudy, 'companies'>;

/** How the company of a case study is called, in every spelling of its front matter: `The Guardian` also as `Guardian`. */
export function companyNamesOf({ companies }: Companies): string[] {
  const names = companies.flatMap((company) => company.split(/[()/]/)).map((name) => name.trim());
  return names.flatMap((name) => [name, name.replace(/^the /i, '')]).filter((name) => name !== '');
}

/** The text with `the company` in place of the case study's companies. */
export function withoutCompanies(text: string, caseStudy: Companies): string {
  const names = companyNamesOf(caseStudy).toSorted((a, b) => b.length - a.length);
  if (names.length === 0) return text;
  const name = `(?:[Tt]he )?(?:${names.map(escaped).join('|')})`;
  const several = new RegExp(
    `(?<![\\p{L}\\p{N}])${name}(?:(?: and |, ?| or )${name})+(?![\\p{L}\\p{N}])`,
    'gu',
  );
  const one = new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, 'gu');
  const plain = text.replace(several, 'the companies').replace(one, 'the company');
  return plain.replace(/(^|[.!?]["”)]?\s+)the compan/gu, (_, before: string) => `${before}The compan`);
}

/** Whether a company of the case study is named. */
export function namesCompany(text: string, caseStudy: Companies): boolean {
  return companyNamesOf(caseStudy).some((name) =>
    new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'u').test(text),
  );
}

/** Names that stand in the case studies of one company only: its products, its people's own words. */
export class TellingNames {
  /** The case studies in which a name stands, by the name. */
  readonly #owners = new Map<string, Set<CaseStudy>>();
  /** The words in small letters of each case study: where a word stands so as well, it is no name. */
  readonly #ordinary = new Map<CaseStudy, Set<string>>();

  constructor(caseStudies: Iterable<CaseStudy> = []) {
    for (const caseStudy of caseStudies) this.add(caseStudy);
  }

  add(caseStudy: CaseStudy): void {
    const ordinary = new Set<string>();
    this.#ordinary.set(caseStudy, ordinary);
    for (const text of textsOf(caseStudy)) {
      for (const { 0: name, index } of text.matchAll(NAME)) {
        if (/^\p{Ll}/u.test(name) && !HAS_INNER_CAPITAL.test(name)) ordinary.add(name);
        // At the start of a sentence every word has a capital.
        else if (HAS_INNER_CAPITAL.test(name) || !isSentenceStart(text, index))
          this.#owners.set(name, (this.#owners.get(name) ?? new Set()).add(caseStudy));
      }
    }
  }

  /** The text without companies and without names that only these companies' case studies use. */
  hide(text: string, caseStudy: CaseStudy): string {
    return withoutCompanies(text, caseStudy).replace(NAME, (name) =>
      this.#tells(name, caseStudy) ? HIDDEN : name,
    );
  }

  #tells(name: string, caseStudy: CaseStudy): boolean {
    if (!/\p{Lu}|\d/u.test(name) || this.#ordinary.get(caseStudy)?.has(name.toLowerCase())) return false;
    const companies = new Set(caseStudy.companies);
    const owners = [...(this.#owners.get(name) ?? [])];
    return (
      owners.length > 0 &&
      owners.every(
        (owner) => owner === caseStudy || owner.companies.some((company) => companies.has(company)),
      )
    );
  }
}

/** Without headings, whose words all have capitals, and without links to other stories. */
function textsOf({ sections }: CaseStudy): string[] {
  return sections
    .filter(({ kind }) => kind !== 'related')
    .flatMap(({ blocks }) => blocks.filter(({ kind }) => kind !== 'heading').map(({ text }) => text));
}

function isSentenceStart(text: string, at: number): boolean {
  return /(?:^|[.!?:]["”)]?\s+)["“(]?$/u.test(text.slice(0, at));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
