/** Discord's REST API for digests and rounds of the quiz: at a bearable pace, apart from the client that answers people, and never twice. */

import { REST, type RouteLike } from 'discord.js';
import PQueue from 'p-queue';
import type { DiscordConfig } from '../../src/config.ts';
import { courierError } from './courier-error.ts';

/** Discord allows a bot 50 requests a second in all (docs, "Rate Limits"); the other half is left for answers. */
export const REQUESTS_A_SECOND = 25;

/** What a post may take (see `Courier`). */
const LONGEST_MS = 60_000;

export interface RequestOptions {
  /** Ends the request, and its waiting for its turn. */
  readonly signal: AbortSignal;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
}

export class PacedRest {
  readonly #token: string;
  readonly #rest: REST;
  readonly #queue = new PQueue({ intervalCap: REQUESTS_A_SECOND, interval: 1000, strict: true });

  constructor({ token, apiUrl }: Pick<DiscordConfig, 'token' | 'apiUrl'>) {
    this.#token = token;
    this.#rest = new REST({
      version: '10',
      // Whether a request that failed may be sent again is for those to say who know what became of it.
      retries: 0,
      // The signal of each request ends it before that.
      timeout: LONGEST_MS,
      rejectOnRateLimit: () => true,
      ...(apiUrl !== undefined && { api: apiUrl }),
    });
  }

  /** @throws CourierError */
  get(route: RouteLike, options: RequestOptions): Promise<unknown> {
    return this.#request('GET', route, options);
  }

  /** @throws CourierError */
  post(route: RouteLike, options: RequestOptions): Promise<unknown> {
    return this.#request('POST', route, options);
  }

  /** @throws CourierError */
  patch(route: RouteLike, options: RequestOptions): Promise<unknown> {
    return this.#request('PATCH', route, options);
  }

  async #request(
    method: 'GET' | 'POST' | 'PATCH',
    fullRoute: RouteLike,
    options: RequestOptions,
  ): Promise<unknown> {
    const { signal, body, query = {} } = options;
    let wasSent = false;
    const send = () => {
      wasSent = true;
      // After a 401 the library forgets the token, which would make an error of another kind the next time.
      this.#rest.setToken(this.#token);
      // A signal of its own: the library leaves a listener behind on each, and many requests share the caller's.
      const own = AbortSignal.any([signal]);
      const request = { fullRoute, method, body, query: new URLSearchParams(query), signal: own };
      return this.#rest.request(request as Parameters<REST['request']>[0]);
    };
    try {
      return await this.#queue.add(send, { signal });
    } catch (error) {
      throw courierError(error, wasSent);
    }
  }
}
