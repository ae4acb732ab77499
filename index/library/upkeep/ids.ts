/**
 * The register of every case study id that was ever published. An id is in links, in a reader's history and in quiz results,
 * so it never comes to mean another case study, not even after its own is gone.
 */
import type { Topic } from '../model.ts';
import type { Outline } from '../outline.ts';
import { inlineText } from '../plain-text.ts';
import { row, table } from './markdown-table.ts';

export const IDS_FILE = 'PUBLISHED_IDS.md';

const STATES = ['published', 'retired'] as const;
type State = (typeof STATES)[number];

export interface PublishedId {
  /** `rate_limiting/stripe-rate-limiters`. */
  readonly id: string;
  /** Whose story it is; empty for a pattern that belongs to no company. */
  readonly companies: readonly string[];
  readonly state: State;
}

const INTRODUCTION = `# Published ids

Every id that a case study has had. An id never comes to mean another case study: links, reading history and quiz results hold on to it.
\`npm run library:progress\` adds new ids and retires those whose case study is gone. No row is ever removed.
`;

/** The register as it stands in its page. */
export function readIds({ parts }: Outline): PublishedId[] {
  const tables = parts.flatMap(({ blocks }) => blocks).filter((block) => block.type === 'table');
  const rows = tables.flatMap(({ children }) =>
    children.slice(1).map((tableRow) => tableRow.children.map((cell) => inlineText(cell.children))),
  );
  return rows.map(([id = '', companies = '', state = '']) => ({
    id,
    companies: companies === '-' ? [] : companies.split(', '),
    state: STATES.find((name) => name === state) ?? 'published',
  }));
}

/**
 * The register after the library has changed.
 *
 * @param isUnreadable whether the topic of an id is there but cannot be read, so that nothing can be said about the id
 */
export function updatedIds(
  known: readonly PublishedId[],
  topics: readonly Topic[],
  isUnreadable: (id: string) => boolean,
): PublishedId[] {
  const current = new Map(
    topics.flatMap(({ caseStudies }) => caseStudies).map(({ id, companies }) => [id, companies]),
  );
  const updated = known.map((entry): PublishedId => {
    const companies = current.get(entry.id);
    if (companies === undefined) return isUnreadable(entry.id) ? entry : { ...entry, state: 'retired' };
    return entry.state === 'retired' || !isSameStory(entry.companies, companies)
      ? entry
      : { ...entry, companies };
  });
  const knownIds = new Set(known.map(({ id }) => id));
  for (const [id, companies] of current) {
    if (!knownIds.has(id)) updated.push({ id, companies, state: 'published' });
  }
  return updated.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** A story may gain or lose a company (`Facebook` -> `Facebook, Meta`), but one that shares none is another story. */
export function isSameStory(before: readonly string[], now: readonly string[]): boolean {
  return before.length === 0 || now.length === 0 || before.some((company) => now.includes(company));
}

export function idsPage(ids: readonly PublishedId[]): string {
  const rows = ids.map(({ id, companies, state }) => row([id, companies.join(', ') || '-', state]));
  return `${INTRODUCTION}\n${table(['Id', 'Companies', 'State'], rows)}\n`;
}
