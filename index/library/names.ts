/**
 * The name of a folder or file as people read it: `01_BACKEND_PRODUCTION` -> `Backend Production`,
 * `04_API_Design` -> `API Design`. A leading number for sorting goes; a year (`2024-03-12-outage`) stays.
 */
export function readableName(name: string): string {
  return name
    .replace(/^\d{1,3}[_-]/, '')
    .replace(/(?<!\d)[_-]+|[_-]+(?!\d)/g, ' ')
    .split(' ')
    .filter((word) => word !== '')
    .map(titleCasedIfShouted)
    .join(' ');
}

/** Words of up to three capitals are abbreviations (`API`, `SQL`); longer ones are a name in capitals. */
function titleCasedIfShouted(word: string): string {
  return /^\p{Lu}{4,}$/u.test(word) ? word.slice(0, 1) + word.slice(1).toLowerCase() : word;
}

/** `a/b/topic.md` -> `a/b/topic`. */
export function withoutExtension(file: string): string {
  return file.replace(/\.(md|markdown)$/i, '');
}

/** `a/b/topic.md` -> `topic`. */
export function stemOf(file: string): string {
  return withoutExtension(file).split('/').at(-1) ?? '';
}

/** Readable names of the folders above a file, widest first. */
export function foldersOf(file: string): string[] {
  return file.split('/').slice(0, -1).map(readableName);
}
