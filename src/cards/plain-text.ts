/**
 * Makes any text safe to show: nothing in it can move a cursor, colour a screen, reorder a line or hide.
 *
 * Every surface shows library text and questions; both come from people, so neither is trusted.
 */

/**
 * Terminal escape sequences as ECMA-48 (5th edition, 5.3 to 5.6) defines them: control strings up to their
 * terminator, control sequences, and escapes of one final byte. A control string without a terminator is no
 * sequence: only its introducer goes, or one stray ESC could swallow the rest of a text.
 * (`stripVTControlCharacters` of node:util, Node 20, leaves pieces of window titles and takes visible letters.)
 */
const ESCAPE_SEQUENCE =
  /(?:\x1B[\]PX^_]|[\x90\x98\x9D-\x9F])[^\x07\x18\x1A\x1B\x80-\x9F\n]*(?:\x07|\x1B\\|\x9C)|(?:\x1B\[|\x9B)[0-?]*[ -/]*[@-~]|\x1B[ -/]*[0-~]/g;

/** Scripts in which a zero-width (non-)joiner shapes the letters, so that taking it out misspells a word. */
const JOINING_SCRIPTS = [
  ...['Arabic', 'Syriac', 'Mongolian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya'],
  ...['Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Myanmar', 'Khmer'],
]
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('');

/** Format characters that are drawn (Prepended_Concatenation_Mark), for example the Arabic number sign. */
const VISIBLE_FORMAT = String.raw`\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}`;

/** A letter or mark next to which a joiner is spelling, not hiding. */
const SHAPED = String.raw`[[${JOINING_SCRIPTS}\p{M}]--\p{Default_Ignorable_Code_Point}]`;

/**
 * Group 1 is what stays although it is invisible or holds something that is: a whole emoji (`👩‍💻` has a joiner in
 * the middle) and a joiner inside a word. Anything else that matches goes: controls, bidi controls, zero-width
 * and tag characters, variation selectors.
 */
const INVISIBLE = new RegExp(
  String.raw`(\p{RGI_Emoji}|(?<=${SHAPED})[\u200C\u200D](?=${SHAPED}))` +
    String.raw`|[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\n\t${VISIBLE_FORMAT}]]`,
  'gv',
);

/** Eight marks on one letter are more than any living script stacks; more paint over the lines above and below. */
const RUNAWAY_MARKS = /(\p{M}(?:[\u200C\u200D]?\p{M}){7})(?:[\u200C\u200D]?\p{M})+/gu;

const LINE_BREAK = /\r\n|[\r\v\f\x85\u2028\u2029]/g;
const LONE_SURROGATE = /\p{Cs}/gu;
const BLANK_LINES = /\n(?:[^\S\n]*\n){2,}/g;

/**
 * The text without anything that is live or invisible, in Unicode NFC: line breaks become `\n`, tabs stay, at most
 * one blank line stands between two lines, and a letter carries at most eight combining marks. Applying it twice
 * changes nothing more. It does not escape markup: that is each platform's own.
 */
export function toPlainText(text: string): string {
  return text
    .replace(ESCAPE_SEQUENCE, '')
    .replace(LINE_BREAK, '\n')
    .replace(LONE_SURROGATE, '\uFFFD')
    .replace(INVISIBLE, '$1')
    .normalize('NFC')
    .replace(RUNAWAY_MARKS, '$1')
    .replace(BLANK_LINES, '\n\n');
}

/** The same for a title, a label or a cell: one line, with single spaces. */
export function toPlainLine(text: string): string {
  return toPlainText(text)
    .replace(/[\n\t ]+/g, ' ')
    .trim();
}
