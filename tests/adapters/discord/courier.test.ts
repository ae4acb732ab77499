/** The courier over the real REST client against the stand-in, without a gateway. */
import { PermissionFlagsBits as Permission } from 'discord.js';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { DiscordCourier } from '../../../adapters/discord/courier.ts';
import { PacedRest, REQUESTS_A_SECOND } from '../../../adapters/discord/paced-rest.ts';
import { noticeCard } from '../../../src/cards/mod.ts';
import { CourierError, type Post } from '../../../src/digest/mod.ts';
import { DiscordStandIn, type StandInMessage, type StandInOptions } from '../../support/discord/mod.ts';
import { problemsInRequests, textOf } from './bot.ts';
import { action, answer } from './cards.ts';

const POST_ID = 'abcdefgh12345678';
const AGES_AGO = new Date('2020-01-01T00:00:00Z');

const standIns: DiscordStandIn[] = [];
afterEach(() => {
  for (const standIn of standIns.splice(0)) expect(problemsInRequests(standIn)).toEqual([]);
});

async function start(options: StandInOptions & { withinMs?: number } = {}) {
  const standIn = await DiscordStandIn.start(options);
  standIns.push(standIn);
  onTestFinished(() => standIn.close());
  const { token, apiUrl } = standIn;
  const courier = new DiscordCourier(new PacedRest({ token, apiUrl }), options.withinMs);
  return { standIn, courier, guild: standIn.guilds[0]! };
}

function postTo(channel: string, more: Partial<Post> = {}): Post {
  const actions = [{ ...action('reveal', 'What would you do?'), target: more.id ?? POST_ID }];
  const card = { ...answer, kind: 'digest' as const, actions };
  return { id: POST_ID, place: `discord:${channel}`, card, mention: null, ...more };
}

/** How a call failed. */
async function failureOf(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CourierError))
    throw new Error('It did not fail with a CourierError.', { cause: error });
  const { failure, message, retryAfterMs } = error;
  return { failure, message, retryAfterMs };
}

