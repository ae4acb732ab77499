import type { Complaint } from './model.ts';

/** Collects what is wrong with one file. */
export interface Complaints {
  /** Something is left out of the library because of it. */
  error(line: number, rule: string, message: string): void;
  /** The text is kept. */
  warning(line: number, rule: string, message: string): void;
  /** Everything collected so far, by line; complaints about one line stay in the order in which they came. */
  list(): Complaint[];
}

export function complaintsAbout(file: string): Complaints {
  const found: Complaint[] = [];
  const add = (severity: Complaint['severity']) => (line: number, rule: string, message: string) => {
    found.push({ severity, file, line, rule, message: message.replace(/\s+/g, ' ').trim() });
  };
  return {
    error: add('error'),
    warning: add('warning'),
    list: () => found.toSorted((a, b) => a.line - b.line),
  };
}

/** `file:line rule message`, which editors and CI turn into a link. */
export function formatComplaint(complaint: Complaint): string {
  return `${complaint.file}:${complaint.line} ${complaint.rule} ${complaint.message}`;
}

/** Text from a file as it may stand in a message: quoted, and cut so that a message stays readable. */
export function quoted(text: string): string {
  const characters = Array.from(text.slice(0, 200));
  return `"${characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : text}"`;
}
