/** Which scope each method needs, and which ones each team has granted. */
import { SlackError } from './errors.ts';
import { optional } from './http.ts';
import type { Json } from './parts.ts';
import type { Team, World } from './world.ts';

/** Those of slack-manifest.yaml. */
export const ALL_SCOPES = [
  ...['app_mentions:read', 'assistant:write', 'channels:history', 'channels:read', 'chat:write', 'commands'],
  ...['groups:history', 'groups:read', 'im:history', 'links:read', 'links:write'],
  ...['usergroups:read', 'users:read'],
];

/** By the methods' own pages; one that is not named needs none. What begins with `:` depends on the kind of channel. */
const NEEDED: Readonly<Record<string, string>> = {
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
  'assistant.threads.setTitle': 'assistant:write',
  'chat.delete': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.postMessage': 'chat:write',
  'chat.unfurl': 'links:write',
  'chat.update': 'chat:write',
  'conversations.history': ':history',
  'conversations.info': ':read',
  'conversations.open': 'im:write',
  'conversations.replies': ':history',
  'reactions.add': 'reactions:write',
  'usergroups.list': 'usergroups:read',
  'usergroups.users.list': 'usergroups:read',
  'users.info': 'users:read',
};

export class Scopes {
  readonly #world: World;
  readonly #missing = new Map<string, Set<string>>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The app was installed before it asked for the scope. */
  revoke(scope: string, { id }: Team): void {
    this.#missing.set(id, (this.#missing.get(id) ?? new Set()).add(scope));
  }

  /** @throws SlackError unless the team has granted what the method needs */
  check(method: string, args: Json, team: Team): void {
    const needed = this.#neededFor(method, args);
    const provided = ALL_SCOPES.filter((scope) => !this.#missing.get(team.id)?.has(scope));
    if (needed === null || provided.includes(needed)) return;
    throw new SlackError('missing_scope', { needed, provided: provided.join(',') });
  }

  #neededFor(method: string, args: Json): string | null {
    const needed = NEEDED[method] ?? null;
    if (needed === null || !needed.startsWith(':')) return needed;
    const place = this.#world.place(optional(args, 'channel') ?? '');
    if (place === undefined) return null;
    const kind = place.personId !== null ? 'im' : place.isPrivate ? 'groups' : 'channels';
    return `${kind}${needed}`;
  }
}