describe('a post', () => {
  it('stands in the channel, with the id in its buttons, and is found by it', async () => {
    const { standIn, courier, guild } = await start();
    const id = await courier.post(postTo(guild.text));
    expect(standIn.messages(guild.text)).toMatchObject([{ id, authorId: standIn.botUserId, pings: [] }]);
    expect(standIn.requests[0]?.body).toMatchObject({ nonce: POST_ID, enforce_nonce: true });
    expect(await courier.find(`discord:${guild.text}`, POST_ID, AGES_AGO)).toBe(id);
    expect(await courier.find(`discord:${guild.text}`, 'another0another0', AGES_AGO)).toBeNull();
  });

  it('that is sent again within minutes is the same message', async () => {
    const { standIn, courier, guild } = await start();
    const ids = [await courier.post(postTo(guild.text)), await courier.post(postTo(guild.text))];
    expect(new Set(ids).size).toBe(1);
    expect(standIn.messages(guild.text)).toHaveLength(1);
  });

  it('calls the role that was chosen and nobody else, whatever the card says', async () => {
    const { standIn, courier, guild } = await start();
    const role = await standIn.admin.addRole(guild.id, { mentionable: true });
    const other = await standIn.admin.addRole(guild.id, { mentionable: true });
    const hostile = `@everyone <@&${other}> <@300000000000000001> <@&${role}> @here`;
    const post = postTo(guild.text, { mention: role });
    await courier.post({ ...post, card: { ...post.card, title: hostile, insight: hostile, note: hostile } });
    const [message] = standIn.messages(guild.text);
    expect(message?.pings).toEqual([`<@&${role}>`]);
    expect(textOf(message!)).toMatch(new RegExp(`^<@&${role}>\n`));
  });

  it('in a thread opens it again when it was archived', async () => {
    const { standIn, courier, guild } = await start();
    await standIn.admin.change(guild.thread, { archived: true });
    const id = await courier.post(postTo(guild.thread));
    expect(await courier.find(`discord:${guild.thread}`, POST_ID, AGES_AGO)).toBe(id);
  });

  it('in a forum is a thread with the title, and is found there while it is open and when it is archived', async () => {
    const { standIn, courier, guild } = await start();
    const post = postTo(guild.forum);
    const id = await courier.post({ ...post, card: { ...post.card, title: `${'Long title '.repeat(20)}` } });
    expect(standIn.messages(id)).toMatchObject([{ id, authorId: standIn.botUserId }]);
    const threads = () =>
      standIn.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/threads'));
    const { name } = threads()[0]!.body as { name: string };
    expect(name).toMatch(/^Long title Long.*…$/);
    expect(name.length).toBeLessThanOrEqual(100);
    expect(await courier.find(`discord:${guild.forum}`, POST_ID, AGES_AGO)).toBe(id);
    await standIn.admin.change(id, { archived: true });
    expect(await courier.find(`discord:${guild.forum}`, POST_ID, AGES_AGO)).toBe(id);
    expect(await courier.find(`discord:${guild.forum}`, 'another0another0', AGES_AGO)).toBeNull();

    await courier.post(postTo(guild.forum, { id: 'second0second0se' }));
    const refused = standIn.requests.filter(({ status }) => status === 400);
    expect(threads()).toHaveLength(2);
    expect(refused, 'that it is a forum is found out once').toHaveLength(1);
  });

  it('that Discord would refuse is not sent', async () => {
    const { standIn, courier, guild } = await start();
    const failure = await failureOf(courier.post(postTo(guild.text, { mention: '@everyone' })));
    expect(failure).toMatchObject({ failure: 'refused', message: '"@everyone" is not the id of a role.' });
    expect(standIn.requests).toEqual([]);
  });

  it('is one of at most 25 requests in any second', async () => {
    const { standIn, courier, guild } = await start();
    const count = REQUESTS_A_SECOND + 1;
    const started = performance.now();
    await Promise.all(
      Array.from({ length: count }, (_, n) =>
        courier.post(postTo(guild.text, { id: `post${String(n).padStart(12, '0')}` })),
      ),
    );
    expect(performance.now() - started).toBeGreaterThan(990);
    expect(standIn.messages(guild.text)).toHaveLength(count);
  });
});

