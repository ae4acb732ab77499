import { webAddress } from '../../../adapters/slack/links.ts';
import type { Card } from '../../../src/cards/mod.ts';
import { partsOf } from './readable.ts';

/** What a part of a payload may be for nothing in it to come alive: no mrkdwn, no mention, no emoji. */
const INERT = new Set([
  ...['plain_text', 'raw_text', 'text', 'link', 'rich_text', 'rich_text_section', 'rich_text_list'],
  ...['header', 'context', 'section', 'table', 'divider', 'actions', 'context_actions'],
  ...['button', 'static_select', 'feedback_buttons', 'modal', 'home'],
]);

/** What in the payload of a card could come alive, or opens another page than the card's own; in words, so empty is right. */
export function aliveIn(card: Card, payload: unknown): string[] {
  const pages = [card.link, ...card.related, ...(card.source?.links ?? [])].map((page) =>
    webAddress(page?.url ?? ''),
  );
  return partsOf(payload).flatMap(({ type, text, emoji, url }) => [
    ...(type === undefined || INERT.has(type) ? [] : [`a ${type}`]),
    ...(type === 'plain_text' && emoji !== false ? [`emoji in ${text}`] : []),
    ...(url === undefined || pages.includes(url) ? [] : [`a link to ${url}`]),
    ...(typeof text === 'string' && /&(?:amp|lt|gt);/.test(text) ? [`an entity in ${text}`] : []),
    ...(type === 'raw_text' && /:[^\s:\u200B]+:/.test(text as string) ? [`emoji in ${text}`] : []),
  ]);
}
