/** What Casebook says about digests, the same on every platform. */
import { type Card, noticeCard } from '../cards/mod.ts';
import type { Delivery, DigestKind, DigestSettings, Subscription } from '../state/mod.ts';

const SHORT_DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What a kind of digest is called, what it brings, and its command. */
const WORDS: Readonly<Record<DigestKind, { name: string; one: string; command: string }>> = {
  'case-study': { name: 'digest', one: 'case study', command: '/digest' },
  quiz: { name: 'daily quiz', one: 'question', command: '/quiz daily' },
};

export function noDigestCard(kind: DigestKind): Card {
  const { name, one, command } = WORDS[kind];
  return noticeCard(
    `No ${name} here`,
    `Nobody has set one up in this place. With ${command} on it gets one ${one} a day, at a time and on days of your choice.`,
  );
}

export const mayNotManageCard = (kind: DigestKind): Card =>
  noticeCard(
    'That is for those who manage this place',
    `Ask somebody who may manage the channel or the whole server or workspace. ${WORDS[kind].command} show is for everybody.`,
  );

export const mayNotMentionCard = (): Card =>
  noticeCard(
    'Only an administrator can choose whom posts call',
    'Set it up without a mention, or ask an administrator to add one.',
  );

export const settingsProblemCard = (problem: string): Card => noticeCard('That cannot be set', problem);

export const nowCard = (kind: DigestKind): Card =>
  noticeCard(
    'On its way',
    `A ${WORDS[kind].one} will stand here in a moment. The daily one comes at its time all the same.`,
  );

export const nowTooSoonCard = (): Card =>
  noticeCard('One at a time', 'Somebody has asked for one here within the last minute.');

export const nothingLeftCard = (): Card =>
  noticeCard(
    'Nothing to show',
    'The library has no case study that fits. Change the filter with /digest on.',
  );

export const offCard = (kind: DigestKind): Card =>
  noticeCard(
    `The ${WORDS[kind].name} is off`,
    'I still know what this place has seen: if you turn it on again within 90 days, nothing is repeated.',
  );

export function pausedCard(kind: DigestKind): Card {
  const { name, command } = WORDS[kind];
  return noticeCard(`The ${name} is paused`, `Nothing is posted until somebody uses ${command} resume.`);
}

export const onCard = (digest: Subscription): Card =>
  settingsCard(`The ${WORDS[digest.kind].name} is on`, digest);

/** The digests of one person: a line each. */
export function setUpCard(digests: readonly Subscription[]): Card {
  const lines = digests.map(({ placeName, status, next, settings }) => {
    const when = status === 'active' ? `next ${inZone(next.at, settings.zone)}` : 'paused';
    return `- ${placeName}: ${when}`;
  });
  return noticeCard('Digests that you set up', lines.join('\n'));
}

/** Settings, the next run, and what became of the last ones. */
export function showCard(
  digest: Subscription,
  deliveries: readonly Delivery[],
  titleOf: (id: string) => string | null,
): Card {
  const { name, command } = WORDS[digest.kind];
  const title = {
    active: `The ${name} of this place`,
    paused: `The ${name} of this place is paused`,
    off: `The ${name} of this place is off`,
  }[digest.status];
  const card = settingsCard(title, digest);
  const lines = deliveries.map((delivery) => deliveryLine(delivery, digest.settings.zone, titleOf));
  const because =
    digest.pausedBecause === null
      ? []
      : [`Paused because: ${digest.pausedBecause}. ${command} resume tries again.`];
  return {
    ...card,
    lead: [card.lead, ...because].join('\n\n'),
    excerpt: lines.length === 0 ? null : { heading: 'Last deliveries', text: lines.join('\n') },
  };
}

/** To the person who set it up, once. */
export function gaveUpCard({ kind, placeName }: Subscription, reason: string): Card {
  const { name, command } = WORDS[kind];
  return noticeCard(
    `A ${name} is paused`,
    `I could not post in ${placeName}: ${reason}. I tried for hours, and have paused the ${name} that you set up there.`,
    `When that is mended, use ${command} resume there; or ${command} off if it is no longer wanted.`,
  );
}

