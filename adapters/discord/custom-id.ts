/** What a button remembers, as the `custom_id` that Discord hands back on a click. */
import { type ActionId, decodeAction, encodeAction } from '../../src/cards/mod.ts';

export type { ActionId };

/**
 * At most 41 characters, of which Discord allows 100.
 * @throws RangeError when the action is not as its type says (see `encodeAction`)
 */
export function encode(action: ActionId): string {
  return encodeAction(action, 'custom_id');
}

export { decodeAction as decode };
