/** Messages that are meant for Casebook: a mention in a server, anything in a direct chat. */
import type { Message } from 'discord.js';
import { type Chat, failureCard } from '../../src/chat/mod.ts';
import type { Logger } from '../../src/log.ts';
import { askerOfMessage } from './asker.ts';
import { isForbidden, replyTo } from './send.ts';

/** The question in a message, or null when it is not for us: from a bot (ourselves above all), or without our name. */
export function questionIn(message: Message): string | null {
  const { author, client, content } = message;
  if (author.bot || message.system) return null;
  const mention = new RegExp(`<@!?${client.user?.id}>`, 'g');
  // A reply to one of our messages mentions us without words; only what is written is a question.
  if (message.inGuild() && !mention.test(content)) return null;
  return content.replace(mention, ' ').trim();
}

/** Answers one message. Never throws: what goes wrong is logged, and the person sees one line if that is possible. */
export async function handleMessage(message: Message, chat: Chat, log: Logger): Promise<void> {
  const question = questionIn(message);
  if (question === null) return;
  try {
    const card = question === '' ? chat.help() : await chat.ask(question, askerOfMessage(message), false);
    await replyTo(message, card);
  } catch (error) {
    if (isForbidden(error)) {
      const { channelId, guildId } = message;
      log.warn(
        { channelId, guildId, code: error.code },
        `Not allowed to answer here: ${error.message}. Let the bot see the channel, send messages (also in threads) and read the history.`,
      );
      return;
    }
    log.error({ err: error, message: message.id }, 'A message could not be answered');
    await replyTo(message, failureCard()).catch((cause: unknown) => {
      log.warn({ err: cause, message: message.id }, 'Not even the apology arrived');
    });
  }
}
