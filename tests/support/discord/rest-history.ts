/** The routes that list what stands in a channel, and those of threads in forums. */
import { invalidForm, missingAccess, tagRequired } from './errors.ts';
import type { Api } from './http.ts';
import { SETTABLE_FLAGS } from './limits.ts';
import type { StandInMessage } from './messages.ts';
import {
  channelPayload,
  guildPayload,
  type Json,
  memberPayload,
  messagePayload,
  userPayload,
} from './payloads.ts';
import { isThread, PLACE_TYPES } from './places.ts';
import { checkOpening, mayReadHistory, seenPlace } from './posting.ts';
import type { Backstage } from './rest.ts';

/** Docs, "Get Channel Messages" and "List Public Archived Threads". */
const DEFAULT_PAGE = 50;
const MOST = 100;
/** Docs, "Start Thread in Forum or Media Channel". */
const LONGEST_NAME = 100;

export function addHistory(api: Api, { world, messages }: Backstage): void {
  api.get('/channels/:channel/messages', (c) => {
    const place = seenPlace(world, c.req.param('channel'));
    const { limit, before, after, around } = c.req.query();
    const count = pageSize(limit);
    // Without the permission the list is empty, and that is no error.
    const all = mayReadHistory(world, place)
      ? messages.in(place.id).filter(({ ephemeral }) => !ephemeral)
      : [];
    const page = pageOf(all, count, { before, after, around });
    return c.json(page.map((message) => messagePayload(world, messages, message)));
  });
  api.get('/guilds/:guild', (c) => c.json(guildPayload(world, c.req.param('guild'))));
  api.get('/guilds/:guild/members/:user', (c) => {
    const { guild, user } = c.req.param();
    return c.json({ ...memberPayload(world, guild, user), user: userPayload(world.person(user)) });
  });
}

export function addThreads(api: Api, { world, messages, announce }: Backstage): void {
  api.post('/channels/:channel/threads', async (c) => {
    const forum = seenPlace(world, c.req.param('channel'));
    checkOpening(world, forum);
    const body = c.get('body') as { name?: string; message?: object; applied_tags?: readonly string[] };
    const name = body.name ?? '';
    if (name.length < 1 || name.length > LONGEST_NAME) {
      throw invalidForm(['name'], 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${LONGEST_NAME} in length.`);
    }
    if (forum.requiresTag && !body.applied_tags?.length) throw tagRequired();
    const about = { channelId: '', authorId: world.botUserId, files: c.get('files') };
    // A nonce is no field of a message in a forum. The thread has the id of its first message.
    const message = messages.create({ ...body.message, nonce: undefined }, SETTABLE_FLAGS.post, {
      ...about,
      thread: ({ id }) =>
        world.open({
          id,
          name,
          type: PLACE_TYPES.thread,
          guildId: forum.guildId,
          parentId: forum.id,
          ownerId: world.botUserId,
        }),
    });
    await announce('CREATE', message);
    const thread = channelPayload(world, world.place(message.id)!);
    return c.json({ ...thread, message: messagePayload(world, messages, message) }, 201);
  });
  api.get('/guilds/:guild/threads/active', (c) => {
    const threads = world.places(c.req.param('guild')).filter((place) => isThread(place) && !place.archived);
    const seen = threads.filter((place) => world.access.may(world.botUserId, place, 1n << 10n));
    return c.json({ threads: seen.map((place) => channelPayload(world, place)), members: [] });
  });
  api.get('/channels/:channel/threads/archived/public', (c) => {
    const parent = seenPlace(world, c.req.param('channel'));
    if (!mayReadHistory(world, parent)) throw missingAccess();
    const { limit, before } = c.req.query();
    const count = pageSize(limit);
    const found = world
      .places(parent.guildId!)
      .filter(({ parentId, archived }) => parentId === parent.id && archived)
      .filter(({ archivedAt }) => before === undefined || archivedAt < before)
      .toSorted((a, b) => b.archivedAt.localeCompare(a.archivedAt));
    const threads: Json[] = found.slice(0, count).map((place) => channelPayload(world, place));
    return c.json({ threads, members: [], has_more: found.length > count });
  });
}

function pageSize(limit: string | undefined): number {
  const size = Number(limit ?? DEFAULT_PAGE);
  if (Number.isInteger(size) && size >= 1 && size <= MOST) return size;
  throw invalidForm(['limit'], 'NUMBER_TYPE_MAX', `int value should be between 1 and ${MOST}.`);
}

/** Newest first. After an id come the ones next to it, not the newest of all. */
function pageOf(
  messages: readonly StandInMessage[],
  count: number,
  { before, after, around }: Partial<Record<'before' | 'after' | 'around', string | undefined>>,
): StandInMessage[] {
  const sorted = messages.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
  if (after !== undefined) return sorted.filter(({ id }) => BigInt(id) > BigInt(after)).slice(-count);
  if (before !== undefined) return sorted.filter(({ id }) => BigInt(id) < BigInt(before)).slice(0, count);
  if (around === undefined) return sorted.slice(0, count);
  const place = sorted.findIndex(({ id }) => BigInt(id) <= BigInt(around));
  const start = Math.max(0, (place === -1 ? sorted.length : place) - Math.floor(count / 2));
  return sorted.slice(start, start + count);
}
