import type { Action } from '../cards/mod.ts';

/**
 * The buttons under a case study of the day.
 *
 * @param target id of the delivery, or of the answer that a preview is
 */
export function digestActions(target: string, hasRelated: boolean): Action[] {
  const action = (kind: Action['kind'], label: string): Action => ({ kind, target, index: 0, label });
  return [
    action('reveal', 'What would you do? → Show'),
    action('details', 'Details'),
    ...(hasRelated ? [action('related', 'Related')] : []),
    action('quiz', 'Quiz me on this'),
  ];
}
