/** The library that is shipped. */
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CheckedLibrary, checkLibrary } from '../index/library/check/mod.ts';
import { formatComplaint, topicsOf } from '../index/library/mod.ts';

const CONTENT = resolve(import.meta.dirname, '../content');

/** The topics that the plan puts first. */
const FIRST_TOPICS = [
  'cache_consistency',
  'idempotency_patterns',
  'kafka_patterns',
  'nosql_migrations',
  'prometheus_at_scale',
  'rate_limiting',
  'read_receipts',
  'scaling_strategies',
  'sharding_strategies',
  'zero_downtime_deploy',
];

describe('the library', () => {
  let checked: CheckedLibrary;
  beforeAll(async () => {
    // Reviews and sources are dated; a day that is surely past keeps this independent of the clock.
    checked = await checkLibrary(CONTENT, '9999-12-31');
  });

  it('follows every rule', () => {
    expect(checked.complaints.map(formatComplaint)).toEqual([]);
    expect(checked.outdated.map(({ file }) => file)).toEqual([]);
  });

  it('has the topics that the plan puts first', () => {
    const stems = topicsOf(checked.library).map(({ path }) => path.split('/').at(-1));
    expect(stems).toEqual(expect.arrayContaining(FIRST_TOPICS));
  });
});
