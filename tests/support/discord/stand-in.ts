/** The stand-in as tests use it: what people do, what came of it, and what goes wrong. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { ApplicationCommandType, ComponentType, GatewayIntentBits, InteractionType } from 'discord.js';
import { type Command, filledIn } from './commands.ts';
import { allComponents } from './components.ts';
import { Gateway, type GatewayCounts } from './gateway.ts';
import { createApi, type FailingResponse, type Failure, type RecordedRequest } from './http.ts';
import { type InteractionProbe, Interactions } from './interactions.ts';
import { Messages, type StandInMessage } from './messages.ts';
import { interactionPayload, type Json, messageEvent, messagePayload } from './payloads.ts';
import { addRoutes } from './rest.ts';
import { Watch } from './watch.ts';
import { type Guild, type Place, World } from './world.ts';

/** Who does things unless a test says otherwise. */
const SOMEBODY = '300000000000000001';
const SOME_BOT = '300000000000000009';

export interface StandInOptions {
  /** How many shards the client is advised to start; 1 by default. */
  readonly shards?: number;
  /** Ids of the servers that the bot is in; one by default. */
  readonly guilds?: readonly string[];
  /** The clock for the limits of 3 s and 15 min, in ms; `Date.now` by default. */
  readonly now?: () => number;
}

/** Where something is done, and by whom: by default somebody in the text channel of the first server. */
export interface Context {
  readonly userId?: string;
  readonly channelId?: string;
  /** In direct messages with the bot. */
  readonly dm?: boolean;
  /** In the thread of the server. */
  readonly thread?: boolean;
  /** One that the bot is not in, or null (a group of people): only the person has installed the app. */
  readonly guildId?: string | null;
}

export class DiscordStandIn {
  readonly token = 'stand-in.token';
  readonly personId = SOMEBODY;
  readonly #world: World;
  readonly #messages: Messages;
  readonly #interactions: Interactions;
  readonly #gateway: Gateway;
  readonly #server: Server;
  readonly #watch = new Watch();
  readonly #requests: RecordedRequest[] = [];
  readonly #failures: Failure[] = [];
  /** By server, or '' for the global ones. */
  readonly #commands = new Map<string, readonly Command[]>();

