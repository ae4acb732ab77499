/** What a button remembers: the action that it stands for, as a text that a platform hands back on a click. */
import { ACTION_KINDS, type Action } from './card.ts';

/** What is needed to carry out an action. */
export type ActionId = Pick<Action, 'kind' | 'target' | 'index'>;

/** Messages outlive releases: raise it when the form or the meaning of a part changes, and old buttons are told apart. */
export const ACTION_ID_VERSION = 'cb1';

const FORM = new RegExp(
  `^${ACTION_ID_VERSION}:(${ACTION_KINDS.join('|')}):([a-z0-9]{1,24}):(0|[1-9][0-9]{0,3})$`,
);

/**
 * For example `cb1:details:k3x9:0`; at most 41 characters.
 * @param name what the platform calls such a text, for the error
 * @throws RangeError when the action is not as its type says (target, index up to 9,999): it could not be decoded later
 */
export function encodeAction({ kind, target, index }: ActionId, name: string): string {
  const id = [ACTION_ID_VERSION, kind, target, index].join(':');
  if (!FORM.test(id)) {
    throw new RangeError(
      `The action ${JSON.stringify(id)} cannot become a ${name}: give it a target of 1 to 24 characters of a-z and 0-9 and an index of 0 to 9999.`,
    );
  }
  return id;
}

/** The action behind such a text; null when it is not ours, of another version or not well formed. Never throws. */
export function decodeAction(id: string): ActionId | null {
  const [, name, target, index] = FORM.exec(id) ?? [];
  const kind = ACTION_KINDS.find((known) => known === name);
  if (kind === undefined || target === undefined || index === undefined) return null;
  return { kind, target, index: Number(index) };
}
