/** Whose token is whose: the app's own, one of each team, and those that oauth.v2.access hands out. */
import { SlackError } from './errors.ts';
import type { Json } from './parts.ts';
import { ALL_SCOPES } from './scopes.ts';
import type { Team, World } from './world.ts';

/** Docs, "Token rotation": 12 hours. */
const ROTATED_LIVES_SECONDS = 12 * 3600;
/** These need no token: they have the app's id and secret. */
const NEEDS_NO_TOKEN = new Set(['oauth.v2.access']);
const NEEDS_APP_TOKEN = new Set(['apps.connections.open']);

export class Tokens {
  readonly clientId = '1000000000.2000000000';
  readonly clientSecret = 'stand-in-client-secret';
  readonly #world: World;
  readonly #rotates: boolean;
  readonly #expiresAt = new Map<string, { readonly team: Team; readonly atMs: number }>();
  readonly #grants = new Map<string, Team>();

  /** @param rotates whether tokens by oauth.v2.access expire and are refreshed */
  constructor(world: World, rotates: boolean) {
    this.#world = world;
    this.#rotates = rotates;
  }

  /** Says whose token it is; null for the app's own, and where none is needed. @throws SlackError */
  authorize(method: string, token: string | null): Team | null {
    if (NEEDS_NO_TOKEN.has(method)) return null;
    if (token === null || token === '') throw new SlackError('not_authed');
    const isAppToken = token === this.#world.appToken;
    const team = this.#world.teams.find(({ botToken }) => botToken === token) ?? this.#rotated(token);
    if (!isAppToken && team === null) throw new SlackError('invalid_auth');
    if (isAppToken !== NEEDS_APP_TOKEN.has(method)) throw new SlackError('not_allowed_token_type');
    return team;
  }

  /** What Slack hands to a browser after somebody allowed the app in a team; good for one exchange. */
  code(team: Team): string {
    return this.#grant('code-', team);
  }

  /** oauth.v2.access: a code, or a refresh token, for a token. A used one of either is refused. */
  exchange(args: Json): Json {
    if (args['client_id'] !== this.clientId) throw new SlackError('invalid_client_id');
    if (args['client_secret'] !== this.clientSecret) throw new SlackError('bad_client_secret');
    const refreshes = args['grant_type'] === 'refresh_token';
    const grant = String(args[refreshes ? 'refresh_token' : 'code'] ?? '');
    const team = this.#grants.get(grant);
    if (team === undefined) throw new SlackError(refreshes ? 'invalid_refresh_token' : 'invalid_code');
    this.#grants.delete(grant);
    return {
      access_token: team.botToken,
      token_type: 'bot',
      scope: ALL_SCOPES.join(','),
      bot_user_id: team.botUserId,
      app_id: this.#world.appId,
      team: { id: team.id, name: team.domain },
      enterprise: null,
      is_enterprise_install: false,
      ...(refreshes ? {} : { authed_user: { id: 'U0000000001' } }),
      ...(this.#rotates ? this.#rotate(team) : {}),
    };
  }

  #rotated(token: string): Team | null {
    const known = this.#expiresAt.get(token);
    if (known === undefined) return null;
    if (this.#world.now() >= known.atMs) throw new SlackError('token_expired');
    return known.team;
  }

  #rotate(team: Team): Json {
    const token = this.#world.nextId('xoxe.xoxb-1-');
    this.#expiresAt.set(token, { team, atMs: this.#world.now() + ROTATED_LIVES_SECONDS * 1000 });
    return {
      access_token: token,
      refresh_token: this.#grant('xoxe-1-', team),
      expires_in: ROTATED_LIVES_SECONDS,
    };
  }

  #grant(prefix: string, team: Team): string {
    const grant = this.#world.nextId(prefix);
    this.#grants.set(grant, team);
    return grant;
  }
}
