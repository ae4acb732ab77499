/** What a card of its kind may say, whatever it carries. */
import type { Card } from './card.ts';

export const NOTHING = 'There is nothing to show here.';

export const NOT_SURE = 'I am not sure which case study answers this, so I will not guess.';
const OUT_OF_SCOPE = 'That is not something my library covers.';

/** A card that is unsure makes no claim, and a refusal is one line. */
export function sayable(card: Card): Card {
  const noClaim = { breadcrumb: [], excerpt: null, table: null, source: null, insight: null, link: null };
  if (card.kind === 'unsure') return { ...card, ...noClaim, lead: card.lead ?? NOT_SURE };
  if (card.kind === 'out-of-scope') {
    const lead = [card.lead, card.title].find((text) => text?.trim()) ?? OUT_OF_SCOPE;
    return { ...card, ...noClaim, title: '', note: null, lead, related: [] };
  }
  return card;
}

/** Whether other case studies are named in words: not when buttons lead to them. */
export function namesRelated({ actions }: Card): boolean {
  return !actions.some(({ kind }) => kind === 'open' || kind === 'related');
}

export function relatedHeading({ kind }: Card): string {
  if (kind === 'quiz') return 'To read again';
  return kind === 'unsure' ? 'Nearest case studies' : 'Related';
}
