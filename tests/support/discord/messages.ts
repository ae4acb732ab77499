/** The messages that exist now, with their edits applied. */
import { ComponentType, MessageFlags } from 'discord.js';
import { allComponents, type StandInComponent } from './components.ts';
import { unknownMessage } from './errors.ts';
import { checkBody, checkMessage, type MessageBody, SETTABLE_FLAGS } from './limits.ts';
import { pingsOf } from './pings.ts';
import type { Place } from './places.ts';
import type { World } from './world.ts';

/** A message at one moment: an edit makes a new object. */
export interface StandInMessage {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly content: string;
  readonly embeds: readonly unknown[];
  readonly components: readonly StandInComponent[];
  readonly attachments: readonly { readonly filename: string; readonly size: number }[];
  readonly flags: number;
  /** Seen by one person only. */
  readonly ephemeral: boolean;
  /** Deferred: the app is "thinking". */
  readonly loading: boolean;
  readonly edited: boolean;
  readonly replyTo: string | null;
  /** Whom it pings: `<@1>`, `<@&2>`, `@everyone`, `@here`. */
  readonly pings: readonly string[];
  /** The interaction that it answers. */
  readonly interactionId: string | null;
}

/** What a new message is, besides its body. */
export interface NewMessage {
  readonly channelId: string;
  readonly authorId: string;
  readonly interactionId?: string;
  readonly files?: readonly File[];
  /** For the first message in a thread of a forum: makes that thread, when the message is known to be good. */
  readonly thread?: (message: { readonly id: string }) => Place;
}

export class Messages {
  readonly #world: World;
  readonly #byId = new Map<string, StandInMessage>();

  constructor(world: World) {
    this.#world = world;
  }

  get(id: string): StandInMessage {
    const message = this.#byId.get(id);
    if (message === undefined) throw unknownMessage();
    return message;
  }

  in(channelId: string): StandInMessage[] {
    return [...this.#byId.values()].filter((message) => message.channelId === channelId);
  }

  /** A message as a request of the bot or a person writes it, within the limits. */
  create(body: unknown, settableFlags: number, about: NewMessage): StandInMessage {
    const checked = checkBody(body, settableFlags);
    const id = this.#world.nextId();
    const message = this.#put(checked, {
      ...blank(id, about.thread === undefined ? about : { ...about, channelId: id }),
      attachments: (about.files ?? []).map(({ name, size }) => ({ filename: name, size })),
      replyTo: checked.message_reference?.message_id ?? null,
    });
    about.thread?.(message);
    return message;
  }

  /** The placeholder of a deferred reply. It is empty, which no other message may be. */
  createLoading(body: unknown, about: NewMessage): StandInMessage {
    const { flags } = checkBody(body ?? {}, SETTABLE_FLAGS.defer);
    return this.#store({
      ...blank(this.#world.nextId(), about),
      flags: (flags ?? 0) | MessageFlags.Loading,
    });
  }

  edit(id: string, body: unknown, files: readonly File[] = []): StandInMessage {
    const before = this.get(id);
    const checked = checkBody(body, SETTABLE_FLAGS.edit);
    const added = files.map(({ name, size }) => ({ filename: name, size }));
    return this.#put(checked, {
      ...before,
      flags: before.flags & ~MessageFlags.Loading,
      // A list says what is kept; nobody here keeps an earlier file beside others.
      attachments: [...(checked.attachments ? [] : before.attachments), ...added],
      edited: true,
    });
  }

  delete(id: string): void {
    this.get(id);
    this.#byId.delete(id);
  }

  #put(body: MessageBody, before: StandInMessage): StandInMessage {
    const message = {
      ...before,
      content: body.content === undefined ? before.content : (body.content ?? ''),
      embeds: body.embeds === undefined ? before.embeds : (body.embeds ?? []),
      components: body.components === undefined ? before.components : asComponents(body.components),
      // The Components V2 flag cannot be taken away again.
      flags: (body.flags ?? 0) | before.flags,
    };
    checkMessage({ ...message, hasMore: Boolean(body.poll) || Boolean(body.sticker_ids?.length) });
    const texts = allComponents(message.components)
      .filter(({ type }) => type === ComponentType.TextDisplay)
      .map(({ content = '' }) => content);
    const repliedTo = message.replyTo === null ? null : (this.#byId.get(message.replyTo)?.authorId ?? null);
    const pings = pingsOf([message.content, ...texts], body.allowed_mentions, repliedTo);
    return this.#store({ ...message, pings: pings.filter((ping) => this.#canBeCalled(ping)) });
  }

  /** A role that is known must be one that anyone can mention. */
  #canBeCalled(ping: string): boolean {
    const role = /^<@&(\d+)>$/.exec(ping)?.[1];
    return role === undefined || (this.#world.access.role(role)?.mentionable ?? true);
  }

  #store(message: StandInMessage): StandInMessage {
    const stored = {
      ...message,
      ephemeral: (message.flags & MessageFlags.Ephemeral) !== 0,
      loading: (message.flags & MessageFlags.Loading) !== 0,
    };
    this.#byId.set(stored.id, stored);
    return stored;
  }
}

function blank(id: string, { channelId, authorId, interactionId }: NewMessage): StandInMessage {
  return {
    id,
    channelId,
    authorId,
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    flags: 0,
    ephemeral: false,
    loading: false,
    edited: false,
    replyTo: null,
    pings: [],
    interactionId: interactionId ?? null,
  };
}

/** Their shapes are checked with the whole message. */
function asComponents(components: readonly object[] | null): StandInComponent[] {
  return (components ?? []) as StandInComponent[];
}
