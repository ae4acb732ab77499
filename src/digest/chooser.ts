/** Chooses for digests: knows the library, what is new in it, and what each digest has delivered. */
import type { LibraryEntry } from '../ask/mod.ts';
import type { Casebook } from '../casebook.ts';
import { matching } from '../cases/mod.ts';
import type { State, Subscription } from '../state/mod.ts';
import { chooseCase } from './choose.ts';
import { filterIn } from './settings.ts';

export class Chooser {
  readonly #entries: readonly LibraryEntry[];
  readonly #state: State;
  readonly #now: () => Date;
  #firstSeen: Promise<ReadonlyMap<string, Date>> | null = null;

  constructor(casebook: Casebook, state: State, now: () => Date = () => new Date()) {
    this.#entries = casebook.entries;
    this.#state = state;
    this.#now = now;
  }

  /**
   * The case study of a digest for a slot. The same one each time, as long as nothing was delivered meanwhile. Null when nothing
   * fits its filter any more.
   */
  async choose({ id, settings, since }: Subscription, slot: string): Promise<LibraryEntry | null> {
    const entries = matching(this.#entries, filterIn(settings));
    const firstSeen = await this.#seen();
    const delivered = await this.#state.digests.subjects(id);
    return chooseCase({ entries, delivered, firstSeen, since, seed: `${id} ${slot}` });
  }

  /** The library stays as it is while the program runs, so it is written down once. */
  #seen(): Promise<ReadonlyMap<string, Date>> {
    this.#firstSeen ??= this.#state.digests
      .firstSeen(
        this.#entries.map(({ id }) => id),
        this.#now(),
      )
      .catch((error: unknown) => {
        this.#firstSeen = null;
        throw error;
      });
    return this.#firstSeen;
  }
}
