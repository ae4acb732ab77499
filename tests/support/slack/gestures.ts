/** What people do that the app may answer: commands, buttons, shortcuts and submissions. See `SlackStandIn`. */
import type { Watch } from '../watch.ts';
import type { Delivery, Kind, Transport } from './delivery.ts';
import { suggestions } from './elements.ts';
import { check } from './errors.ts';
import type { Interaction, Interactions, Probe } from './interactions.ts';
import type { Messages, StandInMessage } from './messages.ts';
import { type Json, type StandInOption, usableElements } from './parts.ts';
import {
  actionPayload,
  commandPayload,
  interactionPayload,
  messageContext,
  messagePayload,
  viewContext,
  viewPayload,
} from './payloads.ts';
import { type Filling, filledIn } from './state.ts';
import type { StandInView, Views } from './views.ts';
import { type Context, SOMEBODY, SOMEBODY_ELSE, type World } from './world.ts';

/** What is pressed or picked: something in a message or a view. */
export interface On {
  readonly message?: StandInMessage;
  readonly view?: StandInView;
  /** By default whoever sees it. */
  readonly user?: string;
  /** Which option, which feedback button, or which of several buttons with that action_id. */
  readonly value?: string;
  readonly over?: Transport;
}

/** A message that there is, or the text of one that somebody else writes before. */
export type Target = { readonly text: string } | { readonly message: StandInMessage };

export class Gestures {
  readonly #world: World;
  readonly #messages: Messages;
  readonly #views: Views;
  readonly #interactions: Interactions;
  readonly #delivery: Delivery;
  readonly #watch: Watch;
  readonly #baseUrl: () => string;
  /** By view and input. */
  readonly #offered = new Map<string, readonly StandInOption[]>();

  /** @param baseUrl of response_urls, known once the server listens */
  constructor(parts: {
    readonly world: World;
    readonly messages: Messages;
    readonly views: Views;
    readonly interactions: Interactions;
    readonly delivery: Delivery;
    readonly watch: Watch;
    readonly baseUrl: () => string;
  }) {
    this.#world = parts.world;
    this.#messages = parts.messages;
    this.#views = parts.views;
    this.#interactions = parts.interactions;
    this.#delivery = parts.delivery;
    this.#watch = parts.watch;
    this.#baseUrl = parts.baseUrl;
  }