  private constructor({ shards = 1, guilds, now = Date.now }: StandInOptions) {
    this.#world = new World(guilds, now);
    this.#messages = new Messages(this.#world);
    this.#interactions = new Interactions(this.#world, this.#messages);
    const api = createApi(this.token, this.#requests, this.#failures, () => this.#watch.changed());
    addRoutes(api, {
      world: this.#world,
      messages: this.#messages,
      interactions: this.#interactions,
      commands: this.#commands,
      shards,
      gatewayUrl: () => `ws://${this.#address()}`,
      announce: (what, message) => this.#announce(what, message),
    });
    this.#server = createServer(getRequestListener(api.fetch, { overrideGlobalObjects: false }));
    this.#gateway = new Gateway(this.#server, this.#world, this.token, () => `ws://${this.#address()}`);
  }

  /** Listens on 127.0.0.1, on a free port. */
  static async start(options: StandInOptions = {}): Promise<DiscordStandIn> {
    const standIn = new DiscordStandIn(options);
    await new Promise<void>((resolve, reject) => {
      standIn.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return standIn;
  }

  /** For the client's `rest.api`. */
  get apiUrl(): string {
    return `http://${this.#address()}/api`;
  }

  get applicationId(): string {
    return this.#world.applicationId;
  }

  get botUserId(): string {
    return this.#world.botUserId;
  }

  /** The servers that the bot is in, with the ids of their channels. */
  get guilds(): readonly Guild[] {
    return this.#world.guilds;
  }

  /** Every request so far, but for those of logging in. */
  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  get gateway(): GatewayCounts {
    return this.#gateway.counts;
  }

  /** The messages that exist now, ephemeral ones too. */
  messages(channelId: string): readonly StandInMessage[] {
    return this.#messages.in(channelId);
  }

  /** As they were PUT last, with their ids: the global ones, or those of a server. */
  commands(guildId = ''): readonly Command[] {
    return this.#commands.get(guildId) ?? [];
  }

  /** What `look` finds once it finds something, looking again after each request. Rejects after 5 s. */
  until<T>(what: string, look: () => T | null | undefined): Promise<T> {
    return this.#watch.until(what, look);
  }

  /**
   * Somebody writes a message.
   *
   * @param options.mentionsBot puts a mention before the content; in a reply to the bot, false means a reply without a ping
   */
  async say(options: {
    channelId?: string;
    dm?: boolean;
    thread?: boolean;
    guildId?: string;
    authorId?: string;
    /** Written by another bot. */
    bot?: boolean;
    content: string;
    mentionsBot?: boolean;
    replyTo?: string;
  }): Promise<{ messageId: string; channelId: string }> {
    const { bot = false, authorId = bot ? SOME_BOT : SOMEBODY, mentionsBot, replyTo } = options;
    if (bot) this.#world.meet({ id: authorId, name: `bot-${authorId}`, bot });
    const place = this.#placeOf({ ...options, userId: authorId });
    const mention = `<@${this.botUserId}>`;
    const addsMention = mentionsBot === true && replyTo === undefined && !options.content.includes(mention);
    const message = this.#messages.create(
      {
        content: addsMention ? `${mention} ${options.content}` : options.content,
        ...(replyTo === undefined ? {} : { message_reference: { message_id: replyTo } }),
        ...(mentionsBot === false ? { allowed_mentions: { parse: [], replied_user: false } } : {}),
      },
      0,
      { channelId: place.id, authorId },
    );
    this.#gateway.requireClient();
    await this.#announce('CREATE', message);
    return { messageId: message.id, channelId: place.id };
  }

  /** Somebody runs a command; a subcommand is named with it: `'quiz start'`. */
  slash(
    name: string,
    options: Readonly<Record<string, string | number | boolean>> = {},
    context: Context = {},
  ): Promise<InteractionProbe> {
    return this.#ask(InteractionType.ApplicationCommand, this.#commandData(name, options), context);
  }

  /** Somebody types into an option. */
  autocomplete(
    name: string,
    focused: { readonly option: string; readonly value: string },
    others: Readonly<Record<string, string>> = {},
    context: Context = {},
  ): Promise<InteractionProbe> {
    const values = { ...others, [focused.option]: focused.value };
    const data = this.#commandData(name, values, focused.option);
    return this.#ask(InteractionType.ApplicationCommandAutocomplete, data, context);
  }

  /** Somebody picks a command from the menu of a message, which was written before. */
  messageCommand(
    name: string,
    target: { readonly content: string; readonly authorId?: string },
    context: Context = {},
  ): Promise<InteractionProbe> {
    const place = this.#placeOf(context);
    const message = this.#messages.create({ content: target.content }, 0, {
      channelId: place.id,
      authorId: target.authorId ?? SOMEBODY,
    });
    const resolved = {
      messages: { [message.id]: messagePayload(this.#world, this.#messages, message, true) },
    };
    const type = ApplicationCommandType.Message;
    const data = { id: this.#commandId(name, type), name, type, target_id: message.id, resolved };
    return this.#ask(InteractionType.ApplicationCommand, data, { ...context, channelId: place.id });
  }

  press(
    customId: string,
    on: { readonly message: StandInMessage; readonly userId?: string },
  ): Promise<InteractionProbe> {
    return this.#use(customId, ComponentType.Button, on, {});
  }

  select(
    customId: string,
    values: readonly string[],
    on: { readonly message: StandInMessage; readonly userId?: string },
  ): Promise<InteractionProbe> {
    return this.#use(customId, ComponentType.StringSelect, on, { values });
  }

  /** The next requests of that method and path (see `RecordedRequest.path`) fail. */
  failNext(match: { method: string; path: RegExp }, response: FailingResponse, times = 1): void {
    this.#failures.push({ ...match, response, times });
  }

  /** Closes the sockets: by 4000 the client may resume, 4004 and 4014 are fatal. */
  dropGateway(code = 4000): Promise<void> {
    return this.#gateway.drop(code);
  }

  /** Ends everything; whoever still waits is rejected. A client should be destroyed before, or it tries to reconnect. */
  async close(): Promise<void> {
    this.#watch.close();
    await this.#gateway.close();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #use(
    customId: string,
    type: ComponentType,
    { message, userId }: { readonly message: StandInMessage; readonly userId?: string },
    more: Json,
  ): Promise<InteractionProbe> {
    const now = this.#messages.get(message.id);
    const usable = allComponents(now.components).filter((one) => one.type === type && !one.disabled);
    if (!usable.some((one) => one.custom_id === customId)) {
      const ids = usable.map((one) => one.custom_id).join(', ');
      throw new Error(`The message has no ${ComponentType[type]} ${customId} to use, but: ${ids || 'none'}.`);
    }
    const data = { custom_id: customId, component_type: type, ...more };
    const context = { channelId: now.channelId, ...(userId === undefined ? {} : { userId }) };
    return this.#ask(InteractionType.MessageComponent, data, context, now);
  }

  async #ask(
    type: InteractionType,
    data: Json,
    context: Context,
    source?: StandInMessage,
  ): Promise<InteractionProbe> {
    const place = this.#placeOf(context);
    const interaction = this.#interactions.open(type, place, source?.id);
    const payload = {
      ...interactionPayload(this.#world, interaction, context.userId ?? SOMEBODY),
      data,
      ...(source === undefined ? {} : { message: messagePayload(this.#world, this.#messages, source) }),
    };
    this.#gateway.requireClient();
    await this.#gateway.send('INTERACTION_CREATE', payload, place.guildId);
    const { id, token } = interaction;
    const name = `${InteractionType[type]} ${id}`;
    return {
      id,
      token,
      callback: () => this.until(`an answer to ${name}`, () => interaction.answer),
      reply: () => this.until(`the reply to ${name}`, () => interaction.final),
      followUps: () =>
        interaction.followUpIds.flatMap((one) => this.#messages.in(place.id).filter((m) => m.id === one)),
    };
  }

  #commandData(
    name: string,
    values: Readonly<Record<string, string | number | boolean>>,
    focused?: string,
  ): Json {
    const [command = '', ...path] = name.split(' ');
    const type = ApplicationCommandType.ChatInput;
    const options = filledIn(this.#command(command, type), path, values, focused);
    return { id: this.#commandId(command, type), name: command, type, options };
  }

  #command(name: string, type: ApplicationCommandType) {
    return [...this.#commands.values()]
      .flat()
      .find((command) => command.name === name && command.type === type);
  }

  /** A command that is not registered is one of an earlier version: people may still see it for a while. */
  #commandId(name: string, type: ApplicationCommandType): string {
    return this.#command(name, type)?.id ?? this.#world.nextId();
  }

  #placeOf({ channelId, dm, thread, guildId, userId = SOMEBODY }: Context): Place {
    if (channelId !== undefined) {
      const place = this.#world.place(channelId);
      if (place === undefined)
        throw new Error(`There is no channel ${channelId}. See guilds for those there are.`);
      return place;
    }
    if (dm) return this.#world.directMessages(userId);
    const guild = guildId === undefined ? this.guilds[0] : this.guilds.find(({ id }) => id === guildId);
    if (guild === undefined) return this.#world.elsewhere(guildId ?? null);
    return this.#world.place(thread ? guild.thread : guild.text)!;
  }

  /** Tells the client about a message, its own too, where it can see it. */
  async #announce(what: 'CREATE' | 'UPDATE' | 'DELETE', message: StandInMessage): Promise<void> {
    const place = this.#world.place(message.channelId)!;
    if (message.ephemeral || !place.botIsThere) return;
    const { guildId } = place;
    const { GuildMessages, DirectMessages } = GatewayIntentBits;
    const data =
      what === 'DELETE'
        ? { id: message.id, channel_id: place.id, ...(guildId === null ? {} : { guild_id: guildId }) }
        : messageEvent(this.#world, this.#messages, message);
    await this.#gateway.send(
      `MESSAGE_${what}`,
      data,
      guildId,
      guildId === null ? DirectMessages : GuildMessages,
    );
  }
}
