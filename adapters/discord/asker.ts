import type { BaseInteraction, Message, TextBasedChannel, User } from 'discord.js';
import type { Asker } from '../../src/chat/mod.ts';

/**
 * Who asks, and in which conversation: everybody in a thread or direct chat shares one; in a channel, where many talk at once,
 * each person has their own.
 */
export function askerOf(
  user: User,
  channel: TextBasedChannel | null,
  channelId: string | null,
  guildId: string | null,
): Asker {
  const isShared = channel !== null && (channel.isThread() || channel.isDMBased());
  const place = `discord:${channelId ?? 'nowhere'}`;
  return {
    person: `discord:${user.id}`,
    conversation: isShared ? place : `${place}:${user.id}`,
    place,
    community: guildId === null ? null : `discord:${guildId}`,
  };
}

export function askerOfInteraction(interaction: BaseInteraction): Asker {
  return askerOf(interaction.user, interaction.channel, interaction.channelId, interaction.guildId);
}

export function askerOfMessage(message: Message): Asker {
  return askerOf(message.author, message.channel, message.channelId, message.guildId);
}

/** As others see them: the server's nickname, the display name, or the account's. */
export function nameOf(interaction: BaseInteraction): string {
  const { member, user } = interaction;
  const nickname = member !== null && 'displayName' in member ? member.displayName : (member?.nick ?? null);
  return nickname ?? user.displayName;
}
