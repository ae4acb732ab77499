/** What people do with commands, buttons and suggestions. */
import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
  type StringSelectMenuInteraction,
} from 'discord.js';
import type { Card } from '../../src/cards/mod.ts';
import { type Chat, failureCard, isOfQuiz, restated } from '../../src/chat/mod.ts';
import type { Digests } from '../../src/digest/mod.ts';
import type { Logger } from '../../src/log.ts';
import { announceAll } from '../../src/quiz/mod.ts';
import { askerOfInteraction, nameOf } from './asker.ts';
import { ASK_ABOUT_THIS } from './commands.ts';
import { decode } from './custom-id.ts';
import { type DigestReplyParts, digestReply } from './digest-reply.ts';
import { type QuizReplyParts, quizReply } from './quiz-reply.ts';
import { add, finish, type Repliable } from './send.ts';
import { suggest } from './suggest.ts';

/** What answering takes. */
export interface InteractionParts extends DigestReplyParts, QuizReplyParts {
  /** The question of the day of each place. */
  readonly dailyQuiz: Digests;
}

/** Answers one interaction. Never throws: what goes wrong is logged, and the person sees one line. */
export async function handleInteraction(interaction: Interaction, parts: InteractionParts): Promise<void> {
  if (interaction.isAutocomplete()) return suggest(interaction, parts);
  if (!isRepliable(interaction)) return;
  const { log } = parts;
  try {
    await handle(interaction, parts);
  } catch (error) {
    log.error({ err: error, interaction: interaction.id }, 'An interaction could not be answered');
    await apologise(interaction, log);
  }
}

function isRepliable(interaction: Interaction): interaction is Repliable {
  return (
    interaction.isChatInputCommand() ||
    interaction.isMessageContextMenuCommand() ||
    interaction.isButton() ||
    interaction.isStringSelectMenu()
  );
}

async function handle(interaction: Repliable, parts: InteractionParts): Promise<void> {
  const { chat } = parts;
  if (interaction.isButton() || interaction.isStringSelectMenu()) return press(interaction, parts);
  const asker = askerOfInteraction(interaction);
  if (interaction.isMessageContextMenuCommand()) {
    if (interaction.commandName !== ASK_ABOUT_THIS) return;
    return reply(interaction, true, () => chat.ask(interaction.targetMessage.content, asker, true));
  }
  const { options } = interaction;
  const isPrivate = options.getBoolean('private') ?? false;
  switch (interaction.commandName) {
    case 'ask':
      return reply(interaction, isPrivate, () => askRestated(interaction, chat, isPrivate));
    case 'case':
      return reply(interaction, isPrivate, () => chat.openCase(choiceOf(interaction), asker, isPrivate));
    case 'digest':
      return reply(interaction, true, () => digestReply(interaction, parts));
    case 'quiz':
      return options.getSubcommandGroup() === 'daily'
        ? reply(interaction, true, () => digestReply(interaction, { ...parts, digests: parts.dailyQuiz }))
        : quizReply(interaction, parts);
    case 'help':
      return reply(interaction, true, async () => chat.help());
    case 'privacy': {
      const { person } = asker;
      const isDeletion = options.getString('do') === 'delete';
      return reply(interaction, true, () => (isDeletion ? chat.forget(person) : chat.privacy(person)));
    }
  }
}

/** Discord shows that somebody used /ask, and the question only to those who look for it. */
async function askRestated(
  interaction: ChatInputCommandInteraction,
  chat: Chat,
  isPrivate: boolean,
): Promise<Card> {
  const question = interaction.options.getString('question', true);
  return restated(await chat.ask(question, askerOfInteraction(interaction), isPrivate), question);
}

function choiceOf({ options }: ChatInputCommandInteraction): Parameters<Chat['openCase']>[0] {
  const title = options.getString('title');
  if (title !== null) return { kind: 'title', title };
  return {
    kind: options.getString('pick') === 'random' ? 'random' : 'today',
    category: options.getString('category') ?? undefined,
    company: options.getString('company') ?? undefined,
    level: options.getString('level') ?? undefined,
  };
}

/** Discord waits three seconds for the first answer, so a reply is announced before anything is looked up. */
async function reply(interaction: Repliable, isPrivate: boolean, card: () => Promise<Card>): Promise<void> {
  await interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {});
  await finish(interaction, await card());
}

async function press(
  interaction: ButtonInteraction | StringSelectMenuInteraction,
  { chat, quiz, quizHost, log }: InteractionParts,
): Promise<void> {
  const action = decode(interaction.customId);
  if (action === null) return;
  const index = interaction.isStringSelectMenu() ? Number(interaction.values[0] ?? 0) : action.index;
  // A page is turned in its place, a round alone goes on in its own, and what is shared is a message of its own; everything else opens
  // privately beside the card.
  const isAlone = interaction.message.flags.has(MessageFlags.Ephemeral) && isOfQuiz(action.kind);
  const staysAsItIs = action.kind === 'section' || action.kind === 'share' || isAlone;
  await (staysAsItIs ? interaction.deferUpdate() : interaction.deferReply({ flags: MessageFlags.Ephemeral }));
  const asker = askerOfInteraction(interaction);
  const {
    card,
    visibility,
    announcements = [],
  } = await chat.press({ ...action, index }, asker, nameOf(interaction));
  try {
    if (action.kind === 'share') await add(interaction, card, visibility !== 'shared');
    else await finish(interaction, card);
  } finally {
    // They were claimed: what is not posted now is never posted.
    await announceAll(quiz, quizHost, announcements, log);
  }
}

async function apologise(interaction: Repliable, log: Logger): Promise<void> {
  try {
    if (!interaction.deferred && !interaction.replied)
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await finish(interaction, failureCard());
  } catch (error) {
    log.warn({ err: error, interaction: interaction.id }, 'Not even the apology arrived');
  }
}
