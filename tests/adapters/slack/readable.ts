/** Blocks as text for snapshots: one paragraph a block, controls in brackets. */

/** Any part of a payload, as loosely as JSON may have it. */
export interface Part {
  readonly type?: string;
  readonly text?: string | Part;
  readonly style?: string | { readonly bold?: boolean };
  readonly emoji?: boolean;
  readonly url?: string;
  readonly value?: string;
  readonly action_id?: string;
  readonly element?: Part;
  readonly label?: Part;
  readonly accessory?: Part;
  readonly elements?: readonly Part[];
  readonly options?: readonly Part[];
  readonly rows?: readonly (readonly Part[])[];
  readonly positive_button?: Part;
  readonly negative_button?: Part;
}

export function readable({ blocks }: { readonly blocks: readonly object[] }): string {
  return `\n${blocks.map((block) => paragraph(block)).join('\n~\n')}\n`;
}

/** Every object of a payload, from top to bottom. */
export function partsOf(value: unknown): Part[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : [value as Part]), ...Object.values(value).flatMap(partsOf)];
}

function paragraph(block: Part): string {
  const { type, elements = [] } = block;
  switch (type) {
    case 'header':
      return `# ${shown(block)}`;
    case 'context':
      return `(${elements.map(shown).join(' ')})`;
    case 'section':
      return `${shown(block)}${block.accessory === undefined ? '' : `  ${control(block.accessory)}`}`;
    case 'rich_text':
      return elements.map(richText).join('\n');
    case 'table':
      return (block.rows ?? []).map((row) => `| ${row.map(shown).join(' | ')} |`).join('\n');
    case 'divider':
      return '---';
    case 'input':
      return `${shown(block.label!)}: ${block.element!.type} ${block.element!.action_id}`;
    default:
      return elements.map(control).join(' ');
  }
}

function richText({ type, elements = [] }: Part): string {
  if (type === 'rich_text_list') return elements.map((item) => `• ${richText(item)}`).join('\n');
  return elements
    .map((part) => {
      if (part.type === 'link') return `[${part.text}](${part.url})`;
      if (typeof part.style !== 'object') return part.text;
      return `${part.text}`.replace(/^[^\n]*/, '**$&**');
    })
    .join('');
}

function control(element: Part): string {
  const { type, action_id, url, value, options = [] } = element;
  if (type === 'static_select') {
    return [`<${action_id}>`, ...options.map((option) => `  ${option.value}: ${shown(option)}`)].join('\n');
  }
  if (type === 'feedback_buttons') {
    return [element.positive_button!, element.negative_button!].map(control).join(' ');
  }
  return `[${shown(element)} -> ${url ?? value}]`;
}

function shown({ text }: Part): string {
  return typeof text === 'object' ? shown(text) : (text ?? '');
}
