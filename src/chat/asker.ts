import type { Player } from '../quiz/mod.ts';

/** Who asks, and where. */
export interface Asker {
  /** `discord:123`. */
  readonly person: string;
  /** Questions of one conversation may lean on each other: a thread, a direct chat, a person in a channel. */
  readonly conversation: string;
  /** The channel, thread or direct chat: `discord:500`, `slack:T1:C1`. */
  readonly place: string;
  /** The server or workspace that it belongs to: `discord:9`, `slack:T1`. Null in a direct chat. */
  readonly community: string | null;
}

/** As the quiz knows somebody. */
export function playerOf({ person, place, community }: Asker, name: string): Player {
  return { person, name, place, community };
}
