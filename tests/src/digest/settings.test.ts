import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LibraryEntry } from '../../../src/ask/mod.ts';
import { changed, readTime, readWeekdays, readZone, SettingsError } from '../../../src/digest/settings.ts';
import { suggestZones } from '../../../src/digest/zones.ts';

const ENTRY: LibraryEntry = {
  ...{ id: 'a/1', title: 'One', companies: ['Acme'], level: 'senior', category: 'API Design' },
};

describe('a time of day', () => {
  it.each([
    ['9', '09:00'],
    ['09:30', '09:30'],
    ['9.05', '09:05'],
    [' 17h30 ', '17:30'],
    ['9am', '09:00'],
    ['12 AM', '00:00'],
    ['12pm', '12:00'],
    ['11:59 pm', '23:59'],
    ['00:00', '00:00'],
  ])('%j is %s', (text, time) => expect(readTime(text)).toBe(time));

  it.each(['', '24', '9:60', '9:5', '13pm', '0am', 'noon', '9:00:00', '-1', '9️⃣', '@everyone'])(
    '%j is none, and the error says how to write one',
    (text) => expect(() => readTime(text)).toThrow(/no time of day. Write it like 9:00, 17:30 or 9am/),
  );
});

describe('days of the week', () => {
  it.each([
    ['daily', [1, 2, 3, 4, 5, 6, 7]],
    ['weekdays', [1, 2, 3, 4, 5]],
    ['weekend', [6, 7]],
    ['mon-fri', [1, 2, 3, 4, 5]],
    ['Monday to Thursday', [1, 2, 3, 4]],
    ['fri - mon', [1, 5, 6, 7]],
    ['we, mon,MON fri', [1, 3, 5]],
    ['tuesday and thursday', [2, 4]],
  ])('%j are %j', (text, days) => expect(readWeekdays(text)).toEqual(days));

  it.each(['', 'never', 'm', 't', 'mon-', '-fri', 'mon-wed-fri', '1-5', 'monx'])(
    '%j are none, and the error says how to write them',
    (text) => expect(() => readWeekdays(text)).toThrow(/no days of the week. Write them like daily, mon-fri/),
  );

  it('never are empty, out of order, or anything but 1 to 7, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        let days: number[];
        try {
          days = readWeekdays(text);
        } catch (error) {
          expect(error).toBeInstanceOf(SettingsError);
          return;
        }
        expect(days.length).toBeGreaterThan(0);
        expect(days).toEqual([...new Set(days)].toSorted());
        expect(days.every((day) => day >= 1 && day <= 7)).toBe(true);
      }),
    );
  });
});

describe('a time zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['berlin', 'Europe/Berlin'],
    ['New York', 'America/New_York'],
    ['asia/kolkata', 'Asia/Kolkata'],
    ['kyiv', 'Europe/Kyiv'],
    ['us/pacific', 'America/Los_Angeles'],
    ['utc', 'UTC'],
  ])('%j is %s', (text, zone) => expect(readZone(text)).toBe(zone));

  it.each(['', 'CEST', '+02:00', 'Etc/GMT+5', 'Mars/Olympus', '../../etc/passwd', 'UTC\0', 'a'.repeat(5000)])(
    '%j is none that keeps a summer time, and the error says how to write one',
    (text) => expect(() => readZone(text)).toThrow(/no time zone/),
  );

  it('is suggested by its beginning, by its city, then by any part, with the time there', () => {
    const now = new Date('2026-11-28T14:04:00Z');
    expect(suggestZones('ber', 25, now).map(({ zone }) => zone)).toEqual([
      'Atlantic/Bermuda',
      'Europe/Berlin',
    ]);
    expect(suggestZones('ublin', 25, now).map(({ zone }) => zone)).toEqual(['Europe/Dublin']);
    expect(suggestZones('europe/berl', 25, now)).toEqual([{ zone: 'Europe/Berlin', localTime: '15:04' }]);
    expect(suggestZones('new y', 25, now)[0]!.zone).toBe('America/New_York');
    expect(suggestZones('', 25, now)).toHaveLength(25);
    expect(suggestZones('xyzzy', 25, now)).toEqual([]);
  });
});

describe('settings after a change', () => {
  const FIRST = changed(null, {}, null, [ENTRY]);

  it('of nothing are every day at 9:00, in the zone of who sets it up or else UTC', () => {
    expect(FIRST).toEqual({
      ...{ time: '09:00', zone: 'UTC', weekdays: [1, 2, 3, 4, 5, 6, 7] },
      ...{ category: null, company: null, level: null, mention: null },
    });
    expect(changed(null, {}, 'asia/tokyo', [ENTRY]).zone).toBe('Asia/Tokyo');
    expect(changed(null, {}, 'No/Where', [ENTRY]).zone).toBe('UTC');
  });

  it('are as before in all that the change does not name, even for somebody in another zone', () => {
    const before = changed(FIRST, { time: '8', category: 'api design', mention: '7' }, null, [ENTRY]);
    expect(changed(before, { weekdays: 'mon' }, 'Asia/Tokyo', [ENTRY])).toEqual({ ...before, weekdays: [1] });
    expect(changed(before, { category: 'any', mention: null }, null, [ENTRY])).toEqual({
      ...FIRST,
      time: '08:00',
    });
  });

  it.each([
    [{ level: 'wizard' }, 'There is no level “wizard”. Choose mid, senior, staff or any.'],
    [{ company: 'Nobody' }, /no case study that fits this category, company and level/],
    [{ zone: 'x' }, /no time zone/],
  ])('%j are refused', (change, message) =>
    expect(() => changed(FIRST, change, null, [ENTRY])).toThrow(message),
  );
});
