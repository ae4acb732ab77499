/** What a server allows, lists and keeps, to the real client and to plain REST. */
import { once } from 'node:events';
import { Client, GatewayIntentBits, PermissionFlagsBits as Permission, REST } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DiscordStandIn, type StandInOptions } from './mod.ts';

async function start(options: StandInOptions = {}) {
  const standIn = await DiscordStandIn.start(options);
  onTestFinished(() => standIn.close());
  const rest = new REST({ api: standIn.apiUrl, version: '10', retries: 0 }).setToken(standIn.token);
  return { standIn, rest, guild: standIn.guilds[0]!, me: standIn.botUserId };
}

/** The same with a client that is ready. */
async function connect() {
  const started = await start();
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: started.standIn.apiUrl } });
  onTestFinished(() => client.destroy());
  const ready = once(client, 'clientReady');
  await client.login(started.standIn.token);
  await ready;
  return { ...started, client, server: client.guilds.cache.first()! };
}

const listed = async (rest: REST, channel: string, query: Record<string, string>) => {
  const page = await rest.get(`/channels/${channel}/messages`, { query: new URLSearchParams(query) });
  return (page as { content: string; id: string }[]).map(({ id }) => id);
};

describe('the history of a channel', () => {
  it('comes in pages, newest first, and after an id with those next to it', async () => {
    const { standIn, rest, guild } = await start();
    const ids = Array.from({ length: 7 }, (_, n) => standIn.write(guild.text, String(n)).id);
    expect(await listed(rest, guild.text, { limit: '2' })).toEqual([ids[6], ids[5]]);
    expect(await listed(rest, guild.text, { limit: '2', after: ids[1]! })).toEqual([ids[3], ids[2]]);
    expect(await listed(rest, guild.text, { limit: '2', before: ids[4]! })).toEqual([ids[3], ids[2]]);
    expect(await listed(rest, guild.text, { limit: '3', around: ids[3]! })).toEqual([ids[4], ids[3], ids[2]]);
    for (const limit of ['0', '101', 'x']) {
      await expect(listed(rest, guild.text, { limit })).rejects.toMatchObject({ code: 50035 });
    }
  });

  it('is an empty list for who may not read it, and one message is refused', async () => {
    const { standIn, rest, guild } = await start();
    const { id } = standIn.write(guild.text, 'old');
    await standIn.admin.setPermissions(guild.text, guild.id, { deny: Permission.ReadMessageHistory });
    expect(await listed(rest, guild.text, {})).toEqual([]);
    await expect(rest.get(`/channels/${guild.text}/messages/${id}`)).rejects.toMatchObject({ code: 50001 });
  });

  it('knows no nonces, and a nonce is enforced for some minutes only', async () => {
    let clock = Date.now();
    const { standIn, rest, guild } = await start({ now: () => clock });
    const post = () =>
      rest.post(`/channels/${guild.text}/messages`, {
        body: { content: 'once', nonce: 'a', enforce_nonce: true },
      });
    expect(await post()).toMatchObject({ nonce: 'a' });
    await post();
    expect(standIn.messages(guild.text)).toHaveLength(1);
    const [kept] = (await rest.get(`/channels/${guild.text}/messages`)) as object[];
    expect(kept).not.toHaveProperty('nonce');
    clock += 6 * 60_000;
    await post();
    expect(standIn.messages(guild.text)).toHaveLength(2);
  });
});

