/**
 * Renders a card as a Discord message: one container with the texts, and buttons below them.
 *
 * Any card becomes a message that Discord takes. Where a card says more than fits, the least important part gives way first.
 */
import {
  type APIContainerComponent,
  type APITextDisplayComponent,
  ComponentType,
  MessageFlags,
} from 'discord.js';
import {
  type Card,
  type CardKind,
  type CardLink,
  type Excerpt,
  NOTHING,
  namesRelated,
  relatedHeading,
  sayable,
} from '../../src/cards/mod.ts';
import { actionRows, buttonAddress } from './buttons.ts';
import { fitLabel, fitLine, fitText, weightOf } from './fit.ts';
import { LIMITS } from './limits.ts';
import { titledLink, webAddress } from './links.ts';
import { linkLine, sourceCount, sourceText } from './sources.ts';
import { tableText } from './table.ts';

/** The body of a message in the form of Discord's API. It notifies nobody, whatever its text says. */
export interface MessagePayload {
  flags: number;
  components: APIContainerComponent[];
  allowed_mentions: { parse: [] };
}

/** The same for a message that may call a role, and notifies nobody else. */
export interface PostPayload {
  flags: number;
  components: (APITextDisplayComponent | APIContainerComponent)[];
  allowed_mentions: { parse: []; roles?: [string] };
}

/** The strip at a container's left edge: calm, and of a middle lightness that shows on a dark and on a light ground. */
const COLORS: Readonly<Record<CardKind, number>> = {
  answer: 0x4f86c6,
  'case-study': 0x4f86c6,
  digest: 0x4f86c6,
  section: 0x6fa8a0,
  unsure: 0xc9a24b,
  'out-of-scope': 0x8a93a0,
  notice: 0x8a93a0,
  quiz: 0x8f7ac0,
};

/** Discord's ids (API Reference, Snowflakes): 64 bits, in decimal digits. */
const SNOWFLAKE = /^\d{1,20}$/;

/** Most that the small parts take, in units of `weightOf`. Together with a source they leave 1,500 to lead and insight. */
const TITLE_UNITS = 300;
const BREADCRUMB_UNITS = 250;
const NOTE_UNITS = 350;
/** What is kept for the insight when a lead is so long that it must be cut. */
const LEAST_INSIGHT_UNITS = 500;
/** In less room than this an excerpt explains nothing. */
const LEAST_EXCERPT_UNITS = 200;

/**
 * The message of a card.
 * @throws RangeError when an action is not as its type says (see `encode`)
 */
export function renderCard(card: Card): MessagePayload {
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [containerOf(card, LIMITS.text)],
    allowed_mentions: { parse: [] },
  };
}

/**
 * The same, with a line above it that calls a role: that one and nobody else.
 * @param role its id; null calls nobody
 * @throws RangeError also when the role is no id
 */
export function renderPost(card: Card, role: string | null): PostPayload {
  if (role === null) return renderCard(card);
  if (!SNOWFLAKE.test(role)) throw new RangeError(`${JSON.stringify(role)} is not the id of a role.`);
  const call = `<@&${role}>`;
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [textDisplay(call), containerOf(card, LIMITS.text - weightOf(call))],
    allowed_mentions: { parse: [], roles: [role] },
  };
}

function containerOf(card: Card, room: number): APIContainerComponent {
  const said = sayable(card);
  const texts = textsOf(said, room).filter((text) => text.trim() !== '');
  return {
    type: ComponentType.Container,
    accent_color: COLORS[card.kind],
    components: [...(texts.length > 0 ? texts : [NOTHING]).map(textDisplay), ...actionRows(said)],
  };
}

/**
 * The texts from top to bottom. They are made in order of importance, each within the room that the ones before it left, so
 * a small part may still stand where a more important one was too large.
 */
function textsOf(card: Card, roomAtFirst: number): string[] {
  let room = roomAtFirst;
  const take = (text: string): string => {
    room -= weightOf(text);
    return text;
  };
  const heading = take(headingText(card));
  const note = take(small(card.note, NOTE_UNITS));
  const link = take(linkText(card.link));
  const firstSource = take(card.source === null ? '' : sourceText(card.source, 1));
  const lead = take(fitText(card.lead ?? '', room - (card.insight === null ? 0 : LEAST_INSIGHT_UNITS)));
  const insight = take(insightText(card.insight, room));
  const table = take(card.table === null ? '' : tableText(card.table, room));
  const sources = moreSources(card.source, firstSource, room);
  room -= weightOf(sources) - weightOf(firstSource);
  const excerpt = take(excerptText(card.excerpt, room));
  const related = take(relatedText(card, room));
  return [heading, note, lead, excerpt, table, sources, insight, related, link];
}

function headingText({ title, breadcrumb }: Card): string {
  const shown = fitLine(title, TITLE_UNITS);
  return [
    shown === '' ? '' : `### ${shown}`,
    small(breadcrumb.filter((name) => name.trim() !== '').join(' › '), BREADCRUMB_UNITS),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** Where to read on, when Discord refuses the address for a button. A path is nothing that anybody could open from a chat. */
function linkText(link: CardLink | null): string {
  if (link === null || buttonAddress(link) !== null) return '';
  const address = webAddress(link.url);
  return address === null ? '' : titledLink(fitLabel(link.label, LIMITS.buttonLabel), address);
}

/** With as many sources as fit; `first` is the text that names only one. */
function moreSources(source: Card['source'], first: string, room: number): string {
  if (source === null) return '';
  for (let count = sourceCount(source); count > 1; count--) {
    const text = sourceText(source, count);
    if (weightOf(text) - weightOf(first) <= room) return text;
  }
  return first;
}

function insightText(insight: string | null, room: number): string {
  const label = '**Key insight:** ';
  const text = fitText(insight ?? '', room - label.length);
  return text === '' ? '' : label + text;
}

/** Shortened where it must be, because for one section of a case study it is all there is. */
function excerptText(excerpt: Excerpt | null, room: number): string {
  if (excerpt === null) return '';
  const heading = fitLine(excerpt.heading ?? '', TITLE_UNITS);
  const label = heading === '' ? '' : `**${heading}**\n`;
  const left = room - weightOf(label);
  const text = left < LEAST_EXCERPT_UNITS ? '' : fitText(excerpt.text, left);
  return text === '' ? '' : label + text;
}

/** Other case studies by title, unless buttons lead to them; as many as fit. */
function relatedText(card: Card, room: number): string {
  if (!namesRelated(card)) return '';
  const heading = `**${relatedHeading(card)}**`;
  let text = heading;
  for (const line of card.related.filter(({ label }) => label.trim() !== '').map(linkLine)) {
    if (weightOf(`${text}\n${line}`) > room) break;
    text += `\n${line}`;
  }
  return text === heading ? '' : text;
}

/** Small print on one line; empty when there is nothing to say. */
function small(text: string | null, room: number): string {
  const opening = '-# ';
  const shown = fitLine(text ?? '', room - opening.length);
  return shown === '' ? '' : opening + shown;
}

function textDisplay(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}
