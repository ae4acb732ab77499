/** The daily case study, from the command to the message: real client, real library, real database, the clock of the test. */
import { PermissionFlagsBits as Permission } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Casebook } from '../../../src/casebook.ts';
import type { Courier } from '../../../src/digest/mod.ts';
import { openCasebook } from '../../support/casebook.ts';
import { type Context, DiscordStandIn, type StandInMessage } from '../../support/discord/mod.ts';
import { type Bot, type BotOptions, buttonOn, problemsInRequests, startBot, textOf } from './bot.ts';

// Each test starts a client; other test files keep the processor busy at the same time.
vi.setConfig({ testTimeout: 30_000 });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const OWNER = '300000000000000007';
const MEMBER = '300000000000000008';
/** A Monday, in the future: Discord's own tokens are not yet old by any clock. */
const MONDAY_8_UTC = Date.parse('2035-01-01T08:00:00Z');

let casebook: Casebook;
beforeAll(async () => {
  casebook = await openCasebook();
});
afterAll(() => casebook.close());

let clock = MONDAY_8_UTC;
beforeEach(() => {
  clock = MONDAY_8_UTC;
});

const bots: Bot[] = [];
afterEach(() => {
  for (const { standIn } of bots.splice(0)) expect(problemsInRequests(standIn)).toEqual([]);
});

/** The text of a message as Discord shows it: without the backslashes that escape. */
function shown(message: StandInMessage): string {
  return textOf(message).replaceAll('\\', '');
}

/** A bot in a server whose owner may manage it, on the clock of the test. */
async function start(options: Pick<BotOptions, 'managers'> = {}) {
  const standIn = await DiscordStandIn.start({ now: () => clock });
  onTestFinished(() => standIn.close());
  const guild = standIn.guilds[0]!;
  const admins = await standIn.admin.addRole(guild.id, { permissions: Permission.ManageGuild });
  await standIn.admin.giveRole(OWNER, admins);
  const bot = await startBot(casebook, { standIn, now: () => new Date(clock), ...options });
  bots.push(bot);
  await bot.logged('Discord: commands registered');

  /** What the bot answers to the command, privately. */
  const digest = async (
    name: string,
    values: Record<string, string | boolean> = {},
    context: Context = {},
  ) => {
    const probe = await standIn.slash(`digest ${name}`, values, { userId: OWNER, ...context });
    const reply = await probe.reply();
    expect(reply.ephemeral).toBe(true);
    return shown(reply);
  };
  /** What stands in a channel for everybody. */
  const posted = (channel: string): readonly StandInMessage[] =>
    standIn
      .messages(channel)
      .filter(({ ephemeral, authorId }) => !ephemeral && authorId === standIn.botUserId);
  return { bot, standIn, guild, digest, posted };
}

describe('/digest', () => {
  it('on, show, preview, pause, resume, now and off do what they say', async () => {
    const { bot, guild, digest, posted } = await start();
    expect(await digest('show')).toContain('No digest here');
    const on = await digest('on', {
      time: '9:30',
      zone: 'Europe/Berlin',
      weekdays: 'mon-fri',
      level: 'senior',
    });
    expect(on).toContain('The digest is on');
    expect(on).toContain('One case study on Monday to Friday at 09:30 (Europe/Berlin)');
    expect(on).toContain('Only level senior');
    expect(await digest('on', { level: 'any' })).toContain('From the whole library');
    expect(await digest('show')).toMatch(/Next: Mon,? 1 Jan 2035.*09:30.*which is.*08:30 UTC/);
    expect(await digest('preview')).toContain('Only you see this');

    expect(await digest('pause')).toContain('The digest is paused');
    clock += HOUR_MS;
    expect(await bot.deliverDue()).toBe(0);
    expect(await digest('resume')).toContain('The digest is on');
    expect(await digest('now')).toContain('On its way');
    expect(await bot.deliverDue()).toBe(1);
    expect(posted(guild.text)).toHaveLength(1);
    expect(await digest('show')).toContain('(asked for) - delivered');
    expect(await digest('off')).toContain('The digest is off');
    expect(await digest('now')).toContain('No digest here');
  });

  it('that cannot be set as it was written says what could', async () => {
    const { digest } = await start();
    expect(await digest('on', { time: 'noonish' })).toContain('is no time of day');
    expect(await digest('on', { zone: 'Moon/Base' })).toContain('I know no time zone');
    expect(await digest('on', { weekdays: 'someday' })).toContain('are no days of the week');
    expect(await digest('on', { company: 'Nobody Ever' })).toContain('no case study that fits');
    expect(await digest('show')).toContain('No digest here');
  });

  it('suggests time zones with the time there, weekdays, and any beside the filters', async () => {
    const { standIn } = await start();
    const suggested = async (option: string, value: string) => {
      const typing = await standIn.autocomplete('digest on', { option, value });
      return (await typing.callback()).data.choices;
    };
    expect((await suggested('zone', 'berl'))?.[0]).toEqual({
      name: 'Europe/Berlin (09:00)',
      value: 'Europe/Berlin',
    });
    expect(await suggested('zone', '')).toHaveLength(25);
    expect(await suggested('weekdays', '')).toContainEqual({ name: 'mon, wed, fri', value: 'mon, wed, fri' });
    expect(await suggested('weekdays', 'mon-')).toEqual([{ name: 'mon-fri', value: 'mon-fri' }]);
    expect((await suggested('company', ''))?.[0]?.value).toBe('any');
    expect((await suggested('company', 'ub'))?.[0]?.value).toBe('Uber');
    expect((await suggested('category', 'an'))?.[0]?.value).toBe('any');
  });

  it('in another channel is of that channel', async () => {
    const { guild, digest } = await start();
    await digest('on', { channel: guild.thread, time: '10:00' });
    expect(await digest('show')).toContain('No digest here');
    expect(await digest('show', { channel: guild.thread })).toContain('at 10:00');
    expect(await digest('show', {}, { thread: true })).toContain('at 10:00');
  });

  it('where only the person has installed it says so, and in a voice channel that it cannot post there', async () => {
    const { standIn, guild, digest } = await start();
    for (const guildId of ['900000000000000009', null]) {
      expect(await digest('on', {}, { guildId })).toMatch(/I am not a member of this place.*Add to Server/s);
    }
    const voice = await standIn.admin.open(guild.id, { type: 2, name: 'talk' });
    expect(await digest('on', {}, { channelId: voice })).toContain('Not in this kind of channel');
  });
});

