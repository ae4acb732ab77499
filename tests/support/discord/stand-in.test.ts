/** The real discord.js client against the stand-in. */
import { once } from 'node:events';
import {
  type AutocompleteInteraction,
  type BaseInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  Client,
  type ClientOptions,
  GatewayIntentBits,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  Partials,
  type StringSelectMenuInteraction,
} from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { type Context, DiscordStandIn, type StandInComponent, type StandInOptions } from './mod.ts';

const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits;

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Bot {
  readonly standIn: DiscordStandIn;
  readonly client: Client<true>;
}

/** A client that is ready, with what a bot should set. */
async function connect(
  options: StandInOptions = {},
  clientOptions: Partial<ClientOptions> = {},
): Promise<Bot> {
  const standIn = await DiscordStandIn.start(options);
  ends.push(() => standIn.close());
  const client = newClient(standIn, clientOptions);
  const ready = once(client, 'clientReady');
  await client.login(standIn.token);
  await ready;
  return { standIn, client: client as Client<true> };
}

function newClient(standIn: DiscordStandIn, options: Partial<ClientOptions> = {}): Client {
  const client = new Client({
    intents: [Guilds, GuildMessages, DirectMessages],
    partials: [Partials.Channel],
    rest: { api: standIn.apiUrl, version: '10' },
    allowedMentions: { parse: [] },
    enforceNonce: true,
    ...options,
  });
  client.on('error', () => {});
  ends.push(() => client.destroy());
  return client;
}

/** The next interaction that the client is told of. */
async function nextInteraction<T extends BaseInteraction>(client: Client): Promise<T> {
  const [interaction] = await once(client, 'interactionCreate');
  return interaction as T;
}

/** A slash command that has arrived, and its probe. */
async function asked({ standIn, client }: Bot, context: Context = {}) {
  const arrives = nextInteraction<ChatInputCommandInteraction>(client);
  const probe = await standIn.slash('ask', { question: 'why?' }, context);
  return { probe, interaction: await arrives };
}

/** The same with a new bot. */
async function connectAndAsk() {
  const bot = await connect();
  return { ...bot, ...(await asked(bot)) };
}

/** The next message that the client is told of. */
async function nextMessage(client: Client): Promise<Message> {
  const [message] = await once(client, 'messageCreate');
  return message as Message;
}

const text = (content: string): StandInComponent => ({ type: 10, content });
const button = (id: string, label = 'Press'): StandInComponent => ({
  type: 2,
  style: 1,
  label,
  custom_id: id,
});
const row = (...components: StandInComponent[]): StandInComponent => ({ type: 1, components });
/** Raw components, as the bot's renderer makes them. */
const v2 = (...components: StandInComponent[]) =>
  ({ components, flags: MessageFlags.IsComponentsV2 }) as unknown as { components: []; flags: number };

describe('logging in', () => {
  it('makes the client ready within a second, with the server, its channels and the right to post', async () => {
    const started = performance.now();
    const { standIn, client } = await connect();
    expect(performance.now() - started).toBeLessThan(1_000);
    const [guild] = standIn.guilds;
    expect(client.guilds.cache.map(({ id, available }) => [id, available])).toEqual([[guild!.id, true]]);
    expect(client.channels.cache.map(({ id }) => id).toSorted()).toEqual(
      [guild!.text, guild!.thread, guild!.forum, guild!.post].toSorted(),
    );
    const channel = client.guilds.cache.first()!.channels.cache.get(guild!.text)!;
    expect(channel.permissionsFor(client.user.id)?.has(['ViewChannel', 'SendMessages'])).toBe(true);
    expect(standIn.gateway).toEqual({ identifies: 1, resumes: 0, connections: 1 });
    expect(standIn.requests).toEqual([]);
  });

  it('spreads servers over the shards that it advises', async () => {
    const guilds = ['1', '2'].map((shard) => String((BigInt(shard) << 22n) + 7n));
    const { standIn, client } = await connect({ shards: 2, guilds }, { shards: 'auto' });
    expect(standIn.gateway.identifies).toBe(2);
    expect(client.guilds.cache.map(({ shardId }) => shardId).toSorted()).toEqual([0, 1]);
    const heard = nextMessage(client);
    await standIn.say({ guildId: guilds[1]!, content: 'hi', mentionsBot: true });
    expect((await heard).guildId).toBe(guilds[1]);
  });

  it('is refused with a wrong token, and with a privileged intent', async () => {
    const standIn = await DiscordStandIn.start();
    ends.push(() => standIn.close());
    await expect(newClient(standIn).login('wrong')).rejects.toThrow('invalid token');
    const greedy = newClient(standIn, { intents: [Guilds, MessageContent] });
    await expect(greedy.login(standIn.token)).rejects.toThrow('disallowed intents');
  });
});

