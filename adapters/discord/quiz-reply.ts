/** What `/quiz` does, but for `daily`, which is a digest. */
import { type ChatInputCommandInteraction, MessageFlags } from 'discord.js';
import { type Card, noticeCard } from '../../src/cards/mod.ts';
import { type Chat, playerOf } from '../../src/chat/mod.ts';
import type { DigestConfig } from '../../src/config.ts';
import { findZone, readWeekdays, SettingsError } from '../../src/digest/mod.ts';
import type { Logger } from '../../src/log.ts';
import {
  announceAll,
  PERIODS,
  type Player,
  type Quiz,
  type QuizHost,
  type RoundRequest,
  readRequest,
} from '../../src/quiz/mod.ts';
import { askerOfInteraction, nameOf } from './asker.ts';
import { isDigestChannel, managerOf, obstacleIn } from './digest-access.ts';
import { EVERYBODY } from './quiz-commands.ts';
import { finish } from './send.ts';

export interface QuizReplyParts {
  readonly chat: Chat;
  readonly quiz: Quiz;
  readonly quizHost: QuizHost;
  /** Who may end the rounds of others, beside those who manage the place. */
  readonly managers: DigestConfig['managers'];
  readonly log: Logger;
}

type Settings = NonNullable<Parameters<Quiz['settings']>[1]>;

const NO_SUCH_THING = noticeCard(
  'I do not know what to ask about',
  'Choose a topic, a category or a company that I suggest, or leave it out.',
);

/** Answers the command. Everything but a round with everybody is for the person alone. */
export async function quizReply(
  interaction: ChatInputCommandInteraction,
  parts: QuizReplyParts,
): Promise<void> {
  const player = playerOf(askerOfInteraction(interaction), nameOf(interaction));
  if (interaction.options.getSubcommand() === 'play') return play(interaction, player, parts);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await finish(interaction, await cardFor(interaction, player, parts));
}

async function cardFor(
  interaction: ChatInputCommandInteraction,
  player: Player,
  { quiz, quizHost, managers, log }: QuizReplyParts,
): Promise<Card> {
  const { options } = interaction;
  switch (options.getSubcommand()) {
    case 'review':
      return (await quiz.review(player)).card;
    case 'leaderboard': {
      const period = PERIODS.find((one) => one === options.getString('period')) ?? PERIODS[0];
      return quiz.leaderboard(player, period);
    }
    case 'settings':
      return changeSettings(interaction, player, quiz);
    case 'stop': {
      const { channel } = interaction;
      const place = channel !== null && isDigestChannel(channel) ? channel : null;
      const mayStopOthers =
        interaction.inGuild() && place !== null && managerOf(interaction, place, managers).mayManage;
      const { card, announcements } = await quiz.stop(player, mayStopOthers);
      await announceAll(quiz, quizHost, announcements, log);
      return card;
    }
    default:
      return quiz.stats(player);
  }
}

async function play(
  interaction: ChatInputCommandInteraction,
  player: Player,
  { chat, quiz, log }: QuizReplyParts,
): Promise<void> {
  const request = requestOf(interaction, chat);
  const isTogether = request?.kind === 'group' && interaction.inGuild();
  const obstacle = isTogether ? obstacleToPlaying(interaction) : null;
  const isPublic = isTogether && obstacle === null;
  await interaction.deferReply(isPublic ? {} : { flags: MessageFlags.Ephemeral });
  if (request === null) return void (await finish(interaction, NO_SUCH_THING));
  if (obstacle !== null) return void (await finish(interaction, obstacle));
  const { card, round } = await quiz.start({ ...request, kind: isPublic ? 'group' : 'solo' }, player);
  const message = await finish(interaction, card);
  if (isPublic && round !== null && message !== null) await quiz.posted(round, 0, message.id);
  log.debug({ place: player.place, round }, 'Quiz: a round has begun');
}

/** Null when what it is to be about is not in the library. */
function requestOf({ options }: ChatInputCommandInteraction, { entries }: Chat): RoundRequest | null {
  const about = readRequest(options.getString('about') ?? '', entries);
  if (about === null) return null;
  const level = options.getString('level');
  return {
    kind: options.getString('with') === EVERYBODY ? 'group' : 'solo',
    ...about,
    ...(level !== null && { level }),
    count: options.getInteger('count') ?? about.count,
    seconds: options.getInteger('seconds') ?? undefined,
  };
}

/** Why there can be no round with everybody: the questions after the first are messages of our own. Null when there can. */
function obstacleToPlaying(interaction: ChatInputCommandInteraction): Card | null {
  const alone = 'A round for you alone works everywhere: leave “with” out.';
  const { channel } = interaction;
  if (!interaction.inCachedGuild() || channel === null) {
    return noticeCard('I am not a member of this server', `So I can ask nobody but you here. ${alone}`);
  }
  if (!isDigestChannel(channel)) return noticeCard('Not in this kind of channel', alone);
  const obstacle = obstacleIn(channel);
  return obstacle === null ? null : noticeCard('I cannot post here', `${obstacle} ${alone}`);
}

async function changeSettings(
  { options }: ChatInputCommandInteraction,
  player: Player,
  quiz: Quiz,
): Promise<Card> {
  try {
    return await quiz.settings(player, settingsIn(options));
  } catch (error) {
    if (error instanceof SettingsError) return noticeCard('That cannot be set', error.message);
    throw error;
  }
}

/** @throws SettingsError */
function settingsIn(options: ChatInputCommandInteraction['options']): Settings {
  const isHidden = options.getBoolean('hide');
  const restDays = options.getString('rest-days');
  const zoneName = options.getString('zone');
  const zone = zoneName === null ? null : findZone(zoneName);
  if (zoneName !== null && zone === null) {
    throw new SettingsError(
      `I know no time zone “${zoneName}”. Choose one that I suggest, such as Europe/Berlin.`,
    );
  }
  const reminderHour = options.getInteger('remind-at');
  return {
    ...(isHidden !== null && { isHidden }),
    ...(restDays !== null && { restDays: /^\s*none\s*$/i.test(restDays) ? [] : readWeekdays(restDays) }),
    ...(zone !== null && { zone }),
    ...(reminderHour !== null && { reminderHour }),
    ...(options.getBoolean('no-reminder') === true && { reminderHour: null }),
  };
}
