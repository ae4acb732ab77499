/**
 * A small reader of Slack's mrkdwn, written without a look at the adapter: what is live in a text, and what it shows.
 *
 * It is stricter than Slack: it knows no list of top-level domains, of emoji or of channels, so any name may be one.
 */

const LIVE: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['control', /[<>]|&(?!(?:amp|lt|gt);)/g],
  ['quote', /^[^\S\n]*(?:&gt;|＞)/gm],
  // A pair, and what is outside of it must not continue a word.
  ['bold', /(?<![a-z0-9])[*＊](?=\S)[^\n]*[*＊](?![a-z0-9])/gi],
  ['italic', /(?<![a-z0-9])[_＿](?=\S)[^\n]*[_＿](?![a-z0-9])/gi],
  ['strike', /(?<![a-z0-9])~(?=\S)[^\n]*~(?![a-z0-9])/gi],
  ['code', /[`｀]/g],
  ['emoji', /:[^\s:\u200B]+:/g],
  ['address', /\w:\/\/\S|\b(?:mailto|tel):[^\s\u200B]/gi],
  ['domain', /[\p{L}\p{N}_-]\.\p{L}{2}/gu],
  ['mention', /@[\p{L}\p{N}_]/gu],
  ['channel', /#[\p{L}\p{N}_]/gu],
];

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '∗': '*',
  '﹡': '＊',
  ˍ: '_',
  '⸏': '＿',
  '∼': '~',
  ˋ: '`',
  '｀': '`',
};

/** The kinds of what is live in the text, in the order of the list above. */
export function liveIn(mrkdwn: string): string[] {
  return LIVE.flatMap(([kind, pattern]) => Array.from(mrkdwn.matchAll(pattern), () => kind));
}

/** What a reader sees: entities decoded, invisible characters gone. */
export function visible(written: string): string {
  return invisibleGone(written).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

export function invisibleGone(written: string): string {
  return written.replace(/[\u200B\u00AD]/g, '');
}

/** Letters that look alike become the same, so that what is seen can be compared. */
export function sameLooks(text: string): string {
  return text.replace(/[∗﹡ˍ⸏∼ˋ｀]/g, (letter) => LOOK_ALIKES[letter]!);
}
