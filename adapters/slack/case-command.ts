import { LEVELS } from '../../index/library/mod.ts';
import type { CaseFilter } from '../../src/cases/mod.ts';
import type { Chat } from '../../src/chat/mod.ts';

type CaseChoice = Parameters<Chat['openCase']>[0];

/**
 * What is meant by the text after `/case`: nothing (the one of the day), `random`, filters such as `level:senior`,
 * `company:Uber` or `category:"API Design"`, or else a title.
 */
export function readCaseCommand(text: string): CaseChoice {
  const { filter, rest } = readFilters(text);
  const word = rest.toLowerCase();
  if ((LEVELS as readonly string[]).includes(word)) return { kind: 'today', ...filter, level: word };
  if (word === '' || word === 'today') return { kind: 'today', ...filter };
  return word === 'random' ? { kind: 'random', ...filter } : { kind: 'title', title: rest };
}

/** Takes filters with names out of a text: `level:senior`, `category:"API Design"`. */
export function readFilters(text: string): { readonly filter: CaseFilter; readonly rest: string } {
  const filter: Record<string, string> = {};
  const rest = text
    .replace(
      /\b(category|company|level):(?:"([^"]*)"|“([^”]*)”|(\S+))/gi,
      (_, name: string, ...values: string[]) => {
        filter[name.toLowerCase()] = values.slice(0, 3).find((value) => value !== undefined) ?? '';
        return '';
      },
    )
    .trim();
  return { filter, rest };
}
