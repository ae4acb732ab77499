/** The stand-in as tests use it: what people do, what came of it, and what goes wrong. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Watch } from '../watch.ts';
import { chatMethods, unfurlIdOf } from './chat.ts';
import { Delivery, type Transport } from './delivery.ts';
import { Events } from './events.ts';
import { Gestures, type On, type Target } from './gestures.ts';
import { createApi, type FailingResponse, type Failure, type RecordedRequest } from './http.ts';
import { type EventProbe, Interactions, type Probe } from './interactions.ts';
import { Messages, type StandInMessage } from './messages.ts';
import { appMethods, assistantMethods, conversationMethods, viewMethods } from './methods.ts';
import type { Json, StandInPart } from './parts.ts';
import { messageEvent, viewPayload } from './payloads.ts';
import { Scopes } from './scopes.ts';
import { type DisconnectReason, Sockets } from './sockets.ts';
import type { Filling } from './state.ts';
import { Tokens } from './tokens.ts';
import { type StandInView, Views } from './views.ts';
import {
  type Context,
  type MessageContext,
  type Person,
  type Place,
  SOME_BOT,
  SOMEBODY,
  type Team,
  World,
} from './world.ts';

export interface StandInOptions {
  /** Ids of the teams that have installed the app; one by default. */
  readonly teams?: readonly string[];
  /** Whether tokens by oauth.v2.access expire after 12 h and come with a refresh token. */
  readonly tokenRotation?: boolean;
  /** The clock for all limits of time, in ms; `Date.now` by default. */
  readonly now?: () => number;
}

export class SlackStandIn {
  readonly signingSecret = 'stand-in-signing-secret';
  readonly personId = SOMEBODY;
  readonly #world: World;
  readonly #messages: Messages;
  readonly #views: Views;
  readonly #gestures: Gestures;
  readonly #tokens: Tokens;
  readonly #scopes: Scopes;
  readonly #server: Server;
  readonly #sockets: Sockets;
  readonly #delivery: Delivery;
  readonly #watch = new Watch();
  readonly #requests: RecordedRequest[] = [];
  readonly #failures: Failure[] = [];
  readonly #events: Events;

