import { expect, it } from 'vitest';
import { readRequest } from '../../../src/quiz/mod.ts';
import { ENTRIES } from './support.ts';

it.each([
  ['', {}],
  ['5', { count: 5 }],
  ['Senior', { level: 'senior' }],
  ['cache consistency senior 5', { topic: 'cache_consistency', level: 'senior', count: 5 }],
  ['3 sharding-strategies', { topic: 'sharding_strategies', count: 3 }],
  ['DATABASE   architecture', { category: 'Database Architecture' }],
  ['acme staff', { company: 'Acme', level: 'staff' }],
  ['hooli', null],
  ['acme hooli', null],
  ['999999', null],
])('“%s” is read as %o', (text, request) => {
  expect(readRequest(text, ENTRIES)).toEqual(request);
});
