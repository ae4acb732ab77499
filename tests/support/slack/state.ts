/** What is filled in when a modal is submitted. */
import { type Json, optionsOf, type StandInPart, usableElements } from './parts.ts';
import type { StandInView } from './views.ts';

/**
 * The `state.values` of a modal, by block_id and action_id.
 *
 * @param values by action_id: what is typed, or the value of an option
 * @throws if there is no such input or option, or if an input that must be filled in is empty
 */
export function filledIn(view: StandInView, values: Readonly<Record<string, string>>): Json {
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
    if (!value && block.type === 'input' && !block.optional) {
      throw new Error(`The input ${id} must be filled in, so nobody can leave it empty.`);
    }
    state[block.block_id!] = { ...state[block.block_id!], [id]: stateOf(element, value || null) };
  }
  return state;
}

function initialOf({ initial_value: text, initial_option: option }: StandInPart): string | undefined {
  return text ?? option?.value;
}

function stateOf(element: StandInPart, value: string | null): Json {
  const { type } = element;
  if (type === 'plain_text_input') return { type, value };
  const option = optionsOf(element).find((one) => one.value === value) ?? null;
  if (option === null && value !== null) {
    throw new Error(`The ${type} ${element.action_id} has no option ${value}.`);
  }
  return { type, selected_option: option };
}
