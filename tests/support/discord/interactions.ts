/** What becomes of interactions: the callback within 3 seconds, the original reply, and follow-ups for 15 minutes. */
import { InteractionResponseType as Answer, InteractionType, MessageFlags } from 'discord.js';
import type { Watch } from '../watch.ts';
import type { StandInComponent } from './components.ts';
import {
  alreadyAcknowledged,
  expiredToken,
  invalidForm,
  unknownInteraction,
  unknownMessage,
  unknownWebhook,
} from './errors.ts';
import { checkChoices, checkModal, SETTABLE_FLAGS } from './limits.ts';
import type { Messages, NewMessage, StandInMessage } from './messages.ts';
import type { Place } from './places.ts';
import type { World } from './world.ts';

/** Docs, "Receiving and Responding": the first response, and the life of the token. */
const ANSWER_WITHIN_MS = 3_000;
const TOKEN_LIVES_MS = 15 * 60_000;

/** Which callback types an interaction can be answered with. */
const MESSAGE_ANSWERS = [
  Answer.ChannelMessageWithSource,
  Answer.DeferredChannelMessageWithSource,
  Answer.Modal,
];
const UPDATE_ANSWERS = [Answer.DeferredMessageUpdate, Answer.UpdateMessage];

/** The initial callback. */
export interface InteractionAnswer {
  /** 4 reply, 5 defer, 6 defer update, 7 update, 8 autocomplete result, 9 modal. */
  readonly type: number;
  /** As it was sent; empty if there was none. */
  readonly data: {
    readonly content?: string;
    readonly flags?: number;
    readonly components?: readonly StandInComponent[];
    readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
    readonly custom_id?: string;
    readonly title?: string;
  };
  /** By the stand-in's clock. */
  readonly afterMs: number;
}

/** What came of one interaction. */
export interface InteractionProbe {
  readonly id: string;
  readonly token: string;
  /** The initial callback. Rejects after 5 s. */
  callback(): Promise<InteractionAnswer>;
  /**
   * The reply with its first final content: at once, or the first edit after a deferral. When an update was deferred, also the
   * first follow-up. Rejects after 5 s.
   */
  reply(): Promise<StandInMessage>;
  /** As they are now. */
  followUps(): readonly StandInMessage[];
}

export interface OpenInteraction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly place: Place;
  readonly askedAt: number;
  /** The message whose button was pressed. */
  readonly sourceId: string | null;
  answer: InteractionAnswer | null;
  originalId: string | null;
  final: StandInMessage | null;
  readonly followUpIds: string[];
}

export class Interactions {
  readonly #world: World;
  readonly #messages: Messages;
  readonly #watch: Watch;
  readonly #byToken = new Map<string, OpenInteraction>();

  constructor(world: World, messages: Messages, watch: Watch) {
    this.#watch = watch;
    this.#world = world;
    this.#messages = messages;
  }

  open(type: InteractionType, place: Place, sourceId: string | null = null): OpenInteraction {
    const id = this.#world.nextId();
    const interaction: OpenInteraction = {
      id,
      token: `token-${id}`,
      type,
      place,
      askedAt: this.#world.now(),
      sourceId,
      answer: null,
      originalId: null,
      final: null,
      followUpIds: [],
    };
    this.#byToken.set(interaction.token, interaction);
    return interaction;
  }

  /** What a test sees of it. */
  probe(interaction: OpenInteraction): InteractionProbe {
    const { id, token, type, followUpIds } = interaction;
    const name = `${InteractionType[type]} ${id}`;
    return {
      id,
      token,
      callback: () => this.#watch.until(`an answer to ${name}`, () => interaction.answer),
      reply: () => this.#watch.until(`the reply to ${name}`, () => interaction.final),
      followUps: () => this.#messages.in(interaction.place.id).filter((one) => followUpIds.includes(one.id)),
    };
  }

