/** What opening needs to know of a kind of database. */
import type { Dialect, Kysely } from 'kysely';
import type { Hold } from './lock.ts';
import type { Tables } from './tables.ts';

/** A database that the state can be kept in. */
export interface Place {
  /** What messages call it, without secrets. */
  readonly name: string;
  /** How Kysely talks to it. May throw what the database throws. */
  connect(): Promise<Dialect>;
  /** How processes that share it wait for each other. */
  holdOn(db: Kysely<Tables>): Hold;
  /** Whether a transaction can pass over rows that another one has locked; a SQLite file has one writer at a time. */
  readonly skipsLocked: boolean;
  /** What somebody can do about an error on opening. One or two sentences. */
  advice(error: unknown): string;
}

/** The code of an error of the system, of SQLite or of PostgreSQL; empty when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
