/** Users, channels, servers and messages as Discord sends them. Only what discord.js reads, and what an app could lean on. */
import { ChannelFlags, GuildMemberFlags, InteractionContextType, MessageType } from 'discord.js';
import type { Role } from './access.ts';
import type { OpenInteraction } from './interactions.ts';
import type { Messages, StandInMessage } from './messages.ts';
import { isThread, PLACE_TYPES, type Place } from './places.ts';
import type { Person, World } from './world.ts';

export type Json = Record<string, unknown>;

const MEMBER_SINCE = '2024-05-01T12:00:00.000000+00:00';

export function userPayload({ id, name, bot }: Person): Json {
  return { id, username: name, global_name: null, discriminator: '0', avatar: null, bot, public_flags: 0 };
}

/** Without the user: in some payloads that stands beside it. */
export function memberPayload(world: World, guildId: string, userId: string): Json {
  return {
    roles: world.access.rolesOf(userId, guildId),
    nick: null,
    avatar: null,
    joined_at: MEMBER_SINCE,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: GuildMemberFlags.CompletedOnboarding,
    pending: false,
  };
}

export function rolePayload({ id, name, permissions, mentionable }: Role): Json {
  const plain = { position: 0, color: 0, flags: 0, hoist: false, managed: false };
  return { ...plain, id, name, permissions: String(permissions), mentionable };
}

export function channelPayload(world: World, place: Place): Json {
  const { id, type, name, guildId, parentId, personId, requiresTag } = place;
  const flags = requiresTag ? ChannelFlags.RequireTag : 0;
  const common = { id, type, flags, last_message_id: null };
  if (guildId === null) {
    const recipients = personId === null ? [] : [userPayload(world.person(personId))];
    return { ...common, recipients };
  }
  const inGuild = {
    ...common,
    guild_id: guildId,
    name,
    parent_id: parentId,
    nsfw: false,
    rate_limit_per_user: 0,
  };
  if (!isThread(place)) {
    const forum = type === PLACE_TYPES.forum ? { available_tags: [], default_forum_layout: 0 } : {};
    const overwrites = world.access
      .overwritesOf(id)
      .map(({ allow, deny, ...whose }) => ({ ...whose, allow: String(allow), deny: String(deny) }));
    return { ...inGuild, position: 0, permission_overwrites: overwrites, topic: null, ...forum };
  }
  return {
    ...inGuild,
    owner_id: place.ownerId,
    message_count: 1,
    member_count: 1,
    total_message_sent: 1,
    thread_metadata: {
      archived: place.archived,
      locked: place.locked,
      auto_archive_duration: 1440,
      archive_timestamp: place.archivedAt,
      create_timestamp: MEMBER_SINCE,
    },
    ...(place.botIsIn ? { member: { flags: 1, join_timestamp: MEMBER_SINCE } } : {}),
  };
}