describe('a forum', () => {
  const message = { content: 'hello' };

  it('takes threads with a name and a message of the same id, and no messages', async () => {
    const { standIn, rest, guild, me } = await start();
    const open = (body: object) => rest.post(`/channels/${guild.forum}/threads`, { body });
    const made = (await open({ name: 'A post', message })) as { id: string };
    expect(made).toMatchObject({
      name: 'A post',
      owner_id: me,
      parent_id: guild.forum,
      message: { id: made.id },
    });
    expect(standIn.messages(made.id)).toMatchObject([{ id: made.id, content: 'hello' }]);
    await expect(open({ name: '', message })).rejects.toMatchObject({ code: 50035 });
    await expect(open({ name: 'n'.repeat(101), message })).rejects.toMatchObject({ code: 50035 });
    await expect(open({ name: 'Empty', message: {} })).rejects.toMatchObject({ code: 50006 });
    await expect(rest.post(`/channels/${guild.forum}/messages`, { body: message })).rejects.toMatchObject({
      code: 50008,
    });
    await standIn.admin.change(guild.forum, { requiresTag: true });
    await expect(open({ name: 'B', message })).rejects.toMatchObject({ code: 40067 });
  });

  it('lists its threads, those that are archived by when they were', async () => {
    let clock = Date.now();
    const { standIn, rest, guild } = await start({ now: () => clock });
    const ids: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      const body = { name, message };
      ids.push(((await rest.post(`/channels/${guild.forum}/threads`, { body })) as { id: string }).id);
    }
    const active = async () => {
      const { threads } = (await rest.get(`/guilds/${guild.id}/threads/active`)) as {
        threads: { id: string }[];
      };
      return threads.map(({ id }) => id);
    };
    expect(await active()).toEqual([guild.thread, guild.post, ...ids]);
    for (const id of [ids[0]!, ids[2]!, ids[1]!]) {
      clock += 1000;
      await standIn.admin.change(id, { archived: true });
    }
    expect(await active()).toEqual([guild.thread, guild.post]);
    const archived = (query: Record<string, string>) =>
      rest.get(`/channels/${guild.forum}/threads/archived/public`, { query: new URLSearchParams(query) });
    const first = await archived({ limit: '2' });
    expect(first).toMatchObject({ has_more: true, threads: [{ id: ids[1] }, { id: ids[2] }] });
    const before = (first as { threads: { thread_metadata: { archive_timestamp: string } }[] }).threads[1]!;
    const rest2 = await archived({ limit: '2', before: before.thread_metadata.archive_timestamp });
    expect(rest2).toMatchObject({ has_more: false, threads: [{ id: ids[0] }] });
    await standIn.admin.setPermissions(guild.forum, guild.id, { deny: Permission.ReadMessageHistory });
    await expect(archived({})).rejects.toMatchObject({ code: 50001 });
  });
});