describe('a slash command', () => {
  it('is deferred, edited and followed up', async () => {
    const bot = await connect();
    const { probe, interaction } = await asked(bot);
    expect(interaction.options.getString('question')).toBe('why?');
    await interaction.deferReply();
    expect(await probe.callback()).toMatchObject({ type: 5, data: { flags: 0 } });
    expect(bot.standIn.messages(interaction.channelId)).toMatchObject([{ loading: true, content: '' }]);
    const edited = await interaction.editReply(v2(text('because')));
    expect(edited.id).toBe((await probe.reply()).id);
    expect(await probe.reply()).toMatchObject({ loading: false, components: [text('because')] });
    await interaction.followUp({ content: 'psst', flags: MessageFlags.Ephemeral });
    expect(probe.followUps()).toMatchObject([{ content: 'psst', ephemeral: true }]);
    await interaction.deleteReply();
    expect(bot.standIn.messages(interaction.channelId)).toMatchObject([{ content: 'psst' }]);
    expect(bot.standIn.requests.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
      `POST /interactions/${probe.id}/${probe.token}/callback 204`,
      `PATCH /webhooks/${bot.standIn.applicationId}/${probe.token}/messages/@original 200`,
      `POST /webhooks/${bot.standIn.applicationId}/${probe.token} 200`,
      `DELETE /webhooks/${bot.standIn.applicationId}/${probe.token}/messages/@original 204`,
    ]);
  });

  it('is answered at once, and the answer is fetched with it', async () => {
    const { probe, interaction } = await asked(await connect());
    const flags = MessageFlags.Ephemeral;
    const response = await interaction.reply({ content: 'hello', flags, withResponse: true });
    expect(response.resource?.message?.content).toBe('hello');
    expect(response.interaction.responseMessageEphemeral).toBe(true);
    expect(await probe.callback()).toMatchObject({ type: 4, data: { content: 'hello' } });
    expect(await probe.reply()).toMatchObject({ content: 'hello', ephemeral: true, edited: false });
  });

  it('is answered with a message event of its own, unless the answer is ephemeral', async () => {
    const bot = await connect();
    const heard = nextMessage(bot.client);
    const { interaction } = await asked(bot);
    await interaction.reply({ content: 'secret', flags: MessageFlags.Ephemeral });
    await interaction.followUp('public');
    expect((await heard).content).toBe('public');
  });

  it('has its deferred reply filled in by the first follow-up', async () => {
    const { probe, interaction } = await asked(await connect());
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.followUp('here');
    expect(await probe.reply()).toMatchObject({ content: 'here', ephemeral: true });
    expect(probe.followUps()).toEqual([]);
  });

  it('comes from where it was run', async () => {
    const bot = await connect();
    const inDm = (await asked(bot, { dm: true, userId: '77' })).interaction;
    expect([inDm.inGuild(), inDm.channel?.isDMBased(), inDm.user.id, inDm.context]).toEqual([
      false,
      true,
      '77',
      1,
    ]);
    const inThread = (await asked(bot, { thread: true })).interaction;
    expect([inThread.inCachedGuild(), inThread.channel?.isThread(), inThread.context]).toEqual([
      true,
      true,
      0,
    ]);
    const elsewhere = (await asked(bot, { guildId: '400000000000000001', userId: '77' })).interaction;
    expect([elsewhere.inGuild(), elsewhere.inCachedGuild()]).toEqual([true, false]);
    expect(elsewhere.authorizingIntegrationOwners).toMatchObject({ 1: '77' });
    const inGroup = (await asked(bot, { guildId: null })).interaction;
    expect([inGroup.inGuild(), inGroup.context]).toEqual([false, 2]);
    await inGroup.reply('hello');
  });

  it('has the options that were registered, or cannot be run', async () => {
    const { standIn, client } = await connect();
    const option = { type: 3, name: 'topic', description: 'Which topic', required: true, autocomplete: true };
    const start = { type: 1, name: 'start', description: 'Start a quiz', options: [option] };
    await client.application.commands.set([{ name: 'quiz', description: 'Quizzes', options: [start] }]);
    expect(standIn.commands()).toMatchObject([{ type: 1, name: 'quiz' }]);
    const arrives = nextInteraction<ChatInputCommandInteraction>(client);
    await standIn.slash('quiz start', { topic: 'caching' });
    const { options, command } = await arrives;
    expect([options.getSubcommand(), options.getString('topic')]).toEqual(['start', 'caching']);
    expect(command?.name).toBe('quiz');
    expect(() => standIn.slash('quiz stop')).toThrow('no stop');
    expect(() => standIn.slash('quiz start')).toThrow('topic is required');
    expect(() => standIn.slash('quiz start', { topic: 'a', level: 2 })).toThrow('no option level');
  });
});

