import type { Authorize, InstallationStore } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { installationStore, serialised } from '../../../adapters/slack/installations.ts';
import type { Casebook } from '../../../src/casebook.ts';
import type { State } from '../../../src/state/mod.ts';
import { openCasebook } from '../../support/casebook.ts';
import { SlackStandIn } from '../../support/slack/mod.ts';
import { startBot, textOf } from './bot.ts';

const QUESTION = 'how does Discord store messages?';
const ANSWER = 'One Busy Channel Slows the Message Database for Everyone';
const TEAMS = ['T0000000001', 'T0000000002'] as const;

vi.setConfig({ testTimeout: 30_000 });

let casebook: Casebook;
beforeAll(async () => {
  casebook = await openCasebook();
});
afterAll(() => casebook.close());

async function startForMany() {
  const standIn = await SlackStandIn.start({ teams: TEAMS });
  onTestFinished(() => standIn.close());
  const bot = await startBot(casebook, { standIn, transport: 'http', many: true });
  await bot.logged('Slack: ready');
  const { http } = standIn.over as { http: string };
  const site = new URL(http).origin;
  return { standIn, bot, site };
}

/** Goes through the pages as somebody does who adds the app to a workspace. */
async function install(standIn: SlackStandIn, site: string, team: string): Promise<number> {
  const page = await fetch(`${site}/slack/install`);
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
  const state = /[?&]state=([^&"]+)/.exec(await page.text())?.[1] ?? '';
  const back = `${site}/slack/oauth_redirect?code=${standIn.codeOf(team)}&state=${state}`;
  return (await fetch(back, { headers: { cookie } })).status;
}

describe('several workspaces', () => {
  it('install the app on its page, and each is answered with its own token', async () => {
    const { standIn, bot, site } = await startForMany();
    for (const team of TEAMS) expect(await install(standIn, site, team)).toBe(200);
    const asked = await Promise.all(TEAMS.map((team) => standIn.mention(QUESTION, { team })));
    for (const [index, { channelId, ts }] of asked.entries()) {
      const answer = await standIn.until('an answer', () =>
        standIn.messages(channelId).find(({ threadTs }) => threadTs === ts),
      );
      expect(textOf(answer)).toContain(ANSWER);
      expect(answer.userId).toBe(standIn.teams.find(({ id }) => id === TEAMS[index])?.botUserId);
    }
    const posts = standIn.requests.filter(({ method }) => method === 'chat.postMessage');
    expect(posts.map(({ teamId }) => teamId).toSorted()).toEqual([...TEAMS]);
    expect(JSON.stringify(bot.log)).not.toContain('xoxb-');
  });

  it('of which one has not installed it get no answer, and the others go on', async () => {
    const { standIn, site } = await startForMany();
    await install(standIn, site, TEAMS[1]);
    await (await standIn.mention(QUESTION, { team: TEAMS[0] })).acknowledged().catch(() => {});
    const asked = await standIn.mention(QUESTION, { team: TEAMS[1] });
    await standIn.until('an answer', () =>
      standIn.messages(asked.channelId).find(({ threadTs }) => threadTs === asked.ts),
    );
    expect(
      standIn.requests.filter(({ method, teamId }) => method === 'chat.postMessage' && teamId === TEAMS[0]),
    ).toEqual([]);
  });

  it('do not install it by a link that somebody else has made', async () => {
    const { standIn, site } = await startForMany();
    const forged = `${site}/slack/oauth_redirect?code=${standIn.codeOf(TEAMS[0])}&state=forged`;
    expect((await fetch(forged)).status).not.toBe(200);
  });
});

describe('a token that is about to expire', () => {
  it('is refreshed once, however many events come at the same time', async () => {
    let expiresAt = Date.now() / 1000 + 60;
    let refreshes = 0;
    const store = { fetchInstallation: async () => ({ bot: { expiresAt } }) } as unknown as InstallationStore;
    // As Bolt does it: it looks again, and refreshes what still is about to expire.
    const authorize: Authorize<boolean> = async () => {
      if (expiresAt - Date.now() / 1000 < 7200) {
        await new Promise((resolve) => setImmediate(resolve));
        refreshes += 1;
        expiresAt = Date.now() / 1000 + 12 * 3600;
      }
      return { botToken: `xoxb-${refreshes}` };
    };
    const locks = new Map<string, Promise<unknown>>();
    const state = {
      withLock: (name: string, work: () => Promise<unknown>) => {
        const turn = (locks.get(name) ?? Promise.resolve()).then(work);
        locks.set(name, turn);
        return turn;
      },
    } as unknown as State;
    const find = serialised(authorize, store, state);
    const source = { teamId: 'T1', enterpriseId: undefined, isEnterpriseInstall: false } as const;
    const tokens = await Promise.all(Array.from({ length: 20 }, () => find(source)));
    expect(refreshes).toBe(1);
    expect(new Set(tokens.map(({ botToken }) => botToken))).toEqual(new Set(['xoxb-1']));
  });
});

describe('the store of installations', () => {
  it('keeps those of a workspace and of an organisation apart', async () => {
    const kept = new Map<string, string>();
    const state = {
      saveSecret: async (key: string, value: string) => void kept.set(key, value),
      findSecret: async (key: string) => kept.get(key) ?? null,
      deleteSecret: async (key: string) => kept.delete(key),
    } as unknown as State;
    const store = installationStore(state);
    const team = { id: 'T1', name: 'one' };
    await store.storeInstallation({
      team,
      enterprise: undefined,
      user: { id: 'U', token: undefined, scopes: undefined },
    } as never);
    await store.storeInstallation({
      team,
      enterprise: { id: 'E1' },
      isEnterpriseInstall: true,
      user: { id: 'U' },
    } as never);
    expect([...kept.keys()]).toEqual(['slack:team:T1', 'slack:enterprise:E1']);
    await store.deleteInstallation?.({ teamId: 'T1', enterpriseId: undefined, isEnterpriseInstall: false });
    await expect(
      store.fetchInstallation({ teamId: 'T1', enterpriseId: undefined, isEnterpriseInstall: false }),
    ).rejects.toThrow('not installed in slack:team:T1');
  });
});
