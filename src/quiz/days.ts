/** Days as people live them. Without a known zone they are those of UTC. */
import { Temporal } from 'temporal-polyfill';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** A day of the calendar, `2026-11-28`. Days in this form sort as texts. */
export type Day = string;

/** The day that it is in a zone. */
export function dayOf(at: Date, zone: string | null): Day {
  return zonedTime(at, zone).toPlainDate().toString();
}

/** Hour of the day, 0 to 23. */
export function hourOf(at: Date, zone: string | null): number {
  return zonedTime(at, zone).hour;
}

export function dayAfter(day: Day, days = 1): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days `to` is after `from`. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** 1 (Monday) to 7. */
export function weekdayOf(day: Day): number {
  return new Date(day).getUTCDay() || 7;
}

/** Days since 1970. */
export function dayNumberOf(day: Day): number {
  return Date.parse(day) / DAY_MS;
}

/** The hours since 1970 that a day in a zone consists of: 23 to 25, where clocks are changed. */
export function hoursOf(day: Day, zone: string | null): number[] {
  const hourAt = (of: Day) =>
    Math.floor(Temporal.PlainDate.from(of).toZonedDateTime(zone ?? 'UTC').epochMilliseconds / HOUR_MS);
  const [first, end] = [hourAt(day), hourAt(dayAfter(day))];
  return Array.from({ length: end - first }, (_, n) => first + n);
}

/** Whether it is the name of a zone of the IANA database, such as `Europe/Berlin`. */
export function isZone(name: string): boolean {
  try {
    Temporal.Now.instant().toZonedDateTimeISO(name);
    // An offset such as +02:00 would be taken too, but it is wrong for half of the year.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

function zonedTime(at: Date, zone: string | null): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone ?? 'UTC');
}
