import type { Link, SourceLine } from '../../index/library/mod.ts';

/** More titles would be longer than the answer. The case study itself names them all. */
const MAX_SHOWN = 4;

/** The sources of a table as a list. */
export interface SourceList {
  readonly shown: readonly Link[];
  /** How many more there are. */
  readonly more: number;
}

/** Null when the line is more than titles with commas between them (a remark, one source): then it is shown as it is. */
export function sourceList({ kind, text, links }: SourceLine): SourceList | null {
  const isList = kind === 'source' && links.length > 1 && text === links.map((link) => link.text).join(', ');
  return isList ? { shown: links.slice(0, MAX_SHOWN), more: Math.max(0, links.length - MAX_SHOWN) } : null;
}
