import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureIn, mentionsNumber, wrongFigures } from '../../../../src/quiz/questions/figure-ladder.ts';

describe('a cell of a results table', () => {
  it.each([
    ['177 (early 2022)', '177', '', ''],
    ['40-125 ms', '40-125', '', ' ms'],
    ['about 2.5 million', '2.5', 'about ', ' million'],
    ['up to ~1,000', '1,000', 'up to ~', ''],
    ['nine days (own migrator)', 'nine', '', ' days'],
    ['"over 99.9%"', '99.9', 'over ', '%'],
    ['$12,000 a month', '12,000', '$', ' a month'],
  ])('%j holds the figure %j', (cell, number, lead, unit) => {
    expect(figureIn(cell)).toMatchObject({ number, lead, unit });
  });

  it.each([
    'not published',
    '-',
    '',
    'minutes',
    'four 9s',
    'five nines',
    'MySQL 8.0',
    'halved from 2019 to 2021',
    '10x',
    'one after each notification',
    '300+ TB, 5.5 million queries per second',
    '10 in one year',
    '0',
  ])('%j holds none that could be another', (cell) => {
    expect(figureIn(cell)).toBeNull();
  });
});

describe('wrong figures', () => {
  const cell = fc
    .tuple(
      fc.constantFrom('', 'about ', 'up to ~', 'over '),
      fc.oneof(
        fc.integer({ min: 2, max: 2_000_000 }).map((value) => value.toLocaleString('en-US')),
        fc.integer({ min: 11, max: 999 }).map((value) => String(value / 10)),
        fc.integer({ min: 2, max: 400 }).map((value) => `${value}-${value * 3}`),
        fc.constantFrom('three', 'six', 'nine'),
      ),
      fc.constantFrom(' ms', '%', ' hours', ' million', ' GB', '', ' seconds'),
    )
    .map((parts) => parts.join(''));

  it('keep words, unit and form, and are none of the numbers that stand beside the right one', () => {
    let made = 0;
    fc.assert(
      fc.property(cell, fc.integer({ min: 2, max: 5000 }), fc.string(), (text, beside, seed) => {
        const figure = figureIn(text);
        const wrong = figure === null ? null : wrongFigures(figure, [text, String(beside), '', ''], seed);
        if (figure === null || wrong === null) return;
        made += 1;
        expect(new Set([text, ...wrong.map((other) => other.text)]).size).toBe(4);
        for (const other of wrong) {
          expect(other.text.startsWith(figure.lead)).toBe(true);
          expect(other.text.endsWith(figure.unit)).toBe(true);
          expect(other.number.includes('-')).toBe(figure.number.includes('-'));
          expect(/\d/.test(other.number)).toBe(/\d/.test(figure.number));
          expect(other.value).not.toBe(beside);
          expect(Math.max(other.value / figure.value, figure.value / other.value)).toBeGreaterThan(1);
          if (figure.unit === '%' && figure.value < 100) expect(other.value).toBeLessThan(100);
        }
      }),
      { numRuns: 500 },
    );
    expect(made).toBeGreaterThan(150);
  });

  it('leave the right one any place by size', () => {
    const figure = figureIn('40 ms')!;
    const places = Array.from({ length: 200 }, (_, at) => {
      const wrong = wrongFigures(figure, ['40 ms', '', '', ''], `seed ${at}`);
      return wrong?.filter(({ value }) => value < figure.value).length ?? -1;
    });
    for (const place of [0, 1, 2, 3])
      expect(places.filter((found) => found === place).length).toBeGreaterThan(30);
  });

  it('of a share near 100% are other shares near 100%', () => {
    const wrong = wrongFigures(figureIn('99.99%')!, ['99.99%', '99.9%', '', ''], 'seed');
    expect(wrong).not.toBeNull();
    for (const { value } of wrong ?? []) {
      expect([90, 95, 98, 99, 99.5, 99.95, 99.995, 99.999, 99.9999]).toContain(value);
    }
  });

  it('do not come back from elsewhere in the case study when the unit is the same', () => {
    const figure = figureIn('64 shards')!;
    for (let at = 0; at < 40; at++) {
      const wrong = wrongFigures(figure, ['', '', '', '', 'first 32 shards, then 16 GB'], `seed ${at}`);
      expect(wrong?.map(({ value }) => value) ?? []).not.toContain(32);
    }
  });
});

describe('a number in a text', () => {
  it('is found in digits and in words', () => {
    const figure = figureIn('about 15 s')!;
    expect(mentionsNumber('Stops the API for Fifteen Seconds', figure)).toBe(true);
    expect(mentionsNumber('in the first 15 s of a day', figure)).toBe(true);
    expect(mentionsNumber('115 s, 15.5 s and 150 s', figure)).toBe(false);
  });
});
