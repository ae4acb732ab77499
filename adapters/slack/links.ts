/** Addresses of the library as Slack can open them. */

/** What the address of a page may not have as it is, although `URL` leaves it: a strict reader refuses such an address. */
const UNSAFE_IN_ADDRESS = /[^\w\-.~:/?#@!$&'()*+,;=%]|%(?![\da-f]{2})|(?<=#.*)#/gi;

/**
 * A name with a dot, or an IPv4 address. Whether Slack takes `localhost` for a button is not documented, and one refused
 * address refuses the whole message.
 */
const HOST = /^[a-z\d-]+(?:\.[a-z\d-]+)+$/;

/** The longest address in the library has 154 characters. Slack allows 3,000, which would be a quarter of a message. */
const MAX_ADDRESS = 500;

/**
 * The address of a web page in ASCII; null when it is not http(s), names a user (the part before an `@` can pose as another
 * site), has a host that Slack may refuse, or is longer than 500 characters.
 */
export function webAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, username, password, hostname, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  if (username !== '' || password !== '' || !HOST.test(hostname)) return null;
  // Encoding only makes it longer, and takes long for a very long one.
  if (href.length > MAX_ADDRESS) return null;
  const address = href.replace(UNSAFE_IN_ADDRESS, percentEncoded);
  return address.length <= MAX_ADDRESS ? address : null;
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
