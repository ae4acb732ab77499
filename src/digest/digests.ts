/** What people do with digests: turn them on and off, change them, look at them. It knows no platform. */
import type { Card } from '../cards/mod.ts';
import type { Casebook } from '../casebook.ts';
import type { DigestKind, DigestSettings, Run, State, Subscription } from '../state/mod.ts';
import type { Chooser } from './chooser.ts';
import * as notices from './notices.ts';
import { postCard } from './post-card.ts';
import { nextRun, runAfterDay } from './schedule.ts';
import { changed, type SettingsChange, SettingsError } from './settings.ts';
import { findZone, suggestZones, type ZoneSuggestion } from './zones.ts';

/** A channel, thread or chat. */
export interface Place {
  /** `discord:channel` or `slack:team:channel[:thread]`. */
  readonly id: string;
  /** As people call it: `#backend`. */
  readonly name: string;
}

/** Who gives a command, and what they may do in the place. */
export interface Manager {
  /** `discord:123`. */
  readonly person: string;
  /** May manage the place: its channel, or the whole server or workspace; or is somebody whom the settings allow to. */
  readonly mayManage: boolean;
  /** Is an administrator, so may choose whom posts call. */
  readonly mayMention: boolean;
  /** IANA name of the person's own time zone; null when the platform does not say. */
  readonly zone: string | null;
}

export interface DigestParts {
  readonly casebook: Casebook;
  readonly state: State;
  /** What it brings: case studies unless it is said. */
  readonly kind?: DigestKind;
  readonly chooser: Chooser;
  /** Called when something is to be posted at once. */
  readonly nudge: () => void;
  readonly now?: () => Date;
}

/** In `/digest show`. */
const SHOWN_DELIVERIES = 7;
const MINUTE_MS = 60_000;

export class Digests {
  readonly #casebook: Casebook;
  readonly #state: State;
  readonly #kind: DigestKind;
  readonly #chooser: Chooser;
  readonly #nudge: () => void;
  readonly #now: () => Date;

  constructor({ casebook, state, kind = 'case-study', chooser, nudge, now = () => new Date() }: DigestParts) {
    this.#casebook = casebook;
    this.#state = state;
    this.#kind = kind;
    this.#chooser = chooser;
    this.#nudge = nudge;
    this.#now = now;
  }

  /** The settings of a place; null when it never had a digest. */
  async settingsOf(place: string): Promise<DigestSettings | null> {
    return (await this.#find(place))?.settings ?? null;
  }

  /**
   * Turns the digest of a place on, or changes it. What the change does not name stays as it was.
   *
   * @param place where posts go; the platform has been asked whether they can
   */
  async on({ id: place, name: placeName }: Place, change: SettingsChange, who: Manager): Promise<Card> {
    if (!who.mayManage) return notices.mayNotManageCard(this.#kind);
    const before = await this.#find(place);
    const calls = change.mention ?? null;
    if (calls !== null && calls !== before?.settings.mention && !who.mayMention)
      return notices.mayNotMentionCard();
    let settings: DigestSettings;
    try {
      settings = changed(before?.settings ?? null, change, who.zone, this.#casebook.entries);
    } catch (error) {
      if (error instanceof SettingsError) return notices.settingsProblemCard(error.message);
      throw error;
    }
    const next = await this.#nextOf(before, settings);
    const digest = { kind: this.#kind, place, placeName, settings, next, setUpBy: who.person };
    return notices.onCard(await this.#state.digests.save(digest, this.#now()));
  }

  async off(place: string, who: Manager): Promise<Card> {
    return this.#manage(place, who, async ({ id }) => {
      await this.#state.digests.setStatus(id, 'off', null, this.#now());
      return notices.offCard(this.#kind);
    });
  }

  async pause(place: string, who: Manager): Promise<Card> {
    return this.#manage(place, who, async ({ id }) => {
      await this.#state.digests.setStatus(id, 'paused', null, this.#now());
      return notices.pausedCard(this.#kind);
    });
  }

  /** Goes on with the next run; what a pause left out is not made up for. */
  async resume(place: string, who: Manager): Promise<Card> {
    return this.#manage(place, who, async (digest) => {
      const next = await this.#nextOf(digest, digest.settings);
      await this.#state.digests.setStatus(digest.id, 'active', null, this.#now(), next);
      return notices.onCard({ ...digest, status: 'active', pausedBecause: null, next });
    });
  }

  /** One more case study at once, beside those of the schedule. */
  async now(place: string, who: Manager): Promise<Card> {
    return this.#manage(place, who, async ({ id }) => {
      const now = this.#now();
      const minute = Math.floor(now.getTime() / MINUTE_MS);
      const added = await this.#state.digests.add(id, `now:${minute}`, now);
      if (added === null) return notices.nowTooSoonCard();
      this.#nudge();
      return notices.nowCard(this.#kind);
    });
  }

