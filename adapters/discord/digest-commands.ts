/** The command for the daily case study, as data, and what is suggested while somebody fills it in. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ChannelType,
  InteractionContextType as Context,
  ApplicationIntegrationType as Install,
  ApplicationCommandOptionType as Option,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  ApplicationCommandType as Type,
} from 'discord.js';
import { LEVELS } from '../../index/library/mod.ts';

/** Takes a filter away again. */
export const ANY = 'any';

/** What a person can write for days of the week, as examples to choose from. */
export const WEEKDAYS = ['daily', 'mon-fri', 'mon, wed, fri', 'tue, thu', 'mon', 'fri', 'sat, sun'] as const;

/** Where a digest can be posted, besides direct messages. */
export const DIGEST_CHANNELS = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
  ChannelType.GuildForum,
] as const;

const CHANNEL: APIApplicationCommandBasicOption = {
  type: Option.Channel,
  name: 'channel',
  description: 'Channel, thread or forum; here, if you leave it out',
  channel_types: [...DIGEST_CHANNELS],
};

const SETTINGS: APIApplicationCommandBasicOption[] = [
  {
    type: Option.String,
    name: 'time',
    description: 'Local time, such as 9:00, 17:30 or 9am',
    max_length: 10,
  },
  {
    type: Option.String,
    name: 'zone',
    description: 'Time zone, such as Europe/Berlin; UTC until you choose one',
    autocomplete: true,
    max_length: 60,
  },
  {
    type: Option.String,
    name: 'weekdays',
    description: 'Days of the week, such as daily, mon-fri or mon, wed, fri',
    autocomplete: true,
    max_length: 100,
  },
  {
    type: Option.String,
    name: 'category',
    description: 'Only from this category; any takes the filter away',
    autocomplete: true,
    max_length: 100,
  },
  {
    type: Option.String,
    name: 'company',
    description: 'Only about this company; any takes the filter away',
    autocomplete: true,
    max_length: 100,
  },
  {
    type: Option.String,
    name: 'level',
    description: 'Only for this level; any takes the filter away',
    choices: [...LEVELS, ANY].map((level) => ({ name: level, value: level })),
  },
  {
    type: Option.Role,
    name: 'mention',
    description: 'A role that each post calls; for those who may manage the server',
  },
  { type: Option.Boolean, name: 'no-mention', description: 'Call nobody any more' },
];

const subcommand = (
  name: string,
  description: string,
  more: APIApplicationCommandBasicOption[] = [],
): APIApplicationCommandSubcommandOption => ({
  type: Option.Subcommand,
  name,
  description,
  options: [CHANNEL, ...more],
});

/** Of the question of the day: what a digest has, but for a preview, which would give it away. */
export const DAILY_SUBCOMMANDS: APIApplicationCommandSubcommandOption[] = [
  subcommand('on', 'Turn it on, or change it: what you leave out stays as it is', SETTINGS),
  subcommand('off', 'Turn it off'),
  subcommand('pause', 'Post nothing until somebody resumes it'),
  subcommand('resume', 'Go on after a pause'),
  subcommand('show', 'Settings, the next post and the last ones'),
  subcommand('now', 'Post one more, at once'),
];

/** In servers and in direct messages with the bot; it cannot post in chats between people. */
export const DIGEST: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  type: Type.ChatInput,
  name: 'digest',
  description: 'A case study in this channel, on days and at a time of your choice',
  integration_types: [Install.GuildInstall, Install.UserInstall],
  contexts: [Context.Guild, Context.BotDM],
  options: [...DAILY_SUBCOMMANDS, subcommand('preview', 'Show only me what the next post would be')],
};
