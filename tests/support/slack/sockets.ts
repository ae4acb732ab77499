/** Socket Mode: hello, pings, envelopes to any one of the open connections, and their acknowledgements. */
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Kind, Retry } from './delivery.ts';
import type { Json } from './parts.ts';
import type { World } from './world.ts';

/** The client takes 30 s without a ping for a dead connection. */
const PING_EVERY_MS = 10_000;
/** Enough for a client on the same machine to answer that it closes too. */
const CUT_OFF_AFTER_MS = 500;

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

interface Frame {
  readonly envelope_id?: string;
  readonly payload?: Json;
}

export class Sockets {
  readonly #world: World;
  readonly #sockets: WebSocketServer;
  readonly #changed: () => void;
  readonly #tickets = new Set<string>();
  readonly #greeted = new Set<WebSocket>();
  readonly #waiting = new Map<string, (body: Json | undefined) => void>();
  readonly #pings: NodeJS.Timeout;
  #sent = 0;

  /** @param changed is called when a connection has been greeted or lost */
  constructor(server: Server, world: World, changed: () => void) {
    this.#world = world;
    this.#changed = changed;
    this.#sockets = new WebSocketServer({ server, path: '/link' });
    this.#sockets.on('connection', (socket, request) => this.#welcome(socket, request.url ?? ''));
    this.#pings = setInterval(() => {
      for (const socket of this.#open()) socket.ping();
    }, PING_EVERY_MS).unref();
  }

  /** The path of a new connection, good for one. */
  issue(): string {
    const ticket = this.#world.nextId('ticket-');
    this.#tickets.add(ticket);
    return `/link?ticket=${ticket}&app_id=${this.#world.appId}`;
  }

  /** Connections that are open and greeted. */
  get count(): number {
    return this.#open().length;
  }

  /**
   * Sends an envelope over the connection whose turn it is.
   *
   * @throws if there is none
   */
  send(
    id: string,
    kind: Kind,
    payload: Json,
    retry: Retry | undefined,
    acknowledged: (body: Json | undefined) => void,
  ): void {
    const open = this.#open();
    const socket = open[this.#sent++ % open.length];
    if (socket === undefined) {
      throw new Error('No app is connected. Await its start, or until `sockets` is 1 after a disconnect.');
    }
    this.#waiting.set(id, acknowledged);
    const again =
      kind === 'events_api' ? { retry_attempt: retry?.number ?? 0, retry_reason: retry?.reason ?? '' } : {};
    socket.send(
      JSON.stringify({
        envelope_id: id,
        type: kind,
        payload,
        accepts_response_payload: kind !== 'events_api',
        ...again,
      }),
    );
  }

  /** Asks every client to reconnect, which closes its connection; resolves when all are closed. */
  async disconnect(reason: DisconnectReason): Promise<void> {
    await Promise.all(
      this.#open().map((socket) => {
        const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'stand-in' } }));
        return closed;
      }),
    );
  }

  /** Closes every connection; one whose client does not answer is cut off. */
  async close(): Promise<void> {
    clearInterval(this.#pings);
    const closed = new Promise<void>((resolve) => this.#sockets.close(() => resolve()));
    for (const socket of this.#sockets.clients) {
      socket.close(1001);
      setTimeout(() => socket.terminate(), CUT_OFF_AFTER_MS).unref();
    }
    await closed;
  }

  #open(): WebSocket[] {
    return [...this.#greeted].filter((socket) => socket.readyState === socket.OPEN);
  }

  #welcome(socket: WebSocket, url: string): void {
    // A client that goes away in the middle of a frame is no error of the stand-in.
    socket.on('error', () => {});
    const ticket = new URL(url, 'http://stand-in').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) {
      socket.close(1008, 'Unknown or used ticket');
      return;
    }
    socket.on('message', (data) => this.#hear(JSON.parse(String(data)) as Frame));
    socket.once('close', () => {
      this.#greeted.delete(socket);
      this.#changed();
    });
    this.#greeted.add(socket);
    const hello = {
      type: 'hello',
      num_connections: this.count,
      connection_info: { app_id: this.#world.appId },
      debug_info: { host: 'stand-in', approximate_connection_time: 3600 },
    };
    socket.ping();
    socket.send(JSON.stringify(hello), () => this.#changed());
  }

  /** Only the first acknowledgement of an envelope counts. */
  #hear({ envelope_id: id = '', payload }: Frame): void {
    const acknowledged = this.#waiting.get(id);
    this.#waiting.delete(id);
    acknowledged?.(payload);
  }
}
