/** The window in which a digest is set up. */
import type { types, ViewStateValue } from '@slack/bolt';
import { LEVELS } from '../../index/library/mod.ts';
import { matching } from '../../src/cases/mod.ts';
import type { Digests, SettingsChange } from '../../src/digest/mod.ts';
import type { DigestKind } from '../../src/state/mod.ts';
import { type Block, plainText, small } from './blocks.ts';
import { digestId } from './digest-place.ts';
import { fitLine } from './fit.ts';
import { LIMITS } from './limits.ts';

/** By what the submitted window is found, and its parts: each is the `block_id` and the `action_id` of its input. */
export const DIGEST_VIEW = {
  callbackId: 'cb1:digest',
  time: 'time',
  zone: 'zone',
  weekdays: 'weekdays',
  category: 'category',
  company: 'company',
  level: 'level',
  group: 'group',
} as const;

type Settings = NonNullable<Awaited<ReturnType<Digests['settingsOf']>>>;
/** What a person has chosen, by block and action (`view.state.values`). */
type Chosen = Readonly<Record<string, Readonly<Record<string, ViewStateValue | undefined>>>>;

export interface DigestWindow {
  readonly kind: DigestKind;
  /** `slack:T1:C1`; comes back with what is submitted, together with the kind (see `readDigestId`). */
  readonly place: string;
  readonly placeName: string;
  /** What is set now; null for a digest that is new. */
  readonly settings: Settings | null;
  /** Of the person who opens it; null when it is not known. */
  readonly ownZone: string | null;
  /** Administrators choose whom posts call. */
  readonly mayMention: boolean;
}

/** As the settings read them, Monday first. */
const DAYS = [
  ...[['mon', 'Monday'] as const, ['tue', 'Tuesday'] as const, ['wed', 'Wednesday'] as const],
  ...[['thu', 'Thursday'] as const, ['fri', 'Friday'] as const],
  ...[['sat', 'Saturday'] as const, ['sun', 'Sunday'] as const],
];
/** What removes a filter. */
export const ANY = 'any';
/** What leaves a filter as it is, where its name is too long for a choice. */
const KEEP = 'keep';
/** What calls nobody. */
export const NOBODY = 'nobody';
const DEFAULT_TIME = '09:00';
const TITLES: Readonly<Record<DigestKind, string>> = { 'case-study': 'Daily case study', quiz: 'Daily quiz' };

/** The window, filled in with what is set, else with what suits most. */
export function digestView(window: DigestWindow): types.ModalView {
  const { kind, place, placeName, settings, ownZone, mayMention } = window;
  const zone = settings?.zone ?? ownZone;
  const where = fitLine(`For ${placeName}`, LIMITS.header);
  return {
    type: 'modal',
    callback_id: DIGEST_VIEW.callbackId,
    private_metadata: digestId(kind, place),
    title: plainText(TITLES[kind]),
    submit: plainText('Turn on'),
    close: plainText('Cancel'),
    blocks: [
      small(where),
      input('Time', { type: 'timepicker', initial_time: settings?.time ?? DEFAULT_TIME }, DIGEST_VIEW.time),
      input('Time zone', searched('Type the name of a city', zone, zone), DIGEST_VIEW.zone),
      input('Days', daysOf(settings), DIGEST_VIEW.weekdays),
      input('Category', filterBy(settings?.category ?? null), DIGEST_VIEW.category),
      input('Company', filterBy(settings?.company ?? null), DIGEST_VIEW.company),
      input('Level', levelOf(settings), DIGEST_VIEW.level),
      ...(mayMention ? [input('User group to call', groupOf(settings), DIGEST_VIEW.group)] : []),
    ],
  };
}

/** What was submitted, in the words that settings are read from. */
export function readDigestView(values: Chosen): SettingsChange {
  const at = (name: string) => values[name]?.[name];
  const option = (name: string) => at(name)?.selected_option?.value ?? undefined;
  const filter = (name: string) => (option(name) === KEEP ? undefined : (option(name) ?? ANY));
  const days = (at(DIGEST_VIEW.weekdays)?.selected_options ?? []).map(({ value }) => value);
  const group = at(DIGEST_VIEW.group);
  const called = option(DIGEST_VIEW.group) ?? NOBODY;
  return {
    time: at(DIGEST_VIEW.time)?.selected_time ?? undefined,
    zone: option(DIGEST_VIEW.zone),
    weekdays: days.join(','),
    category: filter(DIGEST_VIEW.category),
    company: filter(DIGEST_VIEW.company),
    level: filter(DIGEST_VIEW.level),
    // Those who were not asked leave it as it is.
    ...(group !== undefined && { mention: called === NOBODY ? null : called }),
  };
}

/** What is wrong with what was submitted, by the input at which it is said; null when nothing is. */
export function errorsIn(
  { category, company, level }: SettingsChange,
  entries: Digests['entries'],
): Record<string, string> | null {
  const filter = Object.entries({ company, category, level }).filter(([, value]) => (value ?? ANY) !== ANY);
  const [narrowest] = filter;
  if (narrowest === undefined || matching(entries, Object.fromEntries(filter)).length > 0) return null;
  const several = filter.length > 1 ? ' Leave out one of category, company and level.' : '';
  return { [narrowest[0]]: `The library has no case study that fits.${several}` };
}

function input(
  label: string,
  element: types.InputBlockElement,
  name: (typeof DIGEST_VIEW)[keyof typeof DIGEST_VIEW],
): Block {
  return {
    type: 'input',
    block_id: name,
    label: plainText(label),
    element: { ...element, action_id: name },
  } as types.InputBlock;
}

/** A select whose options come while people type (see digest-options.ts). */
function searched(placeholder: string, value: string | null, label: string | null): types.ExternalSelect {
  return {
    type: 'external_select',
    min_query_length: 0,
    placeholder: plainText(placeholder),
    ...(value !== null && { initial_option: option(label ?? value, value) }),
  };
}

function filterBy(value: string | null): types.ExternalSelect {
  const isTooLong = (value ?? '').length > LIMITS.optionValue;
  return searched('Type to search', isTooLong ? KEEP : (value ?? ANY), value ?? 'Any');
}

function groupOf(settings: Settings | null): types.ExternalSelect {
  const group = settings?.mention ?? null;
  return searched('Type to search', group ?? NOBODY, group === null ? 'Nobody' : 'The group as it is set');
}

function levelOf(settings: Settings | null): types.StaticSelect {
  const options = [option('Any', ANY), ...LEVELS.map((level) => option(level, level))];
  const chosen = options.find(({ value }) => value === settings?.level) ?? options[0]!;
  return { type: 'static_select', options, initial_option: chosen };
}

function daysOf(settings: Settings | null): types.Checkboxes {
  const options = DAYS.map(([value, name]) => option(name, value));
  const chosen = options.filter((_, index) => settings?.weekdays.includes(index + 1) ?? true);
  return { type: 'checkboxes', options, initial_options: chosen };
}

/** One choice; `fitLine` keeps its text within what Slack takes. */
export function option(text: string, value: string): types.PlainTextOption {
  return { text: plainText(fitLine(text, LIMITS.optionText) || value), value };
}
