/**
 * A small reader of Discord Markdown, written without a look at the adapter: what is live in a text, and what it shows.
 *
 * It is stricter than Discord's clients: a mark counts as live even when nothing closes it.
 */

export interface Live {
  readonly kind:
    | 'heading'
    | 'small'
    | 'item'
    | 'quote'
    | 'bold'
    | 'fence'
    | 'link'
    | 'mark'
    | 'colon'
    | 'raw';
  /** What the mark encloses, or the mark itself. */
  readonly text: string;
}

const LINE_START =
  /(?<heading>#{1,3}[^\S\n]+)|(?<small>-#[^\S\n]+)|(?<item>[^\S\n]*(?:[-*+]|\d+[.)])[^\S\n]+)|(?<quote>[^\S\n]*>)/y;
const INLINE = [
  ['fence', /```\n*((?:(?!```)[\s\S])+?)\n*```/y],
  ['link', /\[([^[\]\n]*)\]\(<([^<>\s]*)>\)/y],
  ['bold', /\*\*((?:\\[\s\S]|[^\\*\n])+)\*\*/y],
  ['mark', /[*_~|`[\]<>#@\\]/y],
  ['colon', /:(?=\S)/y],
] as const;
const ESCAPE = /\\([^0-9A-Za-z\s])/y;

/** What Discord's server looks for in the text as it is sent, escaped or not. */
const RAW = /@(?:everyone|here)|<@[!&]?\d+>|<#\d+>|discord\.gg\/|discord(?:app)?\.com\/invite/gi;

/** Everything that is live in the text, in order. The parts inside bold text are read too; a fence and a link have none. */
export function liveIn(text: string): Live[] {
  return read(text).live;
}

/** What a reader sees: without escapes and zero-width spaces. Own marks (bold, small print) are left out. */
export function visible(text: string): string {
  return read(text).shown.replaceAll('\u200B', '');
}

/** Mentions and invitations that are in the raw text. */
export function rawMentions(text: string): string[] {
  return text.match(RAW) ?? [];
}

function read(text: string): { live: Live[]; shown: string } {
  const live: Live[] = [];
  let shown = '';
  const at = (pattern: RegExp, index: number) => {
    pattern.lastIndex = index;
    return pattern.exec(text);
  };
  for (let index = 0; index < text.length; ) {
    const opening = index === 0 || text[index - 1] === '\n' ? at(LINE_START, index) : null;
    const kind = Object.entries(opening?.groups ?? {}).find(([, found]) => found !== undefined)?.[0];
    if (opening !== null && kind !== undefined) {
      const end = text.indexOf('\n', index);
      live.push({ kind: kind as Live['kind'], text: text.slice(index, end < 0 ? undefined : end) });
      index += opening[0].length;
      continue;
    }
    const escaped = at(ESCAPE, index);
    if (escaped !== null) {
      shown += escaped[1];
      index += 2;
      continue;
    }
    const [name, match] = INLINE.map(([name, pattern]) => [name, at(pattern, index)] as const).find(
      ([, match]) => match !== null,
    ) ?? ['mark', null];
    if (match === null) {
      shown += text[index];
      index += 1;
      continue;
    }
    live.push({ kind: name, text: match[2] ?? match[1] ?? match[0] });
    if (name === 'bold') {
      const inside = read(match[1]!);
      live.push(...inside.live);
      shown += inside.shown;
    } else shown += match[1] ?? match[0];
    index += match[0].length;
  }
  return { live, shown };
}
