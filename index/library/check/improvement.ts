import { areComparable, type Quantity, quantityIn, toNumber } from './quantity.ts';

/** Words that say which way a figure went. `better` and `faster` say so only together with what is measured. */
const LESS =
  /\b(?:less|lower|fewer|smaller|shorter|cheaper|sav(?:ed|ings?)|reduc\w*|drop\w*|decrease\w*|cut)\b/i;
const MORE = /\b(?:more|higher|larger|greater|longer|bigger|increase\w*|growth|as (?:many|much))\b/i;
const APPROXIMATE = /\b(?:about|around|nearly|almost|roughly|some)\b|~|≈/i;
const AT_LEAST = /\b(?:more than|over|at least)\s+\d/i;
const AT_MOST = /\b(?:less than|under|at most)\s+\d/i;

/** Beyond the rounding of the figure itself. `about 10x` stands for 9x to 11x. */
const TOLERANCE = 0.01;
const APPROXIMATE_TOLERANCE = 0.1;

const FACTOR = /(\d+(?:,\d{3})*(?:\.\d+)?)\s?(?:x|×|times|-?fold)(?![\p{L}\d])/giu;
const PERCENT = /([+−-])?\s?(\d+(?:,\d{3})*(?:\.\d+)?)\s?(?:%|percent\b)(?!\s*points)/giu;

/**
 * What is wrong with a cell of the column Improvement, in words that end in what to write; null when it agrees with its row,
 * or when it claims nothing that can be computed (`-`, `not published`, `no downtime`).
 */
export function wrongImprovement(before: string, after: string, improvement: string): string | null {
  const claims = claimsIn(improvement);
  if (claims.length === 0) return null;
  const from = quantityIn(before);
  const to = quantityIn(after);
  if (from === null || to === null || !areComparable(from, to)) {
    const fact = `"${improvement}" cannot be computed from "${before}" and "${after}"`;
    return `${fact}. Write \`not published\`, or move the published figure to After.`;
  }
  const wrong = claims.find((claim) => !agrees(claim, from, to) && !agreesOnTheRest(claim, from, to));
  return wrong === undefined
    ? null
    : `"${before}" and "${after}" make ${computed(from, to)}; the cell says "${improvement}". Correct one of them.`;
}

interface Claim {
  readonly kind: 'factor' | 'percent';
  readonly value: number;
  /** Half a unit of the last digit written, and more if the cell says `about`. */
  readonly margin: number;
  readonly direction: 'less' | 'more' | 'either';
  /** `more than 100x` bounds the figure from below. */
  readonly bound: 'lower' | 'upper' | 'none';
}

function claimsIn(cell: string): Claim[] {
  const tolerance = APPROXIMATE.test(cell) ? APPROXIMATE_TOLERANCE : TOLERANCE;
  const words = cell.replace(/\b(?:more|less) than\b/gi, '');
  const direction = LESS.test(words) ? 'less' : MORE.test(words) ? 'more' : 'either';
  const bound = AT_LEAST.test(cell) ? 'lower' : AT_MOST.test(cell) ? 'upper' : 'none';
  const claim = (kind: Claim['kind'], digits: string, sign = ''): Claim => {
    const value = toNumber(digits);
    const decimals = digits.split('.')[1]?.length ?? 0;
    const signed = sign === '+' ? 'more' : sign === '' ? direction : 'less';
    return { kind, value, margin: 0.5 * 10 ** -decimals + tolerance * value, direction: signed, bound };
  };
  return [
    ...[...cell.matchAll(FACTOR)].map(([, digits = '']) => claim('factor', digits)),
    ...[...cell.matchAll(PERCENT)].map(([, sign, digits = '']) => claim('percent', digits, sign)),
  ];
}

/** Whether some pair of values from both ranges gives the figure. */
function agrees(claim: Claim, from: Quantity, to: Quantity): boolean {
  const { value, margin, bound } = claim;
  return readings(claim, from, to).some(
    ([low, high]) =>
      (bound === 'upper' || value <= high + margin) && (bound === 'lower' || value >= low - margin),
  );
}

/** From 99% to 99.9% is ten times fewer failures: a share may be compared by what is missing to the whole. */
function agreesOnTheRest(claim: Claim, from: Quantity, to: Quantity): boolean {
  const rest = (share: Quantity) => ({ ...share, low: 100 - share.high, high: 100 - share.low });
  return from.dimension === 'percent' && agrees(claim, rest(from), rest(to));
}

/** The ranges in which the figure may lie, one for each way in which it can be meant. */
function readings({ kind, direction }: Claim, from: Quantity, to: Quantity): [number, number][] {
  const less: [number, number] = [from.low / to.high, from.high / to.low];
  const more: [number, number] = [to.low / from.high, to.high / from.low];
  if (kind === 'factor') return direction === 'less' ? [less] : direction === 'more' ? [more] : [less, more];
  const dropped: [number, number] = [100 - 100 * more[1], 100 - 100 * more[0]];
  const grown: [number, number] = [100 * more[0] - 100, 100 * more[1] - 100];
  // A service that needs half the time is 50% faster to some and 100% faster to others.
  const quicker: [number, number] = [100 * less[0] - 100, 100 * less[1] - 100];
  if (direction === 'less') return [dropped];
  return direction === 'more' ? [grown] : [dropped, grown, quicker];
}

function computed(from: Quantity, to: Quantity): string {
  const [a, b] = [(from.low + from.high) / 2, (to.low + to.high) / 2];
  const factor = Math.max(a, b) / Math.min(a, b);
  const percent = (100 * Math.abs(b - a)) / a;
  return `${factor.toPrecision(3)}x, or ${percent.toPrecision(3)}% ${b < a ? 'less' : 'more'}`;
}
