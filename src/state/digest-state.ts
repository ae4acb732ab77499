/** The contract of what is remembered of digests: who gets one, and what became of each delivery. */

/** What is delivered: a case study, or the question of the day. */
export type DigestKind = 'case-study' | 'quiz';

/** What people choose. */
export interface DigestSettings {
  /** Local time, `HH:MM`, 24 hours. */
  readonly time: string;
  /** IANA name of a time zone, for example `Europe/Berlin`. */
  readonly zone: string;
  /** Days of the week, 1 (Monday) to 7 (Sunday), ascending, at least one. */
  readonly weekdays: readonly number[];
  /** Only case studies of this category, company and level; null is no condition. */
  readonly category: string | null;
  readonly company: string | null;
  readonly level: string | null;
  /** Id of the role or user group that each post calls; null calls nobody. */
  readonly mention: string | null;
}

/** `off`: the history stays for a while, so that turning it on again repeats nothing. */
export type DigestStatus = 'active' | 'paused' | 'off';

/** A local date and the time at which the delivery of that day is due. */
export interface Run {
  /** `YYYY-MM-DD`, in the zone of the digest. */
  readonly day: string;
  readonly at: Date;
}

/** A channel, thread or chat that gets a digest. There is one of a kind in a place. */
export interface Subscription {
  /** 16 characters a-z, 0-9. */
  readonly id: string;
  readonly kind: DigestKind;
  /** `discord:channel` or `slack:team:channel[:thread]`. */
  readonly place: string;
  /** As people call it when it was set up: `#backend in Acme`. */
  readonly placeName: string;
  readonly settings: DigestSettings;
  readonly status: DigestStatus;
  /** Why Casebook paused it by itself; null when a person did, or when it is not paused. */
  readonly pausedBecause: string | null;
  readonly next: Run;
  /** `discord:123`; null when that person wants to be forgotten. */
  readonly setUpBy: string | null;
  /** When it was set up first. */
  readonly since: Date;
}

/**
 * `open`: to be done, or being done. `skipped`: Casebook was not running, or the digest was turned off meanwhile. `failed`: the
 * platform would not take it.
 */
export type DeliveryStatus = 'open' | 'delivered' | 'skipped' | 'failed';

/** One post of a digest. */
export interface Delivery {
  /** 16 characters a-z, 0-9, which also stand in the message, so that it can be found again. */
  readonly id: string;
  readonly subscription: string;
  /** The day, `YYYY-MM-DD`, or `now:…` for one that somebody asked for. A digest has one delivery a slot. */
  readonly slot: string;
  readonly dueAt: Date;
  readonly status: DeliveryStatus;
  /** What it is about: id of a case study, or of a quiz round. Null until it was chosen. */
  readonly subject: string | null;
  /** How often it was tried to post it, counting the try that is going on. */
  readonly attempts: number;
  /** It may stand there already: a post was begun, and nothing is known of its outcome. */
  readonly isUncertain: boolean;
  /** The platform's id of the message. */
  readonly message: string | null;
  /** When it was delivered, skipped or given up. */
  readonly settledAt: Date | null;
  /** Why it was skipped, why it failed, or why the last try did. */
  readonly reason: string | null;
}

/** A delivery with the digest that it belongs to. */
export interface DueDelivery extends Delivery {
  readonly of: Subscription;
}

/** What is to be done about a digest that is due. */
export interface Plan {
  /** The run to deliver now; null when there is none. */
  readonly deliver: Run | null;
  /** Runs that were missed and are too old. */
  readonly skip: readonly Run[];
  readonly next: Run;
}

/** Whoever claims: a name that no other process has, and how long nobody else may take over. */
export interface Claimant {
  readonly owner: string;
  readonly now: Date;
  readonly leaseMs: number;
}

export type Outcome =
  | { readonly kind: 'delivered'; readonly message: string }
  | { readonly kind: 'skipped' | 'failed'; readonly reason: string }
  /**
   * To be tried again, by anybody. `isUncertain` is false when it is sure that nothing was posted; `attempts` are the tries that
   * count.
   */
  | {
      readonly kind: 'again';
      readonly at: Date;
      readonly reason: string;
      readonly isUncertain: boolean;
      readonly attempts: number;
    };

export interface DigestState {
  /** Turns a digest on, or changes it: there is one of a kind in a place. It is active afterwards. */
  save(
    digest: Pick<Subscription, 'kind' | 'place' | 'placeName' | 'settings' | 'next' | 'setUpBy'>,
    at: Date,
  ): Promise<Subscription>;
  /** Also one that is off. Null when there never was one, or it was long ago. */
  find(kind: DigestKind, place: string): Promise<Subscription | null>;
  /** The digests that a person set up and that are not off, by place. */
  setUpBy(person: string): Promise<Subscription[]>;
  /** @param next where it goes on, when it becomes active; else as before */
  setStatus(id: string, status: DigestStatus, because: string | null, at: Date, next?: Run): Promise<void>;
  /**
   * Moves the next run of active digests to where `nextOf` says, such as after a change of the rules of time zones. Those that
   * have moved on meanwhile stay as they are. Returns how many moved.
   */
  reschedule(nextOf: (digest: Subscription) => Run): Promise<number>;
  /**
   * Claims what is due: at most one claimant gets a delivery, in any process. `plan` says what to do about each digest; it
   * must be quick, as the database waits.
   *
   * @param platforms beginnings of places that the claimant can post to: `discord`, `slack`
   * @param sane a next run after this was set by a clock that was wrong, and is planned anew
   * @returns how many digests were due, which may be more than the deliveries claimed
   */
  claimDue(
    claimant: Claimant,
    options: {
      readonly platforms: readonly string[];
      readonly limit: number;
      readonly sane: Date;
      readonly plan: (digest: Subscription) => Plan;
    },
  ): Promise<{ readonly due: number; readonly claimed: DueDelivery[] }>;
  /** Claims deliveries that are to be tried again, and those whose owner has not finished them in time. */
  claimOpen(
    claimant: Claimant,
    options: { readonly platforms: readonly string[]; readonly limit: number },
  ): Promise<DueDelivery[]>;
  /** Adds a delivery that is to be done at once; null when there is one in that slot already. */
  add(subscription: string, slot: string, now: Date): Promise<Delivery | null>;
  /**
   * To be called right before posting: from here on it is uncertain whether the message is there. Extends the lease.
   *
   * @param subject what it is about
   * @returns the delivery as it is now; null when somebody else has taken over, or the digest is no longer active (a
   *   delivery that somebody asked for is done all the same), in which case it is skipped
   */
  begin(id: string, claimant: Claimant, subject: string): Promise<DueDelivery | null>;
  /** Writes down what became of it. False when it is no longer the claimant's: then nothing is written. */
  settle(id: string, claimant: Claimant, outcome: Outcome): Promise<boolean>;
  /** Null when there is none of this id, whatever the id looks like. */
  findDelivery(id: string): Promise<DueDelivery | null>;
  /** Newest first. */
  recentDeliveries(subscription: string, limit: number): Promise<Delivery[]>;
  /** What was delivered, or is being delivered, newest first: a subject each. */
  subjects(subscription: string): Promise<string[]>;
  /** When each id was seen first, in this installation. Ids that are new are seen now. */
  firstSeen(ids: readonly string[], now: Date): Promise<ReadonlyMap<string, Date>>;
  /** Deletes digests that were turned off before, with their deliveries, and what was skipped or failed before. Returns the number of rows. */
  prune(before: Date): Promise<number>;
}
