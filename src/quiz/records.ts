/** What a person has reached and how they want the quiz. */
import type { Card } from '../cards/mod.ts';
import type { QuizAnswer, QuizSettings, QuizState } from '../state/mod.ts';
import { beginOf, boardFor, type Period } from './board.ts';
import { toReview } from './choose.ts';
import { eachClaimed } from './claims.ts';
import { type Day, dayNumberOf, dayOf, hourOf, hoursOf, isZone, weekdayOf } from './days.ts';
import { noCommunityCard, noReminderCard, noRestDaysCard, noZoneCard } from './notices.ts';
import type { Library, Player, QuizParts } from './player.ts';
import { leaderboardCard, reminderCard, type Stats, settingsCard, statsCard } from './record-cards.ts';
import { type Streak, streakOf } from './streak.ts';

/** One week day must be left, or nothing would ever break a streak. */
const MAX_REST_DAYS = 6;
const DAY_HOURS = 24;

/** A direct message to be sent. Whoever gets it is the only one: it was claimed. */
export interface Reminder {
  readonly person: string;
  readonly card: Card;
}

export class Records {
  readonly #state: QuizState;
  readonly #library: Library;
  readonly #servesAlways: boolean;

  constructor({ state, library, servesAlways = true }: QuizParts) {
    this.#state = state.quiz;
    this.#library = library;
    this.#servesAlways = servesAlways;
  }

  async streak(person: string, now: Date): Promise<Streak> {
    const [history, settings] = await Promise.all([
      this.#state.history(person),
      this.#state.settings(person),
    ]);
    return this.#streakOf(history, settings, now);
  }

  async stats(person: string, now: Date): Promise<Card> {
    const [history, settings, memory] = await Promise.all([
      this.#state.history(person),
      this.#state.settings(person),
      this.#state.memory(person),
    ]);
    return statsCard({
      answers: history.length,
      right: history.filter(({ isRight }) => isRight).length,
      streak: await this.#streakOf(history, settings, now),
      due: toReview(memory, now).length,
      categories: this.#categories(history),
    });
  }

  async leaderboard({ person, community }: Player, period: Period, now: Date): Promise<Card> {
    if (community === null) return noCommunityCard();
    const rows = await this.#state.board(community, beginOf(period, now));
    const { isHidden } = await this.#state.settings(person);
    return leaderboardCard(boardFor(rows, period, person, isHidden));
  }

  /** Changes what is given, and shows how it is then. What cannot be is refused, and nothing changes. */
  async settings(person: string, change: Partial<QuizSettings>): Promise<Card> {
    const { zone, restDays, reminderHour } = change;
    if (zone != null && !isZone(zone)) return noZoneCard();
    if (restDays !== undefined && !areRestDays(restDays)) return noRestDaysCard();
    if (reminderHour != null && !isHour(reminderHour)) return noReminderCard();
    const before = await this.#state.settings(person);
    const settings: QuizSettings = { ...before, ...change };
    const days = [...new Set(settings.restDays)].toSorted();
    if (Object.keys(change).length > 0) {
      await this.#state.saveSettings(person, { ...settings, restDays: days });
    }
    return settingsCard({ ...settings, restDays: days });
  }

  /** See `Quiz.remindersDue`. */
  async remindersDue(surface: string, now: Date): Promise<Reminder[]> {
    const people = await this.#state.remindable(`${surface}:`, now);
    return eachClaimed(people, async ({ person, settings, due, remindedOn }) => {
      const { zone, reminderHour } = settings;
      const day = dayOf(now, zone);
      if (reminderHour === null || hourOf(now, zone) < reminderHour || remindedOn === day) return [];
      return (await this.#state.claimReminder(person, day)) ? [{ person, card: reminderCard(due) }] : [];
    });
  }

  async #streakOf(history: readonly QuizAnswer[], settings: QuizSettings, now: Date): Promise<Streak> {
    const days = new Set(history.map(({ day }) => day));
    const first = [...days].toSorted()[0];
    const { zone, restDays } = settings;
    const wasServed = first === undefined ? () => true : await this.#served(first, zone);
    const isRest = (day: Day) => restDays.includes(weekdayOf(day)) || !wasServed(day);
    return streakOf(days, dayOf(now, zone), isRest);
  }

  /** Whether Casebook served for at least half of a day, from the first day on. */
  async #served(first: Day, zone: string | null): Promise<(day: Day) => boolean> {
    if (!this.#servesAlways) return () => true;
    const service = await this.#state.serviceSince(dayNumberOf(first) - 1);
    const isServed = (hour: number) =>
      (((service.get(Math.floor(hour / DAY_HOURS)) ?? 0) >> (hour % DAY_HOURS)) & 1) === 1;
    return (day) => {
      const hours = hoursOf(day, zone);
      return 2 * hours.filter(isServed).length >= hours.length;
    };
  }

  #categories(history: readonly QuizAnswer[]): Stats['categories'] {
    const categoryOf = new Map(this.#library.entries.map(({ id, category }) => [id, category]));
    const categories = new Map<string, { name: string; answers: number; right: number }>();
    for (const { caseStudy, isRight } of history) {
      const name = categoryOf.get(caseStudy) || 'Other';
      const { answers, right } = categories.get(name) ?? { answers: 0, right: 0 };
      categories.set(name, { name, answers: answers + 1, right: right + (isRight ? 1 : 0) });
    }
    return [...categories.values()].toSorted((a, b) => b.answers - a.answers || (a.name < b.name ? -1 : 1));
  }
}

function areRestDays(days: readonly number[]): boolean {
  const areDays = days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  return areDays && new Set(days).size <= MAX_REST_DAYS;
}

function isHour(hour: number): boolean {
  return Number.isInteger(hour) && hour >= 0 && hour < DAY_HOURS;
}
