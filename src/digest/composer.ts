/** What a digest posts. */
import type { Card } from '../cards/mod.ts';
import type { Casebook } from '../casebook.ts';
import type { Delivery, DueDelivery, State } from '../state/mod.ts';
import type { Chooser } from './chooser.ts';
import { isLate, postNote } from './notices.ts';
import { postCard } from './post-card.ts';

/** One for each kind of digest. */
export interface Composer {
  /** What a delivery is to be about, the same each time it is asked; null when there is nothing to post. */
  choose(delivery: DueDelivery): Promise<string | null>;
  /** The card of a delivery that has its subject; null when that is gone. */
  compose(delivery: DueDelivery): Promise<Card | null>;
}

/** As many deliveries back as a gap is looked for. */
const LOOK_BACK = 40;

export class CaseStudyComposer implements Composer {
  readonly #casebook: Casebook;
  readonly #state: State;
  readonly #chooser: Chooser;
  readonly #now: () => Date;

  constructor(casebook: Casebook, state: State, chooser: Chooser, now: () => Date = () => new Date()) {
    this.#casebook = casebook;
    this.#state = state;
    this.#chooser = chooser;
    this.#now = now;
  }

  async choose({ subject, of, slot }: DueDelivery): Promise<string | null> {
    // One that was chosen in an earlier try and has left the library since is chosen anew.
    if (subject !== null && this.#casebook.open(subject) !== null) return subject;
    return (await this.#chooser.choose(of, slot))?.id ?? null;
  }

  async compose(delivery: DueDelivery): Promise<Card | null> {
    const { id, subject } = delivery;
    return subject === null ? null : postCard(this.#casebook, subject, id, await this.#noteFor(delivery));
  }

  async #noteFor({ id, subscription, dueAt, of, slot }: DueDelivery): Promise<string | null> {
    if (slot.startsWith('now:')) return null;
    const earlier = (await this.#state.digests.recentDeliveries(subscription, LOOK_BACK)).filter(
      (other) => other.id !== id && other.dueAt < dueAt,
    );
    const late = isLate(dueAt, this.#now()) ? dueAt : null;
    return postNote(late, missedBefore(earlier), of.settings.zone);
  }
}

/** How many days were missed since the last one that was delivered. */
function missedBefore(earlier: readonly Delivery[]): number {
  const last = earlier.findIndex(({ status }) => status === 'delivered');
  const since = last === -1 ? earlier : earlier.slice(0, last);
  return since.filter(
    ({ status, slot }) => !slot.startsWith('now:') && (status === 'skipped' || status === 'failed'),
  ).length;
}
