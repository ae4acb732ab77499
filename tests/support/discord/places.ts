/** Channels, threads, forums and direct chats. */

export const PLACE_TYPES = {
  text: 0,
  dm: 1,
  voice: 2,
  groupDm: 3,
  announcement: 5,
  thread: 11,
  privateThread: 12,
  forum: 15,
} as const;

export function isThread({ type }: Pick<Place, 'type'>): boolean {
  return type === PLACE_TYPES.thread || type === PLACE_TYPES.privateThread;
}

/** Anything that messages are in, and forums. */
export interface Place {
  readonly id: string;
  readonly type: (typeof PLACE_TYPES)[keyof typeof PLACE_TYPES];
  readonly name: string;
  /** Null for direct messages. */
  readonly guildId: string | null;
  readonly parentId: string | null;
  /** Whom a direct message is with. */
  readonly personId: string | null;
  /** Not where only the person has installed the app: there the bot sees interactions and nothing else. */
  readonly botIsThere: boolean;
  /** Who opened a thread; null for what is no thread. */
  readonly ownerId: string | null;
  /** A thread that nobody has used for a while. */
  readonly archived: boolean;
  /** When it was archived, or opened again, last. */
  readonly archivedAt: string;
  /** A thread that only those who manage threads can use. */
  readonly locked: boolean;
  /** A forum in which each post has a tag. */
  readonly requiresTag: boolean;
  /** The bot was added to the thread, which it needs in a private one. */
  readonly botIsIn: boolean;
}
