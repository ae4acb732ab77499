/** Sends cards, and nothing that Slack would refuse. */
import type { RespondFn, types, webApi } from '@slack/bolt';
import type { Card } from '../../src/cards/mod.ts';
import { failureCard } from '../../src/chat/mod.ts';
import type { Logger } from '../../src/log.ts';
import type { Block } from './blocks.ts';
import { problemsOf } from './check-payload.ts';
import { type MessagePayload, renderCard, renderPost } from './render-card.ts';

type WebClient = webApi.WebClient;

/** Nothing in a message opens a preview: the addresses are sources, and what is asked about is in the card. */
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

/** Answers where a command, button or shortcut was used: for the person alone, or for the whole channel. */
export async function respondWith(
  respond: RespondFn,
  card: Card,
  visibility: 'ephemeral' | 'in_channel',
): Promise<void> {
  await respond({ ...payloadOf(card), ...NO_PREVIEWS, response_type: visibility, replace_original: false });
}

/** Puts a card in the place of the message whose button was pressed, whoever sees that message. */
export async function replaceWith(respond: RespondFn, card: Card): Promise<void> {
  await respond({ ...payloadOf(card), ...NO_PREVIEWS, replace_original: true });
}

/** Tells the person that it went wrong, if that is still possible. */
export async function apologise(respond: RespondFn, log: Logger): Promise<void> {
  try {
    await respondWith(respond, failureCard(), 'ephemeral');
  } catch (error) {
    log.warn({ err: error }, 'Not even the apology arrived');
  }
}

/** Posts a reply into a thread, with blocks below the card. */
export async function postCard(
  client: WebClient,
  channel: string,
  threadTs: string,
  card: Card,
  below: readonly Block[] = [],
): Promise<void> {
  await client.chat.postMessage({ channel, thread_ts: threadTs, ...payloadOf(card, below), ...NO_PREVIEWS });
}

/** Shows one person a message, in a thread if one is given: Slack shows those in a thread only where there is one already. */
export async function whisperCard(
  client: WebClient,
  place: { readonly channelId: string; readonly threadTs: string | undefined; readonly userId: string },
  card: Card,
): Promise<void> {
  const { channelId: channel, threadTs, userId: user } = place;
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  await client.chat.postEphemeral({ channel, ...thread, user, ...payloadOf(card) });
}

/** @throws when Slack would refuse the view */
export function checked<View extends types.View>(view: View): View {
  return withoutProblems(view, 'view');
}

/**
 * The message of a digest, whole but for where it goes.
 * @param group id of the user group that it calls; null calls nobody
 * @throws when Slack would refuse it
 */
export function postOf(card: Card, group: string | null): MessagePayload & typeof NO_PREVIEWS {
  return { ...withoutProblems(renderPost(card, group), 'message'), ...NO_PREVIEWS };
}

function payloadOf(card: Card, below: readonly Block[] = []): MessagePayload {
  const { text, blocks } = renderCard(card);
  return withoutProblems({ text, blocks: [...blocks, ...below] }, 'message');
}

function withoutProblems<Payload extends Parameters<typeof problemsOf>[0]>(
  payload: Payload,
  what: string,
): Payload {
  const problems = problemsOf(payload);
  if (problems.length > 0) throw new Error(`A ${what} would be refused by Slack: ${problems.join('; ')}`);
  return payload;
}