  /** The initial callback; with the message that it made or changed, if any. */
  respond(
    id: string,
    token: string,
    body: unknown,
    files: readonly File[],
  ): { interaction: OpenInteraction; message: StandInMessage | null } {
    const interaction = this.#byToken.get(token);
    const afterMs = this.#world.now() - (interaction?.askedAt ?? 0);
    if (interaction?.id !== id) throw unknownInteraction();
    if (interaction.answer !== null) throw alreadyAcknowledged();
    if (afterMs > ANSWER_WITHIN_MS) throw unknownInteraction();
    const { type, data = {} } = body as Partial<InteractionAnswer>;
    if (type === undefined || !answersTo(interaction.type).includes(type)) {
      throw invalidForm(
        ['type'],
        'BASE_TYPE_CHOICES',
        `This interaction cannot be answered with type ${type}`,
      );
    }
    const message = this.#carryOut(interaction, type, data, files);
    interaction.answer = { type, data, afterMs };
    interaction.originalId = message?.id ?? interaction.sourceId;
    const isFinal = type === Answer.ChannelMessageWithSource || type === Answer.UpdateMessage;
    if (isFinal) interaction.final = message;
    return { interaction, message };
  }

  /** A follow-up. Right after a deferred reply it fills in that reply instead, as an edit would. */
  followUp(
    token: string,
    body: unknown,
    files: readonly File[],
  ): { message: StandInMessage; isNew: boolean } {
    const interaction = this.#acknowledged(token);
    const original = interaction.originalId === null ? null : this.#messages.get(interaction.originalId);
    if (original?.loading) {
      const flags = Number((body as { flags?: number }).flags ?? 0) & ~MessageFlags.Ephemeral;
      const message = this.edit(token, '@original', { ...(body as object), flags }, files);
      return { message, isNew: false };
    }
    const message = this.#messages.create(body, SETTABLE_FLAGS.reply, this.#about(interaction, files));
    interaction.followUpIds.push(message.id);
    if (interaction.answer?.type === Answer.DeferredMessageUpdate) interaction.final ??= message;
    return { message, isNew: true };
  }

  edit(token: string, messageId: string, body: unknown, files: readonly File[]): StandInMessage {
    const interaction = this.#acknowledged(token);
    const message = this.#messages.edit(this.#idOf(interaction, messageId), body, files);
    if (message.id === interaction.originalId) interaction.final ??= message;
    return message;
  }

  get(token: string, messageId: string): StandInMessage {
    return this.#messages.get(this.#idOf(this.#acknowledged(token), messageId));
  }

  delete(token: string, messageId: string): StandInMessage {
    const message = this.get(token, messageId);
    this.#messages.delete(message.id);
    return message;
  }

  #carryOut(
    interaction: OpenInteraction,
    type: number,
    data: InteractionAnswer['data'],
    files: readonly File[],
  ): StandInMessage | null {
    switch (type) {
      case Answer.ChannelMessageWithSource:
        return this.#messages.create(data, SETTABLE_FLAGS.reply, this.#about(interaction, files));
      case Answer.DeferredChannelMessageWithSource:
        return this.#messages.createLoading(data, this.#about(interaction, []));
      case Answer.UpdateMessage:
        return this.#messages.edit(interaction.sourceId!, data, files);
      case Answer.ApplicationCommandAutocompleteResult:
        checkChoices(data);
        return null;
      case Answer.Modal:
        checkModal(data);
        return null;
      default:
        return null;
    }
  }

  #acknowledged(token: string): OpenInteraction {
    const interaction = this.#byToken.get(token);
    if (interaction === undefined || interaction.answer === null) throw unknownWebhook();
    if (this.#world.now() - interaction.askedAt > TOKEN_LIVES_MS) throw expiredToken();
    return interaction;
  }

  /** @throws if the message is not of this interaction */
  #idOf({ originalId, followUpIds }: OpenInteraction, messageId: string): string {
    const id = messageId === '@original' ? originalId : messageId;
    if (id === null || (id !== originalId && !followUpIds.includes(id))) throw unknownMessage();
    return id;
  }

  #about({ id, place }: OpenInteraction, files: readonly File[]): NewMessage {
    return { channelId: place.id, authorId: this.#world.botUserId, interactionId: id, files };
  }
}

function answersTo(type: InteractionType): readonly number[] {
  switch (type) {
    case InteractionType.ApplicationCommandAutocomplete:
      return [Answer.ApplicationCommandAutocompleteResult];
    case InteractionType.MessageComponent:
      return [...MESSAGE_ANSWERS, ...UPDATE_ANSWERS];
    default:
      return MESSAGE_ANSWERS;
  }
}
