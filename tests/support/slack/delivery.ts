/** Bringing events and interactions to the app, by a socket or by signed requests, and what it acknowledges them with. */
import { createHmac } from 'node:crypto';
import type { Watch } from '../watch.ts';
import type { Json } from './parts.ts';
import type { Sockets } from './sockets.ts';
import type { World } from './world.ts';

/** `http` is the app's whole url: `http://127.0.0.1:3000/slack/events`. */
export type Transport = 'socket' | { readonly http: string };

/** As Socket Mode names them; over HTTP they differ in how they are encoded. */
export type Kind = 'events_api' | 'slash_commands' | 'interactive';

/** What the app answered first. */
export interface Acknowledgement {
  /** The HTTP status; 200 over a socket. */
  readonly status: number;
  /** Null if it is empty. */
  readonly body: Json | string | null;
  /** By the stand-in's clock. */
  readonly afterMs: number;
}

export interface Retry {
  /** 1 to 3. */
  readonly number: number;
  readonly reason: string;
}

/** One delivery on its way. */
export interface Pending {
  readonly id: string;
  /** Rejects after 5 s, and if the app could not be reached. */
  acknowledged(): Promise<Acknowledgement>;
}

export class Delivery {
  /** What a test chose for all that does not say otherwise. */
  over: Transport = 'socket';
  /** How the app was told last. */
  last: Transport = 'socket';
  readonly #world: World;
  readonly #sockets: Sockets;
  readonly #watch: Watch;
  readonly #secret: string;
  readonly #closing = new AbortController();

  constructor(world: World, sockets: Sockets, watch: Watch, secret: string) {
    this.#world = world;
    this.#sockets = sockets;
    this.#watch = watch;
    this.#secret = secret;
  }

  /**
   * Sends it. `onAck` is called with the acknowledgement, before those who wait for it.
   *
   * @throws if it goes by a socket and no app is connected
   */
  send(
    kind: Kind,
    payload: Json,
    over: Transport = this.over,
    onAck: (ack: Acknowledgement) => void = () => {},
    retry?: Retry,
  ): Pending {
    this.last = over;
    const id = this.#world.nextId('envelope-');
    const sentAt = this.#world.now();
    let outcome: Acknowledgement | Error | null = null;
    const settle = (result: { status: number; body: Json | string | null } | Error): void => {
      if (result instanceof Error) {
        outcome = result;
      } else {
        const ack = { ...result, afterMs: this.#world.now() - sentAt };
        onAck(ack);
        outcome = ack;
      }
      this.#watch.changed();
    };
    if (over === 'socket') {
      this.#sockets.send(id, kind, payload, retry, (body) => settle({ status: 200, body: orNull(body) }));
    } else {
      this.#post(over.http, kind, payload, retry).then(settle, (cause: unknown) =>
        settle(new Error(`The app at ${over.http} could not be reached.`, { cause })),
      );
    }
    return {
      id,
      acknowledged: async () => {
        const result = await this.#watch.until<Acknowledgement | Error>(
          `the acknowledgement of ${kind} ${id}`,
          () => outcome,
        );
        if (result instanceof Error) throw result;
        return result;
      },
    };
  }

  /** False for sockets while none is open. */
  reaches(over: Transport): boolean {
    return over !== 'socket' || this.#sockets.count > 0;
  }

  /** Posts a body, signed as if it were sent `offsetSeconds` from now. */
  async signed(
    url: string,
    body: string,
    options: {
      readonly contentType?: string;
      readonly offsetSeconds?: number;
      readonly badSignature?: boolean;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<Response> {
    // Bolt compares with the clock on the wall, so the stand-in's own clock does not count here.
    const timestamp = Math.floor(Date.now() / 1000) + (options.offsetSeconds ?? 0);
    const secret = options.badSignature ? `not ${this.#secret}` : this.#secret;
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    return fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': options.contentType ?? 'application/json',
        'x-slack-request-timestamp': String(timestamp),
        'x-slack-signature': `v0=${signature}`,
        ...options.headers,
      },
      signal: this.#closing.signal,
    });
  }

  close(): void {
    this.#closing.abort();
  }

  async #post(
    url: string,
    kind: Kind,
    payload: Json,
    retry: Retry | undefined,
  ): Promise<{ status: number; body: Json | string | null }> {
    const headers: Record<string, string> =
      retry === undefined
        ? {}
        : { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason };
    const response =
      kind === 'events_api'
        ? await this.signed(url, JSON.stringify(payload), { headers })
        : await this.signed(url, formOf(kind, payload), {
            headers,
            contentType: 'application/x-www-form-urlencoded',
          });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return { status: response.status, body: isJson ? (JSON.parse(text) as Json) : text || null };
  }
}

/** Commands are a form; other interactions are JSON in its only field. */
function formOf(kind: Kind, payload: Json): string {
  const fields = kind === 'slash_commands' ? payload : { payload: JSON.stringify(payload) };
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(fields)) form.set(key, String(value));
  return form.toString();
}

/** Bolt acknowledges without a body by an empty one. */
function orNull(body: Json | undefined): Json | null {
  return body === undefined || Object.keys(body).length === 0 ? null : body;
}
