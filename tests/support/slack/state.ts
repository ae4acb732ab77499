/** What is filled in when a modal is submitted. */
import { type Json, optionsOf, type StandInOption, type StandInPart, usableElements } from './parts.ts';
import type { StandInView } from './views.ts';

/** By action_id: what is typed, a time, or the value of an option; several values for checkboxes. */
export type Filling = Readonly<Record<string, string | readonly string[]>>;

/** Whatever the app has offered for an input of external data. */
export type Offered = (actionId: string) => readonly StandInOption[];

/**
 * The `state.values` of a modal, by block_id and action_id.
 *
 * @throws if there is no such input or option, or if an input that must be filled in is empty
 */
export function filledIn(
  view: Pick<StandInView, 'blocks'>,
  values: Filling,
  offered: Offered = () => [],
): Json {
  const inputs = usableElements(view.blocks).filter(({ element }) => element.type !== 'button');
  const ids = inputs.map(({ element }) => element.action_id!);
  const unknown = Object.keys(values).find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    throw new Error(`The modal has no input ${unknown}, but: ${ids.join(', ') || 'none'}.`);
  }
  const state: Record<string, Record<string, Json>> = {};
  for (const { block, element } of inputs) {
    const id = element.action_id!;
    const value = values[id] ?? initialOf(element);
    if (!value?.length && block.type === 'input' && !block.optional) {
      throw new Error(`The input ${id} must be filled in, so nobody can leave it empty.`);
    }
    const entry = stateOf(element, value?.length ? value : null, offered(id));
    state[block.block_id!] = { ...state[block.block_id!], [id]: entry };
  }
  return state;
}

function initialOf(element: StandInPart): Filling[string] | undefined {
  const {
    initial_value: text,
    initial_option: option,
    initial_options: options,
    initial_time: time,
  } = element;
  return text ?? option?.value ?? time ?? options?.map(({ value }) => value);
}

function stateOf(
  element: StandInPart,
  value: Filling[string] | null,
  offered: readonly StandInOption[],
): Json {
  const { type, initial_option: initial } = element;
  if (type === 'plain_text_input') return { type, value };
  if (type === 'timepicker') return { type, selected_time: value };
  const options = [...optionsOf(element), ...offered, ...(initial === undefined ? [] : [initial])];
  const chosen = (wanted: string): StandInOption => {
    const option = options.find((one) => one.value === wanted);
    if (option !== undefined) return option;
    throw new Error(`The ${type} ${element.action_id} has no option ${wanted}.`);
  };
  if (type === 'checkboxes') return { type, selected_options: [value ?? []].flat().map(chosen) };
  return { type, selected_option: value === null ? null : chosen(String(value)) };
}
