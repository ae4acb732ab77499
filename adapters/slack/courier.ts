/** Brings digests to Slack, and looks whether one stands there already. */
import { webApi } from '@slack/bolt';
import type { Card } from '../../src/cards/mod.ts';
import { type Courier, CourierError, type Post } from '../../src/digest/mod.ts';
import type { Logger } from '../../src/log.ts';
import type { SlackApp } from './app.ts';
import { findError, loginError, postError, tooBusyError } from './courier-errors.ts';
import { isPost, metadataOf } from './digest-mark.ts';
import { type DigestPlace, readPlaceId } from './digest-place.ts';
import { adviceFor, isInstallProblem } from './failures.ts';
import { boltLogger } from './logger.ts';
import { Pace } from './pace.ts';
import { postOf } from './send.ts';

export interface CourierParts {
  readonly tokenOf: SlackApp['tokenOf'];
  /** Where the API is, if not at Slack's own address. */
  readonly apiUrl: string | undefined;
  readonly log: Logger;
  /** Called with what to do when Slack refuses the token, or what a scope is missing for. */
  readonly refused: (advice: string) => void;
  /** How long one request may take, in ms. */
  readonly requestMs?: number;
}

/** A post is begun within the first and ends within the second: 60 seconds at most (`Courier.post`). */
const BEGIN_WITHIN_MS = 30_000;
const REQUEST_MS = 25_000;
/** To look through a channel takes as many requests as it takes pages, and a claim holds for 120 seconds. */
const FIND_WITHIN_MS = 60_000;
/** Slack recommends no more than 200 at a time (docs, conversations.history). */
const PAGE = 200;

/** Who Casebook is in a workspace. */
interface Self {
  readonly token: string;
  readonly userId: string | undefined;
  readonly botId: string | undefined;
}

interface Login {
  readonly client: webApi.WebClient;
  readonly self: Self;
}

export class SlackCourier implements Courier {
  readonly platform = 'slack';
  readonly #parts: CourierParts;
  readonly #pace = new Pace();
  readonly #selves = new Map<string, Self>();

  constructor(parts: CourierParts) {
    this.#parts = parts;
  }

  async post({ id, place, card, mention }: Post): Promise<string> {
    return this.#send(placeOf(place), card, mention, { metadata: metadataOf(id) });
  }

  async find(place: string, id: string, since: Date): Promise<string | null> {
    const { teamId, channelId: channel, threadTs } = placeOf(place);
    const signal = AbortSignal.timeout(FIND_WITHIN_MS);
    const { client, self } = await within(signal, this.#login(teamId), loginError);
    const range = { channel, oldest: String(since.getTime() / 1000), inclusive: true, limit: PAGE };
    let cursor: string | undefined;
    do {
      const asked = { ...range, include_all_metadata: true, ...(cursor !== undefined && { cursor }) };
      const page = await within(
        signal,
        threadTs === undefined
          ? client.conversations.history(asked)
          : client.conversations.replies({ ...asked, ts: threadTs }),
        (error) => this.#reported(error, findError),
      );
      const found = page.messages?.find((message) => isPost(message, id, self));
      if (found?.ts !== undefined) return found.ts;
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined);
    return null;
  }

  async tell(person: string, card: Card): Promise<void> {
    await this.#send(placeOf(person), card, null, {});
  }

  async #send(
    { teamId, channelId: channel, threadTs }: DigestPlace,
    card: Card,
    mention: string | null,
    more: Pick<webApi.ChatPostMessageArguments, 'metadata'>,
  ): Promise<string> {
    const message = written(card, mention);
    const signal = AbortSignal.timeout(BEGIN_WITHIN_MS);
    const { client } = await within(signal, this.#login(teamId), (error) =>
      signal.aborted ? tooBusyError(error) : this.#reported(error, loginError),
    );
    await within(signal, this.#pace.turn(teamId, channel, signal), tooBusyError);
    try {
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
      const { ts = '' } = await client.chat.postMessage({ channel, ...thread, ...message, ...more });
      return ts;
    } catch (error) {
      throw this.#reported(error, postError);
    }
  }

  /**
   * A client of its own each time, so that no workspace's token is used for another; and the token is that of the workspace, or
   * nothing is done with it.
   */
  async #login(teamId: string): Promise<Login> {
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

  #reported(error: unknown, meaning: (error: unknown) => CourierError): CourierError {
    const failure = meaning(error);
    const advice = adviceFor(error);
    // Not to be allowed to look is the operator's choice.
    if (advice !== null && failure.failure !== 'blind' && isInstallProblem(error))
      this.#parts.refused(advice);
    return failure;
  }
}

function placeOf(id: string): DigestPlace {
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
async function within<Result>(
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
