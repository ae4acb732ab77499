/** What is suggested while somebody fills in a command. */
import type { AutocompleteInteraction } from 'discord.js';
import { suggestEntries, suggestValues } from '../../src/cases/mod.ts';
import type { Chat } from '../../src/chat/mod.ts';
import type { Digests } from '../../src/digest/mod.ts';
import type { Logger } from '../../src/log.ts';
import { ANY, WEEKDAYS } from './digest-commands.ts';
import { LIMITS } from './limits.ts';

interface Choice {
  readonly name: string;
  readonly value: string;
}

export interface SuggestionParts {
  readonly chat: Chat;
  readonly digests: Digests;
  readonly log: Logger;
}

/** Never throws: without suggestions people can still write. */
export async function suggest(interaction: AutocompleteInteraction, parts: SuggestionParts): Promise<void> {
  try {
    // A value that is too long for a choice could not be found again by it.
    const choices = choicesFor(interaction, parts).filter(
      ({ name }) => name.length <= LIMITS.autocomplete.length,
    );
    await interaction.respond(choices);
  } catch (error) {
    parts.log.warn({ err: error }, 'Suggestions could not be shown');
  }
}

function choicesFor(
  { commandName, options }: AutocompleteInteraction,
  { chat, digests }: SuggestionParts,
): Choice[] {
  const { name, value } = options.getFocused(true);
  const { count } = LIMITS.autocomplete;
  const { entries } = chat;
  const filter = (values: string[]) => {
    const clears = commandName !== 'case' && ANY.startsWith(value.trim().toLowerCase());
    return plain([...(clears ? [ANY] : []), ...suggestValues(values, value, count)].slice(0, count));
  };
  switch (name) {
    case 'zone':
      return digests
        .zones(value, count)
        .map(({ zone, localTime }) => ({ name: `${zone} (${localTime})`, value: zone }));
    case 'about':
      return plain(
        suggestValues(
          entries
            .flatMap(({ id, category, companies }) => [topicIn(id), category, ...companies])
            .filter((text) => text !== ''),
          value,
          count,
        ),
      );
    case 'weekdays':
      return plain(WEEKDAYS.filter((days) => days.startsWith(value.trim().toLowerCase())));
    case 'category':
      return filter(entries.map(({ category }) => category).filter((category) => category !== ''));
    case 'company':
      return filter(entries.flatMap(({ companies }) => companies));
    default:
      return plain(suggestEntries(entries, value, count).map(({ title }) => title));
  }
}

/** `cache consistency` of `cache_consistency/facebook-leases`; empty for a note. */
function topicIn(id: string): string {
  const [topic = '', slug] = id.split('/');
  return slug === undefined ? '' : topic.replaceAll('_', ' ');
}

function plain(values: readonly string[]): Choice[] {
  return values.map((value) => ({ name: value, value }));
}