describe('other interactions', () => {
  it('are autocompleted', async () => {
    const { standIn, client } = await connect();
    const arrives = nextInteraction<AutocompleteInteraction>(client);
    const probe = await standIn.autocomplete('ask', { option: 'question', value: 'ca' }, { company: 'x' });
    const interaction = await arrives;
    expect([interaction.options.getFocused(), interaction.options.getString('company')]).toEqual(['ca', 'x']);
    await interaction.respond([{ name: 'Caching', value: 'caching' }]);
    const { type, data } = await probe.callback();
    expect([type, data.choices]).toEqual([8, [{ name: 'Caching', value: 'caching' }]]);
  });

  it('are a button that updates its message, defers, or answers beside it', async () => {
    const bot = await connect();
    const { standIn, client } = bot;
    const { probe, interaction } = await asked(bot);
    await interaction.reply(v2(text('one'), row(button('go'), button('stay'))));
    const message = await probe.reply();
    const press = async (id: string) => {
      const arrives = nextInteraction<ButtonInteraction>(client);
      return { pressed: await standIn.press(id, { message }), interaction: await arrives };
    };
    const first = await press('go');
    expect([first.interaction.customId, first.interaction.message.id]).toEqual(['go', message.id]);
    await first.interaction.update(v2(text('two'), row(button('stay'))));
    expect((await first.pressed.reply()).components[0]).toEqual(text('two'));
    await expect(standIn.press('go', { message })).rejects.toThrow('no Button go to use, but: stay');
    const second = await press('stay');
    await second.interaction.deferUpdate();
    await second.interaction.followUp('beside');
    expect(await second.pressed.reply()).toMatchObject({ content: 'beside' });
    const third = await press('stay');
    await third.interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const secret = await third.interaction.editReply('only you');
    await expect(secret.edit('again')).rejects.toMatchObject({ code: 10008 });
    expect(await third.pressed.reply()).toMatchObject({ content: 'only you', ephemeral: true });
    expect(standIn.messages(message.channelId)).toHaveLength(3);
  });

  it('are a select, with the values that were picked', async () => {
    const bot = await connect();
    const { probe, interaction } = await asked(bot);
    const select = { type: 3, custom_id: 'pick', options: [{ label: 'One', value: '1' }] };
    await interaction.reply(v2(row(select)));
    const arrives = nextInteraction<StringSelectMenuInteraction>(bot.client);
    await bot.standIn.select('pick', ['1'], { message: await probe.reply(), userId: '77' });
    const { values, user } = await arrives;
    expect([values, user.id]).toEqual([['1'], '77']);
  });

  it('are a message command, which sees the text of its target', async () => {
    const { standIn, client } = await connect();
    const arrives = nextInteraction<MessageContextMenuCommandInteraction>(client);
    await standIn.messageCommand('Explain', { content: 'the cache is cold', authorId: '77' });
    const { targetMessage, commandName } = await arrives;
    expect([commandName, targetMessage.content, targetMessage.author.id]).toEqual([
      'Explain',
      'the cache is cold',
      '77',
    ]);
  });
});

