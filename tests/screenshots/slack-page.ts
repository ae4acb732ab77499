/**
 * A thread on Slack as a web page that looks like Slack's light theme: a question that mentions the bot, and its answer. It
 * draws what `renderCard` sends and nothing else. All text is untrusted: it is escaped, no address gets into the page, and the
 * page may run and load nothing.
 */
import type { types } from '@slack/bolt';
import type { MessagePayload } from '../../adapters/slack/render-card.ts';
import { BOOK, CHEVRON, escapeHtml, htmlDocument } from './document.ts';

/** The message that mentions the bot. */
export interface Mention {
  readonly person: string;
  /** Without the mention. */
  readonly question: string;
}

/**
 * A whole HTML document.
 *
 * @param mention null for a message that nobody asked for
 *
 * Throws on a block or an element that Casebook does not send.
 */
export function slackPage({ blocks }: Pick<MessagePayload, 'blocks'>, mention: Mention | null): string {
  const body = `${mention === null ? '' : asking(mention)}<div class="message"><div class="avatar book">${BOOK}</div><div class="author"><span class="name">Casebook</span><span class="badge">APP</span><span class="time">10:24 AM</span></div>
${blocks.map(drawn).join('\n')}</div>`;
  return htmlDocument('Casebook on Slack', CSS, body);
}

function asking({ person, question }: Mention): string {
  return `<div class="message"><div class="avatar face"></div><div class="author"><span class="name">${escapeHtml(person)}</span><span class="time">10:24 AM</span></div>
<div class="text"><span class="mention">@Casebook</span> ${escapeHtml(question)}</div></div>
<div class="replies"><span>1 reply</span></div>
`;
}

function drawn(block: types.KnownBlock): string {
  switch (block.type) {
    case 'header':
      return `<h3>${text(block.text)}</h3>`;
    case 'context':
      return `<div class="context">${block.elements.map(text).join('')}</div>`;
    case 'section':
      return section(block);
    case 'rich_text':
      return `<div class="text">${block.elements.map(richText).join('')}</div>`;
    case 'table':
      return table(block);
    case 'actions':
      return `<div class="row">${block.elements.map(control).join('')}</div>`;
    case 'context_actions':
      return `<div class="row">${block.elements.map(vote).join('')}</div>`;
    default:
      throw notDrawn(block.type);
  }
}

function section({ text: said, accessory }: types.SectionBlock): string {
  const beside = accessory === undefined ? '' : control(accessory);
  return `<div class="section"><div class="text">${said === undefined ? '' : text(said)}</div>${beside}</div>`;
}

function richText(part: types.RichTextBlockElement): string {
  if (part.type === 'rich_text_section') return `<div>${part.elements.map(inline).join('')}</div>`;
  if (part.type !== 'rich_text_list' || part.style !== 'bullet') throw notDrawn(part.type);
  return `<ul>${part.elements.map((item) => `<li>${item.elements.map(inline).join('')}</li>`).join('')}</ul>`;
}

function inline(part: types.RichTextElement): string {
  if (part.type === 'link') return `<span class="link">${literal(part.text ?? part.url)}</span>`;
  if (part.type !== 'text') throw notDrawn(part.type);
  return part.style?.bold ? `<strong>${literal(part.text)}</strong>` : literal(part.text);
}

/** The first row is the header. Columns share the room that there is, as those do that wrap. */
function table({ rows, column_settings: columns = [] }: types.TableBlock): string {
  if (!rows.every((cells) => cells.every((_, place) => columns[place]?.is_wrapped))) {
    throw notDrawn('table with a column that does not wrap');
  }
  const lines = rows.map((cells, place) => {
    const tag = place === 0 ? 'th' : 'td';
    return `<tr>${cells.map((cell) => `<${tag}>${tableCell(cell)}</${tag}>`).join('')}</tr>`;
  });
  return `<div class="table"><table>${lines.join('')}</table></div>`;
}

function tableCell(cell: types.TableBlock['rows'][number][number]): string {
  if (cell.type !== 'raw_text') throw notDrawn(cell.type);
  return literal(cell.text);
}

function control(part: { readonly type: string }): string {
  if (isOf<types.Button>(part, 'button')) return `<span class="button">${text(part.text)}</span>`;
  if (!isOf<types.StaticSelect>(part, 'static_select')) throw notDrawn(part.type);
  return `<span class="select">${part.placeholder === undefined ? '' : text(part.placeholder)}${CHEVRON}</span>`;
}

