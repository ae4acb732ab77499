/** Reads a page as its tests need it: what is markup in it, and what a browser shows. */

/** Texts that would be markup if they were not escaped. */
export const HOSTILE_TEXTS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onclick='alert(1)",
  '</code></pre></div></body><iframe src=javascript:alert(1)>',
  '</style><style>body{display:none}</style>',
  '<!-- ',
  '&lt;script&gt;',
] as const;

/** Everything below the head that a browser could take for markup. */
export function markupOf(page: string): string[] {
  return page.slice(page.indexOf('<body>')).match(/<[^>]*>?/g) ?? [];
}

/** What a browser shows of a piece of HTML. It must have no markup but the page's own. */
export function shownIn(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
