/** What an app may do because somebody did something: open a view with a trigger_id, and answer at a response_url. */
import type { Acknowledgement, Pending } from './delivery.ts';
import { SlackError } from './errors.ts';
import { checkMessage } from './limits.ts';
import type { Messages, StandInMessage } from './messages.ts';
import type { Json } from './parts.ts';
import type { StandInView } from './views.ts';
import type { Place, Team, World } from './world.ts';

/** Docs, "Handling user interaction": a trigger_id can be exchanged once within 3 s, a response_url used 5 times within 30 min. */
const TRIGGER_LIVES_MS = 3_000;
const RESPONSES = { most: 5, withinMs: 30 * 60_000 } as const;
/** Docs, "Slash commands": what comes later is not shown. */
const ACKNOWLEDGE_WITHIN_MS = 3_000;

/** What came of a command, a shortcut, a button or a submission. */
export interface Probe {
  /** As it was delivered. */
  readonly payload: Json;
  /** Rejects after 5 s, and if the app could not be reached. */
  acknowledged(): Promise<Acknowledgement>;
  /**
   * The messages that the acknowledgement and the posts to the response_url made or replaced so far, as they are now.
   */
  responses(): readonly StandInMessage[];
  /** The first of them; rejects after 5 s. */
  response(): Promise<StandInMessage>;
  /** Why what the app acknowledged with was not shown: `invalid_blocks`, `operation_timeout` after 3 s, …; null if all was well. */
  refused(): string | null;
}

/** What came of an event. */
export interface EventProbe {
  readonly eventId: string;
  readonly channelId: string;
  /** Of the message that the event is about; else of the event. */
  readonly ts: string;
  /** The thread that it is in. */
  readonly threadTs: string | null;
  /** As it was delivered. */
  readonly payload: Json;
  acknowledged(): Promise<Acknowledgement>;
}

interface Trigger {
  readonly team: Team;
  readonly userId: string;
  /** The modal that it comes from. */
  readonly view: StandInView | null;
  readonly issuedAt: number;
  used: boolean;
}

/** Something that somebody did and that the app may answer. */
export interface Interaction {
  readonly place: Place;
  readonly userId: string;
  /** The message that it was done on. */
  readonly source: StandInMessage | null;
  readonly startedAt: number;
  readonly responseKey: string;
  /** The `ts` of its messages. */
  readonly responses: Set<string>;
  posts: number;
  refused: string | null;
}

export class Interactions {
  readonly #world: World;
  readonly #messages: Messages;
  readonly #triggers = new Map<string, Trigger>();
  readonly #byKey = new Map<string, Interaction>();

  constructor(world: World, messages: Messages) {
    this.#world = world;
    this.#messages = messages;
  }

  trigger(team: Team, userId: string, view: StandInView | null = null): string {
    const id = this.#world.nextId('trigger-');
    this.#triggers.set(id, { team, userId, view, issuedAt: this.#world.now(), used: false });
    return id;
  }

  /** Exchanges a trigger_id: whoever caused it may be shown a view. */
  exchange(id: string, team: Team): Trigger {
    const trigger = this.#triggers.get(id);
    if (trigger === undefined || trigger.team !== team) throw new SlackError('invalid_trigger_id');
    if (trigger.used) throw new SlackError('exchanged_trigger_id');
    if (this.#world.now() - trigger.issuedAt > TRIGGER_LIVES_MS) throw new SlackError('expired_trigger_id');
    trigger.used = true;
    return trigger;
  }

  /** A new interaction, with the key of its response_url. */
  start(place: Place, userId: string, source: StandInMessage | null = null): Interaction {
    const interaction: Interaction = {
      place,
      userId,
      source,
      startedAt: this.#world.now(),
      responseKey: this.#world.nextId('R'),
      responses: new Set(),
      posts: 0,
      refused: null,
    };
    this.#byKey.set(interaction.responseKey, interaction);
    return interaction;
  }

  /** A post to a response_url. @throws SlackError */
  respond(key: string, body: Json): Json {
    const interaction = this.#byKey.get(key);
    if (interaction === undefined) throw new SlackError('invalid_url');
    if (this.#world.now() - interaction.startedAt > RESPONSES.withinMs) throw new SlackError('expired_url');
    if (interaction.posts >= RESPONSES.most) throw new SlackError('used_url');
    this.#answer(interaction, body);
    interaction.posts += 1;
    return { ok: true };
  }

  /** What a command was acknowledged with is posted; `carryOut` says what is done for others. */
  acknowledged(interaction: Interaction, ack: Acknowledgement, carryOut: (body: Json) => void): void {
    if (ack.afterMs > ACKNOWLEDGE_WITHIN_MS) {
      interaction.refused = 'operation_timeout';
      return;
    }
    if (ack.status !== 200) {
      interaction.refused = 'dispatch_failed';
      return;
    }
    try {
      carryOut(typeof ack.body === 'string' ? { text: ack.body } : (ack.body ?? {}));
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      interaction.refused = error.error;
    }
  }

  /** Posts, unless it is empty. */
  post(interaction: Interaction, body: Json): void {
    if (Object.keys(body).length > 0) this.#answer(interaction, body);
  }

  probe(
    payload: Json,
    interaction: Interaction,
    pending: Pending,
    until: <T>(what: string, look: () => T | null | undefined) => Promise<T>,
  ): Probe {
    const responses = (): StandInMessage[] =>
      this.#messages.in(interaction.place.id).filter(({ ts }) => interaction.responses.has(ts));
    return {
      payload,
      acknowledged: () => pending.acknowledged(),
      responses,
      response: () => until(`a response to ${pending.id}`, () => responses()[0]),
      refused: () => interaction.refused,
    };
  }

  /** Carries out what is written to a response_url (docs, "Handling user interaction", Message responses). */
  #answer(interaction: Interaction, body: Json): void {
    const { place, userId, source, responses } = interaction;
    const original = source === null ? undefined : this.#messages.find(place.id, source.ts);
    if (body['delete_original'] === true) {
      if (original === undefined) throw new SlackError('message_not_found');
      this.#messages.delete(original);
      return;
    }
    const content = checkMessage(body, 'post');
    // Of a command there is no original: its answer is a new message.
    if (body['replace_original'] === true && source !== null) {
      if (original === undefined) throw new SlackError('message_not_found');
      responses.add(this.#messages.edit(original, content).ts);
      return;
    }
    const isPublic = body['response_type'] === 'in_channel';
    const threadTs = typeof body['thread_ts'] === 'string' ? body['thread_ts'] : null;
    const { ts } = this.#messages.create({
      place,
      userId: place.team.botUserId,
      ...content,
      threadTs,
      ephemeralFor: isPublic ? null : userId,
    });
    responses.add(ts);
  }
}