describe('what went wrong with a post', () => {
  const AT_MESSAGES = { method: 'POST', path: /\/messages$/ };

  it.each([
    ['deleted', 'the channel was deleted', async ({ standIn, guild }) => standIn.admin.delete(guild.text)],
    [
      'hidden',
      'I may not see the channel, or am no longer in the server',
      ({ standIn, guild }) =>
        standIn.admin.setPermissions(guild.text, guild.id, { deny: Permission.ViewChannel }),
    ],
    [
      'closed to the bot',
      'I may not post there',
      ({ standIn, guild }) =>
        standIn.admin.setPermissions(guild.text, standIn.botUserId, { deny: Permission.SendMessages }),
    ],
  ] as [string, string, (started: Awaited<ReturnType<typeof start>>) => Promise<void>][])(
    'in a channel that was %s is told in words for people',
    async (_, message, close) => {
      const started = await start();
      await close(started);
      expect(await failureOf(started.courier.post(postTo(started.guild.text)))).toMatchObject({
        failure: 'forbidden',
        message,
      });
    },
  );

  it('in a locked thread, a forum with tags or closed direct messages too', async () => {
    const { standIn, courier, guild } = await start();
    await standIn.admin.change(guild.thread, { locked: true });
    expect((await failureOf(courier.post(postTo(guild.thread)))).message).toBe('the thread is locked');
    await standIn.admin.change(guild.thread, { locked: true, archived: true });
    expect(await failureOf(courier.post(postTo(guild.thread)))).toMatchObject({
      failure: 'forbidden',
      message: 'the thread is archived and locked',
    });
    await standIn.admin.change(guild.forum, { requiresTag: true });
    expect(await failureOf(courier.post(postTo(guild.forum)))).toMatchObject({
      failure: 'forbidden',
      message: 'the forum wants a tag on each post',
    });
    standIn.admin.closeDirectMessages(standIn.personId);
    const told = courier.tell(`discord:${standIn.personId}`, noticeCard('A digest is paused'));
    expect(await failureOf(told)).toMatchObject({
      failure: 'forbidden',
      message: 'I may not write to this person',
    });
  });

  it('is put off as long as Discord says', async () => {
    const { standIn, courier, guild } = await start();
    standIn.failNext(AT_MESSAGES, { status: 429, body: { retry_after: 7, global: false } });
    const { failure, retryAfterMs } = await failureOf(courier.post(postTo(guild.text)));
    expect(failure).toBe('later');
    expect(retryAfterMs).toBeGreaterThanOrEqual(7000);
    expect(retryAfterMs).toBeLessThan(8000);
    expect(standIn.requests).toHaveLength(1);
  });

  it('is put off by minutes when the token is refused, and works again with the same courier', async () => {
    const { standIn, courier, guild } = await start();
    standIn.failNext(AT_MESSAGES, { status: 401 });
    expect(await failureOf(courier.post(postTo(guild.text)))).toMatchObject({
      failure: 'later',
      retryAfterMs: 300_000,
    });
    await courier.post(postTo(guild.text));
  });

  it('is put off when no connection can be made: then nothing was posted', async () => {
    const { standIn, guild } = await start();
    const courier = new DiscordCourier(
      new PacedRest({ token: standIn.token, apiUrl: 'http://127.0.0.1:1/api' }),
    );
    expect(await failureOf(courier.post(postTo(guild.text)))).toMatchObject({
      failure: 'later',
      message: 'Discord cannot be reached',
    });
  });

  it.each([
    ['a 503', { status: 503 }],
    ['a 500 after it was stored', { status: 500, carriedOut: true }],
    ['a connection that breaks off', { status: 'cut', carriedOut: true }],
    ['an answer that never comes', { status: 'hangs', carriedOut: true }],
  ] as const)('is unknown after %s, and it is not sent again unasked', async (_, response) => {
    const { standIn, courier, guild } = await start({ withinMs: 500 });
    standIn.failNext(AT_MESSAGES, response);
    expect((await failureOf(courier.post(postTo(guild.text)))).failure).toBe('unknown');
    expect(standIn.requests).toHaveLength(1);
    const found = await courier.find(`discord:${guild.text}`, POST_ID, AGES_AGO);
    expect(found === null).toBe(standIn.messages(guild.text).length === 0);
  });

  it('is a fault of ours when Discord does not like it', async () => {
    const { standIn, courier, guild } = await start();
    standIn.failNext(AT_MESSAGES, { status: 400, body: { code: 50035, message: 'Invalid Form Body' } });
    expect(await failureOf(courier.post(postTo(guild.text)))).toMatchObject({
      failure: 'refused',
      message: 'Discord refused it: Invalid Form Body',
    });
  });

  it('does not start any more when its turn comes too late', async () => {
    const { standIn, courier, guild } = await start({ withinMs: 400 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 2 * REQUESTS_A_SECOND }, (_, n) =>
        courier.post(postTo(guild.text, { id: `post${String(n).padStart(12, '0')}` })),
      ),
    );
    const late = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as CourierError] : []));
    expect(late.length).toBeGreaterThanOrEqual(REQUESTS_A_SECOND);
    expect(late.filter(({ failure }) => failure === 'later').length).toBeGreaterThanOrEqual(
      REQUESTS_A_SECOND,
    );
    expect(standIn.requests.length).toBeLessThanOrEqual(REQUESTS_A_SECOND);
  });
});

