/** Digests on Slack from their time to the post: the real deliverer, database and Bolt app, by a clock of the tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { SlackStandIn } from '../../support/slack/mod.ts';
import { controlOn, textOf } from './bot.ts';
import {
  ADMIN,
  digestBots,
  HOUR_MS,
  MEMBER,
  MINUTE_MS,
  MONDAY,
  postsIn,
  SETTINGS,
  say,
  TEAM,
  toldTo,
} from './digest-bot.ts';

vi.setConfig({ testTimeout: 30_000 });

const ready = digestBots();

describe('a delivery', () => {
  it('stands in the channel at its time, and its button still answers after a restart', async () => {
    const clock = { at: MONDAY };
    const standIn = await SlackStandIn.start({ now: () => clock.at });
    onTestFinished(() => standIn.close());
    const folder = await mkdtemp(join(tmpdir(), 'casebook-digest-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const stateFile = join(folder, 'state.db');
    const first = await ready({ standIn, stateFile, clock });
    await say(first, SETTINGS);
    expect(await first.deliverer.deliverDue()).toBe(0);
    first.forward(HOUR_MS);
    await first.deliverer.deliverDue();
    await first.stop();
    const [post] = postsIn(standIn);
    expect(post?.pings).toEqual([]);
    expect(textOf(post!)).not.toContain('Quick Answer');
    await ready({ standIn, stateFile, clock });
    const revealed = await standIn.press(controlOn(post!, 'What would you do?'), {
      message: post!,
      user: MEMBER,
    });
    const answer = await revealed.response();
    expect(answer.ephemeralFor).toBe(MEMBER);
    expect(textOf(answer)).toContain('Quick Answer');
  });

  it('that Slack took without confirming is found, and not posted twice', async () => {
    const bot = await ready();
    await say(bot, SETTINGS);
    bot.forward(HOUR_MS);
    bot.standIn.failNext({ method: 'chat.postMessage' }, { status: 500, carriedOut: true });
    await bot.deliverer.deliverDue();
    bot.forward(MINUTE_MS);
    await bot.deliverer.deliverDue();
    expect(postsIn(bot.standIn)).toHaveLength(1);
    expect(await say(bot, 'show')).toContain('09:00 - delivered');
  });

  it('that Slack did not take is posted, once it is certain that it is not there', async () => {
    const bot = await ready();
    await say(bot, SETTINGS);
    bot.forward(HOUR_MS);
    bot.standIn.failNext({ method: 'chat.postMessage' }, { instead: 'cut' });
    await bot.deliverer.deliverDue();
    expect(postsIn(bot.standIn)).toHaveLength(0);
    bot.forward(MINUTE_MS);
    await bot.deliverer.deliverDue();
    expect(postsIn(bot.standIn)).toHaveLength(1);
  });

  it('of a process that died is taken over after its lease, and found', async () => {
    const bot = await ready();
    await say(bot, SETTINGS);
    bot.forward(HOUR_MS);
    // It posts, and is gone before it can write that down.
    const settle = vi.spyOn(bot.state.digests, 'settle').mockRejectedValueOnce(new Error('the process died'));
    await bot.deliverer.deliverDue();
    settle.mockRestore();
    expect(postsIn(bot.standIn)).toHaveLength(1);
    const second = bot.secondDeliverer();
    expect(await second.deliverDue()).toBe(0);
    bot.forward(3 * MINUTE_MS);
    expect(await second.deliverDue()).toBe(1);
    expect(postsIn(bot.standIn)).toHaveLength(1);
    expect(await say(bot, 'show')).toContain('09:00 - delivered');
  });

  it('of uncertain outcome is not repeated without the right to look, and its owner is told', async () => {
    const bot = await ready();
    bot.standIn.revokeScope('channels:history');
    await say(bot, SETTINGS);
    bot.forward(HOUR_MS);
    bot.standIn.failNext({ method: 'chat.postMessage' }, { status: 500, carriedOut: true });
    await bot.deliverer.deliverDue();
    bot.forward(MINUTE_MS);
    await bot.deliverer.deliverDue();
    bot.forward(HOUR_MS);
    await bot.deliverer.deliverDue();
    expect(postsIn(bot.standIn)).toHaveLength(1);
    expect(toldTo(bot.standIn)).toEqual([
      expect.stringMatching(/may be missing[\s\S]*scope channels:history/),
    ]);
  });

  it.each(['archived', 'deleted'])(
    'to a channel that was %s is tried for hours, then paused, and its owner is told once',
    async (fate) => {
      const bot = await ready();
      await say(bot, SETTINGS);
      if (fate === 'archived') bot.standIn.setChannel(bot.standIn.channelId, { isArchived: true });
      else bot.standIn.deleteChannel(bot.standIn.channelId);
      bot.forward(HOUR_MS);
      for (let minutes = 0; minutes < 9 * 60; minutes += 10) {
        await bot.deliverer.deliverDue();
        bot.forward(10 * MINUTE_MS);
      }
      const digest = await bot.state.digests.find('case-study', `slack:${TEAM}:${bot.standIn.channelId}`);
      expect(digest).toMatchObject({
        status: 'paused',
        pausedBecause: fate === 'archived' ? 'the channel is archived' : expect.stringContaining('gone'),
      });
      bot.forward(48 * HOUR_MS);
      expect(await bot.deliverer.deliverDue()).toBe(0);
      expect(toldTo(bot.standIn)).toEqual([expect.stringContaining('I could not post in #general')]);
      const tries = bot.standIn.requests.filter(
        ({ method, args }) => method === 'chat.postMessage' && args['channel'] === bot.standIn.channelId,
      );
      expect(tries).toHaveLength(8);
    },
  );

  it('waits as long as Slack says', async () => {
    const bot = await ready();
    await say(bot, SETTINGS);
    bot.forward(HOUR_MS);
    bot.standIn.failNext({ method: 'chat.postMessage' }, { status: 429, headers: { 'retry-after': '90' } });
    await bot.deliverer.deliverDue();
    bot.forward(MINUTE_MS);
    expect(await bot.deliverer.deliverDue()).toBe(0);
    bot.forward(MINUTE_MS);
    expect(await bot.deliverer.deliverDue()).toBe(1);
    expect(postsIn(bot.standIn)).toHaveLength(1);
  });

  it('while the token is refused comes when it is mended, and health says so meanwhile', async () => {
    const bot = await ready();
    await say(bot, SETTINGS);
    bot.forward(HOUR_MS);
    bot.standIn.failNext({ method: 'chat.postMessage' }, { error: 'token_revoked' });
    await bot.deliverer.deliverDue();
    expect(bot.health.isHealthy).toBe(false);
    bot.forward(6 * MINUTE_MS);
    await bot.deliverer.deliverDue();
    expect(postsIn(bot.standIn)).toHaveLength(1);
  });
});

it('of many workspaces each gets its own, by its own token, and one that has removed the app is paused', async () => {
  const teams = [TEAM, 'T0000000002'];
  const bot = await ready({ transport: 'http', many: true, teams });
  const { standIn } = bot;
  const site = new URL((standIn.over as { http: string }).http).origin;
  for (const team of teams) {
    const page = await fetch(`${site}/slack/install`);
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
    const state = /[?&]state=([^&"]+)/.exec(await page.text())?.[1] ?? '';
    await fetch(`${site}/slack/oauth_redirect?code=${standIn.codeOf(team)}&state=${state}`, {
      headers: { cookie },
    });
    const probe = await standIn.command('/digest', SETTINGS, { user: ADMIN, team });
    expect(textOf(await probe.response())).toContain('The digest is on');
  }
  bot.forward(HOUR_MS);
  await bot.deliverer.deliverDue();
  for (const { channel } of standIn.teams) expect(postsIn(standIn, channel)).toHaveLength(1);
  const posts = standIn.requests.filter(({ method }) => method === 'chat.postMessage');
  expect(posts.map(({ teamId }) => teamId).toSorted()).toEqual(teams);

  const event = { type: 'app_uninstalled' };
  await standIn.signedRequest({ type: 'event_callback', event_id: 'Ev1', team_id: teams[1], event });
  await bot.logged('its token is deleted');
  bot.forward(24 * HOUR_MS);
  for (let minutes = 0; minutes < 9 * 60; minutes += 10) {
    await bot.deliverer.deliverDue();
    bot.forward(10 * MINUTE_MS);
  }
  const [stays, removed] = await Promise.all(
    standIn.teams.map(({ id, channel }) => bot.state.digests.find('case-study', `slack:${id}:${channel}`)),
  );
  expect(stays).toMatchObject({ status: 'active' });
  expect(removed).toMatchObject({
    status: 'paused',
    pausedBecause: expect.stringContaining('not installed'),
  });
  expect(postsIn(standIn, standIn.teams[0]?.channel)).toHaveLength(2);
});
