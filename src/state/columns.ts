/** Kinds of columns that tables share. */
import type { ColumnType } from 'kysely';

/** Milliseconds since 1970, UTC. `pg` reads a bigint as a string, and PGlite may read one as a BigInt. */
export type Milliseconds = ColumnType<number | string | bigint, number, number>;
