import { PGlite } from '@electric-sql/pglite';
import { describe } from 'vitest';
import { holdByLease } from '../../../src/state/lease.ts';
import { openStateOn } from '../../../src/state/open.ts';
import { createSeal } from '../../../src/state/sealed.ts';
import { pgliteDialects } from '../../support/pglite-dialect.ts';
import { testState } from './state-suite.ts';

describe('state in PGlite', () => {
  const pglite = new PGlite();
  const dialect = pgliteDialects(pglite);
  testState({
    empty: async () => {
      await pglite.exec('drop schema public cascade; create schema public');
    },
    // Not PostgreSQL's own lock: all states share the one connection that PGlite has, and to it they would be one owner.
    open: (key) =>
      openStateOn(
        dialect(),
        { name: 'PGlite', holdOn: (db) => holdByLease(db), skipsLocked: true },
        key === null ? null : createSeal(key),
      ),
    dialect: async () => dialect(),
    // Its TextDecoder takes U+FEFF for the mark of an encoding. `pg`, which the program uses, does not.
    dropsByteOrderMark: true,
    stop: () => pglite.close(),
  });
});
