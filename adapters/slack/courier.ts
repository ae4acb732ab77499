/** Brings digests to Slack, and looks whether one stands there already. */
import type { Card } from '../../src/cards/mod.ts';
import type { Courier, Post } from '../../src/digest/mod.ts';
import { findError, loginError } from './courier-errors.ts';
import { isPost, metadataOf } from './digest-mark.ts';
import { type Poster, placeOf, within } from './poster.ts';

/** To look through a channel takes as many requests as it takes pages, and a claim holds for 120 seconds. */
const FIND_WITHIN_MS = 60_000;
/** Slack recommends no more than 200 at a time (docs, conversations.history). */
const PAGE = 200;

export class SlackCourier implements Courier {
  readonly platform = 'slack';
  readonly #poster: Poster;

  constructor(poster: Poster) {
    this.#poster = poster;
  }

  async post({ id, place, card, mention }: Post): Promise<string> {
    return this.#poster.post(place, card, { mention, metadata: metadataOf(id) });
  }

  async find(place: string, id: string, since: Date): Promise<string | null> {
    const { teamId, channelId: channel, threadTs } = placeOf(place);
    const signal = AbortSignal.timeout(FIND_WITHIN_MS);
    const { client, self } = await within(signal, this.#poster.login(teamId), loginError);
    const range = { channel, oldest: String(since.getTime() / 1000), inclusive: true, limit: PAGE };
    let cursor: string | undefined;
    do {
      const asked = { ...range, include_all_metadata: true, ...(cursor !== undefined && { cursor }) };
      const page = await within(
        signal,
        threadTs === undefined
          ? client.conversations.history(asked)
          : client.conversations.replies({ ...asked, ts: threadTs }),
        (error) => this.#poster.reported(error, findError),
      );
      const found = page.messages?.find((message) => isPost(message, id, self));
      if (found?.ts !== undefined) return found.ts;
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined);
    return null;
  }

  async tell(person: string, card: Card): Promise<void> {
    await this.#poster.post(person, card);
  }
}
