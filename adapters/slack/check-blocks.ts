/** Finds out before Slack does whether it would refuse one block. */
import { USER_GROUP } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { webAddress } from './links.ts';

/** Any block, element or object, as loosely as JSON may have it. */
export interface BlockNode {
  readonly type?: string;
  readonly block_id?: string;
  readonly action_id?: string;
  readonly text?: string | BlockNode;
  readonly label?: BlockNode;
  readonly placeholder?: BlockNode;
  readonly emoji?: boolean;
  readonly value?: string;
  readonly url?: string;
  readonly accessibility_label?: string;
  readonly max_length?: number;
  readonly accessory?: BlockNode;
  readonly element?: BlockNode;
  readonly elements?: readonly BlockNode[];
  readonly options?: readonly BlockNode[];
  readonly initial_option?: BlockNode;
  readonly initial_options?: readonly BlockNode[];
  readonly initial_time?: string;
  readonly usergroup_id?: string;
  readonly rows?: readonly (readonly BlockNode[])[];
  readonly column_settings?: readonly object[];
  readonly positive_button?: BlockNode;
  readonly negative_button?: BlockNode;
}

const INPUTS = ['plain_text_input', 'static_select', 'external_select', 'checkboxes', 'timepicker'];

/** What Casebook sends; another kind of block would not be checked right. */
const CHECKS: Readonly<Record<string, (block: BlockNode) => string[]>> = {
  header: ({ text }) => checkPlain('a header', text, LIMITS.header),
  context: ({ elements = [] }) => [
    ...checkCount('elements in a context', elements, LIMITS.contextElements),
    ...elements.flatMap((element) => checkPlain('a context', element, LIMITS.textObject)),
  ],
  section: ({ text, accessory }) => [
    ...checkPlain('a section', text, LIMITS.textObject),
    ...(accessory === undefined ? [] : checkElements([accessory], ['button'])),
  ],
  rich_text: checkRichText,
  table: checkTable,
  divider: () => [],
  actions: ({ elements = [] }) => [
    ...checkCount('elements in a row', elements, LIMITS.actionsElements),
    ...checkElements(elements, ['button', 'static_select']),
  ],
  context_actions: ({ elements = [] }) => [
    ...checkCount('elements in a row of votes', elements, LIMITS.contextActionsElements),
    ...checkElements(elements, ['feedback_buttons']),
  ],
  input: ({ label, element }) => [
    ...checkPlain('the label of an input', label, LIMITS.inputLabel),
    ...checkElements(element === undefined ? [] : [element], INPUTS),
    ...(element === undefined ? ['an input has no element'] : []),
  ],
};

const ELEMENT_CHECKS: Readonly<Record<string, (element: BlockNode) => string[]>> = {
  button: checkButton,
  static_select: checkSelect,
  external_select: ({ placeholder, initial_option }) => [
    ...(placeholder === undefined ? [] : checkPlain('a placeholder', placeholder, LIMITS.placeholder)),
    ...(initial_option === undefined ? [] : checkOptions([initial_option], LIMITS.options)),
  ],
  checkboxes: ({ options = [], initial_options = [] }) => [
    ...checkOptions(options, LIMITS.checkboxes),
    ...(initial_options.every(({ value }) => options.some((option) => option.value === value))
      ? []
      : ['a box that is ticked is not there']),
  ],
  timepicker: ({ initial_time = '00:00' }) =>
    /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(initial_time) ? [] : [`${initial_time} is no time`],
  feedback_buttons: ({ positive_button, negative_button }) =>
    [positive_button, negative_button].flatMap((one) => checkLabel(one ?? {})),
  plain_text_input: ({ placeholder, max_length = 1 }) => [
    ...(placeholder === undefined ? [] : checkPlain('a placeholder', placeholder, LIMITS.placeholder)),
    ...tooMany('characters that an input takes', max_length, LIMITS.inputLength),
  ],
};

/** Why Slack would refuse the block, one sentence each. */
export function problemsOfBlock(block: BlockNode): string[] {
  const check = Object.hasOwn(CHECKS, block.type ?? '') ? CHECKS[block.type ?? ''] : undefined;
  return check === undefined
    ? [`a block of type ${block.type} is not one that Casebook sends`]
    : check(block);
}

export function tooLong(what: string, text: string, limit: number): string[] {
  return text.length > limit ? [`${what} has ${text.length} characters, of which ${limit} are allowed`] : [];
}

export function tooMany(what: string, count: number, limit: number): string[] {
  return count > limit ? [`there are ${count} ${what}, of which ${limit} are allowed`] : [];
}

function checkCount(what: string, list: readonly unknown[], limit: number): string[] {
  return list.length === 0 ? [`there are no ${what}`] : tooMany(what, list.length, limit);
}

