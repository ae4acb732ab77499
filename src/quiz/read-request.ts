/** What somebody wants to be asked about, read from words: `cache consistency senior 5`. */
import { LEVELS } from '../../index/library/mod.ts';
import type { LibraryEntry } from '../ask/mod.ts';
import { plainName, type QuizFilter, topicOf } from './choose.ts';

export interface ReadRequest extends QuizFilter {
  readonly count?: number;
}

/**
 * A number is how many questions, a level is a level, wherever they stand; what is left over names a topic, a category or a company
 * of the library, the first of these that there is. Null when it names none of them.
 */
export function readRequest(text: string, entries: readonly LibraryEntry[]): ReadRequest | null {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const count = words.find((word) => /^\d{1,3}$/.test(word));
  const level = words.map((word) => word.toLowerCase()).find(isLevel);
  const name = words.filter((word) => word !== count && word.toLowerCase() !== level).join(' ');
  const about = name === '' ? {} : named(name, entries);
  return about === null
    ? null
    : {
        ...about,
        ...(level !== undefined && { level }),
        ...(count !== undefined && { count: Number(count) }),
      };
}

function named(name: string, entries: readonly LibraryEntry[]): QuizFilter | null {
  const find = (values: readonly string[]) =>
    values.find((value) => value !== '' && plainName(value) === plainName(name));
  const topic = find(entries.map(({ id }) => topicOf(id)));
  if (topic !== undefined) return { topic };
  const category = find(entries.map((entry) => entry.category));
  if (category !== undefined) return { category };
  const company = find(entries.flatMap(({ companies }) => companies));
  return company === undefined ? null : { company };
}

function isLevel(word: string): boolean {
  return LEVELS.some((level) => level === word);
}
