/** Sends cards, and nothing that Discord would refuse. */
import {
  type APIMessageTopLevelComponent,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  RESTJSONErrorCodes,
  type StringSelectMenuInteraction,
} from 'discord.js';
import type { Card } from '../../src/cards/mod.ts';
import { type CheckedPayload, problemsOf } from './check-payload.ts';
import { renderCard } from './render-card.ts';

export type Repliable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction
  | StringSelectMenuInteraction;

/** Discord forgets an interaction after 15 minutes; a minute is left for the way. */
const TOKEN_LIFE_MS = 14 * 60 * 1000;

/** Puts a card into the place of the reply that was announced. Says nothing any more when it is too late for it: then null. */
export async function finish(interaction: Repliable, card: Card): Promise<Message | null> {
  return isTooLate(interaction) ? null : interaction.editReply(payloadOf(card));
}

/** Adds a card below what is there already, unless it is too late for it. */
export async function add(interaction: Repliable, card: Card, isPrivate: boolean): Promise<void> {
  if (isTooLate(interaction)) return;
  const { components, flags } = payloadOf(card);
  await interaction.followUp({ components, flags: isPrivate ? flags | MessageFlags.Ephemeral : flags });
}

/** Replies to a message, or just sends when the message has been deleted meanwhile. */
export async function replyTo(message: Message, card: Card): Promise<void> {
  await message.reply({
    ...payloadOf(card),
    allowedMentions: { parse: [], repliedUser: false },
    failIfNotExists: false,
  });
}

/** Whether Discord refused because a permission is missing or the place is gone. */
export function isForbidden(error: unknown): error is DiscordAPIError {
  const codes: readonly (string | number)[] = [
    RESTJSONErrorCodes.MissingAccess,
    RESTJSONErrorCodes.MissingPermissions,
    RESTJSONErrorCodes.UnknownChannel,
    RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  ];
  return error instanceof DiscordAPIError && codes.includes(error.code);
}

function isTooLate({ createdTimestamp }: Repliable): boolean {
  return Date.now() - createdTimestamp > TOKEN_LIFE_MS;
}

/** Nothing in it can ping: the client's own default sees to that, as it takes no other form than its own. */
function payloadOf(card: Card): {
  components: APIMessageTopLevelComponent[];
  flags: MessageFlags.IsComponentsV2;
} {
  const { components } = checked(renderCard(card));
  return { components, flags: MessageFlags.IsComponentsV2 };
}

/** @throws Error when Discord would refuse the message */
export function checked<Payload extends CheckedPayload>(payload: Payload): Payload {
  const problems = problemsOf(payload);
  if (problems.length > 0) throw new Error(`A card would be refused by Discord: ${problems.join('; ')}`);
  return payload;
}
