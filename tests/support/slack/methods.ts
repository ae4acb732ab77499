/** The methods other than those of messages, as far as a bot that answers uses them. */
import { z } from 'zod';
import { placeOf } from './chat.ts';
import { check, SlackError } from './errors.ts';
import { type Method, optional, required } from './http.ts';
import type { Interactions } from './interactions.ts';
import type { Messages, StandInMessage } from './messages.ts';
import type { Json } from './parts.ts';
import { messagePayload, messageWithMetadata, viewPayload } from './payloads.ts';
import type { Tokens } from './tokens.ts';
import type { Views } from './views.ts';
import type { Place, World } from './world.ts';

/** Docs, conversations.history: by default. */
const MOST_LISTED = 100;
const MOST_LISTED_EVER = 999;

type Methods = Readonly<Record<string, Method>>;

/** Docs, assistant.threads.setSuggestedPrompts: at most four. */
const prompts = z
  .array(z.looseObject({ title: z.string().min(1), message: z.string().min(1) }))
  .min(1)
  .max(4);
/** Docs, assistant.threads.setStatus: at most ten. */
const loadingMessages = z.array(z.string()).max(10).optional();

export function appMethods(world: World, tokens: Tokens, socketUrl: () => string): Methods {
  return {
    'auth.test': (_args, { team }) => ({
      url: `https://${team!.domain}.slack.com/`,
      team: team!.domain,
      user: 'casebook',
      team_id: team!.id,
      user_id: team!.botUserId,
      bot_id: team!.botId,
      app_id: world.appId,
      is_enterprise_install: false,
    }),
    'apps.connections.open': () => ({ url: socketUrl() }),
    'oauth.v2.access': (args) => tokens.exchange(args),
    'users.info': (args, { team }) => {
      const id = required(args, 'user');
      if (!/^[UW]/.test(id)) throw new SlackError('user_not_found');
      const isBot = id === team!.botUserId;
      const name = isBot ? 'casebook' : id.toLowerCase();
      const { tz, isAdmin, isOwner, teamId } = world.person(id);
      const rights = { is_admin: isAdmin || isOwner, is_owner: isOwner };
      return {
        user: { id, team_id: teamId ?? team!.id, name, is_bot: isBot, deleted: false, tz, ...rights },
      };
    },
    'usergroups.list': (_args, { team }) => ({
      usergroups: world.groups
        .filter(({ teamId }) => teamId === team!.id)
        .map(({ id, handle, name, users }) => ({
          id,
          handle,
          name,
          date_delete: 0,
          user_count: users.length,
        })),
    }),
    'usergroups.users.list': (args, { team }) => {
      const id = required(args, 'usergroup');
      const group = world.groups.find((one) => one.id === id && one.teamId === team!.id);
      if (group === undefined) throw new SlackError('no_such_subteam');
      return { users: group.users };
    },
  };
}

export function conversationMethods(world: World, messages: Messages): Methods {
  /** A page of what was asked for, and where the next one begins. */
  const list = (place: Place, found: readonly StandInMessage[], args: Json): Json => {
    const visible = found.filter((one) => one.ephemeralFor === null && isBetween(one, args));
    const cursor = optional(args, 'cursor');
    const first = cursor === null ? 0 : visible.findIndex(({ ts }) => cursorAt(ts) === cursor);
    if (first < 0) throw new SlackError('invalid_cursor');
    const end = first + Math.min(Number(args['limit'] ?? MOST_LISTED), MOST_LISTED_EVER);
    const withMetadata = String(args['include_all_metadata']) === 'true';
    const next = visible[end];
    return {
      messages: visible
        .slice(first, end)
        .map((message) => (withMetadata ? messageWithMetadata : messagePayload)(place, message)),
      has_more: next !== undefined,
      ...(next === undefined ? {} : { response_metadata: { next_cursor: cursorAt(next.ts) } }),
    };
  };
  return {
    'conversations.info': (args, caller) => ({
      channel: channelPayload(placeOf(world, required(args, 'channel'), caller)),
    }),
    'conversations.open': (args, { team }) => {
      const users = required(args, 'users').split(',');
      if (users.length > 1) throw new SlackError('too_many_users');
      return { channel: channelPayload(world.directMessages(team!, users[0]!)) };
    },
    'conversations.history': (args, caller) => {
      const place = placeOf(world, required(args, 'channel'), caller);
      if (!place.botIsThere) throw new SlackError('not_in_channel');
      const oldestFirst = messages.in(place.id).filter(({ threadTs }) => threadTs === null);
      return list(place, oldestFirst.toReversed(), args);
    },
    'conversations.replies': (args, caller) => {
      const place = placeOf(world, required(args, 'channel'), caller);
      const ts = required(args, 'ts');
      if (!place.botIsThere || messages.find(place.id, ts) === undefined) {
        throw new SlackError('thread_not_found');
      }
      return list(
        place,
        messages.in(place.id).filter((one) => one.ts === ts || one.threadTs === ts),
        args,
      );
    },
    'reactions.add': (args, caller) => {
      const place = placeOf(world, required(args, 'channel'), caller);
      const name = required(args, 'name');
      const message = messages.find(place.id, required(args, 'timestamp'));
      if (message === undefined || message.ephemeralFor !== null) throw new SlackError('message_not_found');
      if (message.reactions.includes(name)) throw new SlackError('already_reacted');
      messages.put({ ...message, reactions: [...message.reactions, name] });
      return {};
    },
  };
}