describe('who may change a digest', () => {
  const REFUSED = 'That is for those who manage this place';

  it('is not everybody; but everybody can look', async () => {
    const { digest } = await start();
    await digest('on');
    for (const name of ['on', 'off', 'pause', 'resume', 'now']) {
      expect(await digest(name, {}, { userId: MEMBER }), name).toContain(REFUSED);
    }
    expect(await digest('show', {}, { userId: MEMBER })).toContain('The digest of this place');
    expect(await digest('preview', {}, { userId: MEMBER })).toContain('Only you see this');
  });

  it('is whoever manages the channel that is meant, and not the one where the command is used', async () => {
    const { standIn, guild, digest } = await start();
    await standIn.admin.setPermissions(guild.text, MEMBER, { allow: Permission.ManageChannels });
    const userId = MEMBER;
    expect(await digest('on', {}, { userId })).toContain('The digest is on');
    expect(await digest('on', { channel: guild.forum }, { userId })).toContain(REFUSED);
    expect(await digest('on', { channel: guild.text }, { userId, channelId: guild.post })).toContain('is on');
  });

  it('is for a thread also whoever manages threads there', async () => {
    const { standIn, guild, digest } = await start();
    await standIn.admin.setPermissions(guild.text, MEMBER, { allow: Permission.ManageThreads });
    expect(await digest('on', {}, { userId: MEMBER, thread: true })).toContain('The digest is on');
    expect(await digest('on', {}, { userId: MEMBER })).toContain(REFUSED);
  });

  it('is also whom the settings name, by id or by role, or everybody', async () => {
    const person = await start({ managers: [MEMBER] });
    expect(await person.digest('on', {}, { userId: MEMBER })).toContain('The digest is on');
    expect(await person.digest('on', {}, { userId: '300000000000000010' })).toContain(REFUSED);

    const everyone = await start({ managers: 'everyone' });
    expect(await everyone.digest('on', {}, { userId: MEMBER })).toContain('The digest is on');

    const standIn = await DiscordStandIn.start({ now: () => clock });
    onTestFinished(() => standIn.close());
    const role = await standIn.admin.addRole(standIn.guilds[0]!.id);
    await standIn.admin.giveRole(MEMBER, role);
    const bot = await startBot(casebook, { standIn, now: () => new Date(clock), managers: [role] });
    await bot.logged('Discord: commands registered');
    const on = await standIn.slash('digest on', {}, { userId: MEMBER });
    expect(textOf(await on.reply())).toContain('The digest is on');
  });
});

