/** Blocks and what is in them, as they were sent: only what tests look at is typed. */

export type Json = Readonly<Record<string, unknown>>;

/** A block, an element of one, or a text object. */
export interface StandInPart {
  readonly type: string;
  readonly block_id?: string;
  readonly action_id?: string;
  /** A string in text objects, cells, `markdown` and rich text; else a text object. */
  readonly text?: string | StandInPart;
  readonly title?: StandInPart;
  readonly label?: StandInPart;
  readonly value?: string | number;
  readonly url?: string;
  readonly style?: string | Readonly<Record<string, boolean>>;
  readonly user_id?: string;
  readonly usergroup_id?: string;
  readonly range?: string;
  readonly elements?: readonly StandInPart[];
  readonly fields?: readonly StandInPart[];
  readonly accessory?: StandInPart;
  readonly element?: StandInPart;
  readonly optional?: boolean;
  readonly placeholder?: StandInPart;
  readonly rows?: readonly (readonly StandInPart[])[];
  readonly initial_value?: string;
  readonly initial_option?: StandInOption;
  readonly initial_options?: readonly StandInOption[];
  readonly initial_time?: string;
  readonly options?: readonly StandInOption[];
  readonly option_groups?: readonly { readonly options: readonly StandInOption[] }[];
  readonly positive_button?: FeedbackButton;
  readonly negative_button?: FeedbackButton;
}

export interface StandInOption {
  readonly text: StandInPart;
  readonly value: string;
}

interface FeedbackButton {
  readonly text: StandInPart;
  readonly value: string;
}

/** All parts, from the outside in: blocks, their elements, text objects and cells. */
export function allParts(parts: readonly StandInPart[]): StandInPart[] {
  return parts.flatMap((part) => [part, ...allParts(partsIn(part))]);
}

/** Whatever a person can use, with the block that it is in. */
export function usableElements(
  blocks: readonly StandInPart[],
): { readonly block: StandInPart; readonly element: StandInPart }[] {
  return blocks.flatMap((block) => {
    const { elements = [], accessory, element } = block;
    const holds = block.type === 'actions' || block.type === 'context_actions' ? elements : [];
    return [...holds, ...(accessory ? [accessory] : []), ...(element ? [element] : [])]
      .filter(({ action_id: id }) => id !== undefined)
      .map((one) => ({ block, element: one }));
  });
}

export function optionsOf({ options, option_groups: groups = [] }: StandInPart): readonly StandInOption[] {
  return options ?? groups.flatMap((group) => group.options);
}

/** The blocks as Slack stores them: with a block_id and action_ids made up where none were given. */
export function withIds(blocks: readonly StandInPart[], newId: (prefix: string) => string): StandInPart[] {
  const named = (element: StandInPart): StandInPart =>
    element.type === 'image' ? element : { ...element, action_id: element.action_id ?? newId('a') };
  return blocks.map((block) => {
    const { type, accessory, element, elements } = block;
    const holdsElements = type === 'actions' || type === 'context_actions';
    return {
      ...block,
      block_id: block.block_id ?? newId('b'),
      ...(holdsElements && elements ? { elements: elements.map(named) } : {}),
      ...(accessory ? { accessory: named(accessory) } : {}),
      ...(element ? { element: named(element) } : {}),
    };
  });
}

function partsIn(part: StandInPart): StandInPart[] {
  const { text, title, label, accessory, element, placeholder } = part;
  const { elements = [], fields = [], rows = [] } = part;
  const single = [text, title, label, accessory, element, placeholder].filter(
    (one) => typeof one === 'object',
  );
  const buttons = [part.positive_button, part.negative_button].filter((one) => one !== undefined);
  return [
    ...single,
    ...elements,
    ...fields,
    ...rows.flat(),
    ...optionsOf(part).map((option) => option.text),
    ...buttons.map((button) => button.text),
  ];
}
