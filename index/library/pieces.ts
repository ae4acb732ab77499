/** A stretch of Markdown that can be parsed on its own. */
export interface Piece {
  readonly text: string;
  /** 1-based line on which `text` begins. */
  readonly line: number;
  /** Whether it is one line that is too long to be read as Markdown. */
  readonly isLongLine: boolean;
}

/**
 * The parser's time grows faster than the length of its input (2 MB of table rows: 18 s whole, 7 s in pieces), so longer
 * texts are parsed in pieces. Shorter ones, among them every topic file of the usual length, are parsed whole.
 */
const WHOLE_CHARACTERS = 64 * 1024;
/** From here on a piece ends where cutting changes nothing: before a new block, or before a row of a table, whose head is repeated. */
const PIECE_CHARACTERS = 4 * 1024;
/** From here on it ends before any line that is not indented, so that a long list or paragraph becomes two. */
const LONG_PIECE_CHARACTERS = 8 * 1024;
/** From here on it ends before any line. */
const MAX_PIECE_CHARACTERS = 16 * 1024;
/** A longer line is data (an embedded image, minified JSON), on whose brackets the parser can spend minutes. */
export const MAX_LINE_CHARACTERS = 16 * 1024;

/**
 * Cuts a long text between blocks. What is lost in a text of more than 64 K characters: a reference link
 * (`[text][name]`) whose definition stands in another piece stays as written.
 */
export function cutIntoPieces(text: string): Piece[] {
  const lines = text.split('\n');
  if (text.length <= WHOLE_CHARACTERS && lines.every((line) => line.length <= MAX_LINE_CHARACTERS)) {
    return [{ text, line: 1, isLongLine: false }];
  }

  const pieces: Piece[] = [];
  let held: string[] = [];
  let heldCharacters = 0;
  let heldLine = 1;
  let previous = '';
  let tableHead: readonly string[] = [];
  const verbatim = verbatimTracker();

  /** Ends the piece before the line with this index, which begins the next one. */
  const cutBefore = (index: number) => {
    if (held.length > 0) pieces.push({ text: held.join('\n'), line: heldLine, isLongLine: false });
    held = [...tableHead];
    heldCharacters = 0;
    heldLine = index + 1 - tableHead.length;
  };

  for (const [index, line] of lines.entries()) {
    if (!verbatim.isInside()) {
      const isAfterBlank = previous.trim() === '';
      if (isAfterBlank || !line.includes('|')) tableHead = [];
      if (line.length > MAX_LINE_CHARACTERS) {
        tableHead = [];
        cutBefore(index);
        pieces.push({ text: line, line: index + 1, isLongLine: true });
        heldLine = index + 2;
        previous = '';
        continue;
      }
      const isHarmless = isAfterBlank || tableHead.length > 0;
      if (mayCut(line, isHarmless, heldCharacters) && !isUnderline(line, previous)) cutBefore(index);
      const isHead = isDelimiterRow(line) && previous.includes('|');
      if (isHead && previous.length + line.length < PIECE_CHARACTERS) tableHead = [previous, line];
    }
    verbatim.read(line);
    held.push(line);
    heldCharacters += line.length + 1;
    previous = line;
  }
  cutBefore(lines.length);
  return pieces;
}

function mayCut(line: string, isHarmless: boolean, heldCharacters: number): boolean {
  if (heldCharacters <= PIECE_CHARACTERS) return false;
  const isIndented = /^\s/.test(line);
  if (isHarmless && !isIndented) return true;
  return heldCharacters > (isIndented ? MAX_PIECE_CHARACTERS : LONG_PIECE_CHARACTERS);
}

/** Follows fenced blocks and HTML comments, whose lines are not Markdown. */
export function verbatimTracker(): { isInside(): boolean; read(line: string): void } {
  let isEnd: ((line: string) => boolean) | null = null;
  return {
    isInside: () => isEnd !== null,
    read(line) {
      if (isEnd !== null) {
        if (isEnd(line)) isEnd = null;
        return;
      }
      const fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1];
      if (fence !== undefined) isEnd = (later) => closesFence(later, fence);
      else if (/^ {0,3}<!--(?!.*-->)/.test(line)) isEnd = (later) => later.includes('-->');
    },
  };
}

/** A fence is closed by at least as many of the same characters, and nothing else. */
function closesFence(line: string, fence: string): boolean {
  const marks = /^ {0,3}(`+|~+)[ \t]*$/.exec(line)?.[1] ?? '';
  return marks[0] === fence[0] && marks.length >= fence.length;
}

function isDelimiterRow(line: string): boolean {
  return line.includes('-') && line.includes('|') && /^[ \t|:-]+$/.test(line);
}

/** The underline of a heading and the delimiter row of a table mean nothing without the line above them. */
function isUnderline(line: string, previous: string): boolean {
  return /^[ \t|:=-]+$/.test(line) && /[=-]/.test(line) && /[\p{L}\p{N}]/u.test(previous);
}
