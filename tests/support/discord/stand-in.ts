/** The stand-in as tests use it: what people do, what came of it, and what goes wrong. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { ComponentType, GatewayIntentBits, InteractionType } from 'discord.js';
import { Watch } from '../watch.ts';
import { Admin } from './admin.ts';
import type { Command } from './commands.ts';
import { allComponents } from './components.ts';
import { Gateway, type GatewayCounts } from './gateway.ts';
import { createApi, type FailingResponse, type Failure, type RecordedRequest } from './http.ts';
import { type InteractionProbe, Interactions } from './interactions.ts';
import { Messages, type StandInMessage } from './messages.ts';
import { interactionPayload, type Json, messageEvent, messagePayload } from './payloads.ts';
import { CommandRegistry, type OptionValues } from './registry.ts';
import { addRoutes } from './rest.ts';
import { type Context, type Guild, SOMEBODY, World } from './world.ts';

/** Who else writes. */
const SOME_BOT = '300000000000000009';

export interface StandInOptions {
  /** How many shards the client is advised to start; 1 by default. */
  readonly shards?: number;
  /** Ids of the servers that the bot is in; one by default. */
  readonly guilds?: readonly string[];
  /** The clock for the limits of 3 s and 15 min, in ms; `Date.now` by default. */
  readonly now?: () => number;
}

export class DiscordStandIn {
  readonly token = 'stand-in.token.of-a-bot';
  readonly personId = SOMEBODY;
  /** What those who manage a server do. */
  readonly admin: Admin;
  readonly #world: World;
  readonly #messages: Messages;
  readonly #interactions: Interactions;
  readonly #gateway: Gateway;
  readonly #server: Server;
  readonly #watch = new Watch();
  readonly #requests: RecordedRequest[] = [];
  readonly #failures: Failure[] = [];
  readonly #commands: CommandRegistry;

  private constructor({ shards = 1, guilds, now = Date.now }: StandInOptions) {
    this.#world = new World(guilds, now);
    this.#messages = new Messages(this.#world);
    this.#commands = new CommandRegistry(this.#world);
    this.#interactions = new Interactions(this.#world, this.#messages, this.#watch);
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
    this.admin = new Admin(this.#world, (event, data, guildId) => this.#gateway.send(event, data, guildId));
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

  /** Those between the bot and a person. */
  directMessages(personId: string): readonly StandInMessage[] {
    return this.#messages.in(this.#world.directMessages(personId).id);
  }

  /** Somebody has written a message, and no client is told of it. */
  write(channelId: string, content: string): StandInMessage {
    return this.#messages.create({ content }, 0, { channelId, authorId: SOMEBODY });
  }

  /** As they were PUT last, with their ids: the global ones, or those of a server. */
  commands(guildId = ''): readonly Command[] {
    return this.#commands.in(guildId);
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
    this.#gateway.requireClient();
    const { bot = false, authorId = bot ? SOME_BOT : SOMEBODY, mentionsBot, replyTo } = options;
    if (bot) this.#world.meet({ id: authorId, name: `bot-${authorId}`, bot });
    const place = this.#world.placeOf({ ...options, userId: authorId });
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
    await this.#announce('CREATE', message);
    return { messageId: message.id, channelId: place.id };
  }

  /** Somebody runs a command; a subcommand is named with it: `'quiz start'`. */
  slash(name: string, options: OptionValues = {}, context: Context = {}): Promise<InteractionProbe> {
    const { userId = SOMEBODY } = context;
    const data = this.#commands.chatInput(name, options, { userId });
    return this.#ask(InteractionType.ApplicationCommand, data, context);
  }

  /** Somebody types into an option. */
  autocomplete(
    name: string,
    focused: { readonly option: string; readonly value: string },
    others: Readonly<Record<string, string>> = {},
    context: Context = {},
  ): Promise<InteractionProbe> {
    const values = { ...others, [focused.option]: focused.value };
    const data = this.#commands.chatInput(name, values, {
      focused: focused.option,
      userId: context.userId ?? SOMEBODY,
    });
    return this.#ask(InteractionType.ApplicationCommandAutocomplete, data, context);
  }

  /** Somebody picks a command from the menu of a message, which was written before. */
  messageCommand(
    name: string,
    target: { readonly content: string; readonly authorId?: string },
    context: Context = {},
  ): Promise<InteractionProbe> {
    const place = this.#world.placeOf(context);
    const message = this.#messages.create({ content: target.content }, 0, {
      channelId: place.id,
      authorId: target.authorId ?? SOMEBODY,
    });
    const payload = messagePayload(this.#world, this.#messages, message, true);
    const data = this.#commands.onMessage(name, message.id, payload);
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

  /**
   * Closes the sockets: by 4000 the client resumes after half a second, 4004 and 4014 are fatal. By codes such as 4007 it identifies
   * anew, which its own throttle may delay by 5 s.
   */
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
    this.#gateway.requireClient();
    const place = this.#world.placeOf(context);
    const interaction = this.#interactions.open(type, place, source?.id);
    const payload = {
      ...interactionPayload(this.#world, interaction, context.userId ?? place.personId ?? SOMEBODY),
      data,
      ...(source === undefined ? {} : { message: messagePayload(this.#world, this.#messages, source) }),
    };
    await this.#gateway.send('INTERACTION_CREATE', payload, place.guildId);
    return this.#interactions.probe(interaction);
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
