import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemsOf } from '../../../adapters/slack/check-payload.ts';
import { renderPreview } from '../../../adapters/slack/render-preview.ts';
import { answer, anyCard, empty } from './cards.ts';
import { aliveIn } from './inert.ts';
import { readable } from './readable.ts';

test('a preview says what the case study is about, without buttons', () => {
  expect(readable({ blocks: renderPreview(answer) })).toMatchInlineSnapshot(`
    "
    Acme Chat: moves its message_store off *hot* partitions
    ~
    (Backend Production › Database Architecture › NoSQL Migrations)
    ~
    Acme Chat merged simultaneous reads of the same row before the database: p99 fell from 125 ms to 15 ms.
    ~
    Key insight: A faster database moves the limit; merging reads removes the load.
    "
  `);
});

test('the preview of an empty card says that there is nothing', () => {
  expect(readable({ blocks: renderPreview(empty) })).toBe('\nThere is nothing to show here.\n');
});

test('the preview of any card has only sections and small print, with nothing live in them', () => {
  fc.assert(
    fc.property(anyCard, (card) => {
      const blocks = renderPreview(card);
      expect(problemsOf({ text: 'a', blocks })).toEqual([]);
      expect(blocks.filter(({ type }) => type !== 'section' && type !== 'context')).toEqual([]);
      expect(aliveIn(card, blocks)).toEqual([]);
    }),
  );
});
