/** What a number measures, so that only like is compared with like. */
type Dimension = 'count' | 'time' | 'bytes' | 'percent' | 'money';

/** A number with its unit, or a range of them, in the base unit of its dimension (seconds, bytes, per second for rates). */
export interface Quantity {
  readonly low: number;
  readonly high: number;
  readonly dimension: Dimension;
  readonly isRate: boolean;
}

const MAGNITUDES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  t: 1e12,
  trillion: 1e12,
};

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SECONDS: Readonly<Record<string, number>> = {
  ...named(1e-9, 'ns', 'nanosecond'),
  ...named(1e-6, 'us', 'µs', 'μs', 'microsecond'),
  ...named(1e-3, 'ms', 'msec', 'millisecond'),
  ...named(1, 's', 'sec', 'second'),
  ...named(MINUTE, 'min', 'minute'),
  ...named(HOUR, 'h', 'hr', 'hour'),
  ...named(DAY, 'd', 'day'),
  ...named(7 * DAY, 'week'),
  ...named(30 * DAY, 'month'),
  ...named(365 * DAY, 'year'),
};

const BYTES: Readonly<Record<string, number>> = {
  ...named(1, 'byte'),
  ...bytes('kb', 1e3),
  ...bytes('mb', 1e6),
  ...bytes('gb', 1e9),
  ...bytes('tb', 1e12),
  ...bytes('pb', 1e15),
  ...bytes('kib', 2 ** 10),
  ...bytes('mib', 2 ** 20),
  ...bytes('gib', 2 ** 30),
  ...bytes('tib', 2 ** 40),
};

const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?`;
/** A number or a range, then letters that may be a magnitude or a unit. */
const AMOUNT = new RegExp(
  String.raw`([$€£])?(${NUMBER})(?:\s?(?:-|–|to)\s?[$€£]?(${NUMBER}))?\s?([%x×]|\p{L}+)?(?:\s(\p{L}+))?`,
  'gu',
);
const PER = /(?:\/|\bper\b|\ban?\b|\bevery\b)\s*(\p{L}+)/u;

/**
 * The one quantity of a table's cell: `about 2.5 million requests per second`, `40-125 ms`, `$12,000/mo`, `three`. Remarks in
 * parentheses and quotation marks are ignored. Null when there is none or more than one, so that nothing is guessed.
 */
export function quantityIn(cell: string): Quantity | null {
  const text = withDigits(cell.replace(/\([^)]*\)/g, ' ').replace(/["“”]/g, ''));
  const amounts = [...text.matchAll(AMOUNT)];
  const [amount] = amounts;
  if (amounts.length !== 1 || amount === undefined) return null;
  const [written, currency, from = '', to, first = '', second = ''] = amount;
  const before = text.slice(0, amount.index);
  if (/[\p{L}\p{N}]$/u.test(before)) return null; // the 8 of `MySQL8` or of `p99` is no quantity
  const magnitude = magnitudeOf(first);
  const unit = (magnitude === 1 ? first : second).toLowerCase();
  const [dimension, scale] = dimensionOf(unit, currency);
  const rest = text.slice(amount.index + written.length);
  const per = PER.exec(`${first} ${second} ${rest}`);
  const period = per === null ? undefined : SECONDS[(per[1] ?? '').toLowerCase()];
  const size = (magnitude * scale) / (period ?? 1);
  const low = toNumber(from) * size;
  const high = to === undefined ? low : toNumber(to) * size;
  return { low: Math.min(low, high), high: Math.max(low, high), dimension, isRate: period !== undefined };
}

/** Whether two quantities measure the same kind of thing. */
export function areComparable(a: Quantity, b: Quantity): boolean {
  return a.dimension === b.dimension && a.isRate === b.isRate;
}

export function toNumber(digits: string): number {
  return Number(digits.replaceAll(',', ''));
}

function withDigits(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => {
    const value = NUMBER_WORDS.indexOf(word.toLowerCase());
    return value === -1 ? word : String(value);
  });
}

/** `k` and `K` are thousands; `m` alone may be a minute or a metre, so that only the capital is a million. */
function magnitudeOf(word: string): number {
  if (['m', 't', 'b'].includes(word)) return 1;
  return MAGNITUDES[word.toLowerCase()] ?? 1;
}

function dimensionOf(unit: string, currency: string | undefined): [Dimension, number] {
  if (currency !== undefined) return ['money', 1];
  if (unit === '%' || unit === 'percent') return ['percent', 1];
  const seconds = SECONDS[unit];
  if (seconds !== undefined) return ['time', seconds];
  const size = BYTES[unit];
  return size === undefined ? ['count', 1] : ['bytes', size];
}

/** A unit by its names; those of more than two letters also have a plural. */
function named(size: number, ...names: string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => (name.length > 2 ? [name, `${name}s`] : [name])).map((name) => [name, size]),
  );
}

function bytes(name: string, size: number): Record<string, number> {
  return { [name]: size };
}
