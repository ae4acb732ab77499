import { describe, expect, test } from 'vitest';
import { terminalOptions, webAddress } from '../../../adapters/terminal/style.ts';

const screen = { isTTY: true, columns: 132 } as NodeJS.WriteStream;
const pipe = {} as NodeJS.WriteStream;

describe('width', () => {
  test('is that of the screen, whatever COLUMNS says', () => {
    expect(terminalOptions(screen, { COLUMNS: '60' }).width).toBe(132);
  });
  test('is COLUMNS in a pipe', () => {
    expect(terminalOptions(pipe, { COLUMNS: '60' }).width).toBe(60);
  });
  test.each([undefined, '', '0', '-3', 'wide', '1e400'])('is 80 in a pipe when COLUMNS is %j', (columns) => {
    expect(terminalOptions(pipe, { COLUMNS: columns }).width).toBe(80);
  });
  test('is 80 on a screen that does not know its size', () => {
    expect(terminalOptions({ isTTY: true, columns: 0 } as NodeJS.WriteStream, {}).width).toBe(80);
  });
});

describe('color', () => {
  test.each([
    ['on a screen', screen, {}, true],
    ['in a pipe', pipe, {}, false],
    ['on a dumb terminal', screen, { TERM: 'dumb' }, false],
    ['with NO_COLOR', screen, { NO_COLOR: '1' }, false],
    ['with NO_COLOR=0, which is not empty', screen, { NO_COLOR: '0' }, false],
    ['with an empty NO_COLOR', screen, { NO_COLOR: '' }, true],
    ['with FORCE_COLOR in a pipe', pipe, { FORCE_COLOR: '1' }, true],
    ['with FORCE_COLOR on a dumb terminal', screen, { FORCE_COLOR: '1', TERM: 'dumb' }, true],
    ['with FORCE_COLOR=0', screen, { FORCE_COLOR: '0' }, false],
    ['with an empty FORCE_COLOR in a pipe', pipe, { FORCE_COLOR: '' }, false],
    ['with NO_COLOR and FORCE_COLOR', screen, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ])('%s', (_, stream, env, color) => {
    expect(terminalOptions(stream, env).color).toBe(color);
  });
});

describe('links', () => {
  test.each([
    ['in iTerm', screen, { TERM_PROGRAM: 'iTerm.app' }, true],
    ['in kitty', screen, { TERM: 'xterm-kitty' }, true],
    ['in Windows Terminal', screen, { WT_SESSION: 'a1b2' }, true],
    ['in GNOME Terminal', screen, { VTE_VERSION: '7600' }, true],
    ['in an old GNOME Terminal', screen, { VTE_VERSION: '5000' }, false],
    ['in an unknown terminal', screen, { TERM: 'xterm-256color' }, false],
    ['in Apple Terminal', screen, { TERM_PROGRAM: 'Apple_Terminal' }, false],
    ['in tmux inside iTerm', screen, { TERM_PROGRAM: 'iTerm.app', TMUX: '/tmp/tmux-0' }, false],
    [
      'in xterm started from GNOME Terminal',
      screen,
      { VTE_VERSION: '7600', XTERM_VERSION: 'XTerm(390)' },
      false,
    ],
    ['in a pipe', pipe, { TERM_PROGRAM: 'iTerm.app', FORCE_COLOR: '1' }, false],
    ['on a dumb terminal', screen, { TERM_PROGRAM: 'iTerm.app', TERM: 'dumb' }, false],
    ['in CI', screen, { TERM_PROGRAM: 'vscode', CI: 'true' }, false],
  ])('%s', (_, stream, env, links) => {
    expect(terminalOptions(stream, env).links).toBe(links);
  });
});

test('only addresses of web pages become hyperlinks, without a live character', () => {
  expect(webAddress('https://acme.example/a b\x1B\x07\n?q=東')).toBe(
    'https://acme.example/a%20b%1B%07?q=%E6%9D%B1',
  );
  expect(webAddress('javascript:alert(1)')).toBeNull();
  expect(webAddress('file:///etc/passwd')).toBeNull();
  expect(webAddress('../caching.md#coalescing')).toBeNull();
});
