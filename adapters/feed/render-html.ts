/** Renders a card as HTML for feed readers: nothing but text, lists, a table and links. */
import { html } from 'hono/html';
import { type Card, type CardLink, sayable, toPlainText } from '../../src/cards/mod.ts';

/** Every text is escaped, and only addresses of the web become links. */
export function renderHtml(card: Card): string {
  const { lead, excerpt, table, source, insight, related, link } = sayable(card);
  const parts = [
    excerpt === null ? null : paragraph(excerpt.heading, excerpt.text),
    lead === null ? null : paragraph('Quick Answer', lead),
    table === null ? null : tableOf(table.header, table.rows),
    source === null
      ? null
      : html`<p><small>${source.kind === 'source' ? 'Source' : 'Illustrative figures'}: ${
          source.links.length === 0
            ? toPlainText(source.text)
            : joined(source.links.map(({ text, url }) => linkOf({ label: text, url })))
        }</small></p>`,
    insight === null ? null : paragraph('Key insight', insight),
    related.length === 0
      ? null
      : html`<p><b>Related</b></p><ul>${related.map((one) => html`<li>${linkOf(one)}</li>`)}</ul>`,
    link === null ? null : html`<p>${linkOf(link)}</p>`,
  ];
  return parts.flatMap((part) => part ?? []).join('\n');
}

function paragraph(heading: string | null, text: string) {
  const shown = toPlainText(text);
  return heading === null ? html`<p>${shown}</p>` : html`<p><b>${toPlainText(heading)}:</b> ${shown}</p>`;
}

function tableOf(header: readonly string[], rows: readonly (readonly string[])[]) {
  const row = (cells: readonly string[], name: 'th' | 'td') =>
    html`<tr>${cells.map((cell) => (name === 'th' ? html`<th>${toPlainText(cell)}</th>` : html`<td>${toPlainText(cell)}</td>`))}</tr>`;
  return html`<table><thead>${row(header, 'th')}</thead><tbody>${rows.map((cells) => row(cells, 'td'))}</tbody></table>`;
}

function linkOf({ label, url }: CardLink) {
  const text = toPlainText(label);
  return /^https?:\/\//i.test(url) ? html`<a href="${url}">${text}</a>` : html`${text}`;
}

function joined(links: readonly ReturnType<typeof linkOf>[]) {
  return links.map((link, place) => (place === 0 ? link : html`, ${link}`));
}
