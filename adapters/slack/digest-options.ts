/** What is offered while somebody types in the window of a digest. */
import type { types, webApi } from '@slack/bolt';
import { suggestValues } from '../../src/cases/mod.ts';
import type { Digests } from '../../src/digest/mod.ts';
import { USER_GROUP } from './blocks.ts';
import { ANY, DIGEST_VIEW, NOBODY, option } from './digest-view.ts';
import { LIMITS } from './limits.ts';

/** @param typed so far; empty at first */
export async function digestOptions(
  input: string,
  typed: string,
  digests: Digests,
  client: webApi.WebClient,
): Promise<types.PlainTextOption[]> {
  switch (input) {
    case DIGEST_VIEW.zone:
      return digests
        .zones(typed, LIMITS.options)
        .map(({ zone, localTime }) => option(`${zone} (${localTime} now)`, zone));
    case DIGEST_VIEW.category:
      return filters(
        digests.entries.map(({ category }) => category),
        typed,
      );
    case DIGEST_VIEW.company:
      return filters(
        digests.entries.flatMap(({ companies }) => companies),
        typed,
      );
    case DIGEST_VIEW.group:
      return groups(typed, client);
    default:
      return [];
  }
}

function filters(values: readonly string[], typed: string): types.PlainTextOption[] {
  // One that is too long to be chosen here can be written behind /digest on.
  const choosable = values.filter((value) => value !== '' && value.length <= LIMITS.optionValue);
  const found = suggestValues(choosable, typed, LIMITS.options - 1);
  return [option('Any', ANY), ...found.map((value) => option(value, value))];
}

async function groups(typed: string, client: webApi.WebClient): Promise<types.PlainTextOption[]> {
  const wanted = typed.trim().replace(/^@/, '').toLowerCase();
  const { usergroups = [] } = await client.usergroups.list();
  const found = usergroups.flatMap(({ id = '', handle = '', name = '', date_delete: deletedAt = 0 }) =>
    USER_GROUP.test(id) && deletedAt === 0 && `${handle} ${name}`.toLowerCase().includes(wanted)
      ? [option(`${name} (@${handle})`, id)]
      : [],
  );
  return [option('Nobody', NOBODY), ...found.slice(0, LIMITS.options - 1)];
}
