/**
 * Any text as Discord Markdown that shows exactly that text: nothing in it is bold, a heading, a mention, an emoji or a link.
 *
 * Discord's clients take a backslash before any character that is neither letter, digit nor space as an escape and do not
 * show it. Where a backslash does not help (inside a code fence, or for what Discord's server looks for in the raw text), a
 * zero-width space breaks the marker instead. `toPlainText` has taken such characters out of the text itself.
 */
import { toPlainLine, toPlainText } from '../../src/cards/mod.ts';

const ZERO_WIDTH_SPACE = '\u200B';

/**
 * What is escaped, in this order: marks that are live anywhere; a colon before a visible character, which stands in every
 * address (`https://`), emoji (`:smile:`), timestamp and command mention; marks that are live at the start of a line (`-`,
 * `+`, `1.`, `1)`; `#` and `>` are escaped anywhere); and the dot of an invitation (`discord.gg/…`), live without `https://`.
 */
const LIVE =
  /[\\*_~|`[\]<>@#]|:(?=\S)|(?<=^[^\S\n]*)[-+]|(?<=^[^\S\n]*\d+)[.)]|(?<=discord(?:app)?)\.(?=gg\/|com\/invite)/gim;

/** The server looks for these in the raw text, where `\@everyone` still is one. */
const MASS_MENTION = /@(?=everyone|here)/gi;

/** Backticks that would close the fence, and again what is looked for in the raw text. */
const LIVE_IN_FENCE = /`(?=`)|@(?=everyone|here)|<(?=[@#])|(?<=discord(?:app)?)\.(?=gg\/|com\/invite)/gi;

/** A text of one or more lines. */
export function escapeText(text: string): string {
  return escapePlain(toPlainText(text));
}

/** The same for text that `toPlainText` or `toPlainLine` has been through already. */
export function escapePlain(plain: string): string {
  return plain.replace(LIVE, String.raw`\$&`).replace(MASS_MENTION, `$&${ZERO_WIDTH_SPACE}`);
}

/** The same for a title or a label: one line. */
export function escapeLine(text: string): string {
  return escapePlain(toPlainLine(text));
}

/**
 * A code fence around the lines, which nothing in them can close. Empty when no line shows anything, because Discord shows
 * the backticks of an empty fence.
 * @param lines plain text, as `layoutTable` returns it
 */
export function fence(lines: readonly string[]): string {
  const text = lines.join('\n');
  if (text.trim() === '') return '';
  const inert = text.replace(LIVE_IN_FENCE, `$&${ZERO_WIDTH_SPACE}`);
  return `\`\`\`\n${inert}\n\`\`\``;
}
