/** Reads `/digest …`, and messages that are such a command. */
import type { SettingsChange } from '../../src/digest/mod.ts';
import { readFilters } from './case-command.ts';

/** `change` is what was written behind `on`; null when nothing was. `help`: nothing was written, or no word that is known. */
export type DigestCommand =
  | { readonly verb: 'on'; readonly change: SettingsChange | null }
  | { readonly verb: 'off' | 'pause' | 'resume' | 'show' | 'now' | 'preview' | 'help' };

const VERBS = ['off', 'pause', 'resume', 'show', 'now', 'preview'] as const;

const DAY =
  '(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)';
const WEEKDAYS = new RegExp(
  `(?<!\\S)(?:daily|every day|weekdays|work ?days|weekends?|${DAY}(?:(?:\\s*(?:[-–,;]|\\bto\\b|\\band\\b)\\s*|\\s+)${DAY})*)(?!\\S)`,
  'i',
);
const TIME = /(?<!\S)\d{1,2}(?:[:.h]\d{1,2})?(?:\s*[ap]m)?(?!\S)/i;
/** Between the parts, for those who write sentences: `on 9:00, at weekdays`. */
const JOINING = /(?<!\S)(?:at|in|on|from)(?!\S)/gi;

/** What stands after `/digest`. */
export function readDigestCommand(text: string): DigestCommand {
  const [, word = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const verb = word.toLowerCase();
  if (verb === 'on') return { verb, change: rest.trim() === '' ? null : readSettings(rest) };
  const known = VERBS.find((one) => one === verb);
  return { verb: known !== undefined && rest.trim() === '' ? known : 'help' };
}

/**
 * The command that a message is, `digest show`; null for all else, such as a question in which the word stands.
 *
 * @param text without the mention
 * @param isZone whether a text names a time zone
 */
export function readDigestMessage(text: string, isZone: (text: string) => boolean): DigestCommand | null {
  const [, rest] = /^\s*\/?digest(?:\s+([\s\S]*))?$/i.exec(text) ?? ['', null];
  if (rest === null) return null;
  const command = readDigestCommand(rest ?? '');
  if (command.verb === 'help') return (rest ?? '').trim() === '' ? command : null;
  // “digest on a hash table” is a question: what is left beside times, days and filters must be a zone.
  const zone = command.verb === 'on' ? command.change?.zone : undefined;
  return zone === undefined || isZone(zone) ? command : null;
}

/** `9:00 Europe/Berlin mon-fri category:"API Design"`, in any order. What is no time, day or filter is taken for the zone. */
function readSettings(text: string): SettingsChange {
  const { filter, rest } = readFilters(text);
  const words = rest.replace(/,(?=\s|$)/g, '');
  const [time] = TIME.exec(words) ?? [];
  const afterTime = time === undefined ? words : words.replace(time, ' ');
  const [weekdays] = WEEKDAYS.exec(afterTime) ?? [];
  const left = weekdays === undefined ? afterTime : afterTime.replace(weekdays, ' ');
  const zone = left.replace(JOINING, ' ').trim().replace(/\s+/g, ' ');
  return { ...filter, time, weekdays, zone: zone === '' ? undefined : zone };
}
