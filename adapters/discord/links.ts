/** Addresses of the library as Discord can open them: links with their title in front, and buttons. */
import { toPlainLine } from '../../src/cards/mod.ts';
import { LIMITS } from './limits.ts';

/** Everything that could close or break `[title](<address>)`, or be read as a mention by Discord's server. */
const UNSAFE_IN_ADDRESS = /[^\w\-.~:/?#&=%+,;@!$]|@(?=everyone|here)/gi;

/** A name with a dot, letters, digits and hyphens. See `isButtonAddress`. */
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z](?:[a-z\d-]*[a-z\d])$/;

/**
 * In the title of a link Discord shows backslashes instead of taking them as escapes (discord-api-docs issue 6185), so
 * what is live there becomes a character that looks alike. A `_` between letters is not live and stays.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '*': '∗',
  _: 'ˍ',
  '~': '∼',
  '|': '∣',
  '`': 'ˋ',
  '\\': '∖',
  '[': '(',
  ']': ')',
  '<': '‹',
  '>': '›',
  ':': '∶',
  '@': '＠',
  '.': '․',
};
const LIVE_IN_TITLE =
  /[*~|`\\[\]<>]|(?<![a-z\d])_|_(?![a-z\d])|:(?=\S)|@(?=everyone|here)|(?<=discord(?:app)?)\.(?=gg\/|com\/invite)/gi;

/**
 * The address of a web page in ASCII, safe inside `[title](<…>)`; null when it is not http(s), names a user (the part
 * before an `@` can pose as another site), or is longer than Discord's limit for a button.
 */
export function webAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, username, password, hostname, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  if (username !== '' || password !== '' || !/^[\w.-]+$/.test(hostname)) return null;
  const address = href.replace(UNSAFE_IN_ADDRESS, percentEncoded);
  return address.length <= LIMITS.buttonUrl ? address : null;
}

/**
 * Whether Discord takes the address for a button. It refuses a message with a host that has no dot, such as `localhost`
 * (bugsink issue 280), or a `_` in its name (discord.js issue 7438). An IP address is undocumented, so it counts as refused.
 * @param address from `webAddress`
 */
export function isButtonAddress(address: string): boolean {
  return DOMAIN.test(new URL(address).hostname);
}

/**
 * A title that opens a page. A title that shows nothing is replaced by the page's host.
 * @param address from `webAddress`
 */
export function titledLink(title: string, address: string): string {
  const shown = toPlainLine(title) || new URL(address).hostname;
  return `[${shown.replace(LIVE_IN_TITLE, (mark) => LOOK_ALIKES[mark]!)}](<${address}>)`;
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
