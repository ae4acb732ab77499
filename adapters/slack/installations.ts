/** The workspaces that have installed the app: their tokens, sealed in the database. */
import type { Authorize, Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import type { State } from '../../src/state/mod.ts';

/** Bolt refreshes a token that has less than this to live. */
const REFRESH_BEFORE_SECONDS = 2 * 60 * 60;

/** A workspace never had the app, or has removed it. */
export class NotInstalledError extends Error {
  override readonly name = 'NotInstalledError';
}

/** What belongs to a workspace is found by its id alone, so that one workspace's token is never used for another. */
export function keyOf({ teamId, enterpriseId, isEnterpriseInstall }: InstallationQuery<boolean>): string {
  return isEnterpriseInstall && enterpriseId !== undefined
    ? `slack:enterprise:${enterpriseId}`
    : `slack:team:${teamId}`;
}

export function installationStore(state: State): InstallationStore {
  return {
    storeInstallation: async (installation) => {
      const { team, enterprise, isEnterpriseInstall = false } = installation;
      const key = keyOf({
        teamId: team?.id,
        enterpriseId: enterprise?.id,
        isEnterpriseInstall,
      } as InstallationQuery<boolean>);
      await state.saveSecret(key, JSON.stringify(installation), new Date());
    },
    fetchInstallation: async (query) => {
      const stored = await state.findSecret(keyOf(query));
      if (stored === null) throw new NotInstalledError(`The app is not installed in ${keyOf(query)}.`);
      return JSON.parse(stored) as Installation<'v1' | 'v2', boolean>;
    },
    deleteInstallation: async (query) => {
      await state.deleteSecret(keyOf(query));
    },
  };
}

/**
 * Finds the token for an event. A refresh token works once, so of many events that come when a token is about to expire one
 * refreshes it and the others wait, in whatever process they are.
 */
export function serialised(
  authorize: Authorize<boolean>,
  store: InstallationStore,
  state: State,
): Authorize<boolean> {
  return async (source, body) => {
    const installation = await store.fetchInstallation(source as InstallationQuery<boolean>);
    const expiresAt = installation.bot?.expiresAt;
    const isFresh = expiresAt === undefined || expiresAt - Date.now() / 1000 > REFRESH_BEFORE_SECONDS;
    if (isFresh) return authorize(source, body);
    return state.withLock(`slack:refresh:${source.teamId ?? source.enterpriseId}`, () =>
      authorize(source, body),
    );
  };
}
