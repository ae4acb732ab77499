import PQueue from 'p-queue';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** A person asks a handful of questions in a row; a script asks hundreds. */
const QUESTIONS_A_MINUTE = 20;
/** A question takes some 5 ms, so the last of these waits about a second. */
const MAX_WAITING = 200;
/** Answering takes the processor, so more at once would only make each slower. */
const AT_ONCE = 2;

/** What became of a question that wanted an answer. */
export type Admitted<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'busy' }
  | { readonly kind: 'too-many'; readonly seconds: number };

/** Lets questions through at a bearable rate: so many for each person, and so many altogether. */
export class Limiter {
  readonly #persons = new RateLimiterMemory({ points: QUESTIONS_A_MINUTE, duration: 60 });
  readonly #queue = new PQueue({ concurrency: AT_ONCE });

  async run<Result>(person: string, work: () => Promise<Result>): Promise<Admitted<Result>> {
    if (this.#queue.size >= MAX_WAITING) return { kind: 'busy' };
    try {
      await this.#persons.consume(person);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return { kind: 'too-many', seconds: Math.ceil(refusal.msBeforeNext / 1000) };
    }
    return { kind: 'done', result: await this.#queue.add(work) };
  }

  /** Resolves when nothing is in hand any more. */
  idle(): Promise<void> {
    return this.#queue.onIdle();
  }
}
