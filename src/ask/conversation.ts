/** Remembers what a conversation is about, so that a follow-up can be understood. */
import type { SearchResult, Turn } from '../../index/search/mod.ts';

export class Conversation {
  #turn: Turn | undefined;

  /** @param turn what was said before, if the conversation goes on from somewhere */
  constructor(turn?: Turn) {
    this.#turn = turn;
  }

  /** What the next question may lean on. */
  get previous(): Turn | undefined {
    return this.#turn;
  }

  /** Takes note of a question and what was found for it. */
  remember(question: string, result: SearchResult): void {
    const unit = result.outcome === 'answered' ? (result.hits[0]?.unit.id ?? null) : null;
    if (result.continued && this.#turn !== undefined) {
      // A chain of follow-ups keeps leaning on the question that began it: they say little by themselves.
      this.#turn = { question: this.#turn.question, unit: unit ?? this.#turn.unit };
    } else if (result.outcome === 'answered') {
      this.#turn = { question, unit };
    }
  }
}
