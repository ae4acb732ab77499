/** The contract that every surface (terminal, Discord, Slack, web) fulfils. */
import type { Casebook } from './casebook.ts';

export interface Surface {
  /** For logs and messages, for example `terminal`. */
  readonly name: string;
  /**
   * Serves people until they are done or `signal` is aborted; then finishes what is in hand and returns.
   * Throws when it cannot serve at all.
   */
  serve(casebook: Casebook, signal: AbortSignal): Promise<void>;
}
