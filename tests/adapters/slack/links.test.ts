import fc from 'fast-check';
import { expect, test } from 'vitest';
import { webAddress } from '../../../adapters/slack/links.ts';
import { anyUrl } from './cards.ts';

test('an address is of the web and in the characters of RFC 3986, whatever it was', () => {
  fc.assert(
    fc.property(anyUrl, (url) => {
      const address = webAddress(url);
      if (address === null) return;
      expect(address).toMatch(/^https?:\/\/[^/@]+\.[^/@]+(?:\/|$)/);
      expect(address).toMatch(/^(?:[\w\-.~:/?@!$&'()*+,;=]|%[\dA-Fa-f]{2})+(?:#(?:[^#]|%[\dA-Fa-f]{2})*)?$/);
      expect(address.length).toBeLessThanOrEqual(500);
      expect(webAddress(address)).toBe(address);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['https://acme.example/a_(b)?c=d&e', 'https://acme.example/a_(b)?c=d&e'],
  ['https://acme.example/東京', 'https://acme.example/%E6%9D%B1%E4%BA%AC'],
  ['https://acme.example/?q=[x]|`\\^{}', 'https://acme.example/?q=%5Bx%5D%7C%60%5C%5E%7B%7D'],
  ['https://acme.example/100%#a#b', 'https://acme.example/100%25#a%23b'],
  ['http://10.0.0.5:8080/a', 'http://10.0.0.5:8080/a'],
])('%j becomes %j', (url, address) => {
  expect(webAddress(url)).toBe(address);
});

test.each([
  ['javascript:alert(1)'],
  ['slack://open'],
  ['content/a.md#b'],
  ['https://good.example@evil.example/'],
  [`https://acme.example/${'a'.repeat(500)}`],
  ['http://localhost:3000/'],
  ['http://[::1]/'],
  [''],
])('%j opens nothing', (url) => {
  expect(webAddress(url)).toBeNull();
});
