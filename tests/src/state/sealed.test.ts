import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openState } from '../../../src/state/mod.ts';
import { createSeal, SealError } from '../../../src/state/sealed.ts';

const OLD = 'oFR1pCQ8wVXbS2mXkq0mI0m2l4nJm1v5s9ZQy1Qb0aE=';
const NEW = 'Yk3xW9bqk2m7bT5m1cG0r8J6s4dF2hL9pN3vX7zQ1wA=';
const CONTEXT = 'slack:team:T1';
const PLAIN = '{"token":"xoxb-made-up"}';

function refusal(act: () => unknown): SealError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(SealError);
    const shown = inspect(error, { depth: 20, showHidden: true });
    for (const secret of [OLD, NEW, 'xoxb']) expect(shown).not.toContain(secret);
    return error as SealError;
  }
  throw new Error('It was not refused');
}

describe('a sealed text', () => {
  const seal = createSeal(NEW);

  it('opens to what it was, whatever it was and wherever it belongs', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(text, text, (plain, context) => {
        const sealed = seal.seal(plain, context);
        expect(sealed).toMatch(/^v1\.[\w-]+$/);
        expect(seal.open(sealed, context)).toBe(plain);
      }),
    );
  });

  it('differs each time, so that nobody sees that two are alike', () => {
    const sealed = Array.from({ length: 50 }, () => seal.seal(PLAIN, CONTEXT));
    expect(new Set(sealed).size).toBe(50);
  });

  it('does not open with any one character changed, added or left out', () => {
    const sealed = seal.seal(PLAIN, CONTEXT);
    fc.assert(
      fc.property(
        fc.nat({ max: sealed.length }),
        fc.constantFrom(0, 1),
        fc.constantFrom('', 'A', 'B', 'x', '_', '.', '=', '\n', 'é'),
        (at, left, put) => {
          const damaged = sealed.slice(0, at) + put + sealed.slice(at + left);
          fc.pre(damaged !== sealed);
          expect(refusal(() => seal.open(damaged, CONTEXT)).message).toContain('TOKEN_ENCRYPTION_KEY');
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('does not open when it is something else altogether', () => {
    for (const other of ['', 'v1.', 'v1.AAAA', PLAIN, `v2${seal.seal(PLAIN, CONTEXT).slice(2)}`]) {
      refusal(() => seal.open(other, CONTEXT));
    }
  });

  it('does not open for another context, nor with another secret, and the message says where to look', () => {
    const sealed = seal.seal(PLAIN, CONTEXT);
    refusal(() => seal.open(sealed, 'slack:team:T2'));
    expect(refusal(() => createSeal(OLD).open(sealed, CONTEXT)).message).toBe(
      'What is stored for slack:team:T1 cannot be read: no key in TOKEN_ENCRYPTION_KEY fits, or the database was damaged. ' +
        'Put the key that it was stored with back, behind the present one and a comma, or install Casebook there again.',
    );
  });

  it('still opens as it did when it was written by the first version', () => {
    const sealed = 'v1.WcHDlaoL6rOj0x4lfeljZVhPCo5fZ8lrAgE1WsPP6JkM2ASBNFO6KlJ2UShDrjbLYpbSIg';
    expect(createSeal(OLD).open(sealed, CONTEXT)).toBe(PLAIN);
  });
});

describe('several secrets', () => {
  it('seal with the first and open with any, with or without spaces and a line end', () => {
    const before = createSeal(OLD).seal(PLAIN, CONTEXT);
    const both = createSeal(`${NEW}, ${OLD}\n`);
    expect(both.open(before, CONTEXT)).toBe(PLAIN);
    const after = both.seal(PLAIN, CONTEXT);
    expect(createSeal(NEW).open(after, CONTEXT)).toBe(PLAIN);
    refusal(() => createSeal(OLD).open(after, CONTEXT));
  });
});

describe('a secret that cannot be used is refused in words that say how to make one', () => {
  it.each([
    ['it is empty', ''],
    ['it has 31 characters', 'x'.repeat(31)],
    ['it has 31 characters and spaces around them', `  ${'x'.repeat(31)}  `],
    ['the second one is too short', `${NEW},short`],
    ['there is a comma and nothing behind it', `${NEW},`],
  ])('when %s', (_, secrets) => {
    expect(refusal(() => createSeal(secrets)).message).toBe(
      'TOKEN_ENCRYPTION_KEY holds a key of less than 32 characters. Make one with: openssl rand -base64 32 ' +
        '(several keys have commas between them, the newest first).',
    );
  });

  it('but not when it has 32 characters', () => {
    const seal = createSeal('x'.repeat(32));
    expect(seal.open(seal.seal(PLAIN, CONTEXT), CONTEXT)).toBe(PLAIN);
  });

  it('before a database is opened', async () => {
    const opening = openState({ file: '/dev/null/x.db', encryptionKey: 'short' });
    await expect(opening).rejects.toThrow(SealError);
  });
});
