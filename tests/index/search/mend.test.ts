import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Encoder, openEncoder } from '../../../index/encoder/mod.ts';
import { LexicalIndex } from '../../../index/lexical/mod.ts';
import { mend } from '../../../index/search/mend.ts';

const lexical = LexicalIndex.build([
  {
    heading: 'Cassandra',
    text: 'Discord wondered whether the database would keep its messages idempotently.',
  },
]);

describe('mend', () => {
  let encoder: Encoder;
  beforeAll(async () => {
    encoder = await openEncoder({ cacheDir: '.casebook/models' });
  });
  afterAll(() => encoder.close());

  it('corrects words that nobody knows to words of the library, and says so', () => {
    expect(mend('How does Discrod keep mesages in casandra?', lexical, encoder)).toEqual({
      text: 'How does discord keep messages in cassandra?',
      corrections: [
        { from: 'discrod', to: 'discord' },
        { from: 'mesages', to: 'messages' },
        { from: 'casandra', to: 'cassandra' },
      ],
    });
  });

  it('leaves English words alone that the library does not use, however near they are to one that it does', () => {
    for (const question of ['weather', 'wander', 'massages', 'dessert recipes for children']) {
      expect(mend(question, lexical, encoder)).toEqual({ text: question, corrections: [] });
    }
  });

  it('knows other forms of a word of the library', () => {
    expect(mend('messaging databases wondering', lexical, encoder).corrections).toEqual([]);
  });

  it('writes out short forms without mentioning them', () => {
    expect(mend('which DB for msgs?', lexical, encoder)).toEqual({
      text: 'which database for messages?',
      corrections: [],
    });
  });
});
