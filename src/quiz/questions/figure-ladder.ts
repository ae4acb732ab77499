/** Wrong figures that look as true as the right one. */
import { drawn } from './draw.ts';

/** A cell of a results table that holds one figure: `about 40-125 ms`. */
export interface Figure {
  /** The cell without remarks and quotation marks. */
  readonly text: string;
  /** As it is written: `40-125`, `1,200,000`, `three`. */
  readonly number: string;
  /** Of a range its lower end. */
  readonly value: number;
  /** What stands before and after the number. */
  readonly lead: string;
  readonly unit: string;
}

const WORDS = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen twenty'
).split(' ');
const DIGITS = String.raw`\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?`;
const CELL = new RegExp(
  String.raw`^(?<lead>(?:[a-z]+ ){0,3}[~$€£]?)(?<number>(?:${DIGITS})(?:(?:-|–| to )(?:${DIGITS}))?|\b(?:${WORDS.join('|')})\b)(?<unit>[^\d]*)$`,
  'u',
);
/** Words of a cell that only fit one value, or that belong to a second figure: `halved from 2019`, `five nines`, `on one billion boards`. */
const FITS_ONE_VALUE = new RegExp(
  String.raw`\b(?:${WORDS.join('|')}|nines?|half|halved|from|in|since|then|before|after|of)\b|[:;/,+]|^\s*(?:x|×|times|-?fold)(?!\p{L})`,
  'u',
);
const MAX_CELL = 48;
/** A wrong figure differs by more than this from the numbers of the case study: two that are nearer are the same when rounded. */
const SAME_WITHIN = 0.07;
/** Options differ by this factor at least: nearer ones would test the memory for digits. */
const MIN_STEP = 1.3;
/** Factors between neighbouring options; larger ones give impossible figures. */
const STEPS = [1.5, 1.7, 2, 2.4];
/** What people choose when they set a time, a limit or a count. */
const ROUND_TIMES = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 300, 600];
const ROUND_HOURS = [1, 2, 3, 4, 6, 8, 12, 24, 36, 48, 72, 96];
const NINES = [90, 95, 98, 99, 99.5, 99.9, 99.95, 99.99, 99.995, 99.999, 99.9999, 99.99999, 99.999999];

