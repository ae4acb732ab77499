/** The daily case study on Slack: the real Bolt app, library, database and deliverer against the stand-in. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Casebook } from '../../../src/casebook.ts';
import { openCasebook } from '../../support/casebook.ts';
import {
  type MessageContext,
  SlackStandIn,
  type StandInMessage,
  type StandInView,
} from '../../support/slack/mod.ts';
import { type Bot, type BotOptions, controlOn, startBot, textOf } from './bot.ts';

const TEAM = 'T0000000001';
const ADMIN = 'U00000000A1';
const MEMBER = 'U00000000B1';
/** Monday, 8:00 in Berlin. */
const MONDAY = Date.parse('2026-11-30T07:00:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SETTINGS = 'on 9:00 Europe/Berlin mon-fri';

vi.setConfig({ testTimeout: 30_000 });

let casebook: Casebook;
beforeAll(async () => {
  casebook = await openCasebook();
});
afterAll(() => casebook.close());

interface Ready extends Bot {
  /** Moves the clock of everybody. */
  forward(ms: number): void;
}

const standIns: SlackStandIn[] = [];
/** Whatever was sent was sent in a form that Slack takes. */
afterEach(() => {
  for (const { requests } of standIns.splice(0)) {
    const refused = requests.filter(({ answer }) =>
      /invalid_blocks|invalid_arg|msg_too_long|trigger/.test(String(answer['error'])),
    );
    expect(refused).toEqual([]);
  }
});

async function ready(
  options: BotOptions & { readonly teams?: readonly string[]; readonly clock?: { at: number } } = {},
): Promise<Ready> {
  const clock = options.clock ?? { at: MONDAY };
  const { teams } = options;
  const standIn =
    options.standIn ?? (await SlackStandIn.start({ now: () => clock.at, ...(teams && { teams }) }));
  if (options.standIn === undefined) onTestFinished(() => standIn.close());
  standIns.push(standIn);
  standIn.setPerson(ADMIN, { isAdmin: true, tz: 'Europe/Berlin' });
  const bot = await startBot(casebook, { now: () => new Date(clock.at), ...options, standIn });
  await bot.logged('Slack: ready');
  const forward = (ms: number) => {
    clock.at += ms;
  };
  return { ...bot, forward };
}

async function say({ standIn }: Bot, text: string, user = ADMIN, channel?: string): Promise<string> {
  const probe = await standIn.command('/digest', text, { user, ...(channel !== undefined && { channel }) });
  await probe.acknowledged();
  const reply = await probe.response();
  expect(reply.ephemeralFor).toBe(user);
  return textOf(reply);
}

async function mention(bot: Bot, text: string, context: MessageContext = {}): Promise<StandInMessage> {
  const { channelId, ts, threadTs } = await bot.standIn.mention(text, { user: ADMIN, ...context });
  return bot.standIn.until(`an answer to ${text}`, () =>
    bot.standIn
      .messages(channelId)
      .find(
        (one) => one.userId === bot.standIn.botUserId && one.threadTs === (threadTs ?? ts) && one.ts > ts,
      ),
  );
}

async function openWindow({ standIn }: Bot, user = ADMIN): Promise<StandInView> {
  const before = standIn.views.modals(user).length;
  await standIn.command('/digest', 'on', { user });
  return standIn.until('the window', () => standIn.views.modals(user)[before]);
}

/** What stands in the place of the window at the end. */
async function submit(
  { standIn }: Bot,
  view: StandInView,
  values: Parameters<SlackStandIn['submitView']>[1],
): Promise<string> {
  await (await standIn.submitView(view.id, values)).acknowledged();
  const shown = await standIn.until('the outcome', () => {
    const now = standIn.views.get(view.id);
    return now !== undefined && !/One moment|Time zone/.test(textOf(now)) ? now : null;
  });
  return textOf(shown);
}

const initialsOf = ({ blocks }: StandInView) =>
  Object.fromEntries(
    blocks.flatMap(({ element }) => {
      if (element === undefined) return [];
      const { action_id: id, initial_time: time, initial_option: one, initial_options: several } = element;
      return [[id, time ?? one?.value ?? several?.map(({ value }) => value)]];
    }),
  );

/** The posts of digests in a channel. */
const postsIn = (standIn: SlackStandIn, channel = standIn.channelId) =>
  standIn.messages(channel).filter(({ metadata }) => metadata?.['event_type'] === 'casebook_digest');

const toldTo = (standIn: SlackStandIn, user = ADMIN) =>
  standIn.messages(standIn.directMessagesOf(user)).map((message) => textOf(message));

describe.each(['socket', 'http'] as const)('over %s', (transport) => {
  it('the window is filled in with what suits, saves what is chosen, and comes back with it', async () => {
    const bot = await ready({ transport });
    const { standIn } = bot;
    const group = standIn.addUserGroup('backend');
    const view = await openWindow(bot);
    expect(textOf(view)).toContain('For #general');
    expect(initialsOf(view)).toEqual({
      time: '09:00',
      zone: 'Europe/Berlin',
      weekdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
      category: 'any',
      company: 'any',
      level: 'any',
      group: 'nobody',
    });
    expect(await standIn.suggest('zone', view, 'new_y')).toMatchObject([
      { text: { text: 'America/New_York (02:00 now)' }, value: 'America/New_York' },
    ]);
    await standIn.suggest('category', view, 'api');
    expect((await standIn.suggest('group', view, '@back')).map(({ value }) => value)).toEqual([
      'nobody',
      group,
    ]);
    const chosen = { time: '17:30', zone: 'America/New_York', weekdays: ['mon', 'wed'], group };
    const saved = await submit(bot, view, { ...chosen, category: 'API Design' });
    expect(saved).toContain('The digest is on');
    expect(saved).toContain('on Mon, Wed at 17:30 (America/New_York)');
    expect(saved).toContain('Only category API Design');
    expect(saved).toContain('Calls a role or group');
    const digest = await bot.state.digests.find('case-study', `slack:${TEAM}:${standIn.channelId}`);
    expect(digest).toMatchObject({ placeName: '#general', setUpBy: `slack:${TEAM}:${ADMIN}` });
    const again = { ...chosen, category: 'API Design', company: 'any', level: 'any' };
    expect(initialsOf(await openWindow(bot))).toEqual(again);
  });

  it('a filter that nothing fits is said at its input, and the window stays open', async () => {
    const bot = await ready({ transport });
    const view = await openWindow(bot);
    await bot.standIn.suggest('category', view, '');
    await bot.standIn.suggest('company', view, 'stripe');
    const values = { category: 'Observability', company: 'Stripe' };
    const probe = await bot.standIn.submitView(view.id, values);
    const { body } = await probe.acknowledged();
    expect(body).toMatchObject({
      response_action: 'errors',
      errors: { company: expect.stringContaining('no case study that fits') },
    });
    expect(probe.refused()).toBeNull();
    expect(await bot.state.digests.setUpBy(`slack:${TEAM}:${ADMIN}`)).toEqual([]);
    await bot.standIn.suggest('company', view, '');
    expect(await submit(bot, view, { company: 'any' })).toContain('The digest is on');
  });
});

describe('/digest', () => {
  it('alone says that there is none, and what can be done', async () => {
    const text = await say(await ready(), '');
    expect(text).toContain('No digest here');
    expect(text).toContain('/digest on opens the settings');
  });

  it('with settings sets them, and each word does what it says', async () => {
    const bot = await ready();
    const on = await say(bot, `${SETTINGS} category:"API Design"`);
    expect(on).toContain('Monday to Friday at 09:00 (Europe/Berlin)');
    expect(on).toContain(
      'Next: Mon, 30 Nov 2026, 09:00 (Europe/Berlin), which is Mon, 30 Nov 2026, 08:00 UTC',
    );
    expect(await say(bot, 'preview', MEMBER)).toContain('Only you see this');
    expect(await say(bot, 'show', MEMBER)).toContain('Only category API Design');
    expect(await say(bot, 'pause')).toContain('The digest is paused');
    expect(await say(bot, 'resume')).toContain('The digest is on');
    expect(await say(bot, 'now')).toContain('On its way');
    expect(await bot.deliverer.deliverDue()).toBe(1);
    expect(postsIn(bot.standIn)).toHaveLength(1);
    expect(await say(bot, 'off')).toContain('The digest is off');
    expect(await say(bot, 'of an earlier version')).toContain('/digest on opens the settings');
  });

  it('with settings that cannot be says what could', async () => {
    const bot = await ready();
    expect(await say(bot, 'on 9:00 Europe/Atlantis')).toContain('I know no time zone “Europe/Atlantis”');
    expect(await say(bot, 'on 25:00')).toContain('is no time of day');
    expect(await say(bot, 'on level:wizard')).toContain('There is no level');
  });

  it.each<[string, (standIn: SlackStandIn) => string | undefined, string]>([
    ['a channel that it is not in', ({ teams }) => teams[0]?.otherChannel, '/invite @Casebook'],
    ['a private channel that it is not in', privateChannel, '/invite @Casebook'],
    ['an archived channel', archivedChannel, 'This channel is archived'],
    ['a chat of two others', (standIn) => standIn.chatOfOthers(), 'Write to me directly'],
  ])('in %s says what to do, and sets nothing', async (_, channelOf, words) => {
    const bot = await ready({ managers: 'everyone' });
    const channel = channelOf(bot.standIn);
    expect(await say(bot, SETTINGS, ADMIN, channel)).toContain(words);
    expect(await say(bot, 'on', ADMIN, channel)).toContain(words);
    expect(bot.standIn.views.modals(ADMIN)).toEqual([]);
    expect(await say(bot, 'show', ADMIN, channel)).toContain('No digest here');
  });

  it('in a direct chat is everybody’s own', async () => {
    const bot = await ready();
    const chat = bot.standIn.directMessagesOf(MEMBER);
    expect(await say(bot, SETTINGS, MEMBER, chat)).toContain('The digest is on');
    bot.forward(HOUR_MS);
    await bot.deliverer.deliverDue();
    expect(postsIn(bot.standIn, chat)).toHaveLength(1);
  });
});

function privateChannel(standIn: SlackStandIn): string {
  const channel = standIn.teams[0]!.otherChannel;
  standIn.setChannel(channel, { isPrivate: true });
  return channel;
}

function archivedChannel(standIn: SlackStandIn): string {
  standIn.setChannel(standIn.channelId, { isArchived: true });
  return standIn.channelId;
}

describe('who may manage', () => {
  it('is not everybody; but all may look', async () => {
    const bot = await ready();
    for (const text of [SETTINGS, 'on']) {
      expect(await say(bot, text, MEMBER)).toContain('for those who manage this place');
    }
    await say(bot, SETTINGS);
    for (const text of ['off', 'pause', 'resume', 'now']) {
      expect(await say(bot, text, MEMBER)).toContain('for those who manage this place');
    }
    expect(await say(bot, 'show', MEMBER)).toContain('The digest of this place');
    expect(bot.standIn.views.modals(MEMBER)).toEqual([]);
  });

  const owner = (standIn: SlackStandIn) => {
    standIn.setPerson(MEMBER, { isOwner: true });
    return [];
  };
  const creator = (standIn: SlackStandIn) => {
    standIn.setChannel(standIn.channelId, { creator: MEMBER });
    return [];
  };
  it.each<[string, (standIn: SlackStandIn) => 'everyone' | string[], boolean]>([
    ['an owner of the workspace', owner, true],
    ['the creator of the channel', creator, false],
    ['everybody, if the settings say so', () => 'everyone', false],
    ['somebody whom the settings name', () => [MEMBER], false],
    ['somebody in a group that the settings name', (s) => [s.addUserGroup('leads', [MEMBER])], false],
  ])('is %s; only administrators choose whom posts call', async (_, arrange, isAdmin) => {
    const standIn = await SlackStandIn.start({ now: () => MONDAY });
    onTestFinished(() => standIn.close());
    const bot = await ready({ standIn, managers: arrange(standIn) });
    expect(await say(bot, SETTINGS, MEMBER)).toContain('The digest is on');
    const view = await openWindow(bot, MEMBER);
    expect(Object.keys(initialsOf(view)).includes('group')).toBe(isAdmin);
  });

  it('is not an administrator of another workspace', async () => {
    const bot = await ready();
    bot.standIn.setPerson(MEMBER, { isAdmin: true, teamId: 'T0000000777' });
    expect(await say(bot, SETTINGS, MEMBER)).toContain('for those who manage this place');
  });

  it('cannot be told without the scope, which is named', async () => {
    const bot = await ready();
    bot.standIn.revokeScope('users:read');
    bot.standIn.revokeScope('channels:read');
    const text = await say(bot, SETTINGS);
    expect(text).toContain('for those who manage this place');
    expect(text).toMatch(/the scope users:read and channels:read.*slack-manifest\.yaml/);
  });

  it('is asked again when the window is submitted', async () => {
    const bot = await ready();
    const view = await openWindow(bot);
    bot.standIn.setPerson(ADMIN, { isAdmin: false });
    expect(await submit(bot, view, {})).toContain('for those who manage this place');
  });

  it('is not waited for longer than a window can be opened, and asked when it is submitted', async () => {
    const bot = await ready();
    bot.standIn.failNext({ method: 'users.info' }, { instead: 'hang' });
    const view = await openWindow(bot);
    expect(initialsOf(view)).toMatchObject({ time: '09:00', zone: undefined });
    expect(Object.keys(initialsOf(view))).not.toContain('group');
    await bot.standIn.suggest('zone', view, 'berlin');
    expect(await submit(bot, view, { zone: 'Europe/Berlin' })).toContain('The digest is on');
  });

  it('keeps the group that an administrator chose, when somebody else changes the time', async () => {
    const bot = await ready({ managers: 'everyone' });
    const group = bot.standIn.addUserGroup('backend');
    const view = await openWindow(bot);
    await bot.standIn.suggest('group', view, '');
    await submit(bot, view, { group });
    await submit(bot, await openWindow(bot, MEMBER), { time: '10:15' });
    bot.forward(HOUR_MS + 15 * MINUTE_MS + 60 * MINUTE_MS);
    await bot.deliverer.deliverDue();
    expect(postsIn(bot.standIn)[0]?.pings).toEqual([`<!subteam^${group}>`]);
  });
});

describe('in messages', () => {
  it('a command is obeyed for the thread that it stands in, and answered there', async () => {
    const bot = await ready();
    const { standIn } = bot;
    const { ts: threadTs } = standIn.say('How do we learn?');
    expect(textOf(await mention(bot, 'digest on 9:00 berlin mon-fri', { threadTs }))).toContain('is on');
    expect(textOf(await mention(bot, 'digest show', { threadTs, user: MEMBER }))).toContain('09:00');
    expect(await say(bot, 'show')).toContain('No digest here');
    bot.forward(HOUR_MS);
    await bot.deliverer.deliverDue();
    expect(postsIn(standIn)).toMatchObject([{ threadTs }]);
  });

  it('“digest on” is answered with a button that opens the window for that place', async () => {
    const bot = await ready();
    const { standIn } = bot;
    const message = await mention(bot, 'digest on');
    const denied = await standIn.press(controlOn(message, 'Open the settings'), { message, user: MEMBER });
    expect(textOf(await denied.response())).toContain('for those who manage this place');
    await standIn.press(controlOn(message, 'Open the settings'), { message, user: ADMIN });
    const view = await standIn.until('the window', () => standIn.views.modals(ADMIN)[0]);
    // The answer stands in a thread, but the mention was written in the channel.
    expect(textOf(view)).toContain('For #general');
    expect(await submit(bot, view, {})).toContain('The digest is on');
    expect(await say(bot, 'show')).toContain('every day at 09:00 (Europe/Berlin)');
  });

  it('a preview is for whoever asks, alone', async () => {
    const bot = await ready();
    await say(bot, SETTINGS);
    const message = await mention(bot, 'digest preview', { user: MEMBER });
    expect(message.ephemeralFor).toBe(MEMBER);
  });

  it('a direct chat takes commands, too', async () => {
    const bot = await ready();
    const { channelId, ts } = await bot.standIn.directMessage('digest on 9:00 Europe/Paris', {
      user: MEMBER,
    });
    const answer = await bot.standIn.until('an answer', () =>
      bot.standIn.messages(channelId).find(({ threadTs }) => threadTs === ts),
    );
    expect(textOf(answer)).toContain('every day at 09:00 (Europe/Paris)');
  });

  it.each(['digest auth: how is it done at scale?', 'digest on a busy queue?', 'digest now?'])(
    '“%s” is a question',
    async (question) => {
      const bot = await ready();
      expect(textOf(await mention(bot, question))).not.toMatch(/[Dd]igest (is|here)|On its way|settings/);
    },
  );
});

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

it('the Home tab lists the digests that a person has set up', async () => {
  const bot = await ready();
  await say(bot, SETTINGS);
  await bot.standIn.openHome(ADMIN);
  const home = await bot.standIn.until('the Home tab', () => bot.standIn.views.home(ADMIN));
  expect(textOf(home)).toContain('#general: next Mon, 30 Nov 2026, 09:00 (Europe/Berlin)');
});
