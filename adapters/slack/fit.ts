/** Makes texts fit: cut so that they still read well, or split over several blocks. */
import { cutPlaces, fitPlain, toPlainLine, toPlainText, type WrittenForm } from '../../src/cards/mod.ts';
import { asCell, asLiteral, asMrkdwn } from './escape.ts';

const lengthOf = (written: string): number => written.length;

export const LITERAL: WrittenForm = { write: asLiteral, sizeOf: lengthOf };
export const CELL: WrittenForm = { write: asCell, sizeOf: lengthOf };
/** Two bytes are a unit: 2,000 units are then at most 2,000 characters and 4,000 bytes. */
export const MRKDWN: WrittenForm = {
  write: asMrkdwn,
  sizeOf: (written) => Math.max(written.length, Math.ceil(Buffer.byteLength(written) / 2)),
};

/** A text that is written literally grows by a fourth at most: `&lt;` takes five characters. */
const LITERAL_SHARE = 0.8;

/**
 * The text, written in its form, in at most `room` units; a longer one ends in `…`, cut between words where that loses
 * little. Empty when there is no room for even one letter.
 */
export function fitText(text: string, room: number, form = LITERAL): string {
  return fitPlain(toPlainText(text).trim(), room, form);
}

/** The same for one line. */
export function fitLine(text: string, room: number, form = LITERAL): string {
  return fitPlain(toPlainLine(text), room, form);
}

/**
 * The text in at most `most` pieces of at most `length` units, parted between lines or words where that is possible. What is
 * left then is cut from the last piece.
 */
export function splitText(text: string, length: number, most: number): string[] {
  const pieces: string[] = [];
  let rest = toPlainText(text).trim();
  while (pieces.length < most - 1 && asLiteral(rest).length > length) {
    const end = breakBefore(rest, Math.floor(length * LITERAL_SHARE));
    pieces.push(asLiteral(rest.slice(0, end).trimEnd()));
    rest = rest.slice(end).replace(/^(?:\n+| +)/, '');
  }
  return [...pieces, fitPlain(rest, length, LITERAL)].filter((piece) => piece.trim() !== '');
}

/** The end of the last line or word in the first `length` characters, if it is in their second half; else any letter's. */
function breakBefore(plain: string, length: number): number {
  const between = ['\n', ' '].map((mark) => plain.lastIndexOf(mark, length));
  return between.find((end) => end > length / 2) ?? cutPlaces(plain.slice(0, length)).at(-1) ?? length;
}
