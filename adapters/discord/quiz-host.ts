/** Posts what rounds of the quiz bring, and reminds people: over REST alone, as digests are posted. */
import { RESTJSONErrorCodes, Routes } from 'discord.js';
import type { Card } from '../../src/cards/mod.ts';
import type { Announcement, QuizHost } from '../../src/quiz/mod.ts';
import { discordCode } from './courier-error.ts';
import type { PacedRest } from './paced-rest.ts';
import { renderCard } from './render-card.ts';
import { checked } from './send.ts';

/** A step of a round that comes later than this helps nobody. */
const WITHIN_MS = 20_000;

export class DiscordQuizHost implements QuizHost {
  readonly name = 'discord';
  readonly #rest: PacedRest;

  constructor(rest: PacedRest) {
    this.#rest = rest;
  }

  /**
   * A reveal takes the place of its question, whose buttons go with it. Where that does not stand there any more, it is a message
   * of its own.
   *
   * @throws CourierError
   */
  async announce({ kind, place, message, card }: Announcement): Promise<string> {
    const channel = idIn(place);
    if (kind === 'reveal' && message !== null && (await this.#replace(channel, message, card)))
      return message;
    return this.#post(channel, card);
  }

  /** @throws CourierError */
  async remind(person: string, card: Card): Promise<void> {
    const signal = AbortSignal.timeout(WITHIN_MS);
    const body = { recipient_id: idIn(person) };
    const chat = (await this.#rest.post(Routes.userChannels(), { signal, body })) as { readonly id: string };
    await this.#post(chat.id, card);
  }

  async #post(channel: string, card: Card): Promise<string> {
    const signal = AbortSignal.timeout(WITHIN_MS);
    const body = checked(renderCard(card));
    const made = await this.#rest.post(Routes.channelMessages(channel), { signal, body });
    return (made as { readonly id: string }).id;
  }

  /** False when the message was deleted. */
  async #replace(channel: string, message: string, card: Card): Promise<boolean> {
    const signal = AbortSignal.timeout(WITHIN_MS);
    const body = checked(renderCard(card));
    try {
      await this.#rest.patch(Routes.channelMessage(channel, message), { signal, body });
      return true;
    } catch (error) {
      if (discordCode(error) === RESTJSONErrorCodes.UnknownMessage) return false;
      throw error;
    }
  }
}

/** `123` of `discord:123`. */
function idIn(place: string): string {
  return place.slice(place.indexOf(':') + 1);
}
