/** What a person can click on a card: rows of buttons, and one select for the sections of a case study. */
import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { type Action, type Card, toPlainLine } from '../../src/cards/mod.ts';
import { encode } from './custom-id.ts';
import { fitLabel } from './fit.ts';
import { LIMITS } from './limits.ts';
import { isButtonAddress, webAddress } from './links.ts';

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/**
 * Rows for titles, for the other buttons and for votes. With a select's row that is 26 components at most, which leaves 14 of
 * Discord's 40 for the container and its texts (10). The options of a question take one of the rows for titles.
 */
const ROWS = { titles: 2, options: 1, others: 1, votes: 1 } as const;

/** Shown when an action's own label shows nothing; Discord refuses a button without one. */
const LABELS: Readonly<Record<Exclude<Action['kind'], 'up' | 'down'>, string>> = {
  details: 'Details',
  related: 'Related',
  share: 'Share',
  open: 'Open',
  section: 'Section',
  reveal: 'What would you do?',
  quiz: 'Quiz me on this',
  choose: 'Choose',
  next: 'Next',
  stop: 'Stop',
  review: 'Review',
};

/** The rows from top to bottom: sections to choose from, titles to open, options of a question, the link and all other actions, the votes. */
export function actionRows({ actions, link }: Pick<Card, 'actions' | 'link'>): Row[] {
  const distinct = [...new Map(actions.map((action) => [encode(action), action])).values()];
  const sections = distinct.filter(({ kind }) => kind === 'section');
  const titles = distinct.filter(({ kind }) => kind === 'open');
  const options = distinct.filter(({ kind }) => kind === 'choose');
  const votes = distinct.filter(({ kind }) => kind === 'up' || kind === 'down');
  const others = distinct.filter(({ kind }) => !['section', 'open', 'choose', 'up', 'down'].includes(kind));
  const address = buttonAddress(link);
  const linkButton: APIButtonComponent[] =
    address === null
      ? []
      : [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Link,
            label: labelOf(link!.label, 'Read on', LIMITS.buttonLabel),
            url: address,
          },
        ];
  return [
    ...sectionSelect(sections),
    ...inRows(titles.map(toButton), ROWS.titles - (options.length > 0 ? ROWS.options : 0)),
    ...inRows(options.map(toButton), ROWS.options),
    ...inRows([...linkButton, ...others.map(toButton)], ROWS.others),
    // In a row of their own: on a phone five buttons break into four and one.
    ...inRows(votes.map(toButton), ROWS.votes),
  ];
}

/** The address of a link if it can be a button; null for a file's path or an address that Discord refuses. */
export function buttonAddress(link: Card['link']): string | null {
  const address = link === null ? null : webAddress(link.url);
  return address !== null && isButtonAddress(address) ? address : null;
}

/**
 * One select; an option's value is the index of its section. The sections of a card belong to one answer, so the first
 * one's target is that of all.
 */
function sectionSelect(actions: readonly Action[]): Row[] {
  const [first] = actions;
  if (first === undefined) return [];
  const options = actions
    .filter(({ target }) => target === first.target)
    .slice(0, LIMITS.selectOptions)
    .map(({ label, index }) => ({
      label: labelOf(label, `${LABELS.section} ${index + 1}`, LIMITS.optionLabel),
      value: String(index),
    }));
  const select = {
    type: ComponentType.StringSelect as const,
    custom_id: encode({ ...first, index: 0 }),
    placeholder: 'Read a section',
    options,
  };
  return [{ type: ComponentType.ActionRow, components: [select] }];
}

function toButton(action: Action): APIButtonComponent {
  const button = {
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    custom_id: encode(action),
  };
  if (action.kind === 'up') return { ...button, emoji: { name: '👍' } };
  if (action.kind === 'down') return { ...button, emoji: { name: '👎' } };
  return { ...button, label: labelOf(action.label, LABELS[action.kind], LIMITS.buttonLabel) };
}

/** As few rows as possible, of about the same length: six buttons in 3 and 3 look better than in 5 and 1. */
function inRows(buttons: readonly APIButtonComponent[], rows: number): Row[] {
  const shown = buttons.slice(0, rows * LIMITS.rowButtons);
  const count = Math.ceil(shown.length / LIMITS.rowButtons);
  const perRow = Math.ceil(shown.length / count);
  return Array.from({ length: count }, (_, row) => ({
    type: ComponentType.ActionRow,
    components: shown.slice(row * perRow, (row + 1) * perRow),
  }));
}

function labelOf(label: string, otherwise: string, length: number): string {
  return fitLabel(toPlainLine(label) || otherwise, length);
}
