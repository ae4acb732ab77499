import { PGlite } from '@electric-sql/pglite';
import { describe } from 'vitest';
import { openStateOn } from '../../../src/state/open.ts';
import { pgliteDialects } from '../../support/pglite-dialect.ts';
import { testState } from './state-suite.ts';

describe('state in PGlite', () => {
  const pglite = new PGlite();
  const dialect = pgliteDialects(pglite);
  testState({
    empty: async () => {
      await pglite.exec('drop schema public cascade; create schema public');
    },
    open: () => openStateOn(dialect(), 'PGlite'),
    dialect: async () => dialect(),
    // Its TextDecoder takes U+FEFF for the mark of an encoding. `pg`, which the program uses, does not.
    dropsByteOrderMark: true,
    stop: () => pglite.close(),
  });
});
