import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dueAt,
  latestSane,
  localDay,
  nextRun,
  planRuns,
  runAfterDay,
  runFromDay,
} from '../../../src/digest/schedule.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const BERLIN = { time: '09:00', zone: 'Europe/Berlin', weekdays: EVERY_DAY };
const SETTINGS = { ...BERLIN, category: null, company: null, level: null, mention: null };
const ZONES = [
  ...['UTC', 'Europe/Berlin', 'America/New_York', 'America/St_Johns', 'Australia/Lord_Howe'],
  ...[
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Pacific/Chatham',
    'America/Sao_Paulo',
    'Africa/Casablanca',
    'Asia/Kolkata',
  ],
];

describe('dueAt', () => {
  it.each([
    [
      '2026-03-29',
      '02:30',
      'Europe/Berlin',
      '2026-03-29T01:30:00Z',
      'as much later as the clock is put forward',
    ],
    ['2026-03-29', '03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z', 'right after the gap'],
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z', 'the first of two'],
    ['2026-10-25', '03:00', 'Europe/Berlin', '2026-10-25T02:00:00Z', 'after both'],
    ['2028-02-29', '09:00', 'UTC', '2028-02-29T09:00:00Z', 'on a leap day'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00Z', 'in a gap of half an hour'],
    ['2026-11-23', '00:00', 'Asia/Kathmandu', '2026-11-22T18:15:00Z', 'in a zone of quarters of an hour'],
    ['2011-12-30', '09:00', 'Pacific/Apia', '2011-12-30T19:00:00Z', 'on a day that a zone left out whole'],
  ])('%s %s in %s is %s: %5$s', (day, time, zone, expected) => {
    expect(dueAt(day, { time, zone }).toISOString()).toBe(new Date(expected).toISOString());
  });
});

describe('the next run', () => {
  it('is later than now, on a day of the schedule, and there is none in between', () => {
    const schedules = fc.record({
      time: fc
        .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
        .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
      zone: fc.constantFrom(...ZONES),
      weekdays: fc
        .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
        .map((days) => days.toSorted()),
    });
    const times = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(schedules, times, (schedule, now) => {
        const run = nextRun(schedule, now);
        expect(run.at > now).toBe(true);
        expect(run.at).toEqual(dueAt(run.day, schedule));
        expect(run.at <= latestSane(now)).toBe(true);
        const weekday = ((new Date(run.day).getUTCDay() + 6) % 7) + 1;
        expect(schedule.weekdays).toContain(weekday);
        // Whatever day of the schedule lies before it was due already.
        for (let day = localDay(now, schedule.zone), n = 0; day < run.day && n < 9; n += 1) {
          const between = runFromDay(day, schedule);
          if (between.day < run.day) expect(between.at <= now).toBe(true);
          day = between.day;
          if (between.day >= run.day) break;
          day = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
        }
      }),
    );
  });

  it('after a Friday of a digest on workdays is the Monday', () => {
    const workdays = { ...BERLIN, weekdays: [1, 2, 3, 4, 5] };
    expect(runAfterDay('2026-11-27', workdays)).toEqual({
      day: '2026-11-30',
      at: new Date('2026-11-30T08:00:00Z'),
    });
  });
});

describe('the plan for a digest that is due', () => {
  const next = { day: '2026-11-23', at: new Date('2026-11-23T08:00:00Z') };
  const plan = (now: string) => planRuns({ settings: SETTINGS, next }, new Date(now), 12 * HOUR_MS);
  const days = (runs: readonly { day: string }[]) => runs.map(({ day }) => day);

  it('on time is to deliver it, and to go on the day after', () => {
    const { deliver, skip, next: after } = plan('2026-11-23T08:00:03Z');
    expect([deliver?.day, days(skip), after.day]).toEqual(['2026-11-23', [], '2026-11-24']);
  });

  it('some hours late is to deliver it all the same', () => {
    expect(plan('2026-11-23T20:00:00Z').deliver?.day).toBe('2026-11-23');
  });

  it('too late is to skip it', () => {
    const { deliver, skip, next: after } = plan('2026-11-23T20:00:01Z');
    expect([deliver, days(skip), after.day]).toEqual([null, ['2026-11-23'], '2026-11-24']);
  });

  it('days late is to deliver the last one, if it is not too old, and to skip the others', () => {
    const { deliver, skip, next: after } = plan('2026-11-26T10:00:00Z');
    expect([deliver?.day, days(skip), after.day]).toEqual([
      '2026-11-26',
      ['2026-11-23', '2026-11-24', '2026-11-25'],
      '2026-11-27',
    ]);
  });

  it('a year late writes down the last month only', () => {
    const { skip } = plan('2027-11-26T23:00:00Z');
    expect(skip).toHaveLength(31);
    expect(skip.at(-1)!.day).toBe('2027-11-26');
  });

  it('whose time was set by a clock years ahead is to go on from now', () => {
    const wrong = { settings: SETTINGS, next: { day: '2031-01-01', at: new Date('2031-01-01T08:00:00Z') } };
    const planned = planRuns(wrong, new Date('2026-11-23T10:00:00Z'), 12 * HOUR_MS);
    expect([planned.deliver, days(planned.skip), planned.next.day]).toEqual([null, [], '2026-11-24']);
  });

  it('of which the zone has got other rules since delivers nothing before its time', () => {
    const early = { settings: SETTINGS, next: { day: '2026-11-23', at: new Date('2026-11-23T07:00:00Z') } };
    const planned = planRuns(early, new Date('2026-11-23T07:00:05Z'), 12 * HOUR_MS);
    expect([planned.deliver, planned.next]).toEqual([null, next]);
  });
});
