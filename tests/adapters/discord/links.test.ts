import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isButtonAddress, titledLink, webAddress } from '../../../adapters/discord/links.ts';
import { anyText, anyUrl } from './cards.ts';
import { liveIn, rawMentions } from './markdown.ts';

describe('an address', () => {
  test('keeps a link whole and nothing in its title live, whatever both are', () => {
    fc.assert(
      fc.property(anyText, anyUrl, (title, url) => {
        const address = webAddress(url);
        if (address === null) return;
        expect(new URL(address).protocol).toMatch(/^https?:$/);
        const link = titledLink(title.slice(0, 200), address);
        expect(liveIn(link)).toEqual([{ kind: 'link', text: address }]);
        expect(rawMentions(address).filter((found) => found.startsWith('@'))).toEqual([]);
        const shown = link.slice(1, link.indexOf('](<'));
        expect(shown).not.toMatch(/[*~|`\\[\]<>\n]|:\S|__|(?<!\w)_|_(?!\w)/);
        expect(rawMentions(shown)).toEqual([]);
      }),
    );
  });
  test.each([
    ['https://acme.example/a_(b)', 'https://acme.example/a_%28b%29'],
    ['https://acme.example/東京', 'https://acme.example/%E6%9D%B1%E4%BA%AC'],
    ['https://acme.example/?q=[x]*|`\\', 'https://acme.example/?q=%5Bx%5D%2A%7C%60%5C'],
    ['https://medium.example/@acme/@everyone', 'https://medium.example/@acme/%40everyone'],
  ])('%j becomes %j', (url, address) => {
    expect(webAddress(url)).toBe(address);
  });
  test.each([
    ['javascript:alert(1)'],
    ['discord://-/settings'],
    ['content/a.md#b'],
    ['https://good.example@evil.example/'],
    [`https://acme.example/${'a'.repeat(512)}`],
    ['http://[::1]/'],
  ])('%s opens nothing', (url) => {
    expect(webAddress(url)).toBeNull();
  });
  test.each([
    ['https://acme.example/a', true],
    ['https://xn--bcher-kva.example/', true],
    ['http://localhost:3000/', false],
    ['http://10.0.0.5:8080/', false],
    ['https://a_b.example/', false],
  ])('%s can be a button: %s', (address, can) => {
    expect(isButtonAddress(address)).toBe(can);
  });
});

describe('a title', () => {
  test.each([
    ['[A] *b* `c` a|b <d> \\e', '(A) ∗b∗ ˋcˋ a∣b ‹d› ∖e'],
    ['snake_case stays, _italic_ does not', 'snake_case stays, ˍitalicˍ does not'],
    ['https://a.example :smile: 12:30', 'https∶//a.example ∶smile: 12∶30'],
    ['@acme and @everyone', '@acme and ＠everyone'],
    [' \u200B ', 'x.example'],
  ])('%j is shown as %j', (title, shown) => {
    expect(titledLink(title, 'https://x.example/')).toBe(`[${shown}](<https://x.example/>)`);
  });
});
