/** Time zones by their IANA names. */

/** Names of today that Node knows and does not list: it lists the older ones (tc39/ecma402 issue 272). */
const NEWER_NAMES = [
  ...['Asia/Kolkata', 'Asia/Ho_Chi_Minh', 'Asia/Kathmandu', 'Asia/Yangon', 'Europe/Kyiv', 'America/Nuuk'],
  ...['America/Argentina/Buenos_Aires', 'Atlantic/Faroe', 'Africa/Asmara', 'Pacific/Kanton'],
];

const ZONES: readonly string[] = [
  ...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...NEWER_NAMES.filter(isKnown)]),
];

export interface ZoneSuggestion {
  readonly zone: string;
  /** What time it is there: `15:04`. */
  readonly localTime: string;
}

/** The zone that is meant by its name in any case, or by a last part that only one zone has (`berlin`). Null when there is none. */
export function findZone(text: string): string | null {
  const wanted = text.trim().replaceAll(' ', '_').toLowerCase();
  if (wanted === '') return null;
  const exact = ZONES.find((zone) => zone.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  const cities = ZONES.filter((zone) => zone.toLowerCase().split('/').at(-1) === wanted);
  return cities.length === 1 ? cities[0]! : otherName(wanted);
}

/** Zones for what somebody has typed so far: those that begin with it, whose city does, then those that hold it. */
export function suggestZones(typed: string, limit: number, now: Date): ZoneSuggestion[] {
  const wanted = typed.trim().replaceAll(' ', '_').toLowerCase();
  const rank = (zone: string) => {
    const name = zone.toLowerCase();
    if (name.startsWith(wanted)) return 0;
    if (name.split('/').some((part) => part.startsWith(wanted))) return 1;
    return name.includes(wanted) ? 2 : 3;
  };
  return ZONES.map((zone) => ({ zone, rank: rank(zone) }))
    .filter((one) => one.rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ zone }) => ({ zone, localTime: timeIn(zone, now) }));
}

function timeIn(zone: string, now: Date): string {
  return now.toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
}

/** The zone behind a name that is not listed, such as `US/Pacific`. Offsets are no zones: they have no summer. */
function otherName(wanted: string): string | null {
  if (!/^[a-z]+(?:\/[a-z0-9_+-]+)+$/.test(wanted) || wanted.startsWith('etc/')) return null;
  const name = wanted.replace(
    /(^|[/_-])([a-z])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
  return isKnown(name) ? new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone : null;
}

function isKnown(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
