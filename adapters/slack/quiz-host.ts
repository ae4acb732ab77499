/** Posts what rounds of the quiz bring, and reminds people. */
import type { Card } from '../../src/cards/mod.ts';
import type { Announcement, QuizHost } from '../../src/quiz/mod.ts';
import type { Poster } from './poster.ts';

export class SlackQuizHost implements QuizHost {
  readonly name = 'slack';
  readonly #poster: Poster;

  constructor(poster: Poster) {
    this.#poster = poster;
  }

  /**
   * A reveal takes the place of its question, whose buttons go with it. Where the question does not stand there any more, it is a
   * message of its own.
   *
   * @throws CourierError
   */
  async announce({ kind, place, message, card }: Announcement): Promise<string> {
    if (kind === 'reveal' && message !== null && (await this.#poster.replace(place, message, card)))
      return message;
    return this.#poster.post(place, card);
  }

  /** @throws CourierError */
  async remind(person: string, card: Card): Promise<void> {
    await this.#poster.post(person, card);
  }
}
