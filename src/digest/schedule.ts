/** When a digest is due: local days and times of a zone, as instants. */
import { Temporal } from 'temporal-polyfill';
import type { DigestSettings, Plan, Run, Subscription } from '../state/mod.ts';

export type Schedule = Pick<DigestSettings, 'time' | 'zone' | 'weekdays'>;

/** Of a longer time in which Casebook did not run, only the last days are written down as missed. */
const MOST_MISSED_DAYS = 31;
/** From one run to the next it is a week and a changed clock at most. */
const LONGEST_WAIT_DAYS = 9;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * When a day's delivery is due. A local time that the clock leaves out (the zone goes to summer time) is taken as much later as
 * the clock is put forward, and one that comes twice is taken the first time: `compatible` in Temporal, RFC 5545 3.3.5.
 *
 * @param day `YYYY-MM-DD`
 */
export function dueAt(day: string, { time, zone }: Pick<Schedule, 'time' | 'zone'>): Date {
  const local = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time));
  return new Date(local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds);
}

/** The first run on a day of the schedule after that day, whenever that is. */
export function runAfterDay(day: string, schedule: Schedule): Run {
  let date = Temporal.PlainDate.from(day).add({ days: 1 });
  while (!schedule.weekdays.includes(date.dayOfWeek)) date = date.add({ days: 1 });
  return { day: date.toString(), at: dueAt(date.toString(), schedule) };
}

/** The first run on that day or after it. */
export function runFromDay(day: string, schedule: Schedule): Run {
  return runAfterDay(Temporal.PlainDate.from(day).subtract({ days: 1 }).toString(), schedule);
}

/** The first run later than now. */
export function nextRun(schedule: Schedule, now: Date): Run {
  let run = runFromDay(localDay(now, schedule.zone), schedule);
  while (run.at <= now) run = runAfterDay(run.day, schedule);
  return run;
}

/** The date that it is somewhere, `YYYY-MM-DD`. */
export function localDay(now: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

/**
 * What to do about a digest that is due: of the runs that lie behind, the last one is delivered unless it is older than
 * `latestMs`, and all others are skipped. Where the clock was wrong, or the rules of the zone have changed, nothing is
 * delivered before its time.
 */
export function planRuns(
  { settings, next }: Pick<Subscription, 'settings' | 'next'>,
  now: Date,
  latestMs: number,
): Plan {
  if (next.at > latestSane(now)) {
    return { deliver: null, skip: [], next: nextRun(settings, now) };
  }
  const due: Run[] = [];
  let run = firstWorthNoting(next, settings, now);
  while (run.at <= now) {
    due.push(run);
    run = runAfterDay(run.day, settings);
  }
  const last = due.at(-1);
  const isInTime = last !== undefined && now.getTime() - last.at.getTime() <= latestMs;
  return { deliver: isInTime ? last : null, skip: isInTime ? due.slice(0, -1) : due, next: run };
}

/** No next run is later than this, unless the clock was wrong when it was set. */
export function latestSane(now: Date): Date {
  return new Date(now.getTime() + LONGEST_WAIT_DAYS * DAY_MS);
}

/** The run as the rules of today have it, or a later one where many were missed. */
function firstWorthNoting(next: Run, settings: DigestSettings, now: Date): Run {
  const earliest = localDay(new Date(now.getTime() - MOST_MISSED_DAYS * DAY_MS), settings.zone);
  return runFromDay(next.day < earliest ? earliest : next.day, settings);
}
