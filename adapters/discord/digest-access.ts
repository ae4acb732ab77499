/** Who may change a digest, and where Casebook itself may post one. */
import {
  type AnyThreadChannel,
  ChannelFlags,
  ChannelType,
  type ChatInputCommandInteraction,
  type ForumChannel,
  type GuildMember,
  type NewsChannel,
  PermissionFlagsBits as Permission,
  type PermissionsString,
  type Role,
  type TextChannel,
} from 'discord.js';
import type { DigestConfig } from '../../src/config.ts';
import type { Manager } from '../../src/digest/mod.ts';
import { DIGEST_CHANNELS } from './digest-commands.ts';

/** A channel of a server that a digest can be posted to. */
export type DigestChannel = TextChannel | NewsChannel | AnyThreadChannel | ForumChannel;

export function isDigestChannel(channel: { readonly type: number }): channel is DigestChannel {
  return (DIGEST_CHANNELS as readonly number[]).includes(channel.type);
}

/** As Discord's settings call them. */
const NAMES: Partial<Record<PermissionsString, string>> = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  ReadMessageHistory: 'Read Message History',
};
/** In a forum the same two permissions have other names. */
const FORUM_NAMES: typeof NAMES = {
  ...NAMES,
  SendMessages: 'Create Posts',
  SendMessagesInThreads: 'Send Messages in Posts',
};

/**
 * What the person may do in the channel.
 *
 * @param channel the one that the digest is of, which may be another than where the command is used; null in direct messages,
 *   where everybody manages their own
 */
export function managerOf(
  interaction: ChatInputCommandInteraction,
  channel: DigestChannel | null,
  managers: DigestConfig['managers'],
): Manager {
  const person = `discord:${interaction.user.id}`;
  if (channel === null || !interaction.inCachedGuild()) {
    return { person, mayManage: true, mayMention: false, zone: null };
  }
  const { member } = interaction;
  return {
    person,
    mayManage: managesChannel(member, channel) || isNamed(member, managers),
    mayMention: member.permissions.has(Permission.ManageGuild),
    zone: null,
  };
}

function managesChannel(member: GuildMember, channel: DigestChannel): boolean {
  const permissions = channel.permissionsFor(member);
  const enough = [
    Permission.ManageGuild,
    Permission.ManageChannels,
    ...(channel.isThread() ? [Permission.ManageThreads] : []),
  ];
  return permissions?.any(enough) ?? false;
}

function isNamed({ id, roles }: GuildMember, managers: DigestConfig['managers']): boolean {
  return managers === 'everyone' || managers.includes(id) || roles.cache.hasAny(...managers);
}

/**
 * Why Casebook cannot post there, in sentences that say what to do; null when it can.
 *
 * A thread that is archived is no obstacle: a post opens it again. One that is locked is, unless Casebook may manage threads.
 */
export function obstacleIn(channel: DigestChannel): string | null {
  const me = channel.guild.members.me;
  const permissions = me && channel.permissionsFor(me);
  const isHidden = channel.flags.has(ChannelFlags.ChannelObfuscated);
  const isForum = channel.type === ChannelType.GuildForum;
  const missing =
    isHidden || !permissions ? ['ViewChannel' as const] : permissions.missing(neededIn(channel));
  if (missing.length > 0) {
    const names = missing.map((name) => (isForum ? FORUM_NAMES : NAMES)[name] ?? name).join(', ');
    return `I lack permissions there: ${names}. Give them to my role in the settings of the channel, under Permissions.`;
  }
  if (isForum && channel.flags.has(ChannelFlags.RequireTag)) {
    return 'This forum wants a tag on each post, and I set none. Turn off “Require people to select tags” in its settings.';
  }
  if (!channel.isThread() || permissions?.has(Permission.ManageThreads)) return null;
  if (channel.locked) return 'This thread is locked. Unlock it, or choose another channel.';
  const isClosedToMe = channel.type === ChannelType.PrivateThread && !channel.joined;
  return isClosedToMe ? 'I am not in this private thread. Mention me in it, which adds me.' : null;
}

/** Reading the history is needed to look whether a post that was interrupted has arrived. */
function neededIn(channel: DigestChannel): bigint[] {
  const { ViewChannel, SendMessages, SendMessagesInThreads, ReadMessageHistory } = Permission;
  if (channel.isThread()) return [ViewChannel, SendMessagesInThreads, ReadMessageHistory];
  const inForum = channel.type === ChannelType.GuildForum ? [SendMessagesInThreads] : [];
  return [ViewChannel, SendMessages, ...inForum, ReadMessageHistory];
}

/** Why a post cannot call the role; null when it can. */
export function obstacleToCalling(role: Role, channel: DigestChannel): string | null {
  if (role.id === channel.guild.id)
    return 'Everybody at once is not called by a digest. Choose a smaller role.';
  const me = channel.guild.members.me;
  const mayCallAny = (me && channel.permissionsFor(me)?.has(Permission.MentionEveryone)) ?? false;
  if (role.mentionable || mayCallAny) return null;
  return `I may not call the role ${role.name}. Allow anyone to mention it: Server Settings, Roles, ${role.name}.`;
}
