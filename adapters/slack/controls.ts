/** What a person can click on a card: a select for sections, titles to open, buttons, and the vote. */
import type { types } from '@slack/bolt';
import { type Action, type Card, toPlainLine } from '../../src/cards/mod.ts';
import { encode, LINK_ACTION_ID } from './action-id.ts';
import { type Block, plainText, weightOf } from './blocks.ts';
import { fitLine } from './fit.ts';
import { LIMITS } from './limits.ts';
import { webAddress } from './links.ts';

/** Where blocks go. Slack has some kinds in messages only: tables and the buttons made for votes. */
export type Surface = 'message' | 'view';

/** Each part may be empty. */
export interface Controls {
  /** One select. */
  readonly sections: readonly Block[];
  /** A line a title with its button: a button alone shows about 30 characters on a desktop. */
  readonly titles: readonly Block[];
  /** A row of buttons, and the vote below it. */
  readonly buttons: readonly Block[];
}

const MAX_TITLES = 10;
const MAX_BUTTONS = 10;

/** Shown when an action's own label shows nothing, and always for votes and sharing. */
const LABELS: Readonly<Record<Action['kind'], string>> = {
  details: 'Details',
  related: 'Related',
  share: 'Share with channel',
  up: 'Helpful',
  down: 'Not helpful',
  open: 'Open',
  section: 'Section',
  reveal: 'What would you do?',
  quiz: 'Quiz me on this',
  choose: 'Choose',
  next: 'Next',
  stop: 'Stop',
  review: 'Review',
};

/**
 * The controls of a card in at most `room` characters (see `weightOf`). Sections give way first, then titles, from the end.
 * @throws RangeError when an action is not as its type says (see `encode`)
 */
export function controlsOf(
  { actions, link }: Pick<Card, 'actions' | 'link'>,
  surface: Surface,
  room: number,
): Controls {
  const distinct = [...new Map(actions.map((action) => [encode(action), action])).values()];
  const sections = distinct.filter(({ kind }) => kind === 'section');
  const opens = distinct.filter(({ kind }) => kind === 'open');
  const others = distinct.filter(({ kind }) => kind !== 'section' && kind !== 'open');
  const vote = surface === 'message' ? voteOf(others) : null;
  const pressed = others.filter((action) => vote === null || !vote.replaces.includes(action)).map(button);
  const row = [...linkButton(link), ...pressed].slice(0, MAX_BUTTONS);
  const buttons: Block[] = [
    ...(row.length === 0 ? [] : [{ type: 'actions' as const, elements: row }]),
    ...(vote === null ? [] : [vote.block]),
  ];
  const roomForTitles = room - weightOf(buttons);
  const titles = longest(opens.slice(0, MAX_TITLES).map(titleLine), roomForTitles, (lines) => lines);
  const select = longest(
    optionsOf(sections.slice(0, LIMITS.options)),
    roomForTitles - weightOf(titles),
    (options) => [sectionSelect(sections[0]!, options)],
  );
  return { sections: select, titles, buttons };
}

/** The blocks of as many of the first items as fit; none when there is no item or no room. */
function longest<Item>(items: readonly Item[], room: number, blocksOf: (items: Item[]) => Block[]): Block[] {
  for (let count = items.length; count > 0; count--) {
    const blocks = blocksOf(items.slice(0, count));
    if (weightOf(blocks) <= room) return blocks;
  }
  return [];
}

/** The sections of a card belong to one answer, so the first one's target is that of all. */
function optionsOf(sections: readonly Action[]): types.PlainTextOption[] {
  return sections
    .filter(({ target }) => target === sections[0]?.target)
    .map((action) => ({
      text: plainText(labelOf(action.label, `${LABELS.section} ${action.index + 1}`, LIMITS.optionText)),
      value: encode(action),
    }));
}

/** The `action_id` stays the same while a view shows one section after another, so that Slack keeps what was chosen. */
function sectionSelect(first: Action, options: types.PlainTextOption[]): types.ActionsBlock {
  const select: types.StaticSelect = {
    type: 'static_select',
    action_id: encode({ ...first, index: 0 }),
    placeholder: plainText('Read a section'),
    options,
  };
  return { type: 'actions', elements: [select] };
}

function titleLine(action: Action): types.SectionBlock {
  const title = labelOf(action.label, LABELS.open, LIMITS.header);
  return {
    type: 'section',
    text: plainText(title),
    accessory: {
      ...button({ ...action, label: LABELS.open }),
      accessibility_label: fitLine(`${LABELS.open}: ${title}`, LIMITS.buttonText),
    },
  };
}

function button(action: Action): types.Button {
  const id = encode(action);
  const label = isVote(action) || action.kind === 'share' ? LABELS[action.kind] : action.label;
  return {
    type: 'button',
    text: plainText(labelOf(label, LABELS[action.kind], LIMITS.buttonText)),
    action_id: id,
    value: id,
  };
}

function linkButton(link: Card['link']): types.Button[] {
  const address = link === null ? null : webAddress(link.url);
  if (link === null || address === null) return [];
  const text = plainText(labelOf(link.label, 'Read on', LIMITS.buttonText));
  return [{ type: 'button', text, url: address, action_id: LINK_ACTION_ID }];
}

/** Slack's own thumbs, when the card has both votes for one answer; the values tell them apart. */
function voteOf(
  actions: readonly Action[],
): { readonly block: types.ContextActionsBlock; readonly replaces: readonly Action[] } | null {
  const up = actions.find(({ kind }) => kind === 'up');
  const down = actions.find(({ kind, target }) => kind === 'down' && target === up?.target);
  if (up === undefined || down === undefined) return null;
  const feedback: types.FeedbackButtons = {
    type: 'feedback_buttons',
    action_id: encode(up),
    positive_button: {
      text: plainText(LABELS.up),
      accessibility_label: 'This answer is helpful',
      value: encode(up),
    },
    negative_button: {
      text: plainText(LABELS.down),
      accessibility_label: 'This answer is not helpful',
      value: encode(down),
    },
  };
  return { block: { type: 'context_actions', elements: [feedback] }, replaces: [up, down] };
}

function isVote({ kind }: Action): boolean {
  return kind === 'up' || kind === 'down';
}

function labelOf(label: string, otherwise: string, length: number): string {
  return fitLine(toPlainLine(label) || otherwise, length);
}
