/** Homes and modals: what is published, opened, pushed and submitted. */
import { SlackError } from './errors.ts';
import { checkView } from './limits.ts';
import { type Json, type StandInPart, withIds } from './parts.ts';
import type { Team, World } from './world.ts';

/** Docs, "Modals": three at a time. */
const MOST_STACKED = 3;

/** A view at one moment: an update makes a new object. */
export interface StandInView {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly teamId: string;
  readonly userId: string;
  readonly hash: string;
  /** Empty for homes. */
  readonly title: string;
  /** Each with a block_id, and each element with an action_id, made up where none was given. */
  readonly blocks: readonly StandInPart[];
  readonly privateMetadata: string;
  readonly callbackId: string;
  readonly externalId: string;
  readonly submit: StandInPart | null;
  readonly close: StandInPart | null;
  readonly clearOnClose: boolean;
  readonly notifyOnClose: boolean;
  /** The modal below it. */
  readonly previousViewId: string | null;
  readonly rootViewId: string;
}

export class Views {
  readonly #world: World;
  readonly #byId = new Map<string, StandInView>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Open modals and published homes only. */
  get(id: string): StandInView | undefined {
    return this.#byId.get(id);
  }

  /** @param teamId by default the first team's */
  home(userId: string, teamId = this.#world.team(undefined).id): StandInView | undefined {
    return this.#of('home', userId, teamId)[0];
  }

  /** From the lowest to the one that is seen. */
  modals(userId: string, teamId = this.#world.team(undefined).id): StandInView[] {
    return this.#of('modal', userId, teamId);
  }

  publish(team: Team, userId: string, view: unknown, hash: string | null): StandInView {
    const before = this.home(userId, team.id);
    checkHash(before, hash);
    return this.#put(team, userId, view, 'home', { id: before?.id ?? this.#world.nextId('V') });
  }

  /** Opens a modal, over whatever the person has open. */
  open(team: Team, userId: string, view: unknown): StandInView {
    return this.#put(team, userId, view, 'modal', { id: this.#world.nextId('V') });
  }

  /** Opens a modal over another. */
  push(team: Team, below: StandInView, view: unknown): StandInView {
    if (this.modals(below.userId, team.id).length >= MOST_STACKED) throw new SlackError('push_limit_reached');
    return this.#put(team, below.userId, view, 'modal', {
      id: this.#world.nextId('V'),
      previousViewId: below.id,
      rootViewId: below.rootViewId,
    });
  }

  update(team: Team, before: StandInView, view: unknown, hash: string | null): StandInView {
    checkHash(before, hash);
    const { id, previousViewId, rootViewId, type, userId } = before;
    return this.#put(team, userId, view, type, { id, previousViewId, rootViewId });
  }

  /** What an acknowledged submission does to the modals, by its `response_action`. */
  submitted(team: Team, view: StandInView, answer: Json): void {
    switch (answer['response_action']) {
      case 'errors':
        checkErrors(view, answer['errors']);
        return;
      case 'update':
        this.update(team, view, answer['view'], null);
        return;
      case 'push':
        this.push(team, view, answer['view']);
        return;
      case 'clear':
        for (const { id } of this.modals(view.userId, team.id)) this.#byId.delete(id);
        return;
      default:
        this.#byId.delete(view.id);
    }
  }

  /** By its id, or by the `external_id` that the app gave it. */
  find(team: Team, id: string | null, externalId: string | null): StandInView {
    const view = [...this.#byId.values()].find(
      (one) => one.id === id || (externalId !== null && one.externalId === externalId),
    );
    if (view === undefined || view.teamId !== team.id) throw new SlackError('not_found');
    return view;
  }

  #of(type: StandInView['type'], userId: string, teamId: string): StandInView[] {
    return [...this.#byId.values()].filter(
      (view) => view.type === type && view.userId === userId && view.teamId === teamId,
    );
  }

  #put(
    team: Team,
    userId: string,
    asked: unknown,
    type: StandInView['type'],
    stack: { readonly id: string; readonly previousViewId?: string | null; readonly rootViewId?: string },
  ): StandInView {
    const checked = checkView(asked);
    if (checked.type !== type) throw new SlackError('invalid_arguments');
    const { external_id: externalId = '', private_metadata: privateMetadata = '' } = checked;
    const sameName = [...this.#byId.values()].find(
      (one) => externalId !== '' && one.externalId === externalId,
    );
    if (sameName !== undefined && sameName.id !== stack.id) throw new SlackError('duplicate_external_id');
    const modal = checked.type === 'modal' ? checked : null;
    const view = {
      id: stack.id,
      type,
      teamId: team.id,
      userId,
      hash: this.#world.nextTs(),
      title: modal?.title.text ?? '',
      blocks: withIds(checked.blocks, (prefix) => this.#world.nextId(prefix)),
      privateMetadata,
      callbackId: checked.callback_id ?? '',
      externalId,
      submit: modal?.submit ?? null,
      close: modal?.close ?? null,
      clearOnClose: modal?.clear_on_close ?? false,
      notifyOnClose: modal?.notify_on_close ?? false,
      previousViewId: stack.previousViewId ?? null,
      rootViewId: stack.rootViewId ?? stack.id,
    };
    this.#byId.set(view.id, view);
    return view;
  }
}

/** Docs, "Modals": errors are by the block_id of an input, and there is at least one. */
function checkErrors({ blocks }: StandInView, errors: unknown): void {
  const ids = Object.keys((errors ?? {}) as Json);
  const inputs = blocks.filter(({ type }) => type === 'input').map(({ block_id: id }) => id);
  if (ids.length === 0 || !ids.every((id) => inputs.includes(id))) throw new SlackError('invalid_errors');
}

function checkHash(before: StandInView | undefined, hash: string | null): void {
  if (hash !== null && before?.hash !== hash) throw new SlackError('hash_conflict');
}
