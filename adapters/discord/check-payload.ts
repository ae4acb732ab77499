/** Finds out before Discord does whether it would refuse a message. */
import { ButtonStyle, ComponentType, MessageFlags } from 'discord.js';
import { LIMITS } from './limits.ts';
import { webAddress } from './links.ts';

/** The part of a message's body that is checked. */
export interface CheckedPayload {
  readonly flags?: number | undefined;
  readonly content?: string | null | undefined;
  readonly embeds?: readonly object[] | null | undefined;
  readonly components?: readonly object[] | null | undefined;
}

/** Any component or option, as loosely as JSON may have it. */
interface Node {
  readonly type?: number;
  readonly style?: number;
  readonly content?: string;
  readonly label?: string;
  readonly value?: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly url?: string;
  readonly custom_id?: string;
  readonly emoji?: object;
  readonly accessory?: Node;
  readonly components?: readonly Node[];
  readonly options?: readonly Node[];
}

/** What Casebook sends; another kind of component would not be counted right. */
const CHECKS: Readonly<Record<number, (node: Node) => string[]>> = {
  [ComponentType.Container]: checkContainer,
  [ComponentType.Section]: checkSection,
  [ComponentType.TextDisplay]: ({ content }) => (isBlank(content) ? ['a text display shows nothing'] : []),
  [ComponentType.Separator]: () => [],
  [ComponentType.ActionRow]: checkRow,
  [ComponentType.Button]: checkButton,
  [ComponentType.StringSelect]: checkSelect,
};

/**
 * Why Discord would refuse the message, one sentence each; empty when it would take it. What is found here is a mistake of
 * ours, so a payload with problems is never sent.
 */
export function problemsOf(payload: CheckedPayload): string[] {
  const top = (payload.components ?? []) as readonly Node[];
  const nodes = top.flatMap(withNested);
  return [
    ...checkKind(payload, nodes),
    ...checkTotals(nodes),
    ...nodes.flatMap((node) => (CHECKS[node.type ?? 0] ?? unknownType)(node)),
  ];
}

/** Components V2 and plain content exclude each other. */
function checkKind({ flags = 0, content, embeds }: CheckedPayload, nodes: readonly Node[]): string[] {
  if ((flags & MessageFlags.IsComponentsV2) !== 0) {
    return [
      ...(nodes.length === 0 ? ['the message has no components'] : []),
      ...(content ? ['content is not allowed beside Components V2'] : []),
      ...(embeds?.length ? ['embeds are not allowed beside Components V2'] : []),
    ];
  }
  const olderTypes: readonly (number | undefined)[] = [
    ComponentType.ActionRow,
    ComponentType.Button,
    ComponentType.StringSelect,
  ];
  return [
    ...tooLong('content', content ?? '', LIMITS.content),
    ...(isBlank(content) && !embeds?.length ? ['the message is empty'] : []),
    ...(nodes.every(({ type }) => olderTypes.includes(type)) ? [] : ['the flag IsComponentsV2 is missing']),
  ];
}

function checkTotals(nodes: readonly Node[]): string[] {
  const texts = nodes.flatMap(({ content }) => content ?? []);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + LIMITS.textOverheadBytes, 0);
  const ids = nodes.flatMap(({ custom_id }) => custom_id ?? []);
  const repeated = new Set(ids.filter((id, place) => ids.indexOf(id) !== place));
  return [
    ...tooMany('components', nodes.length, LIMITS.components),
    ...tooMany('characters of text', characters, LIMITS.text),
    ...tooMany('bytes of text', bytes, LIMITS.textBytes),
    ...[...repeated].map((id) => `two components have the custom_id ${JSON.stringify(id)}`),
  ];
}

function checkContainer({ components = [] }: Node): string[] {
  const allowed: readonly (number | undefined)[] = [
    ComponentType.ActionRow,
    ComponentType.TextDisplay,
    ComponentType.Section,
    ComponentType.Separator,
  ];
  return [
    ...(components.length === 0 ? ['a container is empty'] : []),
    ...components
      .filter(({ type }) => !allowed.includes(type))
      .map(({ type }) => `a container cannot hold a component of type ${type}`),
  ];
}

function checkSection({ components = [], accessory }: Node): string[] {
  return [
    ...(components.length === 0 ? ['a section has no text'] : []),
    ...tooMany('texts in a section', components.length, LIMITS.sectionTexts),
    ...(accessory === undefined ? ['a section has no accessory'] : []),
  ];
}

function checkRow({ components = [] }: Node): string[] {
  const buttons = components.filter(({ type }) => type === ComponentType.Button).length;
  if (components.length === 0) return ['an action row is empty'];
  if (buttons === components.length) return tooMany('buttons in a row', buttons, LIMITS.rowButtons);
  const isOneSelect = components.length === 1 && components[0]?.type === ComponentType.StringSelect;
  return isOneSelect ? [] : ['an action row holds something else than buttons or one select'];
}

function checkButton({ style, label, emoji, url, custom_id }: Node): string[] {
  const common = [
    ...tooLong('the label of a button', label ?? '', LIMITS.buttonLabel),
    ...(isBlank(label) && emoji === undefined ? ['a button has neither label nor emoji'] : []),
  ];
  if (style !== ButtonStyle.Link) return [...common, ...checkCustomId(custom_id)];
  return [
    ...common,
    ...(custom_id === undefined ? [] : ['a link button has a custom_id']),
    ...(webAddress(url ?? '') === null ? [`a link button cannot open ${JSON.stringify(url)}`] : []),
  ];
}

function checkSelect({ options = [], placeholder = '', custom_id }: Node): string[] {
  const values = new Set(options.map(({ value }) => value));
  return [
    ...checkCustomId(custom_id),
    ...tooLong('the placeholder of a select', placeholder, LIMITS.selectPlaceholder),
    ...(options.length === 0 ? ['a select has no options'] : []),
    ...tooMany('options in a select', options.length, LIMITS.selectOptions),
    ...(values.size < options.length ? ['two options of a select have the same value'] : []),
    ...options.flatMap(({ label, value = '', description = '' }) => [
      ...(isBlank(label) ? ['an option has no label'] : []),
      ...(value === '' ? ['an option has no value'] : []),
      ...tooLong('the label of an option', label ?? '', LIMITS.optionLabel),
      ...tooLong('the value of an option', value, LIMITS.optionValue),
      ...tooLong('the description of an option', description, LIMITS.optionDescription),
    ]),
  ];
}

function checkCustomId(id: string | undefined): string[] {
  return id ? tooLong('a custom_id', id, LIMITS.customId) : ['a button or select has no custom_id'];
}

function unknownType({ type }: Node): string[] {
  return [`a component of type ${type} is not one that Casebook sends`];
}

function withNested(node: Node): Node[] {
  const accessory = node.accessory === undefined ? [] : [node.accessory];
  return [node, ...[...accessory, ...(node.components ?? [])].flatMap(withNested)];
}

function tooLong(what: string, text: string, limit: number): string[] {
  return text.length > limit ? [`${what} has ${text.length} characters, of which ${limit} are allowed`] : [];
}

function tooMany(what: string, count: number, limit: number): string[] {
  return count > limit ? [`there are ${count} ${what}, of which ${limit} are allowed`] : [];
}

function isBlank(text: string | null | undefined): boolean {
  return (text ?? '').trim() === '';
}
