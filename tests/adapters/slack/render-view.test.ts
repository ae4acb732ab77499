import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../../adapters/slack/check-payload.ts';
import { ASK_VIEW, askView, renderHome, renderSectionView } from '../../../adapters/slack/render-view.ts';
import { action, answer, anyCard, empty, section } from './cards.ts';
import { aliveIn } from './inert.ts';
import { readable } from './readable.ts';

describe('the view of a section', () => {
  test('is a modal with a select, the text and the figures as a list', () => {
    const view = renderSectionView(section, 'k3x9');
    expect(view).toMatchObject({ type: 'modal', title: { text: 'Casebook' }, private_metadata: 'k3x9' });
    expect(readable(view)).toMatchInlineSnapshot(`
      "
      # Acme Chat moves its message store
      ~
      (Backend Production)
      ~
      <cb1:section:k3x9:0>
        cb1:section:k3x9:0: Problem
        cb1:section:k3x9:1: Section 2
        cb1:section:k3x9:2: Results
      ~
      **Results**
      Two lines:
      1. the *first*
      ~
      **Figures**
      • **P99 read latency** · Before: 40–125 ms · After: 15 ms
      • **東京リージョンの遅延** · Before: 210 ms · After: 34 ms
      • **Database nodes** · Before: 177 · After: 72
      ~
      **Sources**
      • [How Acme [Chat] Stores *Trillions*](https://acme.example/2023/how_(we)_store?a=b)
      • [東京の移行](https://acme.example/%E6%9D%B1%E4%BA%AC)
      ~
      (Read on: content/01_BACKEND/nosql.md#acme)
      "
    `);
  });
  test('shows a long text whole, in blocks that break between lines', () => {
    const lines = Array.from({ length: 300 }, (_, n) => `Line ${n} says what happened and why.`);
    const { blocks } = renderSectionView(
      { ...section, excerpt: { heading: 'Problem', text: lines.join('\n') } },
      '',
    );
    const text = readable({ blocks });
    expect(blocks.filter(({ type }) => type === 'rich_text').length).toBeGreaterThan(4);
    expect(text.match(/^Line \d+ says what happened and why\.$/gm)).toHaveLength(300);
  });
  test('refuses metadata that Slack would refuse, with what to do', () => {
    expect(() => renderSectionView(section, 'a'.repeat(3_001))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: The private_metadata of a view has 3001 characters, of which 3000 are allowed: store what it holds and pass an id.]`,
    );
  });
  test('has plain buttons for votes, because Slack has its own in messages only', () => {
    expect(
      readable(
        renderSectionView({ ...empty, title: 'A', actions: [action('up', ''), action('down', '')] }, ''),
      ),
    ).toBe('\n# A\n~\n[Helpful -> cb1:up:k3x9:0] [Not helpful -> cb1:down:k3x9:0]\n');
  });
  test('of any card is one that Slack takes, with nothing live in it', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const view = renderSectionView(card, 'k3x9');
        expect(problemsOf(view)).toEqual([]);
        expect(aliveIn(card, view)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the Home tab', () => {
  test('shows one card below the other', () => {
    const notice = { ...empty, kind: 'notice' as const, title: 'Casebook', lead: 'Ask me.' };
    const short = {
      ...answer,
      excerpt: null,
      table: null,
      source: null,
      actions: [action('details', 'Details')],
    };
    expect(readable(renderHome([notice, short]))).toMatchInlineSnapshot(`
      "
      # Casebook
      ~
      Ask me.
      ~
      ---
      ~
      # Acme Chat: moves its message_store off *hot* partitions
      ~
      (Backend Production › Database Architecture › NoSQL Migrations)
      ~
      (Read “shardnig” as “sharding”.)
      ~
      Acme Chat merged simultaneous reads of the same row before the database: p99 fell from 125 ms to 15 ms.
      ~
      **Key insight: **A faster database moves the limit; merging reads removes the load.
      ~
      [Read on -> https://casebook.example/nosql_migrations#acme-chat] [Details -> cb1:details:k3x9:0]
      "
    `);
  });
  test('counts the cards that did not fit', () => {
    const { blocks } = renderHome(Array.from({ length: 60 }, () => ({ ...empty, title: 'A' })));
    expect(blocks).toHaveLength(100);
    expect(readable({ blocks })).toMatch(/\n~\n\(and 10 more\)\n$/);
  });
  test('without cards says that there is nothing', () => {
    expect(readable(renderHome([]))).toBe('\nThere is nothing to show here.\n');
  });
  test('of any cards is one that Slack takes', () => {
    fc.assert(
      fc.property(fc.array(anyCard, { maxLength: 12 }), (cards) => {
        expect(problemsOf(renderHome(cards))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

test('the modal that asks has one input, found by the ids that are exported', () => {
  const view = askView();
  expect(problemsOf(view)).toEqual([]);
  expect(view).toMatchObject({ callback_id: ASK_VIEW.callbackId, submit: { text: 'Ask' } });
  expect(view.blocks).toMatchObject([
    { block_id: ASK_VIEW.blockId, element: { action_id: ASK_VIEW.actionId, multiline: true } },
  ]);
});
