/** Makes texts fit: how much room a text takes in a message, and how a text is cut so that it still reads well. */
import {
  cutPlaces,
  fitPlain,
  longestWithin as longestOfSize,
  shortened,
  toPlainLine,
  toPlainText,
} from '../../src/cards/mod.ts';
import { escapePlain } from './escape.ts';

/**
 * Half a unit a byte: 4,000 units are then at most 8,000 bytes of the 10,170 that a message may have (see limits.ts). The
 * rest is left for labels, whose part in that sum is not known.
 */
const UNITS_PER_BYTE = 0.5;

/** How much of a message's 4,000 units a text takes: its length, or more when its letters take three bytes each. */
export function weightOf(text: string): number {
  return Math.max(text.length, Math.ceil(Buffer.byteLength(text) * UNITS_PER_BYTE));
}

const ESCAPED = { write: escapePlain, sizeOf: weightOf };

/**
 * The text, escaped, in at most `room` units; a longer one ends in `…`, cut between words where that loses little. It is cut
 * before it is escaped, so that no escape is ever cut. Empty when there is no room for even one letter.
 */
export function fitText(text: string, room: number): string {
  return fitPlain(toPlainText(text).trim(), room, ESCAPED);
}

/** The same for one line. */
export function fitLine(text: string, room: number): string {
  return fitPlain(toPlainLine(text), room, ESCAPED);
}

/**
 * The text of as many pieces as `room` holds: more pieces must not take less room.
 * @param textOf the text of the first `count` pieces, 1 to `most`; empty is returned when not even one fits
 */
export function longestWithin(room: number, most: number, textOf: (count: number) => string): string {
  return longestOfSize(room, most, weightOf, textOf);
}

/** One plain line for a label, which has no markup to escape: at most `length` UTF-16 units. */
export function fitLabel(text: string, length: number): string {
  const plain = toPlainLine(text);
  if (plain.length <= length) return plain;
  return shortened(plain, cutPlaces(plain.slice(0, length)).at(-1) ?? 0);
}
