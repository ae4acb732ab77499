/** Renders cards as views: the sections of a case study and the question as modals, and the Home tab. */
import type { types } from '@slack/bolt';
import { type Card, NOTHING, namesRelated, relatedHeading, sayable } from '../../src/cards/mod.ts';
import { type Block, bold, paragraph, plainText, small, words } from './blocks.ts';
import { controlsOf } from './controls.ts';
import { splitText } from './fit.ts';
import { LIMITS } from './limits.ts';
import { excerptLabel, insightBlocks, openingBlocks, pathBlocks } from './parts.ts';
import { linkList, sourceBlocks, sourceCount } from './sources.ts';
import { tableList } from './table.ts';

/** By what the submitted question is found: `view.state.values[blockId][actionId].value`. */
export const ASK_VIEW = { callbackId: 'cb1:ask', blockId: 'question', actionId: 'question' } as const;

const NAME = 'Casebook';
/** More of a question is not read (index/search/query.ts). */
const MAX_QUESTION_LENGTH = 2_000;

/**
 * How long texts may become in a view, as blocks of 3,000 characters. The longest section of the library needs one; all of a
 * view stays far below its 250 kB.
 */
const LEAD_BLOCKS = 2;
const EXCERPT_BLOCKS = 8;
/** As in a message: what people read of other titles. */
const MAX_RELATED = 10;

/**
 * One section of a case study, or any other card, with a select for the other sections above the text.
 * @param privateMetadata comes back with every action in the view: at most 3,000 characters
 * @throws RangeError when `privateMetadata` is too long, or an action is not as its type says (see `encode`)
 */
export function renderSectionView(card: Card, privateMetadata: string): types.ModalView {
  if (privateMetadata.length > LIMITS.privateMetadata) {
    throw new RangeError(
      `The private_metadata of a view has ${privateMetadata.length} characters, of which ${LIMITS.privateMetadata} are allowed: store what it holds and pass an id.`,
    );
  }
  return {
    type: 'modal',
    title: plainText(NAME),
    close: plainText('Close'),
    private_metadata: privateMetadata,
    blocks: viewBlocks(card),
  };
}

/** The Home tab: one card below the other. Those for which there is no room are left out and counted. */
export function renderHome(cards: readonly Card[]): types.HomeView {
  let blocks: Block[] = [];
  let shown = 0;
  for (const card of cards) {
    const longer: Block[] = [
      ...blocks,
      ...(shown === 0 ? [] : [{ type: 'divider' as const }]),
      ...viewBlocks(card),
    ];
    // One block is kept for the line that counts the rest. How Slack counts bytes is not documented, so half of them are used.
    if (longer.length >= LIMITS.viewBlocks || bytesOf(longer) > LIMITS.viewBytes / 2) break;
    blocks = longer;
    shown++;
  }
  const rest = cards.length - shown;
  if (rest > 0) return { type: 'home', blocks: [...blocks, small(`and ${rest} more`)] };
  return { type: 'home', blocks: blocks.length > 0 ? blocks : [paragraph(words(NOTHING))] };
}

/** The modal that asks for a question, for a shortcut that works everywhere. */
export function askView(): types.ModalView {
  return {
    type: 'modal',
    callback_id: ASK_VIEW.callbackId,
    title: plainText(NAME),
    submit: plainText('Ask'),
    close: plainText('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: ASK_VIEW.blockId,
        label: plainText('What would you like to know?'),
        element: {
          type: 'plain_text_input',
          action_id: ASK_VIEW.actionId,
          multiline: true,
          max_length: MAX_QUESTION_LENGTH,
          focus_on_load: true,
          placeholder: plainText('For example: reads of a hot partition are slow'),
        },
      },
    ],
  };
}

function viewBlocks(card: Card): Block[] {
  const said = sayable(card);
  const { sections, titles, buttons } = controlsOf(said, 'view', Number.POSITIVE_INFINITY);
  const content = [
    ...splitText(said.lead ?? '', LIMITS.richText, LEAD_BLOCKS).map((text) => paragraph(words(text))),
    ...excerptPieces(said.excerpt),
    ...(said.table === null ? [] : tableList(said.table)),
    ...(said.source === null ? [] : sourceBlocks(said.source, sourceCount(said.source))),
    ...insightBlocks(said.insight, LIMITS.richText),
    ...(namesRelated(said) ? linkList(relatedHeading(said), said.related.slice(0, MAX_RELATED)) : []),
    ...pathBlocks(said.link),
  ];
  const opening = openingBlocks(said);
  const nothing = opening.length + content.length === 0 ? [paragraph(words(NOTHING))] : [];
  return [...opening, ...sections, ...content, ...nothing, ...titles, ...buttons];
}

function excerptPieces(excerpt: Card['excerpt']): Block[] {
  if (excerpt === null) return [];
  const label = excerptLabel(excerpt);
  const pieces = splitText(excerpt.text, LIMITS.richText - label.length, EXCERPT_BLOCKS);
  return pieces.map((text, place) =>
    place === 0 && label !== '' ? paragraph(bold(label), words(text)) : paragraph(words(text)),
  );
}

function bytesOf(blocks: readonly Block[]): number {
  return Buffer.byteLength(JSON.stringify(blocks));
}