/** Two thumbs; their texts are shown when the pointer rests on them. */
function vote({ type }: types.ContextActionsBlockElement): string {
  if (type !== 'feedback_buttons') throw notDrawn(type);
  return `<span class="thumb">${THUMB}</span><span class="thumb down">${THUMB}</span>`;
}

/** An accessory has more types than an action, so that neither union serves both. */
function isOf<Element extends { readonly type: string }>(
  part: { readonly type: string },
  type: Element['type'],
): part is Element {
  return part.type === type;
}

function text(part: types.ContextBlockElement): string {
  if (part.type !== 'plain_text') throw notDrawn(part.type);
  return literal(part.text);
}

const DECODED: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Slack decodes three entities wherever text stands, and no others. */
function literal(sent: string): string {
  return escapeHtml(sent.replace(/&(?:amp|lt|gt);/g, (entity) => DECODED[entity]!));
}

function notDrawn(type: string): Error {
  return new Error(`A ${type} cannot be drawn: teach it to tests/screenshots/slack-page.ts.`);
}

const THUMB =
  '<svg viewBox="0 0 20 20"><path d="M3 9h3v8H3zM6 9.5l3.2-6.5c1.2 0 2.1 1 2.1 2.2V8H15c1.2 0 2.1 1.1 1.8 2.3l-1.2 5c-.2 1-1.1 1.7-2.1 1.7H6"/></svg>';

/** Sizes and colours follow Slack's light theme as of 2025; Lato is Slack's own font, the others stand in for it. */
const CSS = `
* { box-sizing: border-box; margin: 0; }
body { padding: 16px 20px 20px; background: #fff; color: #1d1c1d; overflow-wrap: anywhere;
  font: 15px/22px Slack-Lato, Lato, "Noto Sans", "Helvetica Neue", Helvetica, Arial, sans-serif; }
svg { width: 18px; height: 18px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.5;
  stroke-linecap: round; stroke-linejoin: round; }
.message { position: relative; display: grid; grid-template-columns: minmax(0, 600px); gap: 8px; padding-left: 44px; }
.avatar { position: absolute; left: 0; top: 2px; display: grid; place-items: center; width: 36px; height: 36px;
  border-radius: 8px; color: #fff; }
.face { background: radial-gradient(circle at 50% 40%, #fff 6px, transparent 6.5px),
    radial-gradient(circle at 50% 100%, #fff 11px, transparent 11.5px), #4e9a7c; }
.book { background: #4f86c6; }
.book svg { width: 24px; height: 24px; }
.author, .row, .section { display: flex; flex-wrap: wrap; align-items: center; }
.author { gap: 0 6px; margin-bottom: -6px; }
.name { font-weight: 900; }
.badge { padding: 0 4px; border-radius: 3px; background: #e8e8e8; color: #616061; font-size: 10px; line-height: 14px;
  font-weight: 700; }
.time { color: #616061; font-size: 12px; }
.mention { padding: 0 3px 1px; border-radius: 3px; background: #e8f5fa; color: #1264a3; }
.replies { display: flex; align-items: center; gap: 12px; margin: 14px 0; color: #616061; font-size: 13px; }
.replies::after { content: ""; flex: 1; border-top: 1px solid #dddddd; }
h3 { font-size: 18px; line-height: 24px; font-weight: 900; }
.context { color: #616061; font-size: 13px; line-height: 18px; }
.text, .context, h3, td, th { white-space: pre-wrap; }
strong { font-weight: 700; }
.link { color: #1264a3; }
ul { padding-left: 26px; white-space: normal; }
li { white-space: pre-wrap; }
.section { flex-wrap: nowrap; justify-content: space-between; gap: 16px; }
.table { overflow: hidden; border: 1px solid #dddddd; border-radius: 8px; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 6px 10px; border: solid #dddddd; border-width: 0 0 1px 1px; text-align: left; vertical-align: top;
  font-size: 14px; line-height: 20px; font-weight: 400; }
th { background: #f8f8f8; font-weight: 700; }
th:first-child, td:first-child { border-left: 0; }
tr:last-child > * { border-bottom: 0; }
.row { gap: 8px; }
.button, .select { display: flex; flex: none; align-items: center; min-height: 30px; padding: 0 12px; border: 1px solid #bbbabb;
  border-radius: 8px; font-size: 13px; line-height: 18px; font-weight: 700; }
.select { justify-content: space-between; gap: 12px; min-width: 200px; color: #616061; font-weight: 400; }
.thumb { display: grid; height: 22px; margin-right: 6px; place-items: center; color: #616061; }
.down svg { transform: rotate(180deg) scaleX(-1); }
`;