/** A text object that shows what it says: mrkdwn, or plain text with emoji, is not what Casebook sends. */
function checkPlain(what: string, text: BlockNode['text'], limit: number): string[] {
  if (typeof text !== 'object' || typeof text.text !== 'string') return [`${what} has no text`];
  return [
    ...(text.text.trim() === '' ? [`${what} shows nothing`] : []),
    ...tooLong(what, text.text, limit),
    ...(text.type === 'plain_text' && text.emoji === false ? [] : [`${what} may show markup or emoji`]),
  ];
}

function checkRichText({ elements = [] }: BlockNode): string[] {
  const sections = elements.flatMap((part) =>
    part.type === 'rich_text_list' ? (part.elements ?? []) : [part],
  );
  const inlines = sections.flatMap((section) => section.elements ?? []);
  if (isCall({ elements })) return checkCall(inlines);
  const characters = inlines.reduce((sum, { text }) => sum + (text as string).length, 0);
  return [
    ...(inlines.some(({ text }) => (text as string).trim() !== '') ? [] : ['a rich text shows nothing']),
    ...(sections.every(({ type }) => type === 'rich_text_section')
      ? []
      : ['a rich text has an unknown part']),
    ...(inlines.every(({ text }) => text !== '') ? [] : ['a piece of rich text is empty']),
    ...tooMany('characters of rich text', characters, LIMITS.richText),
    ...inlines.flatMap(({ type, url }) => {
      if (type === 'link') return checkAddress(url);
      return type === 'text' ? [] : [`a rich text holds a ${type}`];
    }),
  ];
}

/** Whether a block calls a user group. */
export function isCall({ elements = [] }: BlockNode): boolean {
  return elements.some((part) => part.type === 'usergroup' || isCall(part));
}

/** A user group is called by a block of its own. */
function checkCall(inlines: readonly BlockNode[]): string[] {
  const isOnly = inlines.length === 1 && USER_GROUP.test(inlines[0]?.usergroup_id ?? '');
  return isOnly ? [] : ['a rich text calls what is no user group, or more than that'];
}

function checkTable({ rows = [], column_settings = [] }: BlockNode): string[] {
  const cells = rows.flat();
  const texts = cells.map(({ text }) => (typeof text === 'string' ? text : ''));
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  return [
    ...checkCount('rows in a table', rows, LIMITS.tableRows),
    ...checkCount('cells in a row', rows[0] ?? [], LIMITS.tableCells),
    ...(rows.every((row) => row.length === rows[0]?.length) ? [] : ['the rows of a table differ in length']),
    ...(cells.every(({ type }) => type === 'raw_text') ? [] : ['a cell is not raw text']),
    ...(texts.includes('') ? ['a cell is empty'] : []),
    ...tooMany('characters in a table', characters, LIMITS.tableCharacters),
    ...tooMany('settings of columns', column_settings.length, LIMITS.tableCells),
  ];
}

function checkElements(elements: readonly BlockNode[], allowed: readonly string[]): string[] {
  const ids = elements.map(({ action_id }) => action_id);
  const repeated = new Set(ids.filter((id, place) => ids.indexOf(id) !== place));
  return [
    ...[...repeated].map((id) => `two elements of a block have the action_id ${JSON.stringify(id)}`),
    ...elements.flatMap((element) => [
      ...(element.action_id
        ? tooLong('an action_id', element.action_id, LIMITS.actionId)
        : ['an element has no action_id']),
      ...(allowed.includes(element.type ?? '')
        ? ELEMENT_CHECKS[element.type!]!(element)
        : [`a ${element.type} stands where only ${allowed.join(' or ')} may`]),
    ]),
  ];
}

function checkButton(button: BlockNode): string[] {
  return [...checkLabel(button), ...(button.url === undefined ? [] : checkAddress(button.url))];
}

function checkLabel({ text, value, accessibility_label = '' }: BlockNode): string[] {
  return [
    ...checkPlain('a button', text, LIMITS.buttonText),
    ...tooLong('what a screen reader says of a button', accessibility_label, LIMITS.buttonText),
    ...tooLong('the value of a button', value ?? '', LIMITS.buttonValue),
  ];
}

function checkSelect({ options = [], placeholder }: BlockNode): string[] {
  return [
    ...(placeholder === undefined ? [] : checkPlain('a placeholder', placeholder, LIMITS.placeholder)),
    ...checkOptions(options, LIMITS.options),
  ];
}

function checkOptions(options: readonly BlockNode[], limit: number): string[] {
  const values = new Set(options.map(({ value }) => value));
  return [
    ...checkCount('options in a select', options, limit),
    ...(values.size < options.length ? ['two options of a select have the same value'] : []),
    ...options.flatMap(({ text, value = '' }) => [
      ...checkPlain('an option', text, LIMITS.optionText),
      ...(value === '' ? ['an option has no value'] : []),
      ...tooLong('the value of an option', value, LIMITS.optionValue),
    ]),
  ];
}

function checkAddress(url: string | undefined): string[] {
  const opens = url !== undefined && url.length <= LIMITS.url && webAddress(url) !== null;
  return opens ? [] : [`a link cannot open ${JSON.stringify(url)}`];
}
