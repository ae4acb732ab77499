/**
 * The blocks of messages and views, and their limits one by one (docs, "Block Kit reference"). Blocks that nothing here sends (video,
 * file, card, data_table, …) are not known and refused.
 */
import { z } from 'zod';
import { image, inActions, inContextActions, inInput, inSection } from './elements.ts';
import { anyText, plainText, richText } from './texts.ts';

const blockId = z.string().min(1).max(255).optional();

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: inSection.optional(),
    expand: z.boolean().optional(),
  })
  .refine(
    ({ text, fields }) => text !== undefined || fields !== undefined,
    'missing required field: text or fields',
  );

const header = z.strictObject({ type: z.literal('header'), block_id: blockId, text: plainText(150) });

const context = z.strictObject({
  type: z.literal('context'),
  block_id: blockId,
  elements: z
    .array(z.union([anyText(3000), image]))
    .min(1)
    .max(10),
});

const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: blockId,
  elements: z.array(inActions).min(1).max(25),
});

const divider = z.strictObject({ type: z.literal('divider'), block_id: blockId });

const picture = image.extend({ block_id: blockId, title: plainText(2000).optional() });

const input = z.strictObject({
  type: z.literal('input'),
  block_id: blockId,
  label: plainText(2000),
  element: inInput,
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});

const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  block_id: blockId,
  elements: z.array(inContextActions).min(1).max(5),
});

/** The 12,000 are over all of them in a message; see limits.ts. */
const markdown = z.strictObject({ type: z.literal('markdown'), block_id: blockId, text: z.string().min(1) });

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) }),
  richText,
]);

const table = z.strictObject({
  type: z.literal('table'),
  block_id: blockId,
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
    )
    .max(20)
    .optional(),
});

const everywhere = [section, header, context, actions, divider, picture, input, richText] as const;

/** `markdown`, `table` and `context_actions` are for messages alone (docs, "Surfaces" of each block). */
export const messageBlocks = z
  .array(z.discriminatedUnion('type', [...everywhere, contextActions, markdown, table]))
  .max(50);

export const viewBlocks = z.array(z.discriminatedUnion('type', everywhere)).max(100);