describe('where Casebook itself may not post', () => {
  it('it names the permissions that are missing, as Discord calls them there', async () => {
    const { standIn, guild, digest } = await start();
    const deny = Permission.SendMessages | Permission.ReadMessageHistory;
    await standIn.admin.setPermissions(guild.text, standIn.botUserId, { deny });
    const text = await digest('on');
    expect(text).toContain('I cannot post in');
    expect(text).toContain('I lack permissions there: Send Messages, Read Message History.');
    await standIn.admin.setPermissions(guild.forum, standIn.botUserId, { deny: Permission.SendMessages });
    expect(await digest('on', { channel: guild.forum })).toContain('there: Create Posts.');
    await standIn.admin.setPermissions(guild.text, standIn.botUserId, {
      deny: Permission.SendMessagesInThreads,
    });
    expect(await digest('on', { channel: guild.thread })).toContain('there: Send Messages in Threads.');
    expect(await digest('on')).toContain('The digest is on');
  });

  it('a locked thread, a private one that it is not in, and a forum with tags are told apart', async () => {
    const { standIn, guild, digest } = await start();
    await standIn.admin.change(guild.thread, { archived: true });
    expect(await digest('on', { channel: guild.thread }), 'a post opens it again').toContain('is on');
    await standIn.admin.change(guild.thread, { locked: true });
    expect(await digest('resume', { channel: guild.thread })).toContain('This thread is locked');
    const hidden = { type: 12, name: 'secret', parentId: guild.text, botIsIn: false } as const;
    const secret = await standIn.admin.open(guild.id, hidden);
    expect(await digest('on', { channel: secret })).toContain('Mention me in it');
    await standIn.admin.change(guild.forum, { requiresTag: true });
    expect(await digest('on', { channel: guild.forum })).toContain('wants a tag on each post');
  });
});

describe('a mention', () => {
  it('calls exactly the role that an administrator chose, until it is taken back', async () => {
    const { bot, standIn, guild, digest, posted } = await start();
    const readers = await standIn.admin.addRole(guild.id, { name: 'readers', mentionable: true });
    await digest('on', { time: '9:00', mention: readers });
    clock += HOUR_MS;
    await bot.deliverDue();
    expect(posted(guild.text).map(({ pings }) => pings)).toEqual([[`<@&${readers}>`]]);
    expect(await digest('on', { 'no-mention': true })).not.toContain('Calls a role');
    clock += 24 * HOUR_MS;
    await bot.deliverDue();
    expect(posted(guild.text).map(({ pings }) => pings)).toEqual([[`<@&${readers}>`], []]);
  });

  it('is for administrators, of a role that can be called, and never of everybody', async () => {
    const { standIn, guild, digest } = await start();
    await standIn.admin.setPermissions(guild.text, MEMBER, { allow: Permission.ManageChannels });
    const readers = await standIn.admin.addRole(guild.id, { mentionable: true });
    const silent = await standIn.admin.addRole(guild.id, { name: 'silent' });
    expect(await digest('on', { mention: readers }, { userId: MEMBER })).toContain('Only an administrator');
    expect(await digest('on', { mention: guild.id })).toContain('Everybody at once is not called');
    expect(await digest('on', { mention: silent })).toContain('I may not call the role silent');
    expect(await digest('on', { mention: readers, 'no-mention': true })).toContain(
      'either mention or no-mention',
    );
    expect(await digest('show')).toContain('No digest here');
    await digest('on', { mention: readers });
    expect(await digest('on', { time: '8:00' }, { userId: MEMBER }), 'keeps what was chosen').toContain(
      'Calls a role',
    );
  });
});

