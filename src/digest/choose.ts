/** Which case study a digest delivers next. */
import { createHash } from 'node:crypto';
import type { LibraryEntry } from '../ask/mod.ts';

export interface ChoiceParts {
  /** Those that fit the digest's filter. */
  readonly entries: readonly LibraryEntry[];
  /** What the digest has delivered, newest first. */
  readonly delivered: readonly string[];
  /** When each entry was seen first in this installation. */
  readonly firstSeen: ReadonlyMap<string, Date>;
  /** Before this nothing was new: the digest began with what was there. */
  readonly since: Date;
  /** Id of the digest and its slot: the same seed chooses the same. */
  readonly seed: string;
}

/** How many deliveries back a company is remembered. */
const COMPANY_MEMORY = 5;

/**
 * None again before all that fit have had their turn; new ones first; not the category of the time before, if that can be had;
 * not a company of the last five; then of the category of which the largest share is left, so that none is left over at the end. What is
 * still alike is settled by the seed. Null when nothing fits.
 */
export function chooseCase({ entries, delivered, firstSeen, since, seed }: ChoiceParts): LibraryEntry | null {
  const turns = countsOf(delivered);
  const fewest = Math.min(...entries.map(({ id }) => turns.get(id) ?? 0));
  const left = entries.filter(({ id }) => (turns.get(id) ?? 0) === fewest);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const lastCategory = byId.get(delivered[0] ?? '')?.category;
  const recentCompanies = new Set(
    delivered.slice(0, COMPANY_MEMORY).flatMap((id) => byId.get(id)?.companies ?? []),
  );
  const allIn = countsOf(entries.map(({ category }) => category));
  const leftIn = countsOf(left.map(({ category }) => category));
  const isNew = ({ id }: LibraryEntry) => !turns.has(id) && (firstSeen.get(id) ?? since) > since;
  const preferences: ((entry: LibraryEntry) => number)[] = [
    (entry) => (isNew(entry) ? 0 : 1),
    ({ category }) => (category === lastCategory ? 1 : 0),
    ({ companies }) => (companies.some((company) => recentCompanies.has(company)) ? 1 : 0),
    ({ category }) => -(leftIn.get(category) ?? 0) / allIn.get(category)!,
    ({ id }) => shuffled(seed, id),
  ];
  return best(left, preferences);
}

function best<Item>(items: readonly Item[], preferences: readonly ((item: Item) => number)[]): Item | null {
  let kept = items;
  for (const preference of preferences) {
    const least = Math.min(...kept.map(preference));
    kept = kept.filter((item) => preference(item) === least);
  }
  return kept[0] ?? null;
}

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** 48 bits, so that no two ids are alike. */
function shuffled(seed: string, id: string): number {
  return createHash('sha256').update(`${seed} ${id}`).digest().readUIntBE(0, 6);
}
