/** What a chat remembers of its answers. When the database fails, answers go out all the same, with less around them. */
import type { Casebook } from '../casebook.ts';
import type { Logger } from '../log.ts';
import type { ShownAnswer, State, Turn } from '../state/mod.ts';

/** A follow-up after this is a new question: what it leans on has been forgotten by those who asked, too. */
const TURN_MAX_AGE_MS = 2 * 60 * 60 * 1000;

export class Memory {
  readonly #state: State;
  readonly #casebook: Casebook;
  readonly #log: Logger;

  constructor(state: State, casebook: Casebook, log: Logger) {
    this.#state = state;
    this.#casebook = casebook;
    this.#log = log;
  }

  /** What a button belongs to: an answer that was shown, or a digest's delivery. Null when there is none (any more). */
  async find(target: string): Promise<ShownAnswer | null> {
    const answer = await this.#state.findAnswer(target);
    if (answer !== null) return answer;
    const delivery = await this.#state.digests.findDelivery(target);
    if (delivery === null) return null;
    const entry = delivery.subject === null ? null : this.#casebook.open(delivery.subject);
    return {
      id: delivery.id,
      person: '',
      conversation: delivery.of.place,
      question: '',
      previous: null,
      unit: delivery.subject,
      references: entry?.related.map(({ id }) => id) ?? [],
      at: delivery.dueAt,
    };
  }

  /** Null when nothing can be stored: then the answer has no buttons, which is better than no answer. */
  async save(answer: Omit<ShownAnswer, 'id'>): Promise<ShownAnswer | null> {
    try {
      return await this.#state.saveAnswer(answer);
    } catch (error) {
      this.#log.error({ err: error }, 'An answer could not be stored; it is shown without buttons');
      return null;
    }
  }

  /** What a conversation was about lately. */
  async recall(conversation: string, now: Date): Promise<Turn | null> {
    try {
      return await this.#state.recall(conversation, now, TURN_MAX_AGE_MS);
    } catch (error) {
      this.#log.error(
        { err: error },
        'What a conversation was about could not be read; the question is taken alone',
      );
      return null;
    }
  }

  async remember(conversation: string, person: string, turn: Turn, now: Date): Promise<void> {
    try {
      await this.#state.remember(conversation, person, turn, now);
    } catch (error) {
      this.#log.error(
        { err: error },
        'What a conversation is about could not be stored; follow-ups will not be understood',
      );
    }
  }
}
