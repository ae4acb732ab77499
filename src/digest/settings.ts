/** Reads what people write for the settings of a digest. */
import { LEVELS } from '../../index/library/mod.ts';
import type { LibraryEntry } from '../ask/mod.ts';
import { matching } from '../cases/mod.ts';
import type { DigestSettings } from '../state/mod.ts';
import { findZone } from './zones.ts';

/** As people write it. What is undefined stays as it is; an empty text or `any` removes a filter, null a mention. */
export interface SettingsChange {
  /** `9`, `09:30`, `9.30`, `9pm`. */
  readonly time?: string | undefined;
  /** IANA name in any case, or the end of one: `Europe/Berlin`, `berlin`. */
  readonly zone?: string | undefined;
  /** `daily`, `mon-fri`, `mon, wed, fri`. */
  readonly weekdays?: string | undefined;
  readonly category?: string | undefined;
  readonly company?: string | undefined;
  readonly level?: string | undefined;
  /** Id of a role or user group. */
  readonly mention?: string | null | undefined;
}

/** Something that cannot be a setting. The message says what could. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const DEFAULT_TIME = '09:00';
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const DAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const NO_FILTER = /^(?:any|all|none)?$/i;

/**
 * The settings after a change.
 *
 * @param before null when there is no digest yet
 * @param ownZone of the person who changes them, when it is known
 * @throws SettingsError
 */
export function changed(
  before: DigestSettings | null,
  change: SettingsChange,
  ownZone: string | null,
  entries: readonly LibraryEntry[],
): DigestSettings {
  const settings: DigestSettings = {
    time: change.time === undefined ? (before?.time ?? DEFAULT_TIME) : readTime(change.time),
    zone: change.zone === undefined ? (before?.zone ?? knownZone(ownZone) ?? 'UTC') : readZone(change.zone),
    weekdays: change.weekdays === undefined ? (before?.weekdays ?? EVERY_DAY) : readWeekdays(change.weekdays),
    category: filterOf(change.category, before?.category),
    company: filterOf(change.company, before?.company),
    level: filterOf(change.level, before?.level)?.toLowerCase() ?? null,
    mention: change.mention === undefined ? (before?.mention ?? null) : change.mention,
  };
  if (settings.level !== null && !(LEVELS as readonly string[]).includes(settings.level)) {
    throw new SettingsError(`There is no level “${settings.level}”. Choose ${LEVELS.join(', ')} or any.`);
  }
  if (matching(entries, filterIn(settings)).length === 0) {
    throw new SettingsError(
      'The library has no case study that fits this category, company and level. Leave one out.',
    );
  }
  return settings;
}

/** The filter of a digest as `matching` takes it. */
export function filterIn({ category, company, level }: DigestSettings) {
  return { category: category ?? undefined, company: company ?? undefined, level: level ?? undefined };
}

/** @throws SettingsError */
export function readTime(text: string): string {
  const [, hours = '', minutes = '00', half] =
    /^\s*(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?\s*$/i.exec(text) ?? [];
  const isPm = half?.toLowerCase() === 'pm';
  const inHalf = half === undefined || (Number(hours) >= 1 && Number(hours) <= 12);
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (isPm ? 12 : 0);
  if (hours === '' || !inHalf || hour > 23 || Number(minutes) > 59) {
    throw new SettingsError(`“${text}” is no time of day. Write it like 9:00, 17:30 or 9am.`);
  }
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

/** @throws SettingsError */
export function readZone(text: string): string {
  const zone = findZone(text);
  if (zone === null) {
    throw new SettingsError(
      `I know no time zone “${text}”. Write it like Europe/Berlin or America/New_York; suggestions come while you type.`,
    );
  }
  return zone;
}

/** @throws SettingsError */
export function readWeekdays(text: string): number[] {
  const plain = text.trim().toLowerCase();
  if (/^(?:daily|every day|all|mon-sun)$/.test(plain)) return EVERY_DAY;
  if (/^(?:weekdays|work ?days)$/.test(plain)) return [1, 2, 3, 4, 5];
  if (/^weekends?$/.test(plain)) return [6, 7];
  const days = plain
    .replace(/\s*(?:-|–|\bto\b)\s*/g, '-')
    .split(/[,;\s]+|\band\b/)
    .filter((part) => part !== '')
    .flatMap((part) => daysBetween(part, text));
  const distinct = [...new Set(days)].toSorted((a, b) => a - b);
  if (distinct.length === 0) throw noWeekdays(text);
  return distinct;
}

/** `mon` or `fri-mon`. */
function daysBetween(part: string, text: string): number[] {
  const ends = part.split('-').map((name) => dayNumber(name));
  const [first, last = first] = ends;
  if (ends.length > 2 || first === undefined || last === undefined || ends.includes(0))
    throw noWeekdays(text);
  const count = ((last - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, n) => ((first - 1 + n) % 7) + 1);
}

/** 0 when it is none. `tu` is Tuesday; `t` alone could be two days. */
function dayNumber(name: string): number {
  return name.length < 2 ? 0 : DAY_NAMES.findIndex((day) => day.startsWith(name)) + 1;
}

function noWeekdays(text: string): SettingsError {
  return new SettingsError(
    `“${text}” are no days of the week. Write them like daily, mon-fri or mon, wed, fri.`,
  );
}

function knownZone(zone: string | null): string | null {
  return zone === null ? null : findZone(zone);
}

function filterOf(change: string | undefined, before: string | null | undefined): string | null {
  if (change === undefined) return before ?? null;
  return NO_FILTER.test(change.trim()) ? null : change.trim();
}
