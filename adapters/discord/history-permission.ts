/** Whether the bot may read what stands in a channel. */
import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIOverwrite,
  PermissionFlagsBits,
  PermissionsBitField,
  Routes,
} from 'discord.js';

/** Reads from Discord's REST API. */
export type Read = (route: `/${string}`, query?: Readonly<Record<string, string>>) => Promise<unknown>;

/**
 * Without Read Message History Discord answers with an empty list and no error (docs, "Get Channel Messages"), so a message that
 * stands there would seem to be missing. So the permission is worked out from roles and overwrites (docs, "Permissions",
 * Permission Hierarchy).
 *
 * @param me id of the bot's user
 */
export async function mayReadHistory(channel: APIChannel, me: string, read: Read): Promise<boolean> {
  if (!('guild_id' in channel) || channel.guild_id === undefined) return true;
  const guildId = channel.guild_id;
  const [guild, member, overwrites] = await Promise.all([
    read(Routes.guild(guildId)) as Promise<APIGuild>,
    read(Routes.guildMember(guildId, me)) as Promise<APIGuildMember>,
    overwritesOf(channel, read),
  ]);
  const isMine = (role: string) => role === guildId || member.roles.includes(role);
  const roles = guild.roles.filter(({ id }) => isMine(id));
  const permissions = new PermissionsBitField(roles.map((role) => BigInt(role.permissions)));
  const levels = [
    overwrites.filter(({ id }) => id === guildId),
    overwrites.filter(({ id }) => member.roles.includes(id)),
    overwrites.filter(({ id }) => id === me),
  ];
  const isAdministrator = permissions.has(PermissionFlagsBits.Administrator);
  for (const level of isAdministrator ? [] : levels) {
    permissions.remove(level.map(({ deny }) => BigInt(deny))).add(level.map(({ allow }) => BigInt(allow)));
  }
  return permissions.has(PermissionFlagsBits.ReadMessageHistory);
}

/** A thread has those of its channel. */
async function overwritesOf(channel: APIChannel, read: Read): Promise<readonly APIOverwrite[]> {
  const isThread = 'thread_metadata' in channel && 'parent_id' in channel;
  const holder =
    isThread && channel.parent_id ? ((await read(Routes.channel(channel.parent_id))) as APIChannel) : channel;
  return 'permission_overwrites' in holder ? (holder.permission_overwrites ?? []) : [];
}