describe('permissions', () => {
  it('of roles and overwrites are those that the client works out', async () => {
    const { standIn, guild, server, client } = await connect();
    const channel = server.channels.cache.get(guild.text)!;
    const mine = () => channel.permissionsFor(client.user!)!;
    await standIn.admin.setPermissions(guild.text, guild.id, { deny: Permission.SendMessages });
    await expect.poll(() => mine().has(Permission.SendMessages)).toBe(false);
    const role = await standIn.admin.addRole(guild.id, { name: 'posters' });
    await standIn.admin.giveRole(standIn.botUserId, role);
    await standIn.admin.setPermissions(guild.text, role, { allow: Permission.SendMessages });
    await expect.poll(() => mine().has(Permission.SendMessages)).toBe(true);
    await client.rest.post(`/channels/${guild.text}/messages`, { body: { content: 'allowed' } });
    await standIn.admin.setPermissions(guild.text, standIn.botUserId, { deny: Permission.SendMessages });
    await expect.poll(() => mine().has(Permission.SendMessages)).toBe(false);
    await expect(
      client.rest.post(`/channels/${guild.text}/messages`, { body: { content: 'denied' } }),
    ).rejects.toMatchObject({ code: 50013 });
    const administrators = await standIn.admin.addRole(guild.id, { permissions: Permission.Administrator });
    await standIn.admin.giveRole(standIn.botUserId, administrators);
    await client.rest.post(`/channels/${guild.text}/messages`, { body: { content: 'nobody denies them' } });
  });

  it('of a person come with what the person does, as do chosen channels and roles', async () => {
    const { standIn, guild, client } = await connect();
    const role = await standIn.admin.addRole(guild.id, { permissions: Permission.ManageGuild });
    await standIn.admin.giveRole('77', role);
    await client.application!.commands.set([
      {
        name: 'set',
        description: 'Set something',
        options: [
          { type: 7, name: 'channel', description: 'Which channel' },
          { type: 8, name: 'role', description: 'Which role' },
        ],
      },
    ]);
    const arrives = once(client, 'interactionCreate');
    await standIn.slash('set', { channel: guild.forum, role }, { userId: '77' });
    const [interaction] = await arrives;
    expect(interaction.memberPermissions.has(Permission.ManageGuild)).toBe(true);
    expect(interaction.member.roles.cache.has(role)).toBe(true);
    expect(interaction.options.getChannel('channel').id).toBe(guild.forum);
    expect(interaction.options.getRole('role').id).toBe(role);
    expect(() => standIn.slash('set', { role: '404' })).toThrow('There is no role 404');
  });

  it('are told apart from places that are gone, hidden, locked or closed', async () => {
    const { standIn, rest, guild } = await start();
    const post = (channel: string) => rest.post(`/channels/${channel}/messages`, { body: { content: 'x' } });
    await standIn.admin.change(guild.thread, { archived: true });
    await post(guild.thread);
    expect(await rest.get(`/channels/${guild.thread}`)).toMatchObject({
      thread_metadata: { archived: false },
    });
    await standIn.admin.change(guild.thread, { locked: true });
    await expect(post(guild.thread)).rejects.toMatchObject({ code: 160005 });
    await standIn.admin.change(guild.thread, { archived: true });
    await expect(post(guild.thread)).rejects.toMatchObject({ code: 50083 });
    await standIn.admin.setPermissions(guild.forum, guild.id, { deny: Permission.ViewChannel });
    await expect(post(guild.post)).rejects.toMatchObject({ code: 50001 });
    standIn.admin.closeDirectMessages('77');
    const { id } = (await rest.post('/users/@me/channels', { body: { recipient_id: '77' } })) as {
      id: string;
    };
    await expect(post(id)).rejects.toMatchObject({ code: 50007, status: 403 });
    await standIn.admin.delete(guild.text);
    await expect(post(guild.text)).rejects.toMatchObject({ code: 10003, status: 404 });
    await expect(post(guild.thread), 'its threads go with it').rejects.toMatchObject({ code: 10003 });
  });

  it('let a message call a role only when anyone may mention it', async () => {
    const { standIn, rest, guild } = await start();
    const open = await standIn.admin.addRole(guild.id, { mentionable: true });
    const closed = await standIn.admin.addRole(guild.id);
    const allowed_mentions = { parse: [], roles: [open, closed] };
    const body = { content: `<@&${open}> <@&${closed}>`, allowed_mentions };
    await rest.post(`/channels/${guild.text}/messages`, { body });
    expect(standIn.messages(guild.text)[0]?.pings).toEqual([`<@&${open}>`]);
  });
});

describe('a connection', () => {
  it('breaks off, or hangs, before or after the message was stored', async () => {
    const { standIn, rest, guild } = await start();
    const path = /\/messages$/;
    const post = () =>
      rest.post(`/channels/${guild.text}/messages`, {
        body: { content: 'x' },
        signal: AbortSignal.timeout(200),
      });
    standIn.failNext({ method: 'POST', path }, { status: 'cut' });
    await expect(post()).rejects.toThrow();
    standIn.failNext({ method: 'POST', path }, { status: 'hangs' });
    await expect(post()).rejects.toThrow('aborted');
    expect(standIn.messages(guild.text)).toEqual([]);
    standIn.failNext({ method: 'POST', path }, { status: 'cut', carriedOut: true });
    await expect(post()).rejects.toThrow();
    standIn.failNext({ method: 'POST', path }, { status: 'hangs', carriedOut: true });
    await expect(post()).rejects.toThrow('aborted');
    expect(standIn.messages(guild.text)).toHaveLength(2);
    expect(standIn.requests.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
  });
});
