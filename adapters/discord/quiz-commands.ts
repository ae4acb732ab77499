/** The command for the quiz, as data. */
import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  InteractionContextType as Context,
  ApplicationIntegrationType as Install,
  ApplicationCommandOptionType as Option,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  ApplicationCommandType as Type,
} from 'discord.js';
import { LEVELS } from '../../index/library/mod.ts';
import { PERIODS } from '../../src/quiz/mod.ts';
import { DAILY_SUBCOMMANDS } from './digest-commands.ts';

/** With whom a round is played. */
export const EVERYBODY = 'everybody';

const subcommand = (
  name: string,
  description: string,
  options: APIApplicationCommandBasicOption[] = [],
): APIApplicationCommandSubcommandOption => ({ type: Option.Subcommand, name, description, options });

const ROUND: APIApplicationCommandBasicOption[] = [
  {
    type: Option.String,
    name: 'about',
    description: 'A topic, a category or a company; all of the library, if you leave it out',
    autocomplete: true,
    max_length: 100,
  },
  {
    type: Option.String,
    name: 'level',
    description: 'Only for this level',
    choices: LEVELS.map((level) => ({ name: level, value: level })),
  },
  {
    type: Option.Integer,
    name: 'count',
    description: 'How many questions; 5, if you leave it out',
    min_value: 1,
    max_value: 20,
  },
  {
    type: Option.String,
    name: 'with',
    description: 'For you alone (the default), or for everybody here',
    choices: [
      { name: 'me alone', value: 'me' },
      { name: 'everybody here', value: EVERYBODY },
    ],
  },
  {
    type: Option.Integer,
    name: 'seconds',
    description: 'With everybody: how long each question is open; 30, if you leave it out',
    min_value: 10,
    max_value: 600,
  },
];

const SETTINGS: APIApplicationCommandBasicOption[] = [
  {
    type: Option.Boolean,
    name: 'hide',
    description: 'Name me neither on leaderboards nor in rounds',
  },
  {
    type: Option.String,
    name: 'rest-days',
    description: 'Days that break no streak, such as sat, sun; none for none',
    max_length: 100,
  },
  {
    type: Option.String,
    name: 'zone',
    description: 'Your time zone, such as Europe/Berlin',
    autocomplete: true,
    max_length: 60,
  },
  {
    type: Option.Integer,
    name: 'remind-at',
    description: 'Hour from which I may write to you when something is due for review',
    min_value: 0,
    max_value: 23,
  },
  { type: Option.Boolean, name: 'no-reminder', description: 'Write to me no more' },
];

export const QUIZ: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  type: Type.ChatInput,
  name: 'quiz',
  description: 'Questions about the case studies: alone, with everybody, or one a day',
  integration_types: [Install.GuildInstall, Install.UserInstall],
  contexts: [Context.Guild, Context.BotDM, Context.PrivateChannel],
  options: [
    subcommand('play', 'Begin a round', ROUND),
    subcommand('review', 'What is due for you, and what you got wrong'),
    subcommand('stats', 'What you have reached'),
    subcommand('leaderboard', 'Who knows most in this server', [
      {
        type: Option.String,
        name: 'period',
        description: 'Since when; this week, if you leave it out',
        choices: PERIODS.map((period) => ({ name: period, value: period })),
      },
    ]),
    subcommand('settings', 'How you want the quiz', SETTINGS),
    subcommand('stop', 'End the round that goes on here'),
    {
      type: Option.SubcommandGroup,
      name: 'daily',
      description: 'One question a day in this channel',
      options: DAILY_SUBCOMMANDS,
    },
  ],
};
