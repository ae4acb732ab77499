/** Makes texts fit: how much room a text takes in a message, and how a text is cut so that it still reads well. */
import { toPlainLine, toPlainText } from '../../src/cards/mod.ts';
import { escapePlain } from './escape.ts';

const ELLIPSIS = '…';
/** Room for a word to end in: a cut goes back to a space if at most this share of the text is lost by it. */
const WORD_SHARE = 0.2;
/**
 * Half a unit a byte: 4,000 units are then at most 8,000 bytes of the 10,170 that a message may have (see limits.ts). The
 * rest is left for labels, whose part in that sum is not known.
 */
const UNITS_PER_BYTE = 0.5;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How much of a message's 4,000 units a text takes: its length, or more when its letters take three bytes each. */
export function weightOf(text: string): number {
  return Math.max(text.length, Math.ceil(Buffer.byteLength(text) * UNITS_PER_BYTE));
}

/**
 * The text, escaped, in at most `room` units; a longer one ends in `…`, cut between words where that loses little. It is cut
 * before it is escaped, so that no escape is ever cut. Empty when there is no room for even one letter.
 */
export function fitText(text: string, room: number): string {
  return fitPlain(toPlainText(text).trim(), room);
}

/** The same for one line. */
export function fitLine(text: string, room: number): string {
  return fitPlain(toPlainLine(text), room);
}

function fitPlain(plain: string, room: number): string {
  const whole = escapePlain(plain);
  if (weightOf(whole) <= room) return whole;
  const places = cutPlaces(plain.slice(0, Math.max(0, room)));
  return longestWithin(room, places.length, (count) => escapePlain(shortened(plain, places[count - 1]!)));
}

/**
 * The text of as many pieces as `room` holds, found by halving: more pieces must not take less room.
 * @param textOf the text of the first `count` pieces, 1 to `most`; empty is returned when not even one fits
 */
export function longestWithin(room: number, most: number, textOf: (count: number) => string): string {
  let best = '';
  // Nearly always all of them fit, so that is tried first.
  for (let low = 1, high = most, count = most; low <= high; count = (low + high) >> 1) {
    const text = textOf(count);
    if (weightOf(text) <= room) {
      best = text;
      low = count + 1;
    } else high = count - 1;
  }
  return best;
}

/** One plain line for a label, which has no markup to escape: at most `length` UTF-16 units. */
export function fitLabel(text: string, length: number): string {
  const plain = toPlainLine(text);
  if (plain.length <= length) return plain;
  return shortened(plain, cutPlaces(plain.slice(0, length)).at(-1) ?? 0);
}

function shortened(plain: string, end: number): string {
  const space = plain.lastIndexOf(' ', end);
  const kept = space > end * (1 - WORD_SHARE) ? space : end;
  return plain.slice(0, kept).trimEnd() + ELLIPSIS;
}

/** Where the text may be cut without breaking a letter or an emoji, as indexes in ascending order. */
function cutPlaces(text: string): number[] {
  return [...graphemes.segment(text)].map(({ index }) => index).filter((index) => index > 0);
}
