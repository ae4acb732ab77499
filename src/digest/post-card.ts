import { type Card, digestCard } from '../cards/mod.ts';
import type { Casebook } from '../casebook.ts';
import { digestActions } from './actions.ts';

/** Parts of a Problem that the card shows in a place of their own, or not at all. */
const LABELLED = /^(?:Context|In simple terms)\s*:/i;

/**
 * The card of a case study of the day: the problem, and buttons for what was done about it. Null when the library does not have it.
 *
 * @param target what the buttons are about: the delivery, or the answer that a preview is
 */
export function postCard(
  casebook: Pick<Casebook, 'open' | 'sections'>,
  id: string,
  target: string,
  note: string | null,
): Card | null {
  const entry = casebook.open(id);
  if (entry === null) return null;
  const problem = casebook.sections(id).find(({ kind }) => kind === 'problem');
  const lines = (problem?.text ?? '').split('\n').filter((line) => !LABELLED.test(line));
  const lead = lines.join('\n').trim();
  return {
    ...digestCard(entry, lead === '' ? null : lead, note),
    actions: digestActions(target, entry.related.length > 0),
  };
}