  command(name: string, text: string, context: Context): Probe {
    const place = this.#world.placeOf(context);
    const user = context.user ?? SOMEBODY;
    const interaction = this.#interactions.start(place, user);
    const payload = commandPayload(this.#world, place, user, {
      name,
      text,
      triggerId: this.#interactions.trigger(place.team, user),
      responseUrl: this.#responseUrl(interaction),
    });
    return this.#ask('slash_commands', payload, interaction, context.over, (body) =>
      this.#interactions.post(interaction, body),
    );
  }

  press(actionId: string, on: On): Probe {
    if (on.view !== undefined) return this.#pressInView(actionId, on.view, on);
    const message = on.message && this.#messages.find(on.message.channelId, on.message.ts);
    if (message === undefined) throw new Error('There is no such message (any more) to press a button of.');
    const place = this.#world.place(message.channelId)!;
    const user = on.user ?? message.ephemeralFor ?? place.personId ?? SOMEBODY;
    const action = this.#action(actionId, message.blocks, on.value);
    const interaction = this.#interactions.start(place, user, message);
    const payload = {
      ...interactionPayload(this.#world, place.team, user, 'block_actions'),
      ...messageContext(place, message),
      trigger_id: this.#interactions.trigger(place.team, user),
      response_url: this.#responseUrl(interaction),
      actions: [action],
    };
    return this.#ask('interactive', payload, interaction, on.over);
  }

  shortcut(callbackId: string, context: Context): Probe {
    const place = this.#world.placeOf(context);
    const user = context.user ?? SOMEBODY;
    const payload = {
      ...interactionPayload(this.#world, place.team, user, 'shortcut'),
      callback_id: callbackId,
      trigger_id: this.#interactions.trigger(place.team, user),
      action_ts: this.#world.nextTs(),
    };
    return this.#ask('interactive', payload, this.#interactions.start(place, user), context.over);
  }

  messageShortcut(callbackId: string, target: Target, context: Context): Probe {
    const place =
      'message' in target ? this.#world.place(target.message.channelId)! : this.#world.placeOf(context);
    const message =
      'message' in target
        ? target.message
        : this.#messages.create({ place, userId: SOMEBODY_ELSE, text: target.text, blocks: null });
    const user = context.user ?? SOMEBODY;
    const interaction = this.#interactions.start(place, user, message);
    const payload = {
      ...interactionPayload(this.#world, place.team, user, 'message_action'),
      callback_id: callbackId,
      trigger_id: this.#interactions.trigger(place.team, user),
      response_url: this.#responseUrl(interaction),
      action_ts: this.#world.nextTs(),
      message_ts: message.ts,
      channel: { id: place.id, name: place.name },
      message: messagePayload(place, message),
    };
    return this.#ask('interactive', payload, interaction, context.over);
  }

  /** What the app offers for what is typed into an input of external data; it can be chosen from then on. */
  async suggest(actionId: string, { id }: StandInView, typed: string): Promise<readonly StandInOption[]> {
    const view = this.#views.get(id);
    const found = usableElements(view?.blocks ?? []).find(({ element }) => element.action_id === actionId);
    if (view === undefined || found?.element.type !== 'external_select')
      throw new Error(`The view ${id} has no input ${actionId} that asks the app.`);
    const team = this.#world.team(view.teamId);
    const payload = {
      ...interactionPayload(this.#world, team, view.userId, 'block_suggestion'),
      ...viewContext(this.#world, team, view),
      action_id: actionId,
      block_id: found.block.block_id,
      value: typed,
    };
    const { body } = await this.#delivery.send('interactive', payload).acknowledged();
    const { options } = check(suggestions, body, 'invalid_options') as { options: StandInOption[] };
    const known = this.#offered.get(`${id} ${actionId}`) ?? [];
    this.#offered.set(`${id} ${actionId}`, [...known, ...options]);
    return options;
  }

  submitView(viewId: string, values: Filling, over: Transport | undefined): Probe {
    const view = this.#views.get(viewId);
    if (view?.type !== 'modal' || this.#views.modals(view.userId, view.teamId).at(-1) !== view) {
      throw new Error(`The modal ${viewId} is not open, or another lies over it.`);
    }
    const { userId } = view;
    const team = this.#world.team(view.teamId);
    const interaction = this.#interactions.start(this.#world.directMessages(team, userId), userId);
    const offered = (actionId: string) => this.#offered.get(`${viewId} ${actionId}`) ?? [];
    const payload = {
      ...interactionPayload(this.#world, team, userId, 'view_submission'),
      trigger_id: this.#interactions.trigger(team, userId, view),
      view: viewPayload(this.#world, team, view, filledIn(view, values, offered)),
      response_urls: [],
    };
    return this.#ask('interactive', payload, interaction, over, (body) =>
      this.#views.submitted(team, view, body),
    );
  }

  #responseUrl({ responseKey }: Interaction): string {
    return `${this.#baseUrl()}/response/${responseKey}`;
  }

  #action(actionId: string, blocks: StandInMessage['blocks'], value: string | undefined): Json {
    const usable = usableElements(blocks);
    const found = usable.filter(
      ({ element }) =>
        element.action_id === actionId &&
        (element.type !== 'button' || value === undefined || element.value === value),
    );
    const [one] = found;
    if (one === undefined || found.length > 1) {
      const ids = usable.map(({ element }) => `${element.action_id} (${element.type})`).join(', ');
      const problem = one === undefined ? 'There is no' : 'There are several; say by `value` which';
      throw new Error(`${problem} ${actionId}. To use are: ${ids || 'none'}.`);
    }
    return actionPayload(this.#world, one.block, one.element, value);
  }

  #pressInView(actionId: string, { id }: StandInView, { value, over }: On): Probe {
    const view = this.#views.get(id);
    if (view === undefined) throw new Error(`The view ${id} is not open.`);
    const { userId } = view;
    const team = this.#world.team(view.teamId);
    const payload = {
      ...interactionPayload(this.#world, team, userId, 'block_actions'),
      ...viewContext(this.#world, team, view),
      trigger_id: this.#interactions.trigger(team, userId, view),
      actions: [this.#action(actionId, view.blocks, value)],
    };
    const interaction = this.#interactions.start(this.#world.directMessages(team, userId), userId);
    return this.#ask('interactive', payload, interaction, over);
  }

  #ask(
    kind: Kind,
    payload: Json,
    interaction: Interaction,
    over: Transport | undefined,
    carryOut: (body: Json) => void = () => {},
  ): Probe {
    const pending = this.#delivery.send(kind, payload, over, (ack) =>
      this.#interactions.acknowledged(interaction, ack, carryOut),
    );
    return this.#interactions.probe(payload, interaction, pending, (what, look) =>
      this.#watch.until(what, look),
    );
  }
}
