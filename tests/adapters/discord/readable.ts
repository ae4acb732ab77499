/** A message as text for snapshots: texts as they are sent, buttons and selects in a line. */
import type { MessagePayload } from '../../../adapters/discord/render-card.ts';

interface Node {
  readonly content?: string;
  readonly label?: string;
  readonly emoji?: { readonly name: string };
  readonly url?: string;
  readonly value?: string;
  readonly custom_id?: string;
  readonly options?: readonly Node[];
  readonly components?: readonly Node[];
}

export function readable(payload: MessagePayload): string {
  const [container] = payload.components as readonly Node[];
  return `\n${(container?.components ?? []).map(block).join('\n~\n')}\n`;
}

/** The texts of a message from top to bottom. */
export function textsOf(payload: MessagePayload): string[] {
  const [container] = payload.components as readonly Node[];
  return (container?.components ?? []).flatMap(({ content }) => content ?? []);
}

function block({ content, components = [] }: Node): string {
  return content ?? components.map(control).join(' ');
}

function control({ label, emoji, url, custom_id, options }: Node): string {
  if (options === undefined) return `[${label ?? emoji?.name} -> ${url ?? custom_id}]`;
  return [`<${custom_id}>`, ...options.map((option) => `  ${option.value}: ${option.label}`)].join('\n');
}
