/** Looks for a post of ours by the id that stands in its buttons: Discord keeps no nonce with a message. */
import { type APIMessage, type APIThreadChannel, Routes } from 'discord.js';
import { decode } from './custom-id.ts';
import type { Read } from './history-permission.ts';

/** Docs, "Get Channel Messages" and "List Public Archived Threads": the most that one page has. */
const PAGE = 100;
/** Snowflakes count from the first second of 2015 (docs, "Reference", Snowflakes). */
const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** What is looked for: a message with this id in its buttons, by this user, not older than that. */
export interface Wanted {
  readonly id: string;
  readonly author: string;
  readonly since: Date;
}

/** What both lists of threads answer with, as far as it is read. */
interface ThreadPage {
  readonly threads: readonly APIThreadChannel[];
  /** In the list of archived ones. */
  readonly has_more?: boolean;
}

/**
 * In a channel, a thread or a direct chat, from the newest message back to the oldest that it could be: whoever looks does so soon
 * after it was posted.
 */
export async function findMessage(channel: string, wanted: Wanted, read: Read): Promise<string | null> {
  const earliest = snowflakeAt(wanted.since);
  let before: string | undefined;
  for (;;) {
    const query = { limit: String(PAGE), ...(before !== undefined && { before }) };
    const page = (await read(Routes.channelMessages(channel), query)) as APIMessage[];
    const found = page.find((message) => isWanted(message, wanted));
    if (found !== undefined) return found.id;
    before = page.at(-1)?.id;
    if (page.length < PAGE || before === undefined || BigInt(before) < earliest) return null;
  }
}

/** In a forum, where a post is the first message of a thread and has the thread's id. */
export async function findThread(
  { id: forum, guild }: { readonly id: string; readonly guild: string },
  wanted: Wanted,
  read: Read,
): Promise<string | null> {
  const { threads } = (await read(Routes.guildActiveThreads(guild))) as ThreadPage;
  const active = await firstWanted(
    threads.filter(({ parent_id }) => parent_id === forum),
    wanted,
    read,
  );
  if (active !== null) return active;
  let before: string | undefined;
  for (;;) {
    const query = { limit: String(PAGE), ...(before !== undefined && { before }) };
    const page = (await read(Routes.channelThreads(forum, 'public'), query)) as ThreadPage;
    const archived = await firstWanted(page.threads, wanted, read);
    if (archived !== null) return archived;
    // They come by when they were archived, the latest first, and none is archived before it is made.
    before = page.threads.at(-1)?.thread_metadata?.archive_timestamp;
    if (!page.has_more || before === undefined || new Date(before) < wanted.since) return null;
  }
}

async function firstWanted(
  threads: readonly APIThreadChannel[],
  wanted: Wanted,
  read: Read,
): Promise<string | null> {
  const earliest = snowflakeAt(wanted.since);
  for (const { id, owner_id } of threads) {
    if (owner_id !== wanted.author || BigInt(id) < earliest) continue;
    const query = { after: String(BigInt(id) - 1n), limit: '1' };
    const [first] = (await read(Routes.channelMessages(id), query)) as APIMessage[];
    if (first !== undefined && isWanted(first, wanted)) return first.id;
  }
  return null;
}

/** The text of others is hidden from us without the Message Content intent; our own components are not. */
function isWanted({ id, author, components = [] }: APIMessage, wanted: Wanted): boolean {
  const isInTime = BigInt(id) >= snowflakeAt(wanted.since);
  return isInTime && author.id === wanted.author && targetsIn(components).includes(wanted.id);
}

interface Node {
  readonly custom_id?: string;
  readonly components?: readonly Node[];
}

function targetsIn(components: readonly object[]): string[] {
  return (components as readonly Node[]).flatMap(({ custom_id = '', components: inner = [] }) => [
    ...targetOf(custom_id),
    ...targetsIn(inner),
  ]);
}

function targetOf(customId: string): string[] {
  const action = decode(customId);
  return action === null ? [] : [action.target];
}

/** Ids of what was made at that moment or later are not smaller. */
function snowflakeAt(time: Date): bigint {
  return BigInt(Math.max(0, time.getTime() - DISCORD_EPOCH_MS)) << 22n;
}
