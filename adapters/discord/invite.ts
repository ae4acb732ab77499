import { type Client, OAuth2Scopes, PermissionFlagsBits } from 'discord.js';

/**
 * All that Casebook needs in a server: to see a channel, to answer and post there, in threads and in forums, and to read the history, which
 * replying to a message takes, and looking for a digest's post.
 */
export const PERMISSIONS = [
  PermissionFlagsBits.ViewChannel,
  PermissionFlagsBits.SendMessages,
  PermissionFlagsBits.SendMessagesInThreads,
  PermissionFlagsBits.ReadMessageHistory,
] as const;

/** The link with which somebody who manages a server adds the bot to it. */
export function inviteLink(client: Client<true>): string {
  return client.generateInvite({
    scopes: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands],
    permissions: [...PERMISSIONS],
  });
}
