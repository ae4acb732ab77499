import type { Asker } from '../../src/chat/mod.ts';

/** Where something was asked, in Slack's ids. */
export interface Place {
  readonly teamId: string;
  readonly userId: string;
  readonly channelId: string;
  /** The thread, if it was asked in one. */
  readonly threadTs?: string | undefined;
}

/**
 * Everybody in a thread shares a conversation, and a direct chat is one, whatever threads it has (as an agent, Slack makes a
 * thread of each question there); in a channel, where commands are used, each person has their own.
 */
export function askerOf({ teamId, userId, channelId, threadTs }: Place): Asker {
  const channel = `slack:${teamId}:${channelId}`;
  const isDirect = channelId.startsWith('D');
  return {
    person: `slack:${teamId}:${userId}`,
    conversation: isDirect ? channel : `${channel}:${threadTs ?? userId}`,
    place: isDirect || threadTs === undefined ? channel : `${channel}:${threadTs}`,
    community: isDirect ? null : `slack:${teamId}`,
  };
}
