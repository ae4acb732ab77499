import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../../adapters/slack/check-payload.ts';
import { readDigestId } from '../../../adapters/slack/digest-place.ts';
import { digestView, errorsIn, readDigestView } from '../../../adapters/slack/digest-view.ts';
import { checkView } from '../../support/slack/limits.ts';
import { filledIn } from '../../support/slack/state.ts';
import { anyText } from './cards.ts';

const anyTime = fc
  .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const anyFilter = fc.option(
  anyText.map((text) => text.slice(0, 200)).filter((text) => text.trim() !== ''),
  { nil: null },
);
const anySettings = fc.record({
  time: anyTime,
  zone: fc.constantFrom('Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'),
  weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  category: anyFilter,
  company: anyFilter,
  level: fc.constantFrom(null, 'mid', 'senior', 'staff'),
  mention: fc.constantFrom(null, 'S0000000001'),
});
const window = {
  kind: 'case-study',
  place: 'slack:T1:C1',
  placeName: '#general',
  ownZone: 'UTC',
  mayMention: true,
} as const;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

describe('the window of a digest', () => {
  it('is one that Slack takes, and gives back any settings when nothing is changed in it', () => {
    fc.assert(
      fc.property(anySettings, fc.boolean(), anyText, (settings, mayMention, placeName) => {
        const view = digestView({ ...window, settings, mayMention, placeName });
        expect(problemsOf(view)).toEqual([]);
        const { blocks } = checkView(view);
        const state = filledIn({ blocks }, {});
        const change = readDigestView(state as Parameters<typeof readDigestView>[0]);
        const kept = (value: string | null) =>
          value === null ? 'any' : value.length > 75 ? undefined : value;
        expect(change).toEqual({
          time: settings.time,
          zone: settings.zone,
          weekdays: settings.weekdays.map((day) => DAYS[day - 1]).join(','),
          category: kept(settings.category),
          company: kept(settings.company),
          level: settings.level ?? 'any',
          ...(mayMention && { mention: settings.mention }),
        });
      }),
      { numRuns: 200 },
    );
  });

  it('of a new digest has the time zone of whoever opens it, or asks for one', () => {
    const zoneOf = (ownZone: string | null) =>
      JSON.stringify(digestView({ ...window, ownZone, settings: null })).includes('"value":"UTC"');
    expect([zoneOf('UTC'), zoneOf(null)]).toEqual([true, false]);
  });
});

it('a window knows of which kind and place it is, as those of before there were kinds do', () => {
  const place = 'slack:T1:C1:1700000000.000001';
  const parts = { teamId: 'T1', channelId: 'C1', threadTs: '1700000000.000001' };
  for (const kind of ['case-study', 'quiz'] as const) {
    const { private_metadata: id } = digestView({ ...window, kind, place, settings: null });
    expect(readDigestId(id ?? '')).toEqual({ kind, place: parts });
  }
  expect(readDigestId(place)).toEqual({ kind: 'case-study', place: parts });
  fc.assert(
    fc.property(anyText, (text) => {
      expect(readDigestId(`quiz ${text} `)).toBeNull();
    }),
  );
});

describe('errors', () => {
  const entry = { category: 'Caching', companies: ['Acme'], level: 'mid' };
  const entries = [entry] as unknown as Parameters<typeof errorsIn>[1];
  it.each([
    [{ category: 'any', company: 'any', level: 'any' }, null],
    [{ category: 'Caching', company: 'Acme', level: 'mid' }, null],
    [{ category: undefined, company: 'Acme', level: 'any' }, null],
    [
      { category: 'any', company: 'any', level: 'staff' },
      { level: 'The library has no case study that fits.' },
    ],
    [
      { category: 'Caching', company: 'any', level: 'staff' },
      {
        category: 'The library has no case study that fits. Leave out one of category, company and level.',
      },
    ],
  ])('in %j are %j', (change, errors) => {
    expect(errorsIn(change, entries)).toEqual(errors);
  });
});