describe('looking for a post', () => {
  it('reads page after page, back to the first message that it could be, and believes no one else', async () => {
    let clock = Date.parse('2035-01-01T09:00:00Z');
    const { standIn, courier, guild } = await start({ now: () => clock });
    const place = `discord:${guild.text}`;
    const pages = () =>
      standIn.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/messages'));
    const old = await courier.post(postTo(guild.text));
    clock += 3_600_000;
    const since = new Date(clock - 1000);
    expect(await courier.find(place, POST_ID, since), 'it is too old').toBeNull();
    expect(pages()).toHaveLength(1);
    for (let n = 0; n < 205; n++) standIn.write(guild.text, `chatter ${n} cb1:reveal:${POST_ID}:0`);
    expect(await courier.find(place, POST_ID, since)).toBeNull();
    expect(pages()).toHaveLength(4);
    expect(await courier.find(place, POST_ID, AGES_AGO)).toBe(old);
    expect(pages()).toHaveLength(7);
    const id = await courier.post(postTo(guild.text));
    expect(id).not.toBe(old);
    expect(await courier.find(place, POST_ID, since)).toBe(id);
    expect(pages(), 'a new one stands on the first page').toHaveLength(8);
  });

  it('through many pages leaves no listeners behind, of which Node would warn', async () => {
    const { standIn, courier, guild } = await start();
    const warned = vi.spyOn(process, 'emitWarning');
    onTestFinished(() => warned.mockRestore());
    for (let n = 0; n < 1200; n++) standIn.write(guild.text, String(n));
    expect(await courier.find(`discord:${guild.text}`, POST_ID, AGES_AGO)).toBeNull();
    expect(warned.mock.calls.map(([warning]) => String(warning))).toEqual([]);
  });

  it('in a direct chat finds it', async () => {
    const { standIn, courier } = await start();
    await courier.tell(`discord:${standIn.personId}`, postTo('').card);
    const [{ channelId, id } = {} as StandInMessage] = standIn.directMessages(standIn.personId);
    expect(await courier.find(`discord:${channelId}`, POST_ID, AGES_AGO)).toBe(id);
  });

  it('says that it is blind where it may not read the history, of channels, threads and forums', async () => {
    const { standIn, courier, guild } = await start();
    const deny = Permission.ReadMessageHistory;
    await standIn.admin.setPermissions(guild.text, guild.id, { deny });
    await standIn.admin.setPermissions(guild.forum, guild.id, { deny });
    for (const channel of [guild.text, guild.thread, guild.forum]) {
      expect(await failureOf(courier.find(`discord:${channel}`, POST_ID, AGES_AGO))).toMatchObject({
        failure: 'blind',
        message: 'I lack the permission Read Message History there',
      });
    }
    // A role of the bot's own, then one of the whole server's, brings it back.
    const role = await standIn.admin.addRole(guild.id);
    await standIn.admin.giveRole(standIn.botUserId, role);
    await standIn.admin.setPermissions(guild.text, role, { allow: deny });
    expect(await courier.find(`discord:${guild.thread}`, POST_ID, AGES_AGO)).toBeNull();
    const admin = await standIn.admin.addRole(guild.id, { permissions: Permission.Administrator });
    await standIn.admin.giveRole(standIn.botUserId, admin);
    expect(await courier.find(`discord:${guild.forum}`, POST_ID, AGES_AGO)).toBeNull();
  });

  it('fails as posting does where the channel is gone, or Discord does not answer', async () => {
    const { standIn, courier, guild } = await start();
    standIn.failNext({ method: 'GET', path: /\/messages$/ }, { status: 502 });
    expect(await failureOf(courier.find(`discord:${guild.text}`, POST_ID, AGES_AGO))).toMatchObject({
      failure: 'unknown',
      message: 'Discord had a problem of its own (502)',
    });
    await standIn.admin.delete(guild.text);
    expect(await failureOf(courier.find(`discord:${guild.text}`, POST_ID, AGES_AGO))).toMatchObject({
      failure: 'forbidden',
      message: 'the channel was deleted',
    });
  });
});