/** What GUILD_CREATE brings. */
export function guildPayload(world: World, id: string): Json {
  const channels = world.places(id);
  const bot = world.botUserId;
  return {
    id,
    name: `guild-${id}`,
    icon: null,
    unavailable: false,
    owner_id: '1',
    joined_at: MEMBER_SINCE,
    member_count: 2,
    large: false,
    preferred_locale: 'en-US',
    features: [],
    roles: world.access.rolesIn(id).map(rolePayload),
    members: [{ ...memberPayload(world, id, bot), user: userPayload(world.person(bot)) }],
    channels: channels.filter((place) => !isThread(place)).map((place) => channelPayload(world, place)),
    threads: channels.filter(isThread).map((place) => channelPayload(world, place)),
    emojis: [],
    stickers: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/**
 * A message as REST answers it. Without the Message Content intent its text is there only in direct messages, in the bot's
 * own messages, in those that mention it, and (`contentShown`) in the target of a message command.
 */
export function messagePayload(
  world: World,
  messages: Messages,
  message: StandInMessage,
  contentShown = false,
): Json {
  const place = world.place(message.channelId)!;
  const author = world.person(message.authorId);
  const mentioned = message.pings.flatMap((ping) => /^<@(\d+)>$/.exec(ping)?.[1] ?? []);
  const shown =
    contentShown ||
    place.guildId === null ||
    author.id === world.botUserId ||
    mentioned.includes(world.botUserId);
  const content = {
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    attachments: message.attachments.map((file, index) => ({
      ...file,
      id: String(index),
      url: `https://cdn.example/${message.id}/${index}`,
      proxy_url: `https://cdn.example/${message.id}/${index}`,
    })),
  };
  return {
    id: message.id,
    type: typeOf(message),
    channel_id: message.channelId,
    author: userPayload(author),
    ...(shown ? content : { content: '', embeds: [], components: [], attachments: [] }),
    mentions: mentioned.map((id) => userPayload(world.person(id))),
    mention_roles: message.pings.flatMap((ping) => /^<@&(\d+)>$/.exec(ping)?.[1] ?? []),
    mention_everyone: message.pings.includes('@everyone'),
    pinned: false,
    tts: false,
    flags: message.flags,
    timestamp: world.timeOf(message.id),
    edited_timestamp: message.edited ? new Date(world.now()).toISOString() : null,
    ...(message.interactionId === null
      ? {}
      : { webhook_id: world.applicationId, application_id: world.applicationId }),
    ...replyFields(world, messages, message),
  };
}

/** A message as MESSAGE_CREATE and MESSAGE_UPDATE bring it. */
export function messageEvent(world: World, messages: Messages, message: StandInMessage): Json {
  const { guildId, type } = world.place(message.channelId)!;
  const inGuild =
    guildId === null ? {} : { guild_id: guildId, member: memberPayload(world, guildId, message.authorId) };
  return { ...messagePayload(world, messages, message), channel_type: type, ...inGuild };
}

/** A channel or role that was chosen in a command. */
export function chosenChannel(world: World, place: Place, userId: string): Json {
  const { id, name, type, parent_id, thread_metadata } = channelPayload(world, place);
  const permissions = String(world.access.permissionsOf(userId, place));
  return { id, name, type, parent_id, permissions, ...(isThread(place) ? { thread_metadata } : {}) };
}

/** An interaction without its data: that depends on what was done. */
export function interactionPayload(world: World, interaction: OpenInteraction, userId: string): Json {
  const { id, token, type, place } = interaction;
  const { guildId, botIsThere } = place;
  const user = userPayload(world.person(userId));
  const permissionsOf = (id: string) => String(world.access.permissionsOf(id, place));
  const member = guildId === null ? {} : memberPayload(world, guildId, userId);
  const inGuild = {
    guild_id: guildId,
    guild: { id: guildId, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    member: { ...member, permissions: permissionsOf(userId), user },
  };
  return {
    id,
    token,
    type,
    version: 1,
    application_id: world.applicationId,
    channel: { ...channelPayload(world, place), permissions: permissionsOf(userId) },
    channel_id: place.id,
    ...(guildId === null ? { user } : inGuild),
    locale: 'en-US',
    app_permissions: permissionsOf(world.botUserId),
    entitlements: [],
    attachment_size_limit: 10_485_760,
    context: contextOf(place),
    // By whom the app was installed: key 0 the server (0 for direct messages), key 1 the person.
    authorizing_integration_owners: botIsThere ? { 0: guildId ?? '0' } : { 1: userId },
  };
}

function contextOf({ guildId, type }: Place): InteractionContextType {
  if (guildId !== null) return InteractionContextType.Guild;
  return type === PLACE_TYPES.dm ? InteractionContextType.BotDM : InteractionContextType.PrivateChannel;
}

function typeOf({ replyTo, interactionId }: StandInMessage): MessageType {
  if (interactionId !== null) return MessageType.ChatInputCommand;
  return replyTo === null ? MessageType.Default : MessageType.Reply;
}

function replyFields(world: World, messages: Messages, { replyTo, channelId }: StandInMessage): Json {
  if (replyTo === null) return {};
  const referenced = messages.in(channelId).find(({ id }) => id === replyTo);
  return {
    message_reference: { type: 0, message_id: replyTo, channel_id: channelId },
    referenced_message: referenced === undefined ? null : messagePayload(world, messages, referenced),
  };
}
