/** What people press, pick and fill in, with limits (docs, "Block elements"). Other elements are not known here and refused. */
import { z } from 'zod';
import { anyText, plainText } from './texts.ts';

const id = z.string().min(1).max(255).optional();
const webUrl = z
  .string()
  .max(3000)
  .regex(/^https?:\/\/\S+$/, 'must be a valid URL');
const style = z.enum(['primary', 'danger']).optional();
const accessibilityLabel = z.string().max(75).optional();

const confirm = z
  .strictObject({
    title: plainText(100).optional(),
    text: anyText(300),
    confirm: plainText(30).optional(),
    deny: plainText(30).optional(),
    style,
  })
  .optional();

/** The value's 150 are the docs' ("Option object"); the comments of @slack/types still say 75. */
const optionOf = <T extends z.ZodType>(text: T) =>
  z.strictObject({
    text,
    value: z.string().min(1).max(150),
    description: plainText(75).optional(),
    url: webUrl.optional(),
  });
const plainOption = optionOf(plainText(75));
const anyOption = optionOf(anyText(75));

const button = z.strictObject({
  type: z.literal('button'),
  action_id: id,
  text: plainText(75),
  url: webUrl.optional(),
  value: z.string().max(2000).optional(),
  style,
  confirm,
  accessibility_label: accessibilityLabel,
});

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    action_id: id,
    placeholder: plainText(150).optional(),
    options: z.array(plainOption).min(1).max(100).optional(),
    option_groups: z
      .array(
        z.strictObject({
          label: plainText(75),
          options: z.array(plainOption).min(1).max(100),
        }),
      )
      .min(1)
      .max(100)
      .optional(),
    initial_option: plainOption.optional(),
    confirm,
    focus_on_load: z.boolean().optional(),
  })
  .refine(
    ({ options, option_groups: groups }) => (options === undefined) !== (groups === undefined),
    'must have either options or option_groups',
  );

const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: id,
  options: z.array(plainOption).min(1).max(5),
  confirm,
});

const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  action_id: id,
  options: z.array(anyOption).min(1).max(10),
  initial_option: anyOption.optional(),
  confirm,
  focus_on_load: z.boolean().optional(),
});

const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    action_id: id,
    options: z.array(anyOption).min(1).max(10),
    initial_options: z.array(anyOption).min(1).optional(),
    confirm,
    focus_on_load: z.boolean().optional(),
  })
  .refine(
    ({ options, initial_options: ticked = [] }) =>
      ticked.every((one) => options.some((option) => JSON.stringify(option) === JSON.stringify(one))),
    'initial_options must be among the options',
  );

const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  action_id: id,
  placeholder: plainText(150).optional(),
  initial_option: plainOption.optional(),
  min_query_length: z.int().min(0).optional(),
  confirm,
  focus_on_load: z.boolean().optional(),
});

/** What an app may answer with while somebody types (docs, "Select menu of external data source"). */
export const suggestions = z.strictObject({ options: z.array(plainOption).max(100) });

const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  action_id: id,
  placeholder: plainText(150).optional(),
  initial_time: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time in the format HH:mm')
    .optional(),
  timezone: z.string().optional(),
  confirm,
  focus_on_load: z.boolean().optional(),
});

const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: id,
  placeholder: plainText(150).optional(),
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
  focus_on_load: z.boolean().optional(),
  dispatch_action_config: z.looseObject({}).optional(),
});

const feedbackButton = z.strictObject({
  text: plainText(75),
  value: z.string().max(2000),
  accessibility_label: accessibilityLabel,
});

const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  action_id: id,
  positive_button: feedbackButton,
  negative_button: feedbackButton,
});

const iconButton = z.strictObject({
  type: z.literal('icon_button'),
  action_id: id,
  icon: z.literal('trash'),
  text: plainText(75),
  value: z.string().max(2000).optional(),
  accessibility_label: accessibilityLabel,
  visible_to_user_ids: z.array(z.string()).optional(),
  confirm,
});

/** In a block, or beside a section. */
export const image = z.strictObject({
  type: z.literal('image'),
  image_url: webUrl,
  alt_text: z.string().max(2000),
});

export const inActions = z.discriminatedUnion('type', [button, staticSelect, overflow, radioButtons]);
export const inSection = z.discriminatedUnion('type', [button, staticSelect, overflow, radioButtons, image]);
export const inContextActions = z.discriminatedUnion('type', [feedbackButtons, iconButton]);
export const inInput = z.discriminatedUnion('type', [
  plainTextInput,
  staticSelect,
  radioButtons,
  checkboxes,
  externalSelect,
  timepicker,
]);
