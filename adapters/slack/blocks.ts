/** The few kinds of blocks that cards are made of. Texts are written already (see fit.ts); none of them is mrkdwn. */
import type { types } from '@slack/bolt';
import { LIMITS } from './limits.ts';

export type Block = types.KnownBlock;
export type Inline = types.RichTextText | types.RichTextLink;

/** What every text object of ours is: without `emoji: false`, `:smile:` would become a picture. */
export function plainText(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** A title in large letters. */
export function header(text: string): types.HeaderBlock {
  return { type: 'header', text: plainText(text) };
}

/** Small print. */
export function small(text: string): types.ContextBlock {
  return { type: 'context', elements: [plainText(text)] };
}

export function words(text: string): Inline {
  return { type: 'text', text };
}

export function bold(text: string): Inline {
  return { type: 'text', text, style: { bold: true } };
}

/** @param address from `webAddress` */
export function link(title: string, address: string): Inline {
  return { type: 'link', url: address, text: title };
}

export function paragraph(...parts: Inline[]): types.RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: parts }] };
}

/** Ids of user groups, as Slack gives them. */
export const USER_GROUP = /^S[A-Z0-9]{1,40}$/;

/**
 * The one block that pings: everybody in a user group.
 * @throws RangeError when that is no id of one
 */
export function callOf(group: string): types.RichTextBlock {
  if (!USER_GROUP.test(group))
    throw new RangeError(`${JSON.stringify(group)} is no id of a user group of Slack.`);
  const call = { type: 'usergroup' as const, usergroup_id: group };
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [call] }] };
}

/** A heading and bullets under it. */
export function list(heading: string, items: readonly (readonly Inline[])[]): types.RichTextBlock {
  const bullets = items.map((parts) => ({ type: 'rich_text_section' as const, elements: [...parts] }));
  return {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_section', elements: [bold(heading)] },
      { type: 'rich_text_list', style: 'bullet', elements: bullets },
    ],
  };
}

/** How much of a message's 12,000 characters the blocks take: every string but the names of types, and the blocks themselves. */
export function weightOf(blocks: readonly object[]): number {
  return blocks.reduce((sum, block) => sum + LIMITS.blockCharacters + charactersIn(block), 0);
}

function charactersIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, part]) => (key === 'type' ? sum : sum + charactersIn(part)),
    0,
  );
}
