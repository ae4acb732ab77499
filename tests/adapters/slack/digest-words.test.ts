import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDigestCommand, readDigestMessage } from '../../../adapters/slack/digest-words.ts';
import { anyText } from './cards.ts';

const isZone = (text: string) => ['europe/berlin', 'berlin', 'new york'].includes(text.toLowerCase());

describe('what stands after /digest', () => {
  it.each([
    ['', { verb: 'help' }],
    ['  SHOW ', { verb: 'show' }],
    ['now', { verb: 'now' }],
    ['off please', { verb: 'help' }],
    ['wizardry', { verb: 'help' }],
    ['on', { verb: 'on', change: null }],
  ])('%j is read', (text, command) => {
    expect(readDigestCommand(text)).toEqual(command);
  });

  it.each([
    ['9:00 Europe/Berlin mon-fri', { time: '9:00', zone: 'Europe/Berlin', weekdays: 'mon-fri' }],
    ['Europe/Berlin daily 9am', { time: '9am', zone: 'Europe/Berlin', weekdays: 'daily' }],
    [
      'at 17.30, on mon, wed and fri in New York',
      { time: '17.30', zone: 'New York', weekdays: 'mon wed and fri' },
    ],
    ['weekdays, 9 pm', { time: '9 pm', weekdays: 'weekdays' }],
    ['monday to thursday', { weekdays: 'monday to thursday' }],
    [
      'category:"API Design" company:Uber level:any',
      { category: 'API Design', company: 'Uber', level: 'any' },
    ],
    ['category:“API Design” 8', { category: 'API Design', time: '8' }],
    ['99:99', { time: '99:99' }],
    ['Europe/Monrovia', { zone: 'Europe/Monrovia' }],
  ])('on %j has these settings', (text, change) => {
    const read = readDigestCommand(`on ${text}`);
    expect(read).toMatchObject({ verb: 'on' });
    const set = Object.entries('change' in read ? (read.change ?? {}) : {}).filter(
      ([, value]) => value !== undefined,
    );
    expect(Object.fromEntries(set)).toEqual(change);
  });

  it('is never too strange to be read', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(() => readDigestCommand(text)).not.toThrow();
        expect(() => readDigestCommand(`on ${text.slice(0, 3000)}`)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});

describe('a message', () => {
  it.each([
    'digest',
    'Digest show',
    '/digest off',
    'digest on',
    'digest on 9:00 mon-fri',
    'digest on Berlin',
  ])('%j is a command', (text) => {
    expect(readDigestMessage(text, isZone)).not.toBeNull();
  });

  it.each([
    ...['what is a digest?', 'digest auth', 'digest show me more', 'digest on a hash table', 'digestion'],
    ...['show digest', 'digest?', 'digest now?', 'digest on 9 replicas', 'please digest off'],
  ])('%j is none', (text) => {
    expect(readDigestMessage(text, isZone)).toBeNull();
  });
});
