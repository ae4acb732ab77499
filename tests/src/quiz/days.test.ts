import { describe, expect, it } from 'vitest';
import { dayAfter, dayOf, hourOf, hoursOf, isZone, weekdayOf } from '../../../src/quiz/days.ts';

const LATE = new Date('2026-11-28T23:30:00Z');
const HOUR_MS = 60 * 60 * 1000;

describe('a day', () => {
  it('is that of the zone, and of UTC when none is known', () => {
    expect(dayOf(LATE, null)).toBe('2026-11-28');
    expect(dayOf(LATE, 'Asia/Tokyo')).toBe('2026-11-29');
    expect(dayOf(LATE, 'America/New_York')).toBe('2026-11-28');
    expect([hourOf(LATE, null), hourOf(LATE, 'Asia/Tokyo')]).toEqual([23, 8]);
  });

  it('has 24 hours, and 23 or 25 where clocks are changed', () => {
    expect(hoursOf('2026-11-28', null)).toHaveLength(24);
    expect(hoursOf('2026-11-28', null)[0]).toBe(Date.UTC(2026, 10, 28) / HOUR_MS);
    expect(hoursOf('2026-03-29', 'Europe/Berlin')).toHaveLength(23);
    expect(hoursOf('2026-10-25', 'Europe/Berlin')).toHaveLength(25);
    expect(hoursOf('2026-11-28', 'Asia/Tokyo')[0]).toBe(Date.UTC(2026, 10, 27, 15) / HOUR_MS);
  });

  it('has a weekday and a day after it', () => {
    expect(weekdayOf('2026-11-28')).toBe(6);
    expect(weekdayOf('2026-11-29')).toBe(7);
    expect(weekdayOf('2026-11-30')).toBe(1);
    expect(dayAfter('2028-02-28')).toBe('2028-02-29');
  });
});

it.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['America/Argentina/Ushuaia', true],
  ['+02:00', false],
  ['Berlin', false],
  ['', false],
  ['<@everyone>', false],
])('%s is a zone: %s', (name, is) => expect(isZone(name)).toBe(is));
