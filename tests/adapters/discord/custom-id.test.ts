import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ActionId, decode, encode } from '../../../adapters/discord/custom-id.ts';
import { LIMITS } from '../../../adapters/discord/limits.ts';
import { ACTION_KINDS } from '../../../src/cards/mod.ts';

const anyAction: fc.Arbitrary<ActionId> = fc.record({
  kind: fc.constantFrom(...ACTION_KINDS),
  target: fc.stringMatching(/^[a-z0-9]{1,24}$/),
  index: fc.nat({ max: 9_999 }),
});

test('an action comes back from its custom_id, which Discord takes', () => {
  fc.assert(
    fc.property(anyAction, (action) => {
      const customId = encode(action);
      expect(customId.length).toBeLessThanOrEqual(LIMITS.customId);
      expect(decode(customId)).toEqual(action);
    }),
  );
});

test('a custom_id is short and readable', () => {
  expect(encode({ kind: 'details', target: 'abc', index: 0 })).toBe('cb1:details:abc:0');
});

describe('what is not ours is null', () => {
  test.each([
    ['', 'empty'],
    ['details:abc:0', 'no version'],
    ['cb0:details:abc:0', 'another version'],
    ['cb1:erase:abc:0', 'an unknown kind'],
    ['cb1:constructor:abc:0', 'a name that every object has'],
    ['cb1:details:ABC:0', 'capitals'],
    ['cb1:details::0', 'no target'],
    [`cb1:details:${'a'.repeat(25)}:0`, 'a long target'],
    ['cb1:details:abc:-1', 'a negative index'],
    ['cb1:details:abc:01', 'a second way to write an index'],
    ['cb1:details:abc:0\n', 'a line break at the end'],
    ['cb1:details:abc:0:1', 'a part too many'],
  ])('%j: %s', (customId) => {
    expect(decode(customId)).toBeNull();
  });
  test('any other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decode(text)).toBeNull();
      }),
    );
  });
});

test('an action that could not be decoded is refused, with what it should be', () => {
  expect(() => encode({ kind: 'open', target: 'A b', index: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: The action "cb1:open:A b:0" cannot become a custom_id: give it a target of 1 to 24 characters of a-z and 0-9 and an index of 0 to 9999.]`,
  );
  expect(() => encode({ kind: 'open', target: 'abc', index: 1.5 })).toThrow(RangeError);
});
