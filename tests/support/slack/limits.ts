/** What Slack refuses in a message and in a view, as a whole. */
import { z } from 'zod';
import { messageBlocks, viewBlocks } from './blocks.ts';
import { check, invalidArguments, refusal, SlackError } from './errors.ts';
import { allParts, type Json, type StandInPart, usableElements } from './parts.ts';
import { plainText } from './texts.ts';

/** Docs, "Markdown block" and "Table block". */
const MOST_MARKDOWN = 12_000;
const MOST_IN_TABLE = 10_000;
/**
 * An approximation: Slack documents no figure for `msg_blocks_too_long`, so it is the one of markdown. Here it is for all text of all
 * blocks; `text` is counted apart, because it is shown in their place and not with them.
 */
const MOST_IN_BLOCKS = 12_000;
/** Docs: a longer `text` is cut at 40,000 by chat.postMessage, and refused from 4,000 on by chat.update. */
const MOST_TEXT = { post: 12_000, update: 4_000 };
/** Docs, views.open: 250 kB. */
const MOST_VIEW_BYTES = 250_000;

const view = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('modal'),
      title: plainText(24),
      submit: plainText(24).nullish(),
      close: plainText(24).nullish(),
      blocks: z.array(z.unknown()),
      private_metadata: z.string().max(3000).optional(),
      callback_id: z.string().max(255).optional(),
      external_id: z.string().max(255).optional(),
      clear_on_close: z.boolean().optional(),
      notify_on_close: z.boolean().optional(),
    }),
    z.strictObject({
      type: z.literal('home'),
      blocks: z.array(z.unknown()),
      private_metadata: z.string().max(3000).optional(),
      callback_id: z.string().max(255).optional(),
      external_id: z.string().max(255).optional(),
    }),
  ])
  .refine(
    (one) =>
      one.type !== 'modal' ||
      Boolean(one.submit) ||
      !one.blocks.some((block) => (block as StandInPart | null)?.type === 'input'),
    'missing required field: submit',
  );

/** A view as it was asked for, within the limits. */
export type CheckedView = z.infer<typeof view> & { readonly blocks: readonly StandInPart[] };

/** @throws SlackError unless it may be shown */
export function checkView(value: unknown): CheckedView {
  const checked = check(view, value, 'invalid_arguments', '/view');
  check(viewBlocks, checked.blocks, 'invalid_arguments', '/view/blocks');
  const blocks = checked.blocks as StandInPart[];
  checkIds(blocks, 'invalid_arguments');
  if (Buffer.byteLength(JSON.stringify(value)) > MOST_VIEW_BYTES) throw new SlackError('view_too_large');
  return { ...checked, blocks };
}

/** The text and blocks of a message, each null if absent. */
export interface MessageContent {
  readonly text: string | null;
  readonly blocks: readonly StandInPart[] | null;
}

/** @throws SlackError unless it may be sent */
export function checkMessage(args: Json, kind: 'post' | 'update'): MessageContent {
  const text = typeof args['text'] === 'string' && args['text'] !== '' ? args['text'] : null;
  const given = args['blocks'] ?? null;
  if (args['attachments'] !== undefined || args['markdown_text'] !== undefined) {
    throw invalidArguments('the stand-in knows neither attachments nor markdown_text: send blocks');
  }
  if (given !== null && !Array.isArray(given)) throw new SlackError('invalid_blocks_format');
  if (text === null && (given === null || given.length === 0)) throw new SlackError('no_text');
  if ((text?.length ?? 0) > MOST_TEXT[kind]) throw new SlackError('msg_too_long');
  return { text, blocks: given === null ? null : checkBlocks(given) };
}

function checkBlocks(given: readonly unknown[]): readonly StandInPart[] {
  check(messageBlocks, given, 'invalid_blocks', '/blocks');
  const blocks = given as StandInPart[];
  checkIds(blocks, 'invalid_blocks');
  const tables = blocks.filter(({ type }) => type === 'table');
  if (tables.length > 1) throw refusal('invalid_blocks', ['only_one_table_allowed']);
  if (lengthOf(tables) > MOST_IN_TABLE) {
    throw refusal('invalid_blocks', [`must be less than ${MOST_IN_TABLE + 1} characters in all cells`]);
  }
  if (lengthOf(blocks.filter(({ type }) => type === 'markdown')) > MOST_MARKDOWN) {
    throw refusal('invalid_blocks', [`must be less than ${MOST_MARKDOWN + 1} characters of markdown`]);
  }
  if (lengthOf(blocks) > MOST_IN_BLOCKS) throw new SlackError('msg_blocks_too_long');
  return blocks;
}

/** Docs: a block_id is unique within a message or view, an action_id within its block. */
function checkIds(blocks: readonly StandInPart[], error: string): void {
  const twice = duplicate(blocks.flatMap(({ block_id: id }) => id ?? []));
  if (twice !== undefined) throw refusal(error, [`block_id ${twice} is not unique`]);
  for (const [index, block] of blocks.entries()) {
    const again = duplicate(usableElements([block]).map(({ element }) => element.action_id!));
    if (again === undefined) continue;
    throw refusal(error, [`\`action_id\` ${again} already exists [json-pointer:/blocks/${index}]`]);
  }
}

function duplicate(ids: readonly string[]): string | undefined {
  return ids.find((id, index) => ids.indexOf(id) < index);
}

function lengthOf(parts: readonly StandInPart[]): number {
  return allParts(parts).reduce((sum, { text }) => sum + (typeof text === 'string' ? text.length : 0), 0);
}
