/**
 * The components that a message may have, and their limits one by one (docs, "Component Reference"). Lengths are in UTF-16 code
 * units: what passes here passes whichever way Discord counts. Selects of users, roles and channels are not known here.
 */
import { ButtonStyle, ComponentType } from 'discord.js';
import { z } from 'zod';

const emoji = z.looseObject({ name: z.string().nullish(), id: z.string().nullish() });
const customId = z.string().min(1).max(100);
const webUrl = z
  .string()
  .max(512)
  .regex(/^(https?|discord):\/\//, 'Scheme must be one of http, https, discord');
const media = z.looseObject({ url: z.string().min(1).max(2048) });

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

const button = z
  .looseObject({
    type: z.literal(ComponentType.Button),
    style: z.int().min(ButtonStyle.Primary).max(ButtonStyle.Link),
    label: z.string().max(80).nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.nullish(),
    url: webUrl.nullish(),
    disabled: z.boolean().nullish(),
  })
  .refine(
    ({ label, emoji: picture }) => Boolean(label) || Boolean(picture),
    'A button needs a label or emoji',
  )
  .refine(
    ({ style, custom_id: id, url }) =>
      style === ButtonStyle.Link ? isGiven(url) && !isGiven(id) : isGiven(id) && !isGiven(url),
    'A link button has a url and no custom_id, any other a custom_id and no url',
  );

const option = z.looseObject({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
  emoji: emoji.nullish(),
});

const select = z.looseObject({
  type: z.literal(ComponentType.StringSelect),
  custom_id: customId,
  placeholder: z.string().max(150).nullish(),
  min_values: z.int().min(0).max(25).nullish(),
  max_values: z.int().min(1).max(25).nullish(),
  options: z
    .array(option)
    .min(1)
    .max(25)
    .refine(
      (options) => new Set(options.map(({ value }) => value)).size === options.length,
      'The specified option value is already used',
    ),
});

const actionRow = z.looseObject({
  type: z.literal(ComponentType.ActionRow),
  components: z
    .array(z.discriminatedUnion('type', [button, select]))
    .min(1)
    .max(5)
    .refine(
      (row) => row.length === 1 || row.every(({ type }) => type === ComponentType.Button),
      'A select is alone in its row',
    ),
});

const textDisplay = z.looseObject({
  type: z.literal(ComponentType.TextDisplay),
  content: z.string().min(1).max(4000),
});

const thumbnail = z.looseObject({
  type: z.literal(ComponentType.Thumbnail),
  media,
  description: z.string().max(1024).nullish(),
});

const section = z.looseObject({
  type: z.literal(ComponentType.Section),
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});

const mediaGallery = z.looseObject({
  type: z.literal(ComponentType.MediaGallery),
  items: z
    .array(z.looseObject({ media, description: z.string().max(1024).nullish() }))
    .min(1)
    .max(10),
});

const separator = z.looseObject({
  type: z.literal(ComponentType.Separator),
  divider: z.boolean().nullish(),
  spacing: z.int().min(1).max(2).nullish(),
});

const file = z.looseObject({ type: z.literal(ComponentType.File), file: media });

const inContainer = [actionRow, textDisplay, section, mediaGallery, separator, file] as const;

const container = z.looseObject({
  type: z.literal(ComponentType.Container),
  accent_color: z.int().min(0).max(0xffffff).nullish(),
  components: z.array(z.discriminatedUnion('type', inContainer)).min(1).max(40),
});

/** What a message with the Components V2 flag is made of. */
export const componentsV2 = z.array(z.discriminatedUnion('type', [...inContainer, container]));

/** What any other message may have: up to five rows. */
export const legacyComponents = z.array(actionRow).max(5);

/** A component as it was sent: only what tests look at is typed. */
export interface StandInComponent {
  readonly type: number;
  readonly custom_id?: string;
  readonly content?: string;
  readonly label?: string;
  readonly style?: number;
  readonly url?: string;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly accent_color?: number;
  readonly options?: readonly {
    readonly label: string;
    readonly value: string;
    readonly description?: string;
  }[];
  readonly components?: readonly StandInComponent[];
  readonly accessory?: StandInComponent;
}

/** All components, nested ones and accessories included. */
export function allComponents(components: readonly StandInComponent[]): StandInComponent[] {
  return components.flatMap((component) => [
    component,
    ...allComponents(component.components ?? []),
    ...(component.accessory === undefined ? [] : allComponents([component.accessory])),
  ]);
}
