/** Events, interactions and objects in the shapes in which Slack sends them. */

import type { StandInMessage } from './messages.ts';
import type { Json, StandInPart } from './parts.ts';
import { optionsOf } from './parts.ts';
import type { StandInView } from './views.ts';
import type { Place, Team, World } from './world.ts';

/** The verification token: deprecated, still sent, and to be ignored. */
const VERIFICATION_TOKEN = 'stand-in-verification-token';

/** Seconds, of an event's time and of an action's. */
const seconds = (world: World): number => Math.floor(world.now() / 1000);

export function messagePayload({ team }: Place, message: StandInMessage): Json {
  const { ts, userId, text, blocks, botId, threadTs } = message;
  return {
    type: 'message',
    user: userId,
    team: team.id,
    ts,
    text,
    ...(botId === null ? {} : { bot_id: botId }),
    ...(blocks.length === 0 ? {} : { blocks }),
    ...(threadTs === null ? {} : { thread_ts: threadTs }),
    ...(message.edited ? { edited: { user: userId, ts } } : {}),
    ...(message.reactions.length === 0
      ? {}
      : { reactions: message.reactions.map((name) => ({ name, count: 1, users: [team.botUserId] })) }),
  };
}

/** The same with its metadata, which only those get who ask for it. */
export function messageWithMetadata(place: Place, message: StandInMessage): Json {
  const { metadata } = message;
  return { ...messagePayload(place, message), ...(metadata === null ? {} : { metadata }) };
}

/** An event in its envelope of the Events API. */
export function eventPayload(world: World, team: Team, event: Json, eventId: string): Json {
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    api_app_id: world.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: seconds(world),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: team.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
}

/** A person's message, as the `message` and `app_mention` events have it. */
export function messageEvent(place: Place, message: StandInMessage): Json {
  return {
    ...messagePayload(place, message),
    channel: place.id,
    event_ts: message.ts,
    ...(place.personId === null ? {} : { channel_type: 'im' }),
  };
}

export function commandPayload(
  world: World,
  place: Place,
  userId: string,
  command: {
    readonly name: string;
    readonly text: string;
    readonly triggerId: string;
    readonly responseUrl: string;
  },
): Json {
  const { id, name, team } = place;
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: id,
    channel_name: name,
    user_id: userId,
    user_name: userId.toLowerCase(),
    command: command.name,
    text: command.text,
    api_app_id: world.appId,
    is_enterprise_install: 'false',
    response_url: command.responseUrl,
    trigger_id: command.triggerId,
  };
}

/** What all interactions but commands begin with. */
export function interactionPayload(world: World, team: Team, userId: string, type: string): Json {
  const name = userId.toLowerCase();
  return {
    type,
    user: { id: userId, username: name, name, team_id: team.id },
    api_app_id: world.appId,
    token: VERIFICATION_TOKEN,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** Where a button of a message was pressed. An ephemeral message itself is not sent along. */
export function messageContext(place: Place, message: StandInMessage): Json {
  const isEphemeral = message.ephemeralFor !== null;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: place.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: place.id, name: place.name },
    ...(isEphemeral ? {} : { message: messagePayload(place, message) }),
    state: { values: {} },
  };
}

/** Where a button of a view was pressed. */
export function viewContext(world: World, team: Team, view: StandInView): Json {
  return { container: { type: 'view', view_id: view.id }, view: viewPayload(world, team, view) };
}

/**
 * What was pressed or picked.
 *
 * @param value of an option, or of one of the feedback buttons
 * @throws if nobody could choose that
 */
export function actionPayload(
  world: World,
  block: StandInPart,
  element: StandInPart,
  value: string | undefined,
): Json {
  const { type, action_id: actionId } = element;
  return {
    type,
    action_id: actionId,
    block_id: block.block_id,
    action_ts: `${seconds(world)}.000001`,
    ...chosenIn(element, value),
  };
}

export function viewPayload(world: World, team: Team, view: StandInView, values: Json = {}): Json {
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    external_id: view.externalId,
    state: { values },
    hash: view.hash,
    title: view.type === 'home' ? null : { type: 'plain_text', text: view.title, emoji: true },
    submit: view.submit,
    close: view.close,
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    root_view_id: view.rootViewId,
    previous_view_id: view.previousViewId,
    app_id: world.appId,
    app_installed_team_id: team.id,
    bot_id: team.botId,
  };
}

function chosenIn(element: StandInPart, value: string | undefined): Json {
  const { type, text, url, positive_button: positive, negative_button: negative } = element;
  if (type === 'button' || type === 'icon_button') {
    return {
      text,
      ...(element.value === undefined ? {} : { value: element.value }),
      ...(url ? { url } : {}),
    };
  }
  const offered = positive && negative ? [positive, negative] : optionsOf(element);
  const chosen = offered.find((one) => one.value === value);
  if (chosen === undefined) {
    const values = offered.map((one) => one.value).join(', ');
    throw new Error(`The ${type} ${element.action_id} offers no value ${value}, but: ${values || 'none'}.`);
  }
  return positive ? { text: chosen.text, value: chosen.value } : { selected_option: chosen };
}