describe('messages', () => {
  it('show their text only when they mention the bot or reply to it with a ping', async () => {
    const { standIn, client } = await connect();
    const hear = async (what: Parameters<DiscordStandIn['say']>[0]) => {
      const heard = nextMessage(client);
      await standIn.say(what);
      return heard;
    };
    const mention = await hear({ content: 'why?', mentionsBot: true });
    expect(mention.content).toBe(`<@${standIn.botUserId}> why?`);
    expect(mention.mentions.has(client.user)).toBe(true);
    expect((await hear({ content: 'unrelated' })).content).toBe('');
    const heardOwn = nextMessage(client);
    const own = await mention.reply('because');
    expect([(await heardOwn).author.id, (await heardOwn).content]).toEqual([standIn.botUserId, 'because']);
    expect((await hear({ content: 'thanks', replyTo: own.id })).content).toBe('thanks');
    expect((await hear({ content: 'ok', replyTo: own.id, mentionsBot: false })).content).toBe('');
    expect((await hear({ content: 'beep', bot: true })).author.bot).toBe(true);
    expect((await hear({ content: 'here', thread: true })).channel.isThread()).toBe(true);
    expect(standIn.messages(mention.channelId).map(({ content }) => content)).toEqual([
      `<@${standIn.botUserId}> why?`,
      'unrelated',
      'because',
      'thanks',
      'ok',
      'beep',
    ]);
  });

  it('arrive directly with Partials.Channel, and are answered there', async () => {
    const { standIn, client } = await connect();
    const heard = nextMessage(client);
    const { channelId } = await standIn.say({ dm: true, content: 'why?' });
    const message = await heard;
    expect([message.content, message.channel.isDMBased(), message.channelId]).toEqual([
      'why?',
      true,
      channelId,
    ]);
    const answer = await message.reply('because');
    await answer.edit('because!');
    expect(standIn.messages(channelId)).toMatchObject([
      { content: 'why?' },
      { content: 'because!', edited: true },
    ]);
    await client.users.send(standIn.personId, 'by the way');
    expect(standIn.messages(channelId)).toHaveLength(3);
  });

  it('do not arrive without the intent', async () => {
    const { standIn, client } = await connect({}, { intents: [Guilds, DirectMessages] });
    const heard = nextMessage(client);
    await standIn.say({ content: 'lost', mentionsBot: true });
    await standIn.say({ dm: true, content: 'found' });
    expect((await heard).content).toBe('found');
  });

  it('tell whom they would have pinged', async () => {
    const { standIn, client } = await connect();
    const heard = nextMessage(client);
    const { channelId } = await standIn.say({ content: 'hi', mentionsBot: true });
    const message = await heard;
    const loud = 'hey <@1> <@!1> <@&2> @everyone and @here';
    const channel = client.channels.cache.get(channelId);
    if (!channel?.isSendable()) throw new Error('The text channel is missing.');
    await message.reply(loud);
    await channel.send({ content: loud, allowedMentions: { users: ['1'] } });
    await channel.send({ ...v2(text(loud)), allowedMentions: { parse: ['everyone', 'roles'] } });
    await message.reply({ content: 'you', allowedMentions: { repliedUser: true } });
    expect(standIn.messages(channelId).map(({ pings }) => pings)).toEqual([
      [`<@${standIn.botUserId}>`],
      [],
      ['<@1>'],
      ['<@&2>', '@everyone', '@here'],
      [`<@${standIn.personId}>`],
    ]);
  });

  it('come with their files, and record the JSON of a multipart request', async () => {
    const { probe, interaction } = await asked(await connect());
    await interaction.reply({ content: 'read', files: [{ attachment: Buffer.from('four'), name: 'a.txt' }] });
    expect((await probe.reply()).attachments).toEqual([{ filename: 'a.txt', size: 4 }]);
    expect((await probe.callback()).data.content).toBe('read');
  });
});

describe('trouble', () => {
  it('lets the client resume after 4000', async () => {
    const { standIn, client } = await connect();
    const resumed = once(client, 'shardResume');
    await standIn.dropGateway(4000);
    await expect(standIn.slash('ask')).rejects.toThrow('No client is connected');
    await resumed;
    expect(standIn.gateway).toEqual({ identifies: 1, resumes: 1, connections: 1 });
    const heard = nextMessage(client);
    await standIn.say({ content: 'still there?', mentionsBot: true });
    expect((await heard).content).toContain('still there?');
  });

  it('ends the connection for good after 4014', async () => {
    const { standIn, client } = await connect();
    const disconnected = once(client, 'shardDisconnect');
    await standIn.dropGateway(4014);
    expect((await disconnected)[0]).toMatchObject({ code: 4014 });
    expect(standIn.gateway.connections).toBe(0);
  });

  it('is a 429, after which the client tries again when it was told to', async () => {
    const { standIn, interaction, probe } = await connectAndAsk();
    standIn.failNext({ method: 'POST', path: /callback$/ }, { status: 429, body: { retry_after: 0.05 } });
    await interaction.reply('at last');
    expect((await probe.callback()).afterMs).toBeGreaterThanOrEqual(50);
    expect(standIn.requests.map(({ status }) => status)).toEqual([429, 204]);
  });

  it('is a 500 whose request was carried out: with a nonce, the second attempt makes no second message', async () => {
    const { standIn, client } = await connect();
    const heard = nextMessage(client);
    const { channelId } = await standIn.say({ content: 'hi', mentionsBot: true });
    const message = await heard;
    const failure = { status: 500, carriedOut: true };
    standIn.failNext({ method: 'POST', path: /messages$/ }, failure);
    const { id } = await message.reply('once');
    expect(standIn.messages(channelId).filter(({ content }) => content === 'once')).toMatchObject([{ id }]);
    standIn.failNext({ method: 'POST', path: /messages$/ }, failure);
    await message.reply({ content: 'twice', enforceNonce: false });
    expect(standIn.messages(channelId).filter(({ content }) => content === 'twice')).toHaveLength(2);
    expect(standIn.requests.map(({ status }) => status)).toEqual([500, 200, 500, 200]);
  });

  it('is an error as the test words it, as often as it says', async () => {
    const { standIn, interaction } = await connectAndAsk();
    const missing = { status: 403, body: { code: 50013, message: 'Missing Permissions' } };
    standIn.failNext({ method: 'POST', path: /callback$/ }, missing, 2);
    await expect(interaction.reply('a')).rejects.toMatchObject({ code: 50013, status: 403 });
    await expect(interaction.reply('b')).rejects.toMatchObject({ code: 50013 });
    await interaction.reply('c');
  });

  it('is a message that is gone, or somebody else’s', async () => {
    const { standIn, client } = await connect();
    const heard = nextMessage(client);
    const { channelId, messageId } = await standIn.say({ content: 'hi', mentionsBot: true });
    const { channel } = await heard;
    await expect(channel.messages.edit('1', 'x')).rejects.toMatchObject({ code: 10008 });
    await expect(channel.messages.edit(messageId, 'x')).rejects.toMatchObject({ code: 50005 });
    await expect(client.rest.post('/channels/1/messages', { body: {} })).rejects.toMatchObject({
      code: 10003,
    });
    await expect(client.rest.get(`/channels/${channelId}/webhooks`)).rejects.toMatchObject({ status: 404 });
  });
});

