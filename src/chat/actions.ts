/** Which buttons go under a card. */
import type { EntrySection } from '../ask/mod.ts';
import type { Action } from '../cards/mod.ts';

/** Buttons with titles that stand under an unsure answer. */
const MAX_TITLES = 5;

const action = (kind: Action['kind'], target: string, label: string, index = 0): Action => ({
  kind,
  target,
  index,
  label,
});

/** @param target id of the answer that was shown */
export function answerActions(
  target: string,
  { hasRelated, isPrivate }: { hasRelated: boolean; isPrivate: boolean },
): Action[] {
  return [
    action('details', target, 'Details'),
    ...(hasRelated ? [action('related', target, 'Related')] : []),
    ...(isPrivate ? [action('share', target, 'Share')] : []),
    action('up', target, '👍'),
    action('down', target, '👎'),
  ];
}

/** A button a title, in the order in which the answer refers to them. */
export function openActions(target: string, titles: readonly string[]): Action[] {
  return titles.slice(0, MAX_TITLES).map((title, index) => action('open', target, title, index));
}

/** One choice a section. */
export function sectionActions(target: string, sections: readonly EntrySection[]): Action[] {
  return sections.map(({ heading }, index) =>
    action('section', target, heading ?? `Part ${index + 1}`, index),
  );
}

/** What they are about is a round and no answer. */
const QUIZ_KINDS = ['choose', 'next', 'stop', 'review'] as const;

/** Whether a button of this kind leads to `Quiz.press`. */
export function isOfQuiz(kind: Action['kind']): kind is (typeof QUIZ_KINDS)[number] {
  return QUIZ_KINDS.some((known) => known === kind);
}
