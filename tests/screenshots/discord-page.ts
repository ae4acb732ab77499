/**
 * A message for Discord as a web page that looks like Discord's dark theme. It draws what `renderCard` sends and nothing
 * else. All text is untrusted: it is escaped, no address gets into the page, and the page may run and load nothing.
 */
import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { MessagePayload } from '../../adapters/discord/render-card.ts';
import { BOOK, CHEVRON, escapeHtml, htmlDocument } from './document.ts';

/** The command that the message answers. */
export interface Asked {
  readonly person: string;
  /** With its slash. */
  readonly command: string;
}

/**
 * A whole HTML document. Below 480 px it takes the measures of Discord on a phone.
 *
 * @param asked null for a message that nobody asked for
 *
 * Throws on a component that Casebook does not send.
 */
export function discordPage(payload: Pick<MessagePayload, 'components'>, asked: Asked | null): string {
  const above =
    asked === null
      ? ''
      : `<div class="asked"><span class="face"></span><span class="name">${escapeHtml(asked.person)}</span><span>used</span><span class="command">${escapeHtml(asked.command)}</span></div>\n`;
  const body = `${above}<div class="avatar">${BOOK}</div>
<div class="author"><span class="name">Casebook</span><span class="badge">APP</span><span class="time">Today at 10:24</span></div>
${payload.components.map(container).join('\n')}`;
  return htmlDocument('Casebook on Discord', CSS, body);
}

function container({ accent_color, components }: APIContainerComponent): string {
  const color = (accent_color ?? 0).toString(16).padStart(6, '0');
  return `<div class="container" style="border-left-color: #${color}">\n${components.map(component).join('\n')}\n</div>`;
}

function component(part: APIComponentInContainer): string {
  if (part.type === ComponentType.TextDisplay) return `<div class="text">${markdown(part.content)}</div>`;
  if (part.type !== ComponentType.ActionRow) throw notDrawn(part.type);
  return `<div class="row">${part.components.map(control).join('')}</div>`;
}

function control(part: APIComponentInMessageActionRow): string {
  if (part.type === ComponentType.Button) return button(part);
  if (part.type !== ComponentType.StringSelect) throw notDrawn(part.type);
  return `<span class="select">${escapeHtml(part.placeholder ?? '')}${CHEVRON}</span>`;
}

function button(part: APIButtonComponent): string {
  if (part.style === ButtonStyle.Premium) throw notDrawn(part.type);
  const { style, label = '', emoji } = part;
  const shown = escapeHtml([emoji?.name, label].filter(Boolean).join(' '));
  const look = {
    [ButtonStyle.Primary]: 'primary',
    [ButtonStyle.Secondary]: 'secondary',
    [ButtonStyle.Success]: 'success',
    [ButtonStyle.Danger]: 'danger',
    [ButtonStyle.Link]: 'secondary',
  }[style];
  return `<span class="button ${look}">${shown}${style === ButtonStyle.Link ? ARROW : ''}</span>`;
}

function notDrawn(type: ComponentType): Error {
  return new Error(
    `A component of type ${type} cannot be drawn: teach it to tests/screenshots/discord-page.ts.`,
  );
}

