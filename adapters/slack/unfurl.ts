/** Shows the card of a case study below a link to it. */
import type { webApi } from '@slack/bolt';
import type { Chat } from '../../src/chat/mod.ts';
import { renderPreview } from './render-preview.ts';

/** Slack takes previews for as many links of a message. */
const MAX_LINKS = 5;

export interface SharedLinks {
  readonly channel: string;
  readonly ts: string;
  readonly urls: readonly string[];
}

/** Nothing is shown for links that lead to no case study. */
export async function unfurlLinks(
  client: webApi.WebClient,
  { channel, ts, urls }: SharedLinks,
  chat: Chat,
): Promise<void> {
  const found = urls.slice(0, MAX_LINKS).flatMap((url) => {
    const card = chat.cardAt(url);
    return card === null ? [] : [[url, { blocks: renderPreview(card) }] as const];
  });
  if (found.length > 0) await client.chat.unfurl({ channel, ts, unfurls: Object.fromEntries(found) });
}
