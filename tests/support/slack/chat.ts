/** The methods that post, change and delete messages. */
import { invalidArguments, SlackError } from './errors.ts';
import { type Caller, type Method, optional, required } from './http.ts';
import { checkMessage } from './limits.ts';
import type { Messages, StandInMessage } from './messages.ts';
import type { Json } from './parts.ts';
import { messagePayload } from './payloads.ts';
import type { Place, World } from './world.ts';

/** The app has posted, changed or deleted a message that anybody in its channel sees. */
export type Announce = (place: Place, now: StandInMessage | null, before: StandInMessage | null) => void;

export function chatMethods(
  world: World,
  messages: Messages,
  announce: Announce,
): Readonly<Record<string, Method>> {
  const postable = (args: Json, caller: Caller): Place => {
    const id = required(args, 'channel');
    const place = /^[UW]/.test(id) ? world.directMessages(caller.team!, id) : placeOf(world, id, caller);
    if (place.isArchived) throw new SlackError('is_archived');
    if (!place.botIsThere) throw new SlackError('not_in_channel');
    return place;
  };
  /** Ephemeral messages are out of reach of these methods. */
  const own = (args: Json, caller: Caller, notOwn: string): { place: Place; message: StandInMessage } => {
    const place = placeOf(world, required(args, 'channel'), caller);
    const message = messages.find(place.id, required(args, 'ts'));
    if (message === undefined || message.ephemeralFor !== null) throw new SlackError('message_not_found');
    if (message.userId !== place.team.botUserId) throw new SlackError(notOwn);
    return { place, message };
  };
  return {
    'chat.postMessage': (args, caller) => {
      const place = postable(args, caller);
      const content = checkMessage(args, 'post');
      const { botUserId } = place.team;
      const threadTs = optional(args, 'thread_ts');
      const metadata = metadataOf(args);
      const message = messages.create({ place, userId: botUserId, ...content, threadTs, metadata });
      announce(place, message, null);
      return { channel: place.id, ts: message.ts, message: messagePayload(place, message) };
    },
    'chat.postEphemeral': (args, caller) => {
      const place = postable(args, caller);
      const ephemeralFor = required(args, 'user');
      const content = checkMessage(args, 'post');
      const { botUserId } = place.team;
      const threadTs = optional(args, 'thread_ts');
      const { ts } = messages.create({ place, userId: botUserId, ...content, threadTs, ephemeralFor });
      return { message_ts: ts };
    },
    'chat.update': (args, caller) => {
      const { place, message: before } = own(args, caller, 'cant_update_message');
      const message = messages.edit(before, checkMessage(args, 'update'));
      announce(place, message, before);
      const { ts, text } = message;
      return { channel: place.id, ts, text, message: messagePayload(place, message) };
    },
    'chat.delete': (args, caller) => {
      const { place, message } = own(args, caller, 'cant_delete_message');
      messages.delete(message);
      announce(place, null, message);
      return { channel: place.id, ts: message.ts };
    },
    'chat.unfurl': (args, caller) => {
      const message = shared(args, caller, world, messages);
      const { unfurls } = args;
      if (typeof unfurls !== 'object' || unfurls === null) throw new SlackError('invalid_unfurls_format');
      const unknown = Object.keys(unfurls).filter((url) => !message.text.includes(url));
      if (unknown.length > 0) throw new SlackError('cannot_unfurl_url');
      for (const unfurl of Object.values(unfurls)) checkUnfurl(unfurl);
      messages.put({ ...message, unfurls: { ...message.unfurls, ...unfurls } });
      return {};
    },
  };
}

/** A channel of the caller's team; one that is private is there for its members alone. @throws SlackError */
export function placeOf(world: World, id: string, { team }: Caller): Place {
  const place = world.place(id);
  const isSeen = place !== undefined && place.team === team && (place.botIsThere || !place.isPrivate);
  if (!isSeen) throw new SlackError('channel_not_found');
  return place;
}

/** Docs, "Message metadata": a name and an object. */
function metadataOf({ metadata }: Json): Json | null {
  if (metadata === undefined) return null;
  if (typeof metadata !== 'object' || metadata === null) throw new SlackError('invalid_metadata_format');
  const { event_type: type, event_payload: payload } = metadata as Json;
  if (typeof type !== 'string' || typeof payload !== 'object' || payload === null)
    throw new SlackError('invalid_metadata_schema');
  return metadata as Json;
}

/** The id of a link_shared event is that of the message, which is all that a link is in here. */
export function unfurlIdOf({ channelId, ts }: StandInMessage): string {
  return `${channelId}.${ts}`;
}

function shared(args: Json, caller: Caller, world: World, messages: Messages): StandInMessage {
  const unfurlId = optional(args, 'unfurl_id');
  if (unfurlId !== null && optional(args, 'source') === null) throw new SlackError('missing_source');
  const [channelId, ...ts] =
    unfurlId === null ? [required(args, 'channel'), required(args, 'ts')] : unfurlId.split('.');
  const place = world.place(channelId!);
  if (place === undefined || place.team !== caller.team) throw new SlackError('cannot_find_channel');
  const message = messages.find(place.id, ts.join('.'));
  if (message === undefined) throw new SlackError('cannot_find_message');
  return message;
}

/** An unfurl is an attachment; only blocks can be counted here. */
function checkUnfurl(unfurl: unknown): void {
  const { blocks } = unfurl as { blocks?: unknown };
  if (blocks === undefined) throw invalidArguments('the stand-in knows no unfurls without blocks');
  checkMessage({ blocks }, 'post');
}
