/**
 * Renders a card as a Slack message: blocks, and the text for notifications.
 *
 * Any card becomes a message that Slack takes. Where a card says more than fits, the least important part gives way first.
 */
import { type Card, NOTHING, namesRelated, relatedHeading, sayable } from '../../src/cards/mod.ts';
import { answerText } from './answer-text.ts';
import { type Block, callOf, paragraph, weightOf, words } from './blocks.ts';
import { controlsOf } from './controls.ts';
import { LIMITS } from './limits.ts';
import { excerptBlocks, insightBlocks, openingBlocks, pathBlocks, textBlocks } from './parts.ts';
import { linkList, sourceBlocks, sourceCount } from './sources.ts';
import { tableBlocks } from './table.ts';

/** What a message says, for every method that sends or replaces one. Send it with `unfurl_links` and `unfurl_media` false. */
export interface MessagePayload {
  readonly text: string;
  readonly blocks: Block[];
}

/** A third of a message. Ten titles, or 25 long names of sections beside five buttons, fit. */
const CONTROL_CHARACTERS = 4_000;
/** What is kept for the insight when a lead is so long that it must be cut. */
const LEAST_INSIGHT_CHARACTERS = 500;

/** @throws RangeError when an action is not as its type says (see `encode`) */
export function renderCard(card: Card): MessagePayload {
  return renderPost(card, null);
}

/**
 * The same with a user group called above it. Nothing else in the message pings, and the text for notifications does not either.
 * @param group id of the user group, `S…`; null calls nobody
 * @throws RangeError when that is no id of a user group, or an action is not as its type says (see `encode`)
 */
export function renderPost(card: Card, group: string | null): MessagePayload {
  const said = sayable(card);
  const call = group === null ? [] : [callOf(group)];
  const text = answerText(said);
  const { sections, titles, buttons } = controlsOf(said, 'message', CONTROL_CHARACTERS);
  const controls = [...sections, ...titles, ...buttons];
  const room = LIMITS.messageCharacters - text.length - weightOf([...call, ...controls]);
  const content = contentBlocks(said, room);
  const shown = content.length > 0 ? content : [paragraph(words(NOTHING))];
  return { text, blocks: [...call, ...shown, ...controls] };
}

/**
 * The blocks above the controls. They are made in order of importance, each within the room that the ones before it left, so
 * a small part may still stand where a more important one was too large.
 */
function contentBlocks(card: Card, characters: number): Block[] {
  let room = characters;
  const take = (blocks: Block[]): Block[] => {
    room -= weightOf(blocks);
    return blocks;
  };
  const forText = (): number => room - LIMITS.blockCharacters;
  const opening = take(openingBlocks(card));
  const path = take(pathBlocks(card.link));
  const firstSource = take(card.source === null ? [] : sourceBlocks(card.source, 1));
  const reserved = card.insight === null ? 0 : LEAST_INSIGHT_CHARACTERS + LIMITS.blockCharacters;
  const lead = take(textBlocks(card.lead ?? '', forText() - reserved));
  const insight = take(insightBlocks(card.insight, forText()));
  const table = take(card.table === null ? [] : tableBlocks(card.table, room));
  const sources = moreSources(card.source, firstSource, room);
  room -= weightOf(sources) - weightOf(firstSource);
  const excerpt = take(excerptBlocks(card.excerpt, forText()));
  const related = take(relatedBlocks(card, room));
  return [...opening, ...lead, ...excerpt, ...table, ...sources, ...insight, ...related, ...path];
}

/** With as many sources as fit; `first` names only one. */
function moreSources(source: Card['source'], first: Block[], room: number): Block[] {
  if (source === null) return first;
  for (let count = sourceCount(source); count > 1; count--) {
    const blocks = sourceBlocks(source, count);
    if (weightOf(blocks) - weightOf(first) <= room) return blocks;
  }
  return first;
}

/** As many other case studies as fit. */
function relatedBlocks(card: Card, room: number): Block[] {
  if (!namesRelated(card)) return [];
  for (let count = card.related.length; count > 0; count--) {
    const blocks = linkList(relatedHeading(card), card.related, count);
    if (weightOf(blocks) <= room) return blocks;
  }
  return [];
}
