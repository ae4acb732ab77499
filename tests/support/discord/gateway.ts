/** The gateway: hello, identify or resume, heartbeats, and events for whoever asked for them by intent. */
import type { Server } from 'node:http';
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord.js';
import { type WebSocket, WebSocketServer } from 'ws';
import { guildPayload, type Json, userPayload } from './payloads.ts';
import type { World } from './world.ts';

/** What Discord itself sends. */
const HEARTBEAT_INTERVAL_MS = 41_250;
/** The app has none of the privileged intents: Discord closes with 4014 when it asks for one. */
const PRIVILEGED =
  GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;

/** A session outlives its socket, until it is resumed on another. */
interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [id: number, count: number];
  sequence: number;
  socket: WebSocket;
}

/** A frame of the client, as far as it is read. */
interface Frame {
  readonly op: number;
  readonly d: {
    readonly token?: string;
    readonly intents?: number;
    readonly shard?: readonly [number, number];
    readonly session_id?: string;
  } | null;
}

export interface GatewayCounts {
  /** New sessions so far. */
  readonly identifies: number;
  readonly resumes: number;
  /** Sockets that are open now. */
  readonly connections: number;
}

export class Gateway {
  readonly #world: World;
  readonly #token: string;
  readonly #url: () => string;
  readonly #sockets: WebSocketServer;
  readonly #sessions = new Map<string, Session>();
  #identifies = 0;
  #resumes = 0;

  /** @param url its own address, known once the server listens */
  constructor(server: Server, world: World, token: string, url: () => string) {
    this.#world = world;
    this.#token = token;
    this.#url = url;
    this.#sockets = new WebSocketServer({ server });
    this.#sockets.on('connection', (socket) => this.#welcome(socket));
  }

  get counts(): GatewayCounts {
    return {
      identifies: this.#identifies,
      resumes: this.#resumes,
      connections: this.#open().length,
    };
  }

  /** @throws if no client is connected: events would be lost, because nothing is replayed on a resume */
  requireClient(): void {
    if (this.#live().length > 0) return;
    throw new Error("No client is connected. Await its 'clientReady' or 'shardResume' first.");
  }

  /** Sends an event to the shard of a server (or to shard 0, if null), unless its intents leave it out. */
  async send(event: string, data: Json, guildId: string | null, intent = 0): Promise<void> {
    const hearing = this.#live().filter(
      ({ shard, intents }) => isOnShard(guildId, shard) && (intents & intent) === intent,
    );
    await Promise.all(hearing.map((session) => this.#dispatch(session, event, data)));
  }

  /** Closes every socket with the code; resolves when all are closed. */
  async drop(code: number): Promise<void> {
    await Promise.all(
      this.#open().map((socket) => {
        const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
        socket.close(code);
        return closed;
      }),
    );
  }

  /** Ends every socket at once. */
  close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    return new Promise((resolve) => this.#sockets.close(() => resolve()));
  }

  #live(): Session[] {
    return [...this.#sessions.values()].filter(({ socket }) => socket.readyState === socket.OPEN);
  }

  #open(): WebSocket[] {
    return [...this.#sockets.clients].filter((socket) => socket.readyState === socket.OPEN);
  }

  #welcome(socket: WebSocket): void {
    socket.on('message', (data) => this.#hear(socket, JSON.parse(String(data)) as Frame));
    // A client that goes away in the middle of a frame is no error of the stand-in.
    socket.on('error', () => {});
    send(socket, { op: GatewayOpcodes.Hello, d: { heartbeat_interval: HEARTBEAT_INTERVAL_MS } });
  }

  #hear(socket: WebSocket, { op, d }: Frame): void {
    const isLogin = op === GatewayOpcodes.Identify || op === GatewayOpcodes.Resume;
    if (isLogin && d?.token !== this.#token) {
      socket.close(GatewayCloseCodes.AuthenticationFailed);
      return;
    }
    switch (op) {
      case GatewayOpcodes.Heartbeat:
        send(socket, { op: GatewayOpcodes.HeartbeatAck });
        break;
      case GatewayOpcodes.Identify:
        this.#identify(socket, d);
        break;
      case GatewayOpcodes.Resume:
        this.#resume(socket, d);
        break;
    }
  }

  #identify(socket: WebSocket, d: Frame['d']): void {
    const intents = d?.intents ?? 0;
    if ((intents & PRIVILEGED) !== 0) {
      socket.close(GatewayCloseCodes.DisallowedIntents);
      return;
    }
    this.#identifies += 1;
    const id = `session-${this.#identifies}`;
    const session: Session = { id, intents, shard: d?.shard ?? [0, 1], sequence: 0, socket };
    this.#sessions.set(id, session);
    const guilds = this.#world.guilds.filter((guild) => isOnShard(guild.id, session.shard));
    void this.#dispatch(session, 'READY', {
      v: 10,
      user: userPayload(this.#world.person(this.#world.botUserId)),
      application: { id: this.#world.applicationId, flags: 0 },
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: id,
      resume_gateway_url: this.#url(),
      shard: session.shard,
    });
    if ((intents & GatewayIntentBits.Guilds) === 0) return;
    for (const guild of guilds)
      void this.#dispatch(session, 'GUILD_CREATE', guildPayload(this.#world, guild.id));
  }

  #resume(socket: WebSocket, d: Frame['d']): void {
    const session = this.#sessions.get(d?.session_id ?? '');
    if (session === undefined) {
      send(socket, { op: GatewayOpcodes.InvalidSession, d: false });
      return;
    }
    this.#resumes += 1;
    session.socket = socket;
    void this.#dispatch(session, 'RESUMED', {});
  }

  #dispatch(session: Session, event: string, data: Json): Promise<void> {
    session.sequence += 1;
    const frame = { op: GatewayOpcodes.Dispatch, t: event, s: session.sequence, d: data };
    return new Promise((resolve) => session.socket.send(JSON.stringify(frame), () => resolve()));
  }
}

function send(socket: WebSocket, frame: Json): void {
  socket.send(JSON.stringify(frame));
}

/** Docs, "Gateway", Sharding: direct messages are on shard 0. */
function isOnShard(guildId: string | null, [id, count]: readonly [number, number]): boolean {
  return guildId === null ? id === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === id;
}
