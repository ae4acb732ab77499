/** A row of a GFM table. A cell stays in its column whatever it holds. */
export function row(cells: readonly (string | number)[]): string {
  return `| ${cells.map((cell) => String(cell).replace(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
}

export function table(header: readonly string[], rows: readonly string[]): string {
  return [row(header), `|${'---|'.repeat(header.length)}`, ...rows].join('\n');
}

/** A link whose text may hold brackets. */
export function link(text: string, url: string): string {
  return `[${text.replace(/[[\]\\]/g, '\\$&')}](${encodeURI(url).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))})`;
}
