import type { Card } from '../cards/mod.ts';

/** A card with the question above it, for places that show an answer without what was asked. */
export function restated(card: Card, question: string): Card {
  const asked = `“${question.trim()}”`;
  return { ...card, note: card.note === null ? asked : `${asked} ${card.note}` };
}
