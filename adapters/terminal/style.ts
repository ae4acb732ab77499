/** What the terminal on the other end can show, and how to ask it for a hyperlink. */

export interface TerminalOptions {
  /** Columns of the screen. */
  readonly width: number;
  readonly color: boolean;
  /** Whether OSC 8 hyperlinks work, so that an address may be hidden behind its title. */
  readonly links: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_WIDTH = 80;

/** First release with OSC 8 that does not crash on it: 0.50.1, written 5001. */
const FIRST_VTE_WITH_LINKS = 5001;

/** Values of TERM_PROGRAM whose terminals have shown OSC 8 links for years (list: github.com/Alhadis/OSC8-Adoption). */
const PROGRAMS_WITH_LINKS = new Set(['iTerm.app', 'WezTerm', 'ghostty', 'vscode']);

/** tmux, screen, xterm and Emacs inherit the variables of the terminal they were started in, not its abilities. */
const BETWEEN = ['TMUX', 'STY', 'XTERM_VERSION', 'INSIDE_EMACS'];

/**
 * Reads what `stream` can show from the stream and the environment. NO_COLOR (any non-empty value, see no-color.org)
 * wins over FORCE_COLOR. Hyperlinks are on only where they are known to work, because a terminal without them would
 * show a title and no address.
 */
export function terminalOptions(stream: NodeJS.WriteStream, env: Environment): TerminalOptions {
  return {
    width: positive(stream.isTTY ? stream.columns : undefined) ?? positive(env['COLUMNS']) ?? DEFAULT_WIDTH,
    color: wantsColor(stream, env),
    links: showsLinks(stream, env),
  };
}

/** An OSC 8 hyperlink. `href` must hold no control characters: take it from `webAddress`. */
export function hyperlink(text: string, href: string): string {
  return `\u001B]8;;${href}\u0007${text}\u001B]8;;\u0007`;
}

/** The address of a web page, percent-encoded, or null when `url` is not http(s): only those become hyperlinks. */
export function webAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

function wantsColor(stream: NodeJS.WriteStream, env: Environment): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

function showsLinks(stream: NodeJS.WriteStream, env: Environment): boolean {
  if (stream.isTTY !== true || env['TERM'] === 'dumb' || env['CI']) return false;
  if (BETWEEN.some((name) => env[name])) return false;
  if (env['TERM_PROGRAM']) return PROGRAMS_WITH_LINKS.has(env['TERM_PROGRAM']);
  const vteVersion = positive(env['VTE_VERSION']) ?? 0;
  return env['TERM'] === 'xterm-kitty' || Boolean(env['WT_SESSION']) || vteVersion >= FIRST_VTE_WITH_LINKS;
}

function positive(value: string | number | undefined): number | null {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
