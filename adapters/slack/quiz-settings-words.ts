/** Reads `/quiz settings hide rest sat,sun zone Europe/Berlin remind 9`: how a person wants the quiz. */
import { findZone, readWeekdays, SettingsError } from '../../src/digest/mod.ts';
import type { Quiz } from '../../src/quiz/mod.ts';

type Settings = NonNullable<Parameters<Quiz['settings']>[1]>;

/** What is to be changed; nothing shows how it is. A problem says what could be written instead. */
export type QuizSettingsChange =
  | { readonly kind: 'change'; readonly change: Settings }
  | { readonly kind: 'problem'; readonly problem: string };

const USAGE =
  'Write any of: hide (or show) your name · rest sat,sun (or rest none) · zone Europe/Berlin · remind 9 (or remind off).';
const NAMES = ['hide', 'show', 'rest', 'zone', 'remind'] as const;
type Name = (typeof NAMES)[number];

const NONE = /^(?:none|off|no)$/i;
/** `9`, `09:00`: reminders have no minutes. */
const HOUR = /^(\d{1,2})(?::00)?$/;

/** The names may stand in any order; of one that stands there twice the last one counts. */
export function readQuizSettings(text: string): QuizSettingsChange {
  try {
    return { kind: 'change', change: Object.assign({}, ...partsOf(text).map(settingOf)) };
  } catch (error) {
    if (error instanceof SettingsError) return { kind: 'problem', problem: error.message };
    throw error;
  }
}

/** Each name with the words behind it, up to the next name. */
function partsOf(text: string): [Name, string][] {
  const parts: [Name, string[]][] = [];
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const name = NAMES.find((known) => known === word.toLowerCase());
    const last = parts.at(-1);
    if (name !== undefined) parts.push([name, []]);
    else if (last !== undefined) last[1].push(word);
    else throw notUnderstood(word);
  }
  return parts.map(([name, words]) => [name, words.join(' ')]);
}

/** @throws SettingsError */
function settingOf([name, value]: [Name, string]): Settings {
  switch (name) {
    case 'hide':
    case 'show':
      if (value !== '') throw notUnderstood(value);
      return { isHidden: name === 'hide' };
    case 'rest':
      return { restDays: NONE.test(value) ? [] : readWeekdays(value) };
    case 'zone': {
      const zone = findZone(value);
      if (zone === null) throw notUnderstood(`zone ${value}`.trim());
      return { zone };
    }
    case 'remind': {
      if (NONE.test(value)) return { reminderHour: null };
      const [, hour] = HOUR.exec(value) ?? [];
      if (hour === undefined) throw notUnderstood(`remind ${value}`.trim());
      return { reminderHour: Number(hour) };
    }
  }
}

function notUnderstood(words: string): SettingsError {
  return new SettingsError(`I do not understand “${words.slice(0, 100)}”. ${USAGE}`);
}
