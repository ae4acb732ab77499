/** What a button, an option or a vote remembers: the action that it stands for, as the `value` that Slack hands back. */
import type { Action } from '../../src/cards/mod.ts';

/** What is needed to carry out an action. */
export type ActionId = Pick<Action, 'kind' | 'target' | 'index'>;

/** The part of a block action that says what was chosen: a select hands back an option, all else a value of its own. */
export interface Chosen {
  readonly value?: string | undefined;
  readonly selected_option?: { readonly value?: string | undefined } | null | undefined;
}

/** Messages outlive releases: raise it when the form or the meaning of a part changes, and old buttons are told apart. */
const VERSION = 'cb1';

const KINDS: readonly Action['kind'][] = ['details', 'related', 'share', 'up', 'down', 'open', 'section'];
const FORM = new RegExp(`^${VERSION}:(${KINDS.join('|')}):([a-z0-9]{1,24}):(0|[1-9][0-9]{0,3})$`);

/** The `action_id` of a button that only opens a page. Slack reports that click too, and it has to be acknowledged. */
export const LINK_ACTION_ID = `${VERSION}:link`;

/**
 * For example `cb1:details:k3x9:0`; at most 41 characters. It is the `value`, and the `action_id` of a button, so that no two
 * buttons of a card have the same.
 * @throws RangeError when the action is not as its type says (target, index up to 9,999): it could not be decoded later
 */
export function encode({ kind, target, index }: ActionId): string {
  const value = [VERSION, kind, target, index].join(':');
  if (!FORM.test(value)) {
    throw new RangeError(
      `The action ${JSON.stringify(value)} cannot become a value: give it a target of 1 to 24 characters of a-z and 0-9 and an index of 0 to 9999.`,
    );
  }
  return value;
}

/**
 * The action that was chosen; null when it is a link's, not ours, of another version or not well formed. Never throws.
 * @param chosen a block action as Bolt hands it over
 */
export function decode({ value, selected_option }: Chosen): ActionId | null {
  const [, name, target, index] = FORM.exec(selected_option?.value ?? value ?? '') ?? [];
  const kind = KINDS.find((known) => known === name);
  if (kind === undefined || target === undefined || index === undefined) return null;
  return { kind, target, index: Number(index) };
}
