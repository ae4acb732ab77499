/** What a button remembers: the action that it stands for, as the `custom_id` that Discord hands back on a click. */
import type { Action } from '../../src/cards/mod.ts';

/** What is needed to carry out an action. */
export type ActionId = Pick<Action, 'kind' | 'target' | 'index'>;

/** Messages outlive releases: raise it when the form or the meaning of a part changes, and old buttons are told apart. */
const VERSION = 'cb1';

const KINDS: readonly Action['kind'][] = ['details', 'related', 'share', 'up', 'down', 'open', 'section'];
const FORM = new RegExp(`^${VERSION}:(${KINDS.join('|')}):([a-z0-9]{1,24}):(0|[1-9][0-9]{0,3})$`);

/**
 * For example `cb1:details:k3x9:0`; at most 41 characters, of which Discord allows 100.
 * @throws RangeError when the action is not as its type says (target, index up to 9,999): it could not be decoded later
 */
export function encode({ kind, target, index }: ActionId): string {
  const customId = [VERSION, kind, target, index].join(':');
  if (!FORM.test(customId)) {
    throw new RangeError(
      `The action ${JSON.stringify(customId)} cannot become a custom_id: give it a target of 1 to 24 characters of a-z and 0-9 and an index of 0 to 9999.`,
    );
  }
  return customId;
}

/** The action behind a `custom_id`; null when it is not ours, of another version or not well formed. Never throws. */
export function decode(customId: string): ActionId | null {
  const [, name, target, index] = FORM.exec(customId) ?? [];
  const kind = KINDS.find((known) => known === name);
  if (kind === undefined || target === undefined || index === undefined) return null;
  return { kind, target, index: Number(index) };
}
