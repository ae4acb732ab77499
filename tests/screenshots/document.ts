/** What the pages of all platforms share: a document that can run and load nothing, and a few signs. */

/** A whole HTML document. `body` and `css` are markup of ours, in which every text went through `escapeHtml`. */
export function htmlDocument(title: string, css: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** Any text so that it is shown as it is, between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export const CHEVRON = '<svg viewBox="0 0 16 16"><path d="m3.5 6 4.5 4.5L12.5 6"/></svg>';
/** Casebook's picture. */
export const BOOK =
  '<svg viewBox="0 0 24 24"><path d="M12 6.5C10 5 7 4.6 4 5v12.5c3-.4 6 0 8 1.5 2-1.5 5-1.9 8-1.5V5c-3-.4-6 0-8 1.5ZM12 6.5V19"/></svg>';