/** To the person who set it up: one is missing, and the digest goes on. */
export function missingCard({ kind, placeName }: Subscription, reason: string): Card {
  const { name, command } = WORDS[kind];
  return noticeCard(
    `A post of a ${name} is missing`,
    `I could not post in ${placeName} until it was too late: ${reason}. The next one comes as usual; ${command} now posts one at once.`,
  );
}

/** To the person who set it up: whether a post arrived cannot be told, and it is not sent twice. */
export function uncertainCard({ kind, placeName }: Subscription, reason: string): Card {
  const { name, command } = WORDS[kind];
  return noticeCard(
    `A post of a ${name} may be missing`,
    `The ${name} in ${placeName} was interrupted while it was being posted, and I cannot look whether it arrived: ${reason}. ` +
      `I do not post twice. ${command} now posts one if it is missing; the next one comes as usual.`,
  );
}

/**
 * The line above a post. Null when there is nothing to say.
 *
 * @param late when it was due, if it is late
 * @param missed how many runs before it were missed
 */
export function postNote(late: Date | null, missed: number, zone: string): string | null {
  const parts = [
    ...(late === null ? [] : [`Late: this was due ${inZone(late, zone)}.`]),
    ...(missed === 0
      ? []
      : [
          `${missed === 1 ? 'One day was' : `${missed} days were`} missed before, because I was not running or could not post.`,
        ]),
  ];
  return parts.length === 0 ? null : parts.join(' ');
}

/** `Sat, 28 Nov 2026, 09:00 (Europe/Berlin)`. */
export function inZone(time: Date, zone: string): string {
  return `${formatted(time, zone)} (${zone})`;
}

/** `mon-fri` as people read it: `Monday to Friday`. */
export function weekdaysText(weekdays: readonly number[]): string {
  const plain = weekdays.join('');
  if (plain === '1234567') return 'every day';
  if (plain === '12345') return 'Monday to Friday';
  if (plain === '67') return 'Saturday and Sunday';
  return weekdays.map((day) => SHORT_DAYS[day - 1]).join(', ');
}

function settingsCard(title: string, { kind, settings, next, status }: Subscription): Card {
  const filter = filterText(settings);
  const lines = [
    `One ${WORDS[kind].one} ${settings.weekdays.length === 7 ? 'every day' : `on ${weekdaysText(settings.weekdays)}`} at ${settings.time} (${settings.zone})`,
    filter === '' ? 'From the whole library' : `Only ${filter}`,
    ...(settings.mention === null ? [] : ['Calls a role or group that an administrator chose']),
  ];
  const runs =
    status === 'active'
      ? [`Next: ${inZone(next.at, settings.zone)}, which is ${formatted(next.at, 'UTC')} UTC`]
      : [];
  return noticeCard(title, [...lines, ...runs].join('\n'));
}

function filterText({ category, company, level }: DigestSettings): string {
  return [
    ...(category === null ? [] : [`category ${category}`]),
    ...(company === null ? [] : [`company ${company}`]),
    ...(level === null ? [] : [`level ${level}`]),
  ].join(', ');
}

function deliveryLine(
  { slot, dueAt, status, subject, settledAt, reason, attempts }: Delivery,
  zone: string,
  titleOf: (id: string) => string | null,
): string {
  const when = formatted(dueAt, zone);
  const title = subject === null ? null : titleOf(subject);
  const about = title === null ? '' : `: ${title}`;
  const asked = slot.startsWith('now:') ? ' (asked for)' : '';
  switch (status) {
    case 'delivered':
      return `${when}${asked} - delivered${isLate(dueAt, settledAt) ? ' late' : ''}${about}`;
    case 'open':
      return `${when}${asked} - ${attempts > 1 ? `trying again (${reason ?? 'no answer yet'})` : 'on its way'}${about}`;
    case 'skipped':
      return `${when}${asked} - skipped: ${reason ?? ''}`;
    case 'failed':
      return `${when}${asked} - not delivered: ${reason ?? ''}`;
  }
}

/** A delivery this long after its time is called late. */
const LATE_AFTER_MS = 15 * 60 * 1000;

export function isLate(dueAt: Date, at: Date | null): boolean {
  return at !== null && at.getTime() - dueAt.getTime() > LATE_AFTER_MS;
}

function formatted(time: Date, zone: string): string {
  return time.toLocaleString('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}
