/** By what the message of a digest is known again. */
import { type Chosen, decode } from './action-id.ts';

/** Of the metadata, which people do not see and other apps in the workspace do. */
const EVENT_TYPE = 'casebook_digest';

/** What is needed of a message in a channel's history. */
interface Message {
  readonly user?: string;
  readonly bot_id?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly id?: unknown } };
  readonly blocks?: readonly { readonly elements?: readonly object[] }[];
}

export function metadataOf(id: string) {
  return { event_type: EVENT_TYPE, event_payload: { id } };
}

/** Whether a message is the bot's own and has the id, in its metadata or in a button. */
export function isPost(
  message: object,
  id: string,
  self: { readonly userId: string | undefined; readonly botId: string | undefined },
): boolean {
  const { user, bot_id: botId, metadata, blocks = [] } = message as Message;
  const isOwn = (botId !== undefined && botId === self.botId) || (user !== undefined && user === self.userId);
  if (!isOwn) return false;
  if (metadata?.event_type === EVENT_TYPE && metadata.event_payload?.id === id) return true;
  return blocks.some(({ elements = [] }) =>
    elements.some((element) => decode(element as Chosen)?.target === id),
  );
}