/** A code fence, as `fence` writes it: nothing inside closes it. */
const FENCE = /^```\n([\s\S]*?)\n```$/m;
const LINE = /^(?:(?<heading>### )|(?<small>-# )|(?<item>- ))?(?<text>.*)$/s;
/** An escaped character, bold text, or a title that opens a page. */
const INLINE = /\\([^0-9A-Za-z\s])|\*\*((?:\\[^\n]|[^\\*\n])+)\*\*|\[([^[\]\n]*)\]\(<[^<>\s]*>\)/gu;

/** The part of Discord Markdown that Casebook uses. */
function markdown(text: string): string {
  // Splitting by a pattern with a group puts what the fences hold at every second place.
  return text
    .split(FENCE)
    .map((part, place) => (place % 2 === 1 ? `<pre><code>${escapeHtml(part)}</code></pre>` : lines(part)))
    .join('');
}

/** Text outside of fences. The line breaks before and after a fence belong to it. */
function lines(text: string): string {
  const inside = text.replace(/^\n|\n$/g, '');
  if (inside === '') return '';
  return inside
    .split('\n')
    .map(line)
    .join('')
    .replace(/(?:<li>[^\n]*?<\/li>)+/g, '<ul>$&</ul>');
}

function line(text: string): string {
  const { heading, small, item, text: rest = '' } = LINE.exec(text)?.groups ?? {};
  const tag = heading ? 'h3' : small ? 'small' : item ? 'li' : 'div';
  return `<${tag}>${inline(rest) || '<br>'}</${tag}>`;
}

/** In the title of a link Discord takes no escapes, so it stays as it is. */
function inline(text: string): string {
  let html = '';
  let end = 0;
  for (const { 0: whole, 1: escaped, 2: bold, 3: title, index } of text.matchAll(INLINE)) {
    html += escapeHtml(text.slice(end, index));
    if (escaped !== undefined) html += escapeHtml(escaped);
    if (bold !== undefined) html += `<strong>${inline(bold)}</strong>`;
    if (title !== undefined) html += `<span class="link">${escapeHtml(title)}</span>`;
    end = index + whole.length;
  }
  return html + escapeHtml(text.slice(end));
}

const ARROW =
  '<svg viewBox="0 0 16 16"><path d="M9.5 2.5h4v4M13.5 2.5 8 8M6.5 3.5h-2a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h6a2 2 0 0 0 2-2v-2"/></svg>';

/** Sizes and colours follow Discord's dark theme as of 2025; the fonts are Discord's own and those that it falls back to. */
const CSS = `
* { box-sizing: border-box; margin: 0; }
body { position: relative; padding: 20px 16px 20px 72px; background: #1a1a1e; color: #dfe0e2;
  font: 16px/1.375 "gg sans", "Noto Sans", "Helvetica Neue", Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
svg { width: 16px; height: 16px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.5;
  stroke-linecap: round; stroke-linejoin: round; }
.asked, .author, .row { display: flex; flex-wrap: wrap; align-items: center; }
.asked { position: relative; gap: 0 5px; margin-bottom: 6px; color: #94959c; font-size: 14px; line-height: 18px; }
.asked::before { content: ""; position: absolute; left: -37px; top: 9px; bottom: -4px; width: 33px;
  border: solid #44454c; border-width: 2px 0 0 2px; border-radius: 6px 0 0 0; }
.asked .name { color: #c9cace; }
.face { width: 16px; height: 16px; border-radius: 50%;
  background: radial-gradient(circle at 50% 40%, #fff 26%, transparent 28%),
    radial-gradient(circle at 50% 105%, #fff 42%, transparent 44%), #4e9a7c; }
.command { padding: 0 3px; border-radius: 4px; background: #5865f23d; color: #a9b5ff; }
.avatar { position: absolute; left: 16px; display: grid; place-items: center; width: 40px; height: 40px;
  border-radius: 50%; background: #4f86c6; color: #fff; }
.avatar svg { width: 24px; height: 24px; }
.author { gap: 0 6px; line-height: 22px; }
.name { color: #f2f3f5; font-weight: 500; }
.badge { padding: 0 5px; border-radius: 4px; background: #5865f2; color: #fff; font-size: 11px; line-height: 15px;
  font-weight: 600; }
.time { color: #94959c; font-size: 12px; }
.container { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; max-width: 600px; margin-top: 4px; padding: 16px;
  border: 1px solid #35363c; border-left: 4px solid; border-radius: 8px; background: #242429; }
h3 { color: #f2f3f5; font-size: 16px; font-weight: 700; }
h3 + small { margin-top: 4px; }
small { display: block; color: #94959c; font-size: 13px; line-height: 1.4; }
strong { color: #f2f3f5; font-weight: 700; }
ul { margin: 4px 0 0; padding-left: 18px; }
.link { color: #7cb0f5; }
pre { padding: 8px 10px; border: 1px solid #35363c; border-radius: 4px; background: #1b1b1f; white-space: pre-wrap; }
pre, code { font: 14px/18px "gg mono", "DejaVu Sans Mono", Consolas, Menlo, monospace; }
.row { gap: 8px; }
.button { display: flex; align-items: center; justify-content: center; gap: 6px; min-width: 60px; min-height: 32px;
  padding: 2px 14px; border: 1px solid #ffffff0a; border-radius: 8px; color: #fff; font-size: 14px; font-weight: 500; }
.primary { background: #5865f2; }
.secondary { background: #3c3d45; }
.success { background: #00863a; }
.danger { background: #d22d39; }
.select { display: flex; align-items: center; justify-content: space-between; width: 100%; max-width: 400px; min-height: 40px;
  padding: 8px 12px; border: 1px solid #4a4b53; border-radius: 8px; background: #1b1b1f; color: #94959c; }
@media (max-width: 480px) {
  body { padding: 16px 12px 16px 62px; font-size: 15px; }
  .avatar { left: 12px; }
  .asked { font-size: 13px; }
  .asked::before { left: -31px; width: 27px; }
  .container { padding: 12px; }
  h3 { font-size: 15px; }
  small { font-size: 12px; }
  pre, code { font-size: 13px; line-height: 17px; }
  .row { gap: 6px; }
  .button { min-width: 0; padding: 2px 10px; font-size: 13px; }
}
`;
