/** Posts in the places of workspaces at Slack's pace, with each workspace's own token, and without anything being connected. */
import { webApi } from '@slack/bolt';
import type { Card } from '../../src/cards/mod.ts';
import { CourierError } from '../../src/digest/mod.ts';
import type { Logger } from '../../src/log.ts';
import type { SlackApp } from './app.ts';
import { loginError, postError, tooBusyError } from './courier-errors.ts';
import { type DigestPlace, readPlaceId } from './digest-place.ts';
import { adviceFor, isInstallProblem, refusalIn } from './failures.ts';
import { boltLogger } from './logger.ts';
import { Pace } from './pace.ts';
import { postOf } from './send.ts';

export interface PosterParts {
  readonly tokenOf: SlackApp['tokenOf'];
  /** Where the API is, if not at Slack's own address. */
  readonly apiUrl: string | undefined;
  readonly log: Logger;
  /** Called with what to do when Slack refuses the token, or what a scope is missing for. */
  readonly refused: (advice: string) => void;
  /** How long one request may take, in ms. */
  readonly requestMs?: number;
}

/** What may go with a post. */
export interface PostOptions {
  /** Id of the user group to call; null calls nobody. */
  readonly mention?: string | null;
  readonly metadata?: NonNullable<webApi.ChatPostMessageArguments['metadata']>;
}

/** A post is begun within the first and ends within the second: 60 seconds at most (`Courier.post`). */
const BEGIN_WITHIN_MS = 30_000;
const REQUEST_MS = 25_000;
/** Slack's names for a message that cannot be replaced: it was deleted, or is too old for the workspace's rules. */
const NOT_REPLACEABLE = ['message_not_found', 'cant_update_message', 'edit_window_closed'];

/** Who Casebook is in a workspace. */
export interface Self {
  readonly token: string;
  readonly userId: string | undefined;
  readonly botId: string | undefined;
}

export interface Login {
  readonly client: webApi.WebClient;
  readonly self: Self;
}

export class Poster {
  readonly #parts: PosterParts;
  readonly #pace = new Pace();
  readonly #selves = new Map<string, Self>();

  constructor(parts: PosterParts) {
    this.#parts = parts;
  }

  /**
   * Posts a card in a place, or to a person.
   *
   * @returns the `ts` of the message
   * @throws CourierError
   */
  async post(placeId: string, card: Card, { mention = null, ...more }: PostOptions = {}): Promise<string> {
    const place = placeOf(placeId);
    const message = written(card, mention);
    const client = await this.#turn(place);
    const { channelId: channel, threadTs } = place;
    try {
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
      const { ts = '' } = await client.chat.postMessage({ channel, ...thread, ...message, ...more });
      return ts;
    } catch (error) {
      throw this.reported(error, postError);
    }
  }

  /**
   * Puts a card in the place of a message.
   *
   * @returns false when the message is gone, or takes no changes any more
   * @throws CourierError
   */
  async replace(placeId: string, ts: string, card: Card): Promise<boolean> {
    const place = placeOf(placeId);
    const { text, blocks } = written(card, null);
    const client = await this.#turn(place);
    try {
      await client.chat.update({ channel: place.channelId, ts, text, blocks });
      return true;
    } catch (error) {
      if (NOT_REPLACEABLE.includes(refusalIn(error) ?? '')) return false;
      throw this.reported(error, postError);
    }
  }

  /**
   * A client of its own each time, so that no workspace's token is used for another; and the token is that of the workspace, or
   * nothing is done with it.
   */
  async login(teamId: string): Promise<Login> {
    const token = await this.#parts.tokenOf(teamId);
    const client = this.#clientWith(token);
    const known = this.#selves.get(teamId);
    if (known?.token === token) return { client, self: known };
    const { team_id, user_id: userId, bot_id: botId } = await client.auth.test();
    if (team_id !== teamId)
      throw new CourierError('forbidden', 'Casebook is not installed in this workspace any more');
    const self = { token, userId, botId };
    this.#selves.set(teamId, self);
    return { client, self };
  }

  /** What an error means; whoever runs Casebook is told what only they can mend. */
  reported(error: unknown, meaning: (error: unknown) => CourierError): CourierError {
    const failure = meaning(error);
    const advice = adviceFor(error);
    // Not to be allowed to look is the operator's choice.
    if (advice !== null && failure.failure !== 'blind' && isInstallProblem(error))
      this.#parts.refused(advice);
    return failure;
  }

  /** Resolves when something may be said in the channel. */
  async #turn({ teamId, channelId }: DigestPlace): Promise<webApi.WebClient> {
    const signal = AbortSignal.timeout(BEGIN_WITHIN_MS);
    const { client } = await within(signal, this.login(teamId), (error) =>
      signal.aborted ? tooBusyError(error) : this.reported(error, loginError),
    );
    await within(signal, this.#pace.turn(teamId, channelId, signal), tooBusyError);
    return client;
  }

  /** It asks once: after an error it is looked up what became of it, and waiting is the deliverer's. */
  #clientWith(token: string): webApi.WebClient {
    const { apiUrl, log, requestMs = REQUEST_MS } = this.#parts;
    return new webApi.WebClient(token, {
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: requestMs,
      logger: boltLogger(log),
      ...(apiUrl !== undefined && { slackApiUrl: `${apiUrl}/` }),
    });
  }
}

/** @throws CourierError when it is no place of Slack */
export function placeOf(id: string): DigestPlace {
  const place = readPlaceId(id);
  if (place === null) throw new CourierError('refused', `${id} is no place of Slack`);
  return place;
}

function written(card: Card, mention: string | null): ReturnType<typeof postOf> {
  try {
    return postOf(card, mention);
  } catch (cause) {
    throw new CourierError('refused', 'it could not be written as Slack takes it', { cause });
  }
}

/** The result of the work, if it comes before the signal. */
export async function within<Result>(
  signal: AbortSignal,
  work: Promise<Result>,
  meaning: (error: unknown) => CourierError,
): Promise<Result> {
  let stop = () => {};
  const tooLate = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, tooLate]);
  } catch (error) {
    throw meaning(error);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