describe('a delivery', () => {
  it('comes at its time with the problem, and the Quick Answer for whoever asks, also after a restart', async () => {
    const { bot, standIn, guild, digest, posted } = await start();
    await digest('on', { time: '9:00' });
    clock += HOUR_MS - 1;
    expect(await bot.deliverDue()).toBe(0);
    clock += 1;
    expect(await bot.deliverDue()).toBe(1);
    const [post] = posted(guild.text);
    expect(textOf(post!)).toContain('**In simple terms**');
    expect(post?.pings).toEqual([]);
    await bot.restart();
    const pressed = await standIn.press(buttonOn(post!, 'What would you do?'), {
      message: post!,
      userId: MEMBER,
    });
    const answer = await pressed.reply();
    expect(answer.ephemeral).toBe(true);
    expect(textOf(answer)).toContain('Quick Answer');
    expect(await bot.deliverDue(), 'today is done').toBe(0);
    expect(posted(guild.text)).toHaveLength(1);
  });

  it('goes to threads, forums and direct chats too', async () => {
    const { bot, standIn, guild, digest, posted } = await start();
    await digest('on', { channel: guild.thread, time: '9:00' });
    await digest('on', { channel: guild.forum, time: '9:00' });
    expect(await digest('on', { time: '9:00' }, { dm: true, userId: MEMBER })).toContain('The digest is on');
    clock += HOUR_MS;
    expect(await bot.deliverDue()).toBe(3);
    expect(posted(guild.thread)).toHaveLength(1);
    const withTitle = standIn
      .directMessages(MEMBER)
      .filter((message) => textOf(message).includes('In simple terms'));
    expect(withTitle).toHaveLength(1);
    const opened = standIn.requests.filter(
      ({ path, method }) => method === 'POST' && path.endsWith('/threads'),
    );
    expect(opened).toHaveLength(1);
    expect(await digest('show', { channel: guild.forum })).toContain('delivered');
  });

  it.each([
    ['text', 'an error', 500],
    ['text', 'a broken connection', 'cut'],
    ['forum', 'an error', 500],
    ['forum', 'a broken connection', 'cut'],
  ] as const)(
    'in a %s channel that was stored but answered with %s is found, and not posted twice',
    async (kind, _, status) => {
      const { bot, standIn, guild, digest } = await start();
      const channel = guild[kind];
      await digest('on', { channel, time: '9:00' });
      clock += HOUR_MS;
      const path = kind === 'text' ? /channels.*messages$/ : /channels.*threads$/;
      standIn.failNext({ method: 'POST', path }, { status, carriedOut: true });
      await bot.deliverDue();
      expect(await digest('show', { channel })).toContain('on its way');
      clock += MINUTE_MS;
      await bot.deliverDue();
      expect(await digest('show', { channel })).toContain('delivered');
      const sent = standIn.requests.filter((request) => request.method === 'POST' && path.test(request.path));
      expect(sent).toHaveLength(1);
    },
  );

  it.each(['text', 'forum'] as const)(
    'whose process died between posting and writing it down is found by another (%s)',
    async (kind) => {
      const { bot, standIn, guild, digest } = await start();
      await digest('on', { channel: guild[kind], time: '9:00' });
      clock += HOUR_MS;
      let died = () => {};
      const death = new Promise<void>((resolve) => {
        died = resolve;
      });
      const dying: Courier = {
        platform: 'discord',
        find: (...asked) => bot.courier.find(...asked),
        tell: (...told) => bot.courier.tell(...told),
        post: async (post) => {
          await bot.courier.post(post);
          died();
          return new Promise(() => {});
        },
      };
      void bot.deliverer(dying).deliverDue();
      await death;
      clock += 3 * MINUTE_MS;
      expect(await bot.deliverDue()).toBe(1);
      expect(await digest('show', { channel: guild[kind] })).toContain('delivered');
      const made = standIn.requests.filter(
        ({ method, path, status }) =>
          method === 'POST' && /channels.*(messages|threads)$/.test(path) && status < 300,
      );
      expect(made).toHaveLength(1);
    },
  );

  it('waits as long as Discord says, and then comes', async () => {
    const { bot, standIn, guild, digest, posted } = await start();
    await digest('on', { time: '9:00' });
    clock += HOUR_MS;
    standIn.failNext(
      { method: 'POST', path: /channels.*messages$/ },
      { status: 429, body: { retry_after: 20, global: false } },
    );
    await bot.deliverDue();
    clock += 19_000;
    await bot.deliverDue();
    expect(posted(guild.text)).toEqual([]);
    clock += 2_000;
    await bot.deliverDue();
    expect(posted(guild.text)).toHaveLength(1);
  });

  it('to a channel that was deleted is tried for hours; then the digest is paused and its owner told once', async () => {
    const { bot, standIn, guild, digest } = await start();
    const channel = await standIn.admin.open(guild.id, { type: 0, name: 'doomed' });
    await digest('on', { channel, time: '9:00' });
    await standIn.admin.delete(channel);
    clock += HOUR_MS;
    let tries = 0;
    for (let minutes = 0; minutes < 11 * 60; minutes += 5) {
      tries += await bot.deliverDue();
      clock += 5 * MINUTE_MS;
    }
    expect(tries).toBe(8);
    const told = standIn.directMessages(OWNER).map((message) => textOf(message));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/A digest is paused.*doomed in guild.*the channel was deleted/s);
    const subscription = await bot.state.digests.find('case-study', `discord:${channel}`);
    expect(subscription).toMatchObject({ status: 'paused', pausedBecause: 'the channel was deleted' });
    clock += 48 * HOUR_MS;
    expect(await bot.deliverDue()).toBe(0);
    expect(standIn.directMessages(OWNER)).toHaveLength(1);
  });

  it('to many channels at once all arrive, each once, while questions are answered', async () => {
    const { bot, standIn, guild, digest, posted } = await start();
    const channels = await Promise.all(
      Array.from({ length: 30 }, (_, n) => standIn.admin.open(guild.id, { type: 0, name: `channel-${n}` })),
    );
    for (const channel of channels) await digest('on', { channel, time: '9:00' });
    clock += HOUR_MS;
    const delivering = bot.deliverDue();
    const asked = await standIn.slash('ask', { question: 'how does Discord store messages?' });
    expect((await asked.callback()).type).toBe(5);
    await asked.reply();
    expect(await delivering).toBe(30);
    expect(channels.map((channel) => posted(channel).length)).toEqual(channels.map(() => 1));
  });
});
