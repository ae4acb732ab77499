/** The contract that every surface (terminal, Discord, Slack, web) fulfils. */
import type { Courier } from './digest/mod.ts';
import type { QuizHost } from './quiz/mod.ts';

export interface Surface {
  /** For logs and messages, for example `discord`. */
  readonly name: string;
  /** Brings digests to its channels; undefined where there are no channels. */
  readonly courier?: Courier;
  /** Posts what the clock brings in rounds of the quiz with others; undefined where there are none. */
  readonly quizHost?: QuizHost;
  /**
   * Serves people until they are done or `signal` is aborted; then finishes what is in hand and returns.
   *
   * @throws SurfaceError when it cannot serve, or can no longer serve
   */
  serve(signal: AbortSignal): Promise<void>;
}

/** Why a surface cannot serve: what happened and what to do, in one line. */
export class SurfaceError extends Error {
  override readonly name = 'SurfaceError';
  /** A setting is wrong: starting again will not help. */
  readonly isSetting: boolean;

  constructor(message: string, options: ErrorOptions & { isSetting: boolean }) {
    super(message, options);
    this.isSetting = options.isSetting;
  }
}

/** Resolves when the signal is aborted, or was already. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
