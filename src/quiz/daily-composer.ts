/** The question of the day as a digest: the question, and below it how the one before was answered. */
import type { Card, Excerpt } from '../cards/mod.ts';
import { type Composer, filterIn } from '../digest/mod.ts';
import type { DueDelivery, State } from '../state/mod.ts';
import type { Quiz } from './quiz.ts';

/** As many deliveries back the question before is looked for: some days may have been missed. */
const LOOK_BACK = 40;

export class QuizComposer implements Composer {
  readonly #quiz: Quiz;
  readonly #state: State;

  constructor(quiz: Quiz, state: State) {
    this.#quiz = quiz;
    this.#state = state;
  }

  /** The round has the delivery's id: so there is one for each, and the id by which a post is found stands in its buttons. */
  async choose(delivery: DueDelivery): Promise<string | null> {
    return (await this.#round(delivery))?.round ?? null;
  }

  async compose(delivery: DueDelivery): Promise<Card | null> {
    const started = await this.#round(delivery);
    if (started === null) return null;
    return { ...started.card, excerpt: await this.#before(delivery) };
  }

  #round({ id, of }: DueDelivery) {
    return this.#quiz.daily({ place: of.place, id, ...filterIn(of.settings) });
  }

  /** The results of the question before, which takes no answers from then on. */
  async #before({ id, subscription, dueAt }: DueDelivery): Promise<Excerpt | null> {
    const recent = await this.#state.digests.recentDeliveries(subscription, LOOK_BACK);
    const before = recent.find(
      (other) => other.id !== id && other.status === 'delivered' && other.dueAt <= dueAt,
    );
    const results = before === undefined ? null : await this.#quiz.dailyResults(before.id);
    if (results === null) return null;
    const { title, note, lead, excerpt } = results;
    const text = [note, lead, excerpt?.text].flatMap((part) => part ?? []).join('\n\n');
    return { heading: title, text };
  }
}
