/** The commands that Casebook registers with Discord, as data. */
import { createHash } from 'node:crypto';
import {
  InteractionContextType as Context,
  ApplicationIntegrationType as Install,
  ApplicationCommandOptionType as Option,
  type RESTPutAPIApplicationCommandsJSONBody,
  ApplicationCommandType as Type,
} from 'discord.js';
import { LEVELS } from '../../index/library/mod.ts';
import { DIGEST } from './digest-commands.ts';
import { QUIZ } from './quiz-commands.ts';

export const ASK_ABOUT_THIS = 'Ask Casebook about this';

/** Installed in a server or by a person, used in servers, in direct messages with the bot and in private chats. */
const EVERYWHERE = {
  integration_types: [Install.GuildInstall, Install.UserInstall],
  contexts: [Context.Guild, Context.BotDM, Context.PrivateChannel],
};
const PRIVATE = { type: Option.Boolean as const, name: 'private', description: 'Show the answer only to me' };

export const COMMANDS: RESTPutAPIApplicationCommandsJSONBody = [
  {
    type: Type.ChatInput,
    name: 'ask',
    description: 'Ask about production engineering: a question, a symptom, a company',
    ...EVERYWHERE,
    options: [
      {
        type: Option.String,
        name: 'question',
        description: 'In your own words, or the title of a case study',
        required: true,
        autocomplete: true,
        max_length: 2000,
      },
      PRIVATE,
    ],
  },
  {
    type: Type.ChatInput,
    name: 'case',
    description: 'Read a case study: of the day, a random one, or one by its title',
    ...EVERYWHERE,
    options: [
      { type: Option.String, name: 'title', description: 'Which one', autocomplete: true, max_length: 200 },
      {
        type: Option.String,
        name: 'pick',
        description: 'Without a title: of the day (the default) or a random one',
        choices: [
          { name: 'of the day', value: 'today' },
          { name: 'random', value: 'random' },
        ],
      },
      {
        type: Option.String,
        name: 'category',
        description: 'Only from this category',
        autocomplete: true,
        max_length: 100,
      },
      {
        type: Option.String,
        name: 'company',
        description: 'Only about this company',
        autocomplete: true,
        max_length: 100,
      },
      {
        type: Option.String,
        name: 'level',
        description: 'Only for this level',
        choices: LEVELS.map((level) => ({ name: level, value: level })),
      },
      PRIVATE,
    ],
  },
  DIGEST,
  QUIZ,
  { type: Type.ChatInput, name: 'help', description: 'What Casebook can do', ...EVERYWHERE },
  {
    type: Type.ChatInput,
    name: 'privacy',
    description: 'What Casebook remembers of you, and how to delete it',
    ...EVERYWHERE,
    options: [
      {
        type: Option.String,
        name: 'do',
        description: 'Show it (the default) or delete it',
        choices: [
          { name: 'show', value: 'show' },
          { name: 'delete', value: 'delete' },
        ],
      },
    ],
  },
  { type: Type.Message, name: ASK_ABOUT_THIS, ...EVERYWHERE },
];

/** Changes whenever a command does, and with the application that they are registered for. */
export function commandsFingerprint(applicationId: string): string {
  return createHash('sha256')
    .update(`${applicationId} ${JSON.stringify(COMMANDS)}`)
    .digest('hex');
}
