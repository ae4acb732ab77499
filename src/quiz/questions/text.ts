/** Sentences and clauses of the library as they may stand in a prompt or an option. */

/** Sentences of a text. A full stop ends one only before white space and a capital, a digit, a quotation mark or a bracket. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?]["”)]?)\s+(?=["“(]?[\p{Lu}\d])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** As many sentences from the start as have room; none when the first has not. */
export function sentencesWithin(text: string, maxCharacters: number): string {
  let taken = '';
  for (const sentence of sentencesOf(text)) {
    const longer = taken === '' ? sentence : `${taken} ${sentence}`;
    if (longer.length > maxCharacters) break;
    taken = longer;
  }
  return taken;
}

/** With a capital at its start and without a full stop at its end, as all options are written. */
export function asOption(text: string): string {
  const plain = text.trim().replace(/(?<=\p{L}\p{L}|\d|[)"”])[.;,]+$/u, '');
  return plain.replace(/^["“(]?\p{Ll}/u, (start) => start.toUpperCase());
}

/** With a full stop at its end. */
export function asSentence(text: string): string {
  const plain = text.trim();
  return /[.!?]["”)]?$/.test(plain) ? plain : `${plain}.`;
}

/** What two texts have in common although they are written differently. */
export function plainForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%$€£~.]+/gu, ' ')
    .replace(/\.(?!\d)/g, '')
    .trim();
}
