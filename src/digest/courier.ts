/** The contract of a platform that digests are posted to. */
import type { Card } from '../cards/mod.ts';

/** A message for a place. */
export interface Post {
  /** 16 characters a-z, 0-9. It stands in every button of the card, so that the message can be found again. */
  readonly id: string;
  /** `discord:channel` or `slack:team:channel[:thread]`. */
  readonly place: string;
  readonly card: Card;
  /** Id of a role or user group to call; null calls nobody. */
  readonly mention: string | null;
}

export interface Courier {
  /** What its places begin with: `discord`, `slack`. */
  readonly platform: string;
  /**
   * Posts, keeping to the platform's pace. Takes 60 seconds at most.
   *
   * @returns the platform's id of the message
   * @throws CourierError
   */
  post(post: Post): Promise<string>;
  /**
   * Looks whether a message with this id (of a `Post`) stands in a place.
   *
   * @param since it was not posted before this
   * @returns the platform's id of the message; null when it is certainly not there
   * @throws CourierError of the kind `forbidden`, `later`, or `unknown` when it could not look
   */
  find(place: string, id: string, since: Date): Promise<string | null>;
  /**
   * Writes to a person directly.
   *
   * @throws CourierError
   */
  tell(person: string, card: Card): Promise<void>;
}

/**
 * `forbidden`: nothing was posted, and nothing can be: the place is gone, archived, or closed to Casebook. `blind`: Casebook may
 * post there but not look what stands there. `later`: nothing was posted, and the platform says when to come again. `refused`:
 * nothing was posted, for a fault of ours. `unknown`: it may have been posted or not.
 */
export type CourierFailure = 'forbidden' | 'blind' | 'later' | 'refused' | 'unknown';

/** The message says what happened, in a few words that people can be shown. */
export class CourierError extends Error {
  override readonly name = 'CourierError';
  readonly failure: CourierFailure;
  /** When to come again, for `later`. */
  readonly retryAfterMs: number;

  constructor(
    failure: CourierFailure,
    message: string,
    options: ErrorOptions & { retryAfterMs?: number } = {},
  ) {
    super(message, options);
    this.failure = failure;
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }
}