  private constructor({ teams, tokenRotation = false, now = Date.now }: StandInOptions) {
    this.#world = new World(teams, now);
    this.#messages = new Messages(this.#world);
    this.#views = new Views(this.#world);
    const interactions = new Interactions(this.#world, this.#messages);
    this.#tokens = new Tokens(this.#world, tokenRotation);
    this.#scopes = new Scopes(this.#world);
    const api = createApi({
      methods: {
        ...appMethods(this.#world, this.#tokens, () => `ws://${this.#address()}${this.#sockets.issue()}`),
        ...conversationMethods(this.#world, this.#messages),
        ...assistantMethods(this.#world, this.#messages),
        ...viewMethods(this.#world, this.#views, interactions),
        ...chatMethods(this.#world, this.#messages, (...about) => this.#events.announce(...about)),
      },
      authorize: (method, token, args) => {
        const team = this.#tokens.authorize(method, token);
        if (team !== null) this.#scopes.check(method, args, team);
        return team;
      },
      respond: (key, body) => interactions.respond(key, body),
      requests: this.#requests,
      failures: this.#failures,
      answered: () => this.#watch.changed(),
    });
    this.#server = createServer(getRequestListener(api.fetch, { overrideGlobalObjects: false }));
    this.#sockets = new Sockets(this.#server, this.#world, () => this.#watch.changed());
    this.#delivery = new Delivery(this.#world, this.#sockets, this.#watch, this.signingSecret);
    this.#events = new Events(this.#world, this.#delivery);
    this.#gestures = new Gestures({
      world: this.#world,
      messages: this.#messages,
      views: this.#views,
      interactions,
      delivery: this.#delivery,
      watch: this.#watch,
      baseUrl: () => `http://${this.#address()}`,
    });
  }

  /** Listens on 127.0.0.1, on a free port. */
  static async start(options: StandInOptions = {}): Promise<SlackStandIn> {
    const standIn = new SlackStandIn(options);
    await new Promise<void>((resolve, reject) => {
      standIn.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return standIn;
  }

  /** For the client's `slackApiUrl`. */
  get apiUrl(): string {
    return `http://${this.#address()}/api/`;
  }

  get appToken(): string {
    return this.#world.appToken;
  }

  get appId(): string {
    return this.#world.appId;
  }

  /** For oauth.v2.access. */
  get clientId(): string {
    return this.#tokens.clientId;
  }

  get clientSecret(): string {
    return this.#tokens.clientSecret;
  }

  /** All teams, with the ids of their channels and of the bot in them. */
  get teams(): readonly Team[] {
    return this.#world.teams;
  }

  /** This and those below are of the first team. */
  get teamId(): string {
    return this.#world.team(undefined).id;
  }

  get botToken(): string {
    return this.#world.team(undefined).botToken;
  }

  get botUserId(): string {
    return this.#world.team(undefined).botUserId;
  }

  get botId(): string {
    return this.#world.team(undefined).botId;
  }

  /** The channel that the bot is a member of. */
  get channelId(): string {
    return this.#world.team(undefined).channel;
  }

  botTokenOf(teamId: string): string {
    return this.#world.team(teamId).botToken;
  }

  /** The `code` that a browser brings back after somebody allowed the app in a team; good for one exchange. */
  codeOf(teamId: string): string {
    return this.#tokens.code(this.#world.team(teamId));
  }

  /** Every request so far, those of starting too. */
  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  /** The sockets that are open now. */
  get sockets(): number {
    return this.#sockets.count;
  }

  /** By which way the app is told of what does not say otherwise. */
  get over(): Transport {
    return this.#delivery.over;
  }

  set over(transport: Transport) {
    this.#delivery.over = transport;
  }

  get views(): Pick<Views, 'get' | 'home' | 'modals'> {
    return this.#views;
  }

  /** The messages that exist now, ephemeral ones too. */
  messages(channelId: string): readonly StandInMessage[] {
    return this.#messages.in(channelId);
  }

  /** The id of somebody's direct messages with the bot. */
  directMessagesOf(user: string = SOMEBODY, team?: string): string {
    return this.#world.directMessages(this.#world.team(team), user).id;
  }

  /** What `look` finds once it finds something, looking again after each request. Rejects after 5 s. */
  until<T>(what: string, look: () => T | null | undefined): Promise<T> {
    return this.#watch.until(what, look);
  }

  /** Somebody runs a slash command: `command('/ask', 'why?')`. */
  async command(name: string, text = '', context: Context = {}): Promise<Probe> {
    return this.#gestures.command(name, text, context);
  }

  /** Somebody presses a button, picks an option or votes. @throws if there is no such thing to use */
  async press(actionId: string, on: On): Promise<Probe> {
    return this.#gestures.press(actionId, on);
  }

  /** Somebody picks a global shortcut. */
  async shortcut(callbackId: string, context: Context = {}): Promise<Probe> {
    return this.#gestures.shortcut(callbackId, context);
  }

  /** Somebody picks a shortcut from the menu of a message. */
  async messageShortcut(callbackId: string, target: Target, context: Context = {}): Promise<Probe> {
    return this.#gestures.messageShortcut(callbackId, target, context);
  }

  /**
   * Somebody submits the modal. Its inputs are filled in by their action_id; others keep what they began with.
   *
   * @throws if nobody could submit it like that
   */
  async submitView(
    viewId: string,
    values: Filling = {},
    { over }: Pick<Context, 'over'> = {},
  ): Promise<Probe> {
    return this.#gestures.submitView(viewId, values, over);
  }

  /** Somebody types into an input of external data, and is offered this. What was offered can be chosen. */
  async suggest(
    actionId: string,
    view: StandInView,
    typed: string,
  ): Promise<readonly { readonly text: StandInPart; readonly value: string }[]> {
    return this.#gestures.suggest(actionId, view, typed);
  }

  /** What users.info says of somebody from now on. */
  setPerson(user: string, person: Partial<Person>): void {
    this.#world.setPerson(user, person);
  }

  /** Archives a channel, makes it private, removes the bot from it, … */
  setChannel(
    channelId: string,
    change: Partial<Pick<Place, 'name' | 'creator' | 'isPrivate' | 'isArchived' | 'botIsThere'>>,
  ): void {
    this.#world.changePlace(channelId, change);
  }

  deleteChannel(channelId: string): void {
    this.#world.deletePlace(channelId);
  }

  /** The id of a direct chat of two people, without the bot. */
  chatOfOthers(team?: string): string {
    return this.#world.chatOfOthers(this.#world.team(team)).id;
  }

  /** A new user group; its id. */
  addUserGroup(handle: string, users: readonly string[] = [], team?: string): string {
    const id = this.#world.nextId('S');
    const teamId = this.#world.team(team).id;
    this.#world.groups.push({ id, teamId, handle, name: `All of ${handle}`, users });
    return id;
  }

  /** The app was installed before it asked for the scope. */
  revokeScope(scope: string, team?: string): void {
    this.#scopes.revoke(scope, this.#world.team(team));
  }

  /** Somebody writes a message that the app is not told of. `text` is as Slack stores it: `&lt;`, `<@U1>`. */
  say(text: string, context: MessageContext = {}): StandInMessage {
    const { bot = false, user: userId = bot ? SOME_BOT.userId : SOMEBODY, threadTs = null } = context;
    const place = this.#world.placeOf(context);
    const botId = bot ? SOME_BOT.id : null;
    const { metadata = null } = context;
    return this.#messages.create({ place, userId, botId, threadTs, text, blocks: null, metadata });
  }

  /** Somebody mentions the bot in a channel; the mention is put before the text unless it has one. */
  async mention(text: string, context: MessageContext = {}): Promise<EventProbe> {
    const place = this.#world.placeOf(context);
    if (place.personId !== null) throw new Error('Slack sends no app_mention in direct messages.');
    if (!place.botIsThere)
      throw new Error(`Slack sends no app_mention from ${place.id}: the bot is not there.`);
    const mention = `<@${place.team.botUserId}>`;
    const message = this.say(text.includes(mention) ? text : `${mention} ${text}`, context);
    return this.#events.tell(place, { ...messageEvent(place, message), type: 'app_mention' }, context);
  }

  /** Somebody writes to the bot directly. */
  async directMessage(text: string, context: MessageContext = {}): Promise<EventProbe> {
    const place = this.#world.placeOf({ ...context, dm: true });
    const message = this.say(text, { ...context, channel: place.id });
    return this.#events.tell(place, messageEvent(place, message), context);
  }

  openMessagesTab(user: string = SOMEBODY, context: Context = {}): Promise<EventProbe> {
    return this.#openTab('messages', user, context);
  }

  openHome(user: string = SOMEBODY, context: Context = {}): Promise<EventProbe> {
    return this.#openTab('home', user, context);
  }

  /** Somebody posts links of domains that the app has registered. */
  async linkShared(urls: readonly string[], context: MessageContext = {}): Promise<EventProbe> {
    const place = this.#world.placeOf(context);
    const message = this.say(urls.map((url) => `<${url}>`).join(' '), context);
    return this.#events.tell(
      place,
      {
        type: 'link_shared',
        channel: place.id,
        is_bot_user_member: place.botIsThere,
        user: message.userId,
        message_ts: message.ts,
        ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
        links: urls.map((url) => ({ domain: new URL(url).hostname, url })),
        unfurl_id: unfurlIdOf(message),
        source: 'conversations_history',
        event_ts: message.ts,
      },
      context,
    );
  }

  /** Sends an event once more, as Slack does when it was not acknowledged in time. */
  async retry(probe: EventProbe, over?: Transport): Promise<EventProbe> {
    return this.#events.retry(probe, over);
  }

  /** The next requests of that method fail; `response_url` is the method of posts to one. */
  failNext(match: { readonly method: string }, response: FailingResponse, times = 1): void {
    this.#failures.push({ ...match, response, times });
  }

  /** Asks all clients to reconnect, which Bolt does after its `clientPingTimeout`; resolves when all sockets are closed. */
  disconnectSockets(reason: DisconnectReason = 'warning'): Promise<void> {
    return this.#sockets.disconnect(reason);
  }

  /**
   * Posts any body, signed, and says with which status it is answered.
   *
   * @param options.timestampOffsetSeconds how far its timestamp lies in the future
   * @throws unless the app is told over HTTP
   */
  async signedRequest(
    body: Json | string,
    options: {
      readonly timestampOffsetSeconds?: number;
      readonly badSignature?: boolean;
      readonly over?: Transport;
    } = {},
  ): Promise<number> {
    const over = options.over ?? this.over;
    if (over === 'socket') throw new Error('Only HTTP requests are signed. Set `over` to { http: url }.');
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await this.#delivery.signed(over.http, text, {
      offsetSeconds: options.timestampOffsetSeconds ?? 0,
      badSignature: options.badSignature ?? false,
    });
    return response.status;
  }

  /** Ends everything; whoever still waits is rejected. An app should be stopped before, or it tries to reconnect. */
  async close(): Promise<void> {
    this.#watch.close();
    this.#delivery.close();
    await this.#sockets.close();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #openTab(tab: 'home' | 'messages', user: string, context: Context): Promise<EventProbe> {
    const place = this.#world.placeOf({ ...context, user, dm: true });
    const view = tab === 'home' ? this.#views.home(user, place.team.id) : undefined;
    const event = {
      type: 'app_home_opened',
      user,
      channel: place.id,
      tab,
      event_ts: this.#world.nextTs(),
      ...(view === undefined ? {} : { view: viewPayload(this.#world, place.team, view) }),
    };
    return this.#events.tell(place, event, context);
  }
}