  /** Settings, the next run in local time and UTC, and the last deliveries. For everybody. */
  async show(place: string): Promise<Card> {
    const digest = await this.#find(place);
    if (digest === null) return notices.noDigestCard(this.#kind);
    const deliveries = await this.#state.digests.recentDeliveries(digest.id, SHOWN_DELIVERIES);
    return notices.showCard(digest, deliveries, (id) => this.#casebook.open(id)?.title ?? null);
  }

  /** The digests that a person has set up, on one page; null when there are none. */
  async setUpBy(person: string): Promise<Card | null> {
    const digests = await this.#state.digests.setUpBy(person);
    return digests.length === 0 ? null : notices.setUpCard(digests);
  }

  /** What the next post would be, for one person's eyes. */
  async preview(place: string, person: string): Promise<Card> {
    const digest = await this.#find(place);
    if (digest === null || digest.status === 'off') return notices.noDigestCard(this.#kind);
    const chosen = await this.#chooser.choose(digest, digest.next.day);
    const entry = chosen === null ? null : this.#casebook.open(chosen.id);
    if (entry === null) return notices.nothingLeftCard();
    const references = entry.related.map(({ id }) => id);
    const shown = await this.#state.saveAnswer({
      ...{ person, conversation: place, question: '', previous: null, unit: entry.id, references },
      at: this.#now(),
    });
    const note = `Preview of ${notices.inZone(digest.next.at, digest.settings.zone)}. Only you see this.`;
    return postCard(this.#casebook, entry.id, shown.id, note) ?? notices.nothingLeftCard();
  }

  /** Time zones for what somebody has typed so far. */
  zones(typed: string, limit: number): ZoneSuggestion[] {
    return suggestZones(typed, limit, this.#now());
  }

  /** Whether a text names a time zone, as settings read it. */
  isZone(text: string): boolean {
    return findZone(text) !== null;
  }

  /** What can be filtered by. */
  get entries(): Casebook['entries'] {
    return this.#casebook.entries;
  }

  #find(place: string): Promise<Subscription | null> {
    return this.#state.digests.find(this.#kind, place);
  }

  async #manage(place: string, who: Manager, act: (digest: Subscription) => Promise<Card>): Promise<Card> {
    if (!who.mayManage) return notices.mayNotManageCard(this.#kind);
    const digest = await this.#find(place);
    return digest === null || digest.status === 'off' ? notices.noDigestCard(this.#kind) : act(digest);
  }

  /** The next run that has not had its delivery: whoever moves the time to later today gets no second one today. */
  async #nextOf(before: Subscription | null, settings: DigestSettings): Promise<Run> {
    const next = nextRun(settings, this.#now());
    if (before === null) return next;
    const had = await this.#state.digests.recentDeliveries(before.id, 2 * SHOWN_DELIVERIES);
    let run = next;
    while (had.some(({ slot, status }) => slot === run.day && status !== 'skipped'))
      run = runAfterDay(run.day, settings);
    return run;
  }
}