/** The figure of a cell, or null when it holds none, several, or words that only fit one value. */
export function figureIn(cell: string): Figure | null {
  const text = cell
    .replace(/\s*\([^)]*\)/g, '')
    .replace(/["“”]/g, '')
    .trim();
  const parts = text.length <= MAX_CELL ? CELL.exec(text)?.groups : undefined;
  if (parts === undefined) return null;
  const { lead = '', number = '', unit = '' } = parts;
  if (number === 'one' || FITS_ONE_VALUE.test(unit) || FITS_ONE_VALUE.test(lead)) return null;
  const value = numberOf(number.split(/-|–| to /)[0] ?? '');
  return value > 1 || (value > 0 && number.includes('.')) ? { text, number, value, lead, unit } : null;
}

/**
 * Three wrong figures, or null when there are not enough that are surely wrong. The place of the right one among the four by
 * size is drawn. All keep its words, its unit, its precision and its form.
 *
 * @param texts whatever else stands in the row and the case study: no number of it with this unit comes back
 */
export function wrongFigures(figure: Figure, texts: readonly string[], seed: string): Figure[] | null {
  const taken = takenValues(figure, texts);
  const isFree = (value: number, found: readonly number[]) =>
    value !== 1 && // "1 minutes" is no option
    taken.every((other) => !isSame(value, other)) &&
    [figure.value, ...found].every((other) => stepBetween(value, other) >= MIN_STEP);
  const smaller = drawn(seed, 'smaller', 4);
  const ladder = ladderAround(figure, seed);
  const below = pick(ladder.below, smaller, isFree);
  const above = pick(ladder.above, 3 - smaller, isFree);
  if (below === null || above === null) return null;
  const wrong = [...below, ...above].map((value) => withValue(figure, value));
  const isDistinct = new Set([figure, ...wrong].map(({ text }) => text)).size === wrong.length + 1;
  return isDistinct ? wrong : null;
}

function pick(
  values: readonly number[],
  count: number,
  isFree: (value: number, found: readonly number[]) => boolean,
): number[] | null {
  const found: number[] = [];
  for (const value of values) {
    if (found.length < count && isFree(value, found)) found.push(value);
  }
  return found.length === count ? found : null;
}

/** Values below and above, the nearest first. */
function ladderAround(figure: Figure, seed: string): { below: number[]; above: number[] } {
  const { value, unit } = figure;
  const scale = maxOf(unit) === 100 && value > 90 ? NINES : roundScaleOf(figure);
  if (scale !== null) {
    const ordered = scale.toSorted((a, b) => a - b);
    return {
      below: ordered.filter((step) => step < value).toReversed(),
      above: ordered.filter((step) => step > value),
    };
  }
  const step = STEPS[drawn(seed, 'step', STEPS.length)]!;
  const steps = Array.from({ length: 6 }, (_, index) => step ** (index + 1));
  const jitter = (factor: number) => factor * (0.94 + drawn(seed, `jitter ${factor}`, 13) / 100);
  const rounded = (next: number) => roundedLike(figure, next);
  return {
    below: steps.map((factor) => rounded(value / jitter(factor))).filter((next) => next > 0 && next < value),
    above: steps
      .map((factor) => rounded(value * jitter(factor)))
      .filter((next) => next > value && next < maxOf(unit)),
  };
}

/** A share ends at 100%, and nobody writes 1,000 million. */
function maxOf(unit: string): number {
  if (/^\s*(?:%|percent)/.test(unit)) return 100;
  return /^\s*(?:thousand|million|billion)/.test(unit) ? 1000 : Number.POSITIVE_INFINITY;
}

/** The scale of round values that this value stands on, or null. */
function roundScaleOf({ value, unit, number }: Figure): number[] | null {
  if (number.includes('.') || /[-–]| to /.test(number)) return null;
  if (isWord(number)) return Array.from({ length: 11 }, (_, index) => index + 2);
  if (/^\s*(?:s|sec|seconds?|min|minutes?)\b/.test(unit) && ROUND_TIMES.includes(value)) return ROUND_TIMES;
  if (/^\s*(?:h|hours?)\b/.test(unit) && ROUND_HOURS.includes(value)) return ROUND_HOURS;
  if (value >= 64 && Number.isInteger(Math.log2(value)))
    return Array.from({ length: 20 }, (_, power) => 2 ** (power + 2));
  if (value <= 12 && Number.isInteger(value)) return [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 24, 30];
  return null;
}

/** To as many significant digits as the figure has, and none of them a zero that it would not show. */
function roundedLike({ number }: Figure, next: number): number {
  const first = (number.split(/-|–| to /)[0] ?? '').replaceAll(',', '');
  const decimals = first.split('.')[1]?.length ?? 0;
  const significant = first.replace('.', '').replace(/^0+|0+$/g, '').length;
  const unit = Math.max(10 ** (Math.floor(Math.log10(next)) - significant + 1), 10 ** -decimals);
  const multiple = Math.max(1, Math.round(next / unit));
  const shown = significant > 1 && multiple % 10 === 0 ? multiple + 3 : multiple;
  return Number((shown * unit).toFixed(decimals));
}

/** The figure with another value, in the same form; both ends of a range change by the same factor. */
function withValue(figure: Figure, value: number): Figure {
  const { number, lead, unit } = figure;
  const factor = value / figure.value;
  const [from = '', to] = number.split(/(?:-|–| to )/);
  const separator = /-|–| to /.exec(number)?.[0] ?? '';
  const end =
    to === undefined ? '' : written(roundedLike({ ...figure, number: to }, numberOf(to) * factor), to);
  const next = `${written(value, from)}${separator}${end}`;
  return { text: `${lead}${next}${unit}`, number: next, value, lead, unit };
}

/** Like the pattern: in words, or with thousands separators. */
function written(value: number, pattern: string): string {
  if (isWord(pattern)) return WORDS[value] ?? String(value);
  const [whole = '', decimals] = String(value).split('.');
  const separated = /^\d{4,}/.test(pattern) ? whole : whole.replace(/\B(?=(?:\d{3})+(?!\d))/g, ',');
  return decimals === undefined ? separated : `${separated}.${decimals}`;
}

/** Numbers that stand with the same unit, or anywhere in the row. */
function takenValues({ unit }: Figure, texts: readonly string[]): number[] {
  const sign = /^\s*(%|\p{L}+)/u.exec(unit)?.[1] ?? '';
  return texts.flatMap((text, place) => {
    const isRow = place < 4;
    const numbers = [
      ...text.matchAll(
        new RegExp(`(${DIGITS}|\\b(?:${WORDS.slice(1).join('|')})\\b)\\+?\\s?(%|\\p{L}*)`, 'giu'),
      ),
    ];
    return numbers
      .filter(([, , after = '']) => isRow || sign === '' || after.toLowerCase() === sign.toLowerCase())
      .map(([, digits = '']) => numberOf(digits));
  });
}

function isSame(a: number, b: number): boolean {
  return a === b || stepBetween(a, b) < 1 + SAME_WITHIN;
}

/** The factor between two values. Near 100 what counts is the rest: 99.9 and 99.99 differ by a factor of ten. */
function stepBetween(a: number, b: number): number {
  const [x, y] = a > 90 && b > 90 && a < 100 && b < 100 ? [100 - a, 100 - b] : [a, b];
  return Math.max(x, y) / Math.min(x, y);
}

function numberOf(number: string): number {
  const word = WORDS.indexOf(number.toLowerCase());
  return word === -1 ? Number(number.replaceAll(',', '')) : word;
}

/** Whether a text holds this number, in digits or in words. */
export function mentionsNumber(text: string, { value, number }: Figure): boolean {
  const word = Number.isInteger(value) ? (WORDS[value] ?? number) : number;
  return new RegExp(`(?<![\\d.,])(?:${number.replace(/[.]/g, '\\.')}|${word})(?![\\d]|[.,]\\d)`, 'i').test(
    text,
  );
}

function isWord(number: string): boolean {
  return WORDS.includes(number.toLowerCase());
}
