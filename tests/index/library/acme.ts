/** The self-made topic of an invented company that the tests read, and ways to spoil it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatComplaint, type Note, type ParsedFile, type Topic } from '../../../index/library/mod.ts';
import { parseFile } from '../../../index/library/parse.ts';

export const FIXTURES = join(import.meta.dirname, '../../fixtures/library');
export const TOPIC_FILE = '01_ACME_PLATFORM/04_API_Design/queue_backlogs.md';
export const TOPIC_TEXT = readFileSync(join(FIXTURES, 'casebook', TOPIC_FILE), 'utf8');

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function parseText(text: string, file = TOPIC_FILE): ParsedFile {
  return parseFile(file, bytesOf(text));
}

export function topicFrom(text: string): Topic {
  const { document, complaints } = parseText(text);
  if (document?.kind !== 'topic')
    throw new Error(`Not a topic: ${complaints.map(formatComplaint).join('\n')}`);
  return document;
}

export function noteFrom(text: string, file = 'note.md'): Note {
  const { document } = parseText(text, file);
  if (document?.kind !== 'note') throw new Error('Not a note');
  return document;
}

/** Replaces the first occurrence, which must be there: an edit that changes nothing would test nothing. */
export function edited(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`The text has no ${JSON.stringify(from)}`);
  return text.replace(from, () => to);
}

/** 1-based line of the n-th line that contains `part`. */
export function lineWith(text: string, part: string, n = 1): number {
  const lines = text.split(/\r\n?|\n/);
  let seen = 0;
  const index = lines.findIndex((line) => line.includes(part) && ++seen === n);
  if (index === -1) throw new Error(`No line ${n} has ${JSON.stringify(part)}`);
  return index + 1;
}

/** `severity line rule` of each complaint. */
export function briefly({ complaints }: ParsedFile): string[] {
  return complaints.map(({ severity, line, rule }) => `${severity} ${line} ${rule}`);
}
