/** The messages that exist now, with their edits applied. */
import { SlackError } from './errors.ts';
import type { MessageContent } from './limits.ts';
import { type Json, type StandInPart, withIds } from './parts.ts';
import { liveIn } from './pings.ts';
import type { Place, World } from './world.ts';

/** A message at one moment: an edit makes a new object. */
export interface StandInMessage {
  readonly ts: string;
  readonly channelId: string;
  readonly userId: string;
  /** Of messages by this app or another. */
  readonly botId: string | null;
  /** Empty if none was given: Slack allows that, but then notifications and screen readers say nothing. */
  readonly text: string;
  /** Each with a block_id, and each element with an action_id, made up where none was given. */
  readonly blocks: readonly StandInPart[];
  /** The message that it replies to. */
  readonly threadTs: string | null;
  /** Who alone sees it. */
  readonly ephemeralFor: string | null;
  readonly edited: boolean;
  /** See `Live`. */
  readonly pings: readonly string[];
  readonly links: readonly string[];
  /** The names of its reactions. */
  readonly reactions: readonly string[];
  /** By url, as chat.unfurl gave them. */
  readonly unfurls: Json;
  /** What the app has attached for itself; null if nothing. */
  readonly metadata: Json | null;
}

export interface NewMessage extends MessageContent {
  readonly place: Place;
  readonly userId: string;
  /** For another app's message. */
  readonly botId?: string | null;
  readonly threadTs?: string | null;
  readonly ephemeralFor?: string | null;
  readonly metadata?: Json | null;
}

export class Messages {
  readonly #world: World;
  readonly #byTs = new Map<string, StandInMessage>();

  constructor(world: World) {
    this.#world = world;
  }

  find(channelId: string, ts: string): StandInMessage | undefined {
    const message = this.#byTs.get(ts);
    return message?.channelId === channelId ? message : undefined;
  }

  in(channelId: string): StandInMessage[] {
    return [...this.#byTs.values()].filter((message) => message.channelId === channelId);
  }

  /** @throws SlackError if it should reply to what can have no replies */
  create(message: NewMessage): StandInMessage {
    const { place, userId, text, blocks, threadTs = null, ephemeralFor = null, metadata = null } = message;
    if (threadTs !== null) this.#checkThread(place.id, threadTs);
    const given = withIds(blocks ?? [], (prefix) => this.#world.nextId(prefix));
    return this.put({
      ts: this.#world.nextTs(),
      channelId: place.id,
      userId,
      botId: userId === place.team.botUserId ? place.team.botId : (message.botId ?? null),
      text: text ?? '',
      blocks: given,
      threadTs,
      ephemeralFor,
      edited: false,
      ...liveIn(text ?? '', given),
      reactions: [],
      unfurls: {},
      metadata,
    });
  }

  /** Both are replaced: text without blocks removes them (docs, chat.update), and blocks without text leave it empty. */
  edit(message: StandInMessage, { text, blocks }: MessageContent): StandInMessage {
    const given = withIds(blocks ?? [], (prefix) => this.#world.nextId(prefix));
    return this.put({
      ...message,
      text: text ?? '',
      blocks: given,
      edited: true,
      ...liveIn(text ?? '', given),
    });
  }

  /** Stores it in place of the one with its `ts`. */
  put(message: StandInMessage): StandInMessage {
    this.#byTs.set(message.ts, message);
    return message;
  }

  delete({ ts }: StandInMessage): void {
    this.#byTs.delete(ts);
  }

  /**
   * Stricter than Slack, which also takes the `ts` of a reply, and of a message that is not there: both lose the answer somewhere
   * else than meant.
   */
  #checkThread(channelId: string, threadTs: string): void {
    const parent = this.find(channelId, threadTs);
    if (parent === undefined) throw new SlackError('thread_not_found');
    if (parent.threadTs !== null || parent.ephemeralFor !== null) {
      throw new SlackError('cannot_reply_to_message');
    }
  }
}
