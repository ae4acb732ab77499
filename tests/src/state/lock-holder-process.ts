/**
 * A process of its own that takes the lock "x", says so, and keeps it until it is killed.
 *
 * Argument: address of a PostgreSQL database, or a SQLite file.
 */
import { openState } from '../../../src/state/mod.ts';

const [place = ''] = process.argv.slice(2);
const databaseUrl = place.startsWith('postgres://') ? place : undefined;
// Whoever started it may be killed too.
process.once('disconnect', () => process.exit());

const state = await openState({ databaseUrl, file: place });
await state.withLock('x', () => {
  process.send!('holds it');
  return new Promise(() => {});
});
