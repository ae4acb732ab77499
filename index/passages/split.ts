/** Cuts long text into pieces of a size that an embedding can still tell apart. */

/** Characters. A piece is closed once it has this length; DESIGN: 800 to 1,600 characters measured best. */
const FULL_LENGTH = 1000;
/** Characters. No piece is longer: a longer block is cut at the end of a sentence, else of a word. */
const MAX_LENGTH = 1600;

/** Pieces of `text` (one block a line) in order. Blocks stay together where they fit; nothing but white space is lost. */
export function splitText(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const block of text.split('\n').flatMap(cutBlock)) {
    if (block === '') continue;
    if (piece !== '' && piece.length + 1 + block.length > MAX_LENGTH) {
      pieces.push(piece);
      piece = '';
    }
    piece = piece === '' ? block : `${piece}\n${block}`;
    if (piece.length >= FULL_LENGTH) {
      pieces.push(piece);
      piece = '';
    }
  }
  if (piece !== '') pieces.push(piece);
  return pieces;
}

function cutBlock(block: string): string[] {
  const cuts: string[] = [];
  let rest = block.trim();
  while (rest.length > MAX_LENGTH) {
    const window = rest.slice(0, MAX_LENGTH);
    const end = lastEnd(window, /[.!?](?=\s)/g) ?? lastEnd(window, /\S(?=\s)/g) ?? MAX_LENGTH;
    cuts.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return [...cuts, rest];
}

/** Where the last match ends, if it lies in the second half of the window. */
function lastEnd(window: string, pattern: RegExp): number | undefined {
  const ends = [...window.matchAll(pattern)].map((match) => match.index + match[0].length);
  const last = ends.at(-1);
  return last !== undefined && last >= window.length / 2 ? last : undefined;
}