/** Of the agent surface: they are only recorded. */
export function assistantMethods(world: World, messages: Messages): Methods {
  const inThread: (args: Json, place: Place) => void = (args, place) => {
    const threadTs = optional(args, 'thread_ts');
    if (threadTs !== null && messages.find(place.id, threadTs) === undefined) {
      throw new SlackError('invalid_thread_ts');
    }
  };
  return {
    'assistant.threads.setStatus': (args, caller) => {
      const place = placeOf(world, required(args, 'channel_id'), caller);
      required(args, 'thread_ts');
      inThread(args, place);
      // An empty status takes it away, so it may be empty but not absent.
      check(z.string(), args['status'], 'invalid_arguments', '/status');
      check(loadingMessages, args['loading_messages'], 'invalid_arguments', '/loading_messages');
      return {};
    },
    'assistant.threads.setSuggestedPrompts': (args, caller) => {
      inThread(args, placeOf(world, required(args, 'channel_id'), caller));
      check(prompts, args['prompts'], 'invalid_arguments', '/prompts');
      return {};
    },
    'assistant.threads.setTitle': (args, caller) => {
      const place = placeOf(world, required(args, 'channel_id'), caller);
      required(args, 'thread_ts');
      inThread(args, place);
      required(args, 'title');
      return {};
    },
  };
}

export function viewMethods(world: World, views: Views, interactions: Interactions): Methods {
  return {
    'views.open': (args, { team }) => {
      const { userId } = interactions.exchange(required(args, 'trigger_id'), team!);
      return { view: viewPayload(world, team!, views.open(team!, userId, args['view'])) };
    },
    'views.push': (args, { team }) => {
      const { view } = interactions.exchange(required(args, 'trigger_id'), team!);
      if (view === null || view.type !== 'modal') throw new SlackError('not_found');
      return { view: viewPayload(world, team!, views.push(team!, view, args['view'])) };
    },
    'views.update': (args, { team }) => {
      const view = views.find(team!, optional(args, 'view_id'), optional(args, 'external_id'));
      return {
        view: viewPayload(world, team!, views.update(team!, view, args['view'], optional(args, 'hash'))),
      };
    },
    'views.publish': (args, { team }) => {
      const view = views.publish(team!, required(args, 'user_id'), args['view'], optional(args, 'hash'));
      return { view: viewPayload(world, team!, view) };
    },
  };
}

/** Docs, conversations.history: `oldest` and `latest` themselves count only if `inclusive`. */
function isBetween({ ts }: StandInMessage, args: Json): boolean {
  const oldest = optional(args, 'oldest') ?? '0';
  if (!/^\d+(?:\.\d+)?$/.test(oldest)) throw new SlackError('invalid_ts_oldest');
  const latest = optional(args, 'latest') ?? 'later';
  if (ts === oldest || ts === latest) return String(args['inclusive']) === 'true';
  return ts > oldest && ts < latest;
}

function cursorAt(ts: string): string {
  return Buffer.from(`next_ts:${ts}`).toString('base64');
}

function channelPayload(place: Place): Json {
  const isIm = place.personId !== null;
  return {
    id: place.id,
    is_im: isIm,
    is_channel: !isIm,
    is_private: place.isPrivate,
    is_archived: place.isArchived,
    creator: place.creator,
    ...(isIm
      ? { user: place.personId }
      : { name: place.name, is_member: place.botIsThere, context_team_id: place.team.id }),
  };
}
