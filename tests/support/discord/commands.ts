/** What Discord refuses in commands that are registered (docs, "Application Commands"). */
import { ApplicationCommandType as Type } from 'discord.js';
import { z } from 'zod';
import { invalidByIssues } from './errors.ts';

const chatName = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u, 'Command name is invalid')
  .refine((name) => name === name.toLowerCase(), 'Command name is invalid: it has upper case letters');
const description = z.string().min(1).max(100);

const choice = z.looseObject({
  name: z.string().min(1).max(100),
  value: z.union([z.string().max(100), z.number()]),
});

const optionFields = {
  type: z.int().min(1).max(11),
  name: chatName,
  description,
  required: z.boolean().nullish(),
  autocomplete: z.boolean().nullish(),
  choices: z.array(choice).max(25).nullish(),
  channel_types: z.array(z.int()).nullish(),
};
export type Option = z.infer<z.ZodObject<typeof optionFields>> & {
  readonly options?: readonly Option[] | null | undefined;
};

const option: z.ZodType<Option> = z.lazy(() =>
  z
    .looseObject({ ...optionFields, options: options.nullish() })
    .refine(
      (one) => !(one.autocomplete && one.choices?.length),
      'Autocomplete and choices exclude each other',
    ),
);

const options = z
  .array(option)
  .max(25)
  .refine((all) => isUnique(all.map(({ name }) => name)), 'Option names are not unique')
  .refine(
    (all) => !all.some((one, index) => one.required && index > 0 && !all[index - 1]!.required),
    'Required options must be placed before non-required options',
  )
  .refine(
    (all) => new Set(all.map(({ type }) => type <= 2)).size <= 1,
    'Subcommands and options cannot stand beside each other',
  );

const common = {
  contexts: z.array(z.int().min(0).max(2)).nullish(),
  integration_types: z.array(z.int().min(0).max(1)).min(1).nullish(),
};

const chatCommand = z
  .looseObject({
    ...common,
    type: z.literal(Type.ChatInput),
    name: chatName,
    description,
    options: options.nullish(),
  })
  .refine((command) => textOf(command) <= 8000, 'Names, descriptions and values are over 8000 characters');

const menuCommand = z.looseObject({
  ...common,
  type: z.union([z.literal(Type.User), z.literal(Type.Message)]),
  name: z.string().trim().min(1).max(32),
  description: z.literal('').nullish(),
});

/** 100 commands of the chat, and 15 of each menu. */
const list = z
  .array(z.discriminatedUnion('type', [chatCommand, menuCommand]))
  .refine((all) => isUnique(all.map(({ type, name }) => `${type} ${name}`)), 'Command names are not unique')
  .refine((all) => all.filter(({ type }) => type === Type.ChatInput).length <= 100, 'Over 100 commands')
  .refine((all) => all.filter(({ type }) => type === Type.Message).length <= 15, 'Over 15 message commands')
  .refine((all) => all.filter(({ type }) => type === Type.User).length <= 15, 'Over 15 user commands');

export type Command = z.infer<typeof list>[number] & { readonly id: string };

/** The commands of a PUT, each with its id; throws Discord's error if one is against the rules. */
export function checkCommands(body: unknown, nextId: () => string): Command[] {
  const typed = Array.isArray(body)
    ? body.map((command: object) => ({ type: Type.ChatInput, ...command }))
    : body;
  const result = list.safeParse(typed);
  if (!result.success) throw invalidByIssues(result.error.issues);
  return result.data.map((command) => ({ ...command, id: nextId() }));
}

function isUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

function textOf(command: {
  readonly name: string;
  readonly description: string;
  readonly options?: readonly Option[] | null | undefined;
}): number {
  const inChoices = (one: Option): number =>
    (one.choices ?? []).reduce((sum, { name, value }) => sum + name.length + String(value).length, 0);
  const inOptions = (command.options ?? []).reduce(
    (sum, one) => sum + inChoices(one) + textOf({ ...one, options: one.options ?? null }),
    0,
  );
  return command.name.length + command.description.length + inOptions;
}
