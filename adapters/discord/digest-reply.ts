/** What `/digest` does: finds the place that is meant, asks who may, and hands on what people wrote. */
import { type ChatInputCommandInteraction, InteractionContextType } from 'discord.js';
import { type Card, noticeCard } from '../../src/cards/mod.ts';
import type { DigestConfig } from '../../src/config.ts';
import type { Digests, Manager, Place, SettingsChange } from '../../src/digest/mod.ts';
import {
  type DigestChannel,
  isDigestChannel,
  managerOf,
  obstacleIn,
  obstacleToCalling,
} from './digest-access.ts';

export interface DigestReplyParts {
  readonly digests: Digests;
  /** Who may change digests, beside those who manage the place. */
  readonly managers: DigestConfig['managers'];
}

interface DigestPlace extends Place {
  /** Null in direct messages. */
  readonly channel: DigestChannel | null;
}

export async function digestReply(
  interaction: ChatInputCommandInteraction,
  { digests, managers }: DigestReplyParts,
): Promise<Card> {
  const place = placeOf(interaction);
  if ('kind' in place) return place;
  const { id, channel } = place;
  const who = managerOf(interaction, channel, managers);
  const name = interaction.options.getSubcommand();
  const startsPosting = name === 'on' || name === 'resume' || name === 'now';
  if (startsPosting && who.mayManage && channel !== null) {
    const obstacle = obstacleIn(channel);
    if (obstacle !== null) return noticeCard(`I cannot post in ${place.name}`, obstacle);
  }
  switch (name) {
    case 'on':
      return turnOn(interaction, digests, place, who);
    case 'off':
      return digests.off(id, who);
    case 'pause':
      return digests.pause(id, who);
    case 'resume':
      return digests.resume(id, who);
    case 'now':
      return digests.now(id, who);
    case 'preview':
      return digests.preview(id, who.person);
    default:
      return digests.show(id);
  }
}

async function turnOn(
  { options }: ChatInputCommandInteraction,
  digests: Digests,
  { channel, ...place }: DigestPlace,
  who: Manager,
): Promise<Card> {
  // In a server that the bot is in, a role comes with all that is known of it.
  const role = options.getRole('mention');
  const isCleared = options.getBoolean('no-mention') ?? false;
  if (role !== null && isCleared) {
    return noticeCard('That cannot be set', 'Choose either mention or no-mention.');
  }
  if (role !== null && who.mayMention && channel !== null) {
    const known = channel.guild.roles.resolve(role.id);
    const obstacle = known === null ? 'This role is not there any more.' : obstacleToCalling(known, channel);
    if (obstacle !== null) return noticeCard('That role cannot be called', obstacle);
  }
  const text = (name: string) => options.getString(name) ?? undefined;
  const change: SettingsChange = {
    time: text('time'),
    zone: text('zone'),
    weekdays: text('weekdays'),
    category: text('category'),
    company: text('company'),
    level: text('level'),
    mention: isCleared ? null : role?.id,
  };
  return digests.on(place, change, who);
}

/** The place that is meant, or what to say when it cannot have a digest. */
function placeOf(interaction: ChatInputCommandInteraction): DigestPlace | Card {
  if (interaction.context === InteractionContextType.BotDM) {
    return { id: `discord:${interaction.channelId}`, name: 'our direct chat', channel: null };
  }
  if (!interaction.inCachedGuild()) {
    return noticeCard(
      'I am not a member of this place',
      'I can answer you here, because you or the server use my commands, but I cannot post. Somebody who manages the server can add me: ' +
        'my profile, Add App, Add to Server. Or use /digest in a direct message to me, and get a digest of your own.',
    );
  }
  const channel = interaction.options.getChannel('channel') ?? interaction.channel;
  if (channel === null || !isDigestChannel(channel)) {
    return noticeCard(
      'Not in this kind of channel',
      'A digest can be posted in text and announcement channels, in threads, in forums, and in a direct chat with me.',
    );
  }
  return { id: `discord:${channel.id}`, name: `#${channel.name} in ${channel.guild.name}`, channel };
}
