/** `/digest` on Slack: as a command, a window and a message, against the stand-in. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { SlackStandIn } from '../../support/slack/mod.ts';
import { controlOn, textOf } from './bot.ts';
import {
  ADMIN,
  digestBots,
  HOUR_MS,
  initialsOf,
  MEMBER,
  MINUTE_MS,
  MONDAY,
  mention,
  openWindow,
  postsIn,
  SETTINGS,
  say,
  submit,
  TEAM,
} from './digest-bot.ts';

vi.setConfig({ testTimeout: 30_000 });

const ready = digestBots();

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

it('the Home tab lists the digests that a person has set up', async () => {
  const bot = await ready();
  await say(bot, SETTINGS);
  await bot.standIn.openHome(ADMIN);
  const home = await bot.standIn.until('the Home tab', () => bot.standIn.views.home(ADMIN));
  expect(textOf(home)).toContain('#general: next Mon, 30 Nov 2026, 09:00 (Europe/Berlin)');
});
