import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toPlainLine, toPlainText } from '../../../src/cards/plain-text.ts';

describe('toPlainText leaves nothing live', () => {
  test.each([
    ['a colour', '\x1B[31mred\x1B[0m', 'red'],
    ['a colour from the C1 range', '\x9B31mred', 'red'],
    ['a cleared screen', '\x1B[2J\x1B[1;1HHello', 'Hello'],
    ['a window title', '\x1B]0;you are hacked\x07Hello', 'Hello'],
    ['a hyperlink', '\x1B]8;;https://evil.example/a b\x1B\\click\x1B]8;;\x1B\\', 'click'],
    ['a clipboard write', '\x1B]52;c;cm0gLXJm\x07Hello', 'Hello'],
    ['a device control string', '\x1BPq#0;2;0~\x1B\\Hello', 'Hello'],
    ['a reset', '\x1BcHello', 'Hello'],
    ['a backspace and a bell', 'Hel\b\x07lo', 'Hello'],
    ['sequences inside each other', '\x1B[\x1B[31m31mHello', '31mHello'],
    ['bidi overrides and isolates', 'a\u202Eb\u2066c\u2069\u200Fd', 'abcd'],
    ['zero-width and tag characters', 'a\u200Bb\u2060c\uFEFFd\u{E0041}e', 'abcde'],
    ['variation selectors that hide bytes', 'a\u{E0101}\uFE01b', 'ab'],
    ['a joiner that hides inside a word', 'pass\u200Dword', 'password'],
    ['a lone surrogate', 'a\uD800b', 'a\uFFFDb'],
  ])('%s', (_, hostile, plain) => {
    expect(toPlainText(hostile)).toBe(plain);
  });
});

describe('toPlainText keeps what can be read', () => {
  test.each([
    ['tabs and line breaks', 'a\tb\nc'],
    ['joined emoji, flags and keycaps', '👩‍💻 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇯🇵 1️⃣ ❤️'],
    ['joiners that Persian and Hindi are spelt with', 'می‌خواهم क्‍ष'],
    ['accents, tones and CJK', 'Việt Nam, naïve, 東京リージョン'],
    ['a drawn format character', '\u060042'],
  ])('%s', (_, text) => {
    expect(toPlainText(text)).toBe(text.normalize('NFC'));
  });

  test('the text behind a control string that never ends', () => {
    expect(toPlainText('\x1B]0;no end\nHello')).toBe('0;no end\nHello');
  });

  test('every kind of line break, as a newline', () => {
    expect(toPlainText('a\r\nb\rc\u2028d\x85e')).toBe('a\nb\nc\nd\ne');
  });
});

test('blank lines do not run away', () => {
  expect(toPlainText('a\n\n \t\n\n\n\nb\n\nc\nd')).toBe('a\n\nb\n\nc\nd');
});

test('a letter carries at most eight combining marks', () => {
  expect(toPlainText(`x${'\u0338'.repeat(500)}y`)).toBe(`x${'\u0338'.repeat(8)}y`);
});

test('toPlainLine gives one line with single spaces', () => {
  expect(toPlainLine(' two\n\n  lines\tand a tab\x1B[0m ')).toBe('two lines and a tab');
});

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
      fc.constantFrom(
        '\x1B',
        '[',
        ']',
        '31m',
        '\x07',
        '\n',
        '\r',
        ' ',
        '\u200D',
        '\uFE0F',
        '👩',
        '💻',
        'क',
        '\u094D',
        'a\u0301',
      ),
    ),
  )
  .map((parts) => parts.join(''));

test('whatever the text, no control, bidi or zero-width character is left', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(toPlainText(text)).not.toMatch(
        /[^\P{Cc}\n\t]|[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|\p{Cs}|\p{M}{9}/u,
      );
    }),
    { numRuns: 300 },
  );
});

test('making a text plain twice changes nothing more', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(toPlainText(toPlainText(text))).toBe(toPlainText(text));
    }),
    { numRuns: 300 },
  );
});

test('a long hostile text takes linear time', () => {
  const texts = ['\x1B]', '\x1B[', '\x1B ', '\n \n', '\u0301', '\u200D', '👩\u200D', '\x9B0'].map((part) =>
    part.repeat(100_000),
  );
  const started = performance.now();
  for (const text of texts) toPlainText(text);
  // Quadratic work on 200,000 characters would take minutes; linear work takes well under a second.
  expect(performance.now() - started).toBeLessThan(10_000);
});
