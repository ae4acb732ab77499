/**
 * Any text so that Slack shows exactly that text: nothing in it is bold, a mention, an emoji or a link.
 *
 * Blocks are made of `plain_text`, `rich_text` and `raw_text`, in which Slack parses no markup. Only the `text` of a message
 * is always mrkdwn. Mrkdwn has no escape character, and a zero-width space beside a mark even makes it live inside a word
 * (jsx-slack, "About escape and exact mode"), so marks become letters that look alike.
 */

const ZERO_WIDTH_SPACE = '\u200B';
const SOFT_HYPHEN = '\u00AD';

/** The three entities that Slack decodes for display (Formatting message text). */
const ENTITY = /&(?=(?:amp|lt|gt);)/g;

/** Wide marks format too; the pairs are those of jsx-slack. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '*': '∗',
  '＊': '﹡',
  _: 'ˍ',
  '＿': '⸏',
  '~': '∼',
  '`': 'ˋ',
  '｀': 'ˋ',
};

/** Slack formats at the edge of words: a mark with a letter or digit on both sides, as in `snake_case`, is none. */
const MARK = /(?<![a-z\d])[*_~]|[*_~](?![a-z\d])|[`｀＊＿]/gi;

/**
 * Broken by a zero-width space after it: a colon before a visible character (every address with a scheme, every emoji), `@`
 * and `#` (mentions, channels, e-mail), and the dot of a name such as `acme.example` or `README.md`, which is linked as well.
 */
const JOINT = /[:@#](?=\S)|(?<=[\p{L}\p{N}_-])\.(?=\p{L})/gu;

/** Quotes what follows, and so does the wide one; an entity does not help at the start of a line. */
const QUOTE = /(?<=^[^\S\n]*)[>＞]/gm;

/** `:smile:` where nothing says that emoji are off. */
const EMOJI = /:(?=[^\s:]+:)/g;

/**
 * For `plain_text` (with `emoji: false`) and `rich_text`, where only the entities are not what they seem.
 * @param plain what `toPlainText` or `toPlainLine` returned
 */
export function asLiteral(plain: string): string {
  return plain.replace(ENTITY, `$&${ZERO_WIDTH_SPACE}`);
}

/** For the `raw_text` of a table, which has no switch for emoji. */
export function asCell(plain: string): string {
  return asLiteral(plain).replace(EMOJI, `$&${ZERO_WIDTH_SPACE}`);
}

/** For the `text` of a message. */
export function asMrkdwn(plain: string): string {
  return plain
    .replace(MARK, (mark) => LOOK_ALIKES[mark]!)
    .replace(JOINT, `$&${ZERO_WIDTH_SPACE}`)
    .replace(QUOTE, `${SOFT_HYPHEN}$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
