/** What Discord refuses in a message, an autocomplete result and a modal: 400, "Invalid Form Body". */
import { ComponentType, MessageFlags } from 'discord.js';
import { z } from 'zod';
import { allComponents, componentsV2, legacyComponents, type StandInComponent } from './components.ts';
import { emptyMessage, invalidByIssues, invalidForm } from './errors.ts';

/** Docs, "Component Reference": 40 with nested ones, and 4,000 characters over all text displays. */
const MOST_COMPONENTS = 40;
const MOST_TEXT = 4_000;

const { IsComponentsV2, SuppressEmbeds, SuppressNotifications, IsVoiceMessage, Ephemeral } = MessageFlags;

/** The flags that a request may set, by the kind of request (docs, "Message" and "Receiving and Responding"). */
export const SETTABLE_FLAGS = {
  post: IsComponentsV2 | SuppressEmbeds | SuppressNotifications | IsVoiceMessage,
  edit: IsComponentsV2 | SuppressEmbeds,
  reply: IsComponentsV2 | SuppressEmbeds | SuppressNotifications | IsVoiceMessage | Ephemeral,
  defer: Ephemeral,
} as const;

const messageBody = z.looseObject({
  content: z.string().max(2000).nullish(),
  embeds: z.array(z.looseObject({})).max(10).nullish(),
  components: z.array(z.looseObject({})).nullish(),
  attachments: z.array(z.looseObject({})).max(10).nullish(),
  poll: z.looseObject({}).nullish(),
  sticker_ids: z.array(z.string()).max(3).nullish(),
  flags: z.int().nullish(),
  nonce: z.union([z.string().max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z.looseObject({ message_id: z.string() }).nullish(),
  allowed_mentions: z
    .looseObject({
      parse: z.array(z.enum(['users', 'roles', 'everyone'])).optional(),
      users: z.array(z.string()).max(100).optional(),
      roles: z.array(z.string()).max(100).optional(),
      replied_user: z.boolean().optional(),
    })
    .nullish(),
});

/** A message as a request describes it. What is absent stays as it was in an edit. */
export type MessageBody = z.infer<typeof messageBody>;

const choices = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        name: z.string().min(1).max(100),
        value: z.union([z.string().max(100), z.number()]),
      }),
    )
    .max(25),
});

const modal = z.looseObject({
  custom_id: z.string().min(1).max(100),
  title: z.string().min(1).max(45),
  components: z.array(z.looseObject({})).min(1).max(5),
});

/** The body if its fields are within their limits one by one, and if it sets only flags that it may. */
export function checkBody(body: unknown, settableFlags: number): MessageBody {
  const checked = check(messageBody, body);
  if (((checked.flags ?? 0) & ~settableFlags) !== 0) {
    throw invalidForm(['flags'], 'MESSAGE_FLAGS_INVALID', `Only the flags ${settableFlags} can be set here`);
  }
  return checked;
}

export function checkChoices(data: unknown): void {
  check(choices, data);
}

export function checkModal(data: unknown): void {
  check(modal, data);
}

/** Checks what holds for a message in whole, as it stands after a request. */
export function checkMessage(message: {
  readonly content: string;
  readonly embeds: readonly unknown[];
  readonly components: readonly StandInComponent[];
  readonly attachments: readonly unknown[];
  readonly flags: number;
  /** Polls and stickers. */
  readonly hasMore: boolean;
}): void {
  const { content, embeds, components, attachments, hasMore } = message;
  const isV2 = (message.flags & IsComponentsV2) !== 0;
  if (isV2 && (content !== '' || embeds.length > 0 || hasMore)) {
    const fields = 'content, sticker_ids, poll and embeds';
    throw invalidForm(
      [content === '' ? 'embeds' : 'content'],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      `The ${fields} fields cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    );
  }
  if (content === '' && [...embeds, ...components, ...attachments].length === 0 && !hasMore) {
    throw emptyMessage();
  }
  check(z.object({ components: isV2 ? componentsV2 : legacyComponents }), { components });
  checkTotals(components);
}

function checkTotals(components: readonly StandInComponent[]): void {
  const all = allComponents(components);
  if (all.length > MOST_COMPONENTS) {
    const message = `Must have ${MOST_COMPONENTS} or fewer components in total, has ${all.length}`;
    throw invalidForm(['components'], 'BASE_TYPE_BAD_LENGTH', message);
  }
  const ids = all.flatMap(({ custom_id: id }) => id ?? []);
  if (new Set(ids).size < ids.length) {
    const message = 'Component custom id cannot be duplicated';
    throw invalidForm(['components'], 'COMPONENT_CUSTOM_ID_DUPLICATED', message);
  }
  const text = all
    .filter(({ type }) => type === ComponentType.TextDisplay)
    .map(({ content }) => content ?? '');
  const characters = text.reduce((total, { length }) => total + length, 0);
  if (characters > MOST_TEXT) {
    const message = `The total displayable text size exceeds maximum size of ${MOST_TEXT}: ${characters}`;
    throw invalidForm(['components'], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message);
  }
}

function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw invalidByIssues(result.error.issues);
  return result.data;
}
