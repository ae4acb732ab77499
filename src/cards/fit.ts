/** How a text is cut so that it still reads well, whatever a platform makes of its letters. */

/** A way to write text, and how much room the written text takes: of more text no less. */
export interface WrittenForm {
  readonly write: (plain: string) => string;
  readonly sizeOf: (written: string) => number;
}

const ELLIPSIS = '…';
/** Room for a word to end in: a cut goes back to a space if at most this share of the text is lost by it. */
const WORD_SHARE = 0.2;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The plain text, written in at most `room` units; a longer one ends in `…`, cut between words where that loses little. It is
 * cut before it is written, so that no escape is ever cut. Empty when there is no room for even one letter.
 */
export function fitPlain(plain: string, room: number, { write, sizeOf }: WrittenForm): string {
  const whole = write(plain);
  if (sizeOf(whole) <= room) return whole;
  const places = cutPlaces(plain.slice(0, Math.max(0, room)));
  return longestWithin(room, places.length, sizeOf, (count) => write(shortened(plain, places[count - 1]!)));
}

/**
 * The text of as many pieces as `room` holds, found by halving: more pieces must not take less room.
 * @param textOf the text of the first `count` pieces, 1 to `most`; empty is returned when not even one fits
 */
export function longestWithin(
  room: number,
  most: number,
  sizeOf: WrittenForm['sizeOf'],
  textOf: (count: number) => string,
): string {
  let best = '';
  // Nearly always all of them fit, so that is tried first.
  for (let low = 1, high = most, count = most; low <= high; count = (low + high) >> 1) {
    const text = textOf(count);
    if (sizeOf(text) <= room) {
      best = text;
      low = count + 1;
    } else high = count - 1;
  }
  return best;
}

/** The text up to a place where it may be cut, or to the word before it, and `…`. */
export function shortened(plain: string, end: number): string {
  const space = plain.lastIndexOf(' ', end);
  const kept = space > end * (1 - WORD_SHARE) ? space : end;
  return plain.slice(0, kept).trimEnd() + ELLIPSIS;
}

/** Where the text may be cut without breaking a letter or an emoji, as indexes in ascending order. */
export function cutPlaces(text: string): number[] {
  return [...graphemes.segment(text)].map(({ index }) => index).filter((index) => index > 0);
}
