/** A chat platform's far end, as couriers see it: places with messages, and everything that can go wrong on the way. */
import { type Courier, CourierError, type CourierFailure, type Post } from '../../../src/digest/mod.ts';

export interface PlatformMessage {
  readonly id: string;
  /** Of the post that it is. */
  readonly post: string;
  readonly place: string;
  readonly at: Date;
  readonly note: string | null;
  readonly title: string;
  readonly mention: string | null;
}

/** What becomes of a post: `stored-unknown` is posted, but nobody learns of it. */
export type Fault = CourierFailure | 'stored-unknown';

export class Platform {
  readonly messages: PlatformMessage[] = [];
  /** What was written to people. */
  readonly told: { readonly person: string; readonly text: string }[] = [];
  readonly #now: () => Date;
  #count = 0;
  /** Decides about the next post; null lets it through. */
  onPost: (post: Post) => Fault | null = () => null;
  /** Decides about the next look. */
  onFind: (place: string) => CourierFailure | null = () => null;
  retryAfterMs = 5000;

  constructor(now: () => Date) {
    this.#now = now;
  }

  courier(platform: string): Courier {
    return {
      platform,
      post: async (post) => this.#post(post),
      find: async (place, id, since) => this.#find(place, id, since),
      tell: async (person, card) => {
        this.told.push({ person, text: `${card.title}: ${card.lead}` });
      },
    };
  }

  #post(post: Post): string {
    const fault = this.onPost(post);
    if (fault !== null && fault !== 'stored-unknown') throw this.#error(fault);
    this.#count += 1;
    const { id, place, mention, card } = post;
    const message = {
      id: `m${this.#count}`,
      post: id,
      place,
      at: this.#now(),
      mention,
      note: card.note,
      title: card.title,
    };
    this.messages.push(message);
    if (fault === 'stored-unknown') throw this.#error('unknown');
    return message.id;
  }

  #find(place: string, id: string, since: Date): string | null {
    const fault = this.onFind(place);
    if (fault !== null) throw this.#error(fault);
    return this.messages.find((one) => one.place === place && one.post === id && one.at >= since)?.id ?? null;
  }

  #error(failure: CourierFailure): CourierError {
    return new CourierError(failure, `the platform said ${failure}`, { retryAfterMs: this.retryAfterMs });
  }
}
