/** Brings digests to Discord, over REST alone: it works while the gateway is away, and does not hold up answers. */
import { type APIChannel, type APIUser, ChannelType, RESTJSONErrorCodes, Routes } from 'discord.js';
import { type Card, toPlainLine } from '../../src/cards/mod.ts';
import { type Courier, CourierError, type Post } from '../../src/digest/mod.ts';
import { discordCode } from './courier-error.ts';
import { findMessage, findThread } from './find-post.ts';
import { fitLabel } from './fit.ts';
import { mayReadHistory, type Read } from './history-permission.ts';
import { LIMITS } from './limits.ts';
import type { PacedRest } from './paced-rest.ts';
import { type PostPayload, renderCard, renderPost } from './render-card.ts';
import { checked } from './send.ts';

/** A post may take 60 seconds (see `Courier`): this leaves some for what is not waiting for Discord. */
const WITHIN_MS = 50_000;

export class DiscordCourier implements Courier {
  readonly platform = 'discord';
  readonly #rest: PacedRest;
  readonly #withinMs: number;
  /** Channels that turned out to be forums, which never become anything else. */
  readonly #forums = new Set<string>();
  #me: string | null = null;

  /** @param withinMs how long posting, finding and telling may take each, in ms */
  constructor(rest: PacedRest, withinMs = WITHIN_MS) {
    this.#rest = rest;
    this.#withinMs = withinMs;
  }

  async post({ id, place, card, mention }: Post): Promise<string> {
    const channel = channelOf(place);
    const message = payloadFor(() => renderPost(card, mention));
    const signal = this.#limit();
    if (!this.#forums.has(channel)) {
      try {
        // Discord gives back the first message when the same nonce comes again within some minutes.
        return await this.#create(channel, { ...message, nonce: id, enforce_nonce: true }, signal);
      } catch (error) {
        if (!isForum(error)) throw error;
        this.#forums.add(channel);
      }
    }
    const body = { name: threadName(card), message };
    const thread = await this.#rest.post(Routes.threads(channel), { signal, body });
    // The first message of a thread in a forum has the thread's id.
    return idOf(thread);
  }

  async find(place: string, id: string, since: Date): Promise<string | null> {
    const channelId = channelOf(place);
    const signal = this.#limit();
    const read: Read = (route, query = {}) => this.#rest.get(route, { signal, query });
    const channel = (await read(Routes.channel(channelId))) as APIChannel;
    this.#me ??= ((await read(Routes.user())) as APIUser).id;
    if (!(await mayReadHistory(channel, this.#me, read))) {
      throw new CourierError('blind', 'I lack the permission Read Message History there');
    }
    const wanted = { id, author: this.#me, since };
    return channel.type === ChannelType.GuildForum
      ? findThread({ id: channelId, guild: channel.guild_id! }, wanted, read)
      : findMessage(channelId, wanted, read);
  }

  async tell(person: string, card: Card): Promise<void> {
    const signal = this.#limit();
    const body = { recipient_id: channelOf(person) };
    const chat = await this.#rest.post(Routes.userChannels(), { signal, body });
    await this.#create(
      idOf(chat),
      payloadFor(() => renderCard(card)),
      signal,
    );
  }

  async #create(channel: string, body: object, signal: AbortSignal): Promise<string> {
    return idOf(await this.#rest.post(Routes.channelMessages(channel), { signal, body }));
  }

  #limit(): AbortSignal {
    return AbortSignal.timeout(this.#withinMs);
  }
}

/** The message, which Discord would take. */
function payloadFor(render: () => PostPayload): PostPayload {
  try {
    return checked(render());
  } catch (cause) {
    throw new CourierError('refused', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Discord says so of a forum when a message is posted beside its threads. */
function isForum(error: unknown): boolean {
  const codes: readonly unknown[] = [
    RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel,
    RESTJSONErrorCodes.CannotSendAMessageInAForumChannel,
  ];
  return codes.includes(discordCode(error));
}

/** The title of a post in a forum. */
function threadName({ title }: Card): string {
  return fitLabel(toPlainLine(title) || 'Case study', LIMITS.threadName);
}

/** `123` of `discord:123`. */
function channelOf(place: string): string {
  return place.slice(place.indexOf(':') + 1);
}

function idOf(made: unknown): string {
  return (made as { readonly id: string }).id;
}
