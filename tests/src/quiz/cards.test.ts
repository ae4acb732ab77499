import fc from 'fast-check';
import { expect, it } from 'vitest';
import { problemsOf as problemsOnDiscord } from '../../../adapters/discord/check-payload.ts';
import { renderCard as onDiscord } from '../../../adapters/discord/render-card.ts';
import { problemsOf as problemsOnSlack } from '../../../adapters/slack/check-payload.ts';
import { renderCard as onSlack } from '../../../adapters/slack/render-card.ts';
import { decodeAction, encodeAction } from '../../../src/cards/mod.ts';
import { questionCard, resultCard, revealCard } from '../../../src/quiz/cards.ts';
import type { PostedQuestion } from '../../../src/quiz/posted.ts';
import type { SeenAnswer, StoredRound } from '../../../src/state/mod.ts';

/** The longest question that there can be, of letters that no platform escapes: every part can be told in what is shown. */
const LONGEST: PostedQuestion = {
  id: 'q'.repeat(16),
  kind: 'reason',
  caseStudy: 'topic/slug',
  prompt: `${'prompt '.repeat(70)}PromptEnd`.slice(-500),
  options: ['V', 'W', 'X', 'Y', 'Z'].map((letter) => `${'words '.repeat(33)}${letter}`.slice(-200)),
  right: 2,
  explanation: { quote: `${'quote '.repeat(98)}QuoteEnd`.slice(-600), section: 'Root cause' },
  title: 'How it went',
  url: 'https://casebook.example/topic#slug',
};
const ROUND: StoredRound = {
  ...{ id: 'r'.repeat(16), kind: 'group', place: 'p', community: null, starter: null, seconds: 30 },
  ...{ phase: 'revealed', position: 999, dueAt: null, at: new Date(0) },
  questions: [],
};
const answersOf = (people: number): SeenAnswer[] =>
  Array.from({ length: people }, (_, n) => ({
    ...{ round: ROUND.id, number: 999, person: `${n}`, community: null, question: 'q', caseStudy: 'c' },
    ...{ choice: n % 5, isRight: n % 5 === 2, day: '2026-11-28', at: new Date(0) },
    name: `person ${n} ${'x'.repeat(40)}`.slice(0, 40),
  }));

it('the longest question, its result and its reveal with a thousand answers are shown whole on Discord and Slack', () => {
  const answers = answersOf(1000);
  const cards = [
    questionCard(ROUND, 999, LONGEST),
    resultCard(ROUND, answers[0]!, LONGEST, true),
    revealCard(ROUND, 999, LONGEST, answers),
  ];
  for (const card of cards) {
    const [discord, slack] = [onDiscord(card), onSlack(card)];
    expect([...problemsOnDiscord(discord), ...problemsOnSlack(slack)]).toEqual([]);
    for (const shown of [JSON.stringify(discord), JSON.stringify(slack.blocks)]) {
      expect(shown).toContain('words X');
      if (card.title.startsWith('Not quite')) continue;
      expect(shown).toContain('PromptEnd');
      for (const letter of ['V', 'W', 'X', 'Y', 'Z']) expect(shown).toContain(`words ${letter}`);
    }
  }
  expect(JSON.stringify(onDiscord(cards[2]!))).toContain('QuoteEnd');
});

it('every button of a round comes back as what it was, up to the last question that an index has room for', () => {
  const { actions } = questionCard(ROUND, 999, LONGEST);
  expect(actions.map(({ kind }) => kind)).toEqual([...Array(5).fill('choose'), 'next']);
  for (const { kind, target, index } of actions) {
    expect(decodeAction(encodeAction({ kind, target, index }, 'id'))).toEqual({ kind, target, index });
  }
});

it('whatever the texts of a question are, each option stands on one line behind its letter', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', ' ', '\n', '\r\n', '\u2028', 'B. ', '**', '\u202e'),
    minLength: 1,
  });
  fc.assert(
    fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (options) => {
      const { lead } = questionCard(ROUND, 0, { ...LONGEST, prompt: 'P', options });
      const lines = lead!.split('\n').slice(2);
      expect(lines.map((line) => line.slice(0, 2))).toEqual(
        ['A.', 'B.', 'C.', 'D.', 'E.'].slice(0, options.length),
      );
    }),
  );
});