describe('the limits of an interaction', () => {
  it('are 3 seconds for the first response and 15 minutes for the others', async () => {
    let clock = Date.now();
    const bot = await connect({ now: () => clock });
    const late = await asked(bot);
    clock += 3_001;
    await expect(late.interaction.reply('late')).rejects.toMatchObject({ code: 10062, status: 404 });
    const { interaction } = await asked(bot);
    clock += 3_000;
    await interaction.deferReply();
    clock += 15 * 60_000;
    await expect(interaction.editReply('late')).rejects.toMatchObject({ code: 50027 });
  });

  it('are one callback, of a type that fits, and with a token that is known', async () => {
    const { interaction, probe, client, standIn } = await connectAndAsk();
    const callback = `/interactions/${probe.id}/${probe.token}/callback` as const;
    const webhook = `/webhooks/${standIn.applicationId}/${probe.token}` as const;
    const post = (path: `/${string}`, body: object) => client.rest.post(path, { body, auth: false });
    await expect(post(webhook, { content: 'early' })).rejects.toMatchObject({ code: 10015 });
    await expect(post(callback, { type: 6 })).rejects.toMatchObject({ code: 50035 });
    await expect(post(callback, { type: 8, data: { choices: [] } })).rejects.toMatchObject({ code: 50035 });
    await expect(post(callback, { type: 5, data: { flags: 1 << 15 } })).rejects.toMatchObject({
      code: 50035,
    });
    await interaction.reply('first');
    await expect(post(callback, { type: 5 })).rejects.toMatchObject({ code: 40060, status: 400 });
    await expect(post(`/webhooks/${standIn.applicationId}/unknown`, { content: 'x' })).rejects.toMatchObject({
      code: 10015,
      status: 404,
    });
  });

  it('are 25 choices with names of 1 to 100 characters', async () => {
    const { standIn, client } = await connect();
    const respond = async (choices: { name: string; value: string }[]) => {
      const arrives = nextInteraction<AutocompleteInteraction>(client);
      await standIn.autocomplete('ask', { option: 'question', value: '' });
      return (await arrives).respond(choices);
    };
    const choice = { name: 'n'.repeat(100), value: 'v' };
    await respond(Array(25).fill(choice));
    await expect(respond(Array(26).fill(choice))).rejects.toMatchObject({ code: 50035 });
    await expect(respond([{ name: 'n'.repeat(101), value: 'v' }])).rejects.toMatchObject({ code: 50035 });
    await expect(respond([{ name: '', value: 'v' }])).rejects.toMatchObject({ code: 50035 });
  });
});

it('closes everything: no socket stays open', async () => {
  const sockets = (): string[] =>
    process.getActiveResourcesInfo().filter((name) => /^TCP(Server|Socket)Wrap$/.test(name));
  const before = sockets();
  const { standIn, client } = await connect();
  const waiting = expect(standIn.until('nothing', () => null)).rejects.toThrow('was closed');
  await client.destroy();
  await standIn.close();
  await waiting;
  await expect.poll(sockets).toEqual(before);
  ends.length = 0;
});
