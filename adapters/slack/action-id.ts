/** What a button, an option or a vote remembers, as the `value` that Slack hands back. */
import { ACTION_ID_VERSION, type ActionId, decodeAction, encodeAction } from '../../src/cards/mod.ts';

export type { ActionId };

/** The part of a block action that says what was chosen: a select hands back an option, all else a value of its own. */
export interface Chosen {
  readonly value?: string | undefined;
  readonly selected_option?: { readonly value?: string | undefined } | null | undefined;
}

/** The `action_id` of a button that only opens a page. Slack reports that click too, and it has to be acknowledged. */
export const LINK_ACTION_ID = `${ACTION_ID_VERSION}:link`;

/**
 * It is the `value`, and the `action_id` of a button, so that no two buttons of a card have the same.
 * @throws RangeError when the action is not as its type says (see `encodeAction`)
 */
export function encode(action: ActionId): string {
  return encodeAction(action, 'value');
}

/**
 * The action that was chosen; null when it is a link's or not ours. Never throws.
 * @param chosen a block action as Bolt hands it over
 */
export function decode({ value, selected_option }: Chosen): ActionId | null {
  return decodeAction(selected_option?.value ?? value ?? '');
}
