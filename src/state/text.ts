/** What text becomes before it is stored. */
import { randomInt } from 'node:crypto';

/** As much of a question as search reads, and as much as a Discord message holds. */
const MAX_QUESTION_LENGTH = 2000;
/** Discord allows 32 characters, Slack 80; a line of a leaderboard holds no more. */
const MAX_NAME_LENGTH = 40;
const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const ID_LENGTH = 16;
const ID = new RegExp(`^[a-z0-9]{${ID_LENGTH}}$`);

/**
 * PostgreSQL refuses U+0000, and libsql reads a text back only as far as the first one. Half a surrogate pair has no UTF-8, so
 * every database would turn it into U+FFFD; this does it where it can be seen.
 */
export function storable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** The first 2,000 code points, so that no emoji is cut in half. */
export function storableQuestion(text: string): string {
  return Array.from(storable(text)).slice(0, MAX_QUESTION_LENGTH).join('');
}

/** What a person is called: the first 40 code points. */
export function storableName(text: string): string {
  return Array.from(storable(text)).slice(0, MAX_NAME_LENGTH).join('');
}

/** 36^16 are about 2^82: two alike are not to be expected. */
export function randomId(): string {
  return Array.from({ length: ID_LENGTH }, () => ID_ALPHABET[randomInt(ID_ALPHABET.length)]).join('');
}

/** Ids come back to us through buttons, where anything may have been put in. */
export function isId(text: string): boolean {
  return ID.test(text);
}
