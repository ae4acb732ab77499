/** The question of the day, delivered as digests are. */
import { expect, it } from 'vitest';
import type { Card } from '../../../src/cards/mod.ts';
import { Deliverer } from '../../../src/digest/mod.ts';
import { QuizComposer } from '../../../src/quiz/mod.ts';
import type { DigestSettings } from '../../../src/state/mod.ts';
import { Platform } from '../../support/digest/platform.ts';
import { LogLines } from '../../support/log-lines.ts';
import { ANN, BOB, button, DAY_MS, Game } from './support.ts';

const SETTINGS: DigestSettings = {
  ...{ time: '12:00', zone: 'UTC', weekdays: [1, 2, 3, 4, 5, 6, 7] },
  ...{ category: null, company: null, level: null, mention: null },
};

async function channel(settings: Partial<DigestSettings> = {}) {
  const game = await Game.open();
  const platform = new Platform(() => game.now);
  const posted: Card[] = [];
  const courier = platform.courier('test');
  const post: typeof courier.post = (one) => {
    posted.push(one.card);
    return courier.post(one);
  };
  await game.state.digests.save(
    {
      ...{ kind: 'quiz', place: ANN.place, placeName: '#room', setUpBy: ANN.person },
      settings: { ...SETTINGS, ...settings },
      next: { day: '2026-11-25', at: game.now },
    },
    game.now,
  );
  const deliver = () =>
    new Deliverer({
      state: game.state,
      couriers: [{ ...courier, post }],
      composers: { quiz: new QuizComposer(game.quiz, game.state) },
      log: new LogLines().logger,
      latestMs: DAY_MS / 2,
      now: () => game.now,
    }).deliverDue();
  return { game, platform, posted, deliver };
}

it('one question a day comes to a channel, with the results of the one before', async () => {
  const { game, posted, deliver } = await channel();
  await deliver();
  expect(posted).toHaveLength(1);
  const [first] = posted as [Card];
  expect(first).toMatchObject({ kind: 'quiz', title: 'Question of the day', excerpt: null });
  await game.quiz.press(button(first, 'B'), BOB);
  await game.quiz.press(button(first, 'C'), ANN);

  game.pass(DAY_MS);
  await deliver();
  const second = posted[1]!;
  expect(second.excerpt!.heading).toBe('The last daily question: the answer is B');
  expect(second.excerpt!.text).toContain('1 of 2 had it right.');
  expect(second.excerpt!.text).toContain('✓ B. Take a lease — Bob');
  expect(second.lead).not.toBe(first.lead);
  // The first one takes no answers any more, and says so.
  const late = await game.quiz.press(button(first, 'B'), { ...BOB, person: 'test:dan' });
  expect(late.card.title).toBe('This question is over');
});

it('a try that is repeated asks the same question, and answers are counted once', async () => {
  const { game, platform, posted, deliver } = await channel();
  platform.onPost = () => 'later';
  await deliver();
  platform.onPost = () => null;
  game.pass(60_000);
  await deliver();
  expect(posted).toHaveLength(2);
  expect(posted[1]).toEqual(posted[0]);
  const answered = await game.quiz.press(button(posted[0]!, 'B'), BOB);
  expect(answered.card.title).toBe('Right: B');
  const again = await game.quiz.press(button(posted[1]!, 'C'), BOB);
  expect(again.card.title).toBe('Right: B');
});

it('answers count on the leaderboard of the server in which they were given', async () => {
  const { game, posted, deliver } = await channel();
  // From Wednesday to Sunday: five answers are enough for the week.
  for (let day = 0; day < 5; day += 1) {
    if (day > 0) game.pass(DAY_MS);
    await deliver();
    await game.quiz.press(button(posted.at(-1)!, 'B'), BOB);
  }
  expect((await game.quiz.leaderboard(BOB, 'week')).table!.rows.flat()).toContain('Bob');
  const elsewhere = { ...BOB, community: 'test:another' };
  expect((await game.quiz.leaderboard(elsewhere, 'week')).table).toBeNull();
});

it('keeps to the filter of the channel', async () => {
  const { game, posted, deliver } = await channel({ company: 'Initech' });
  for (let day = 0; day < 3; day += 1) {
    await deliver();
    game.pass(DAY_MS);
  }
  expect(posted.map(({ lead }) => lead!.includes('Short Lives'))).toEqual([true, true, true]);
});

it('carries its delivery in its buttons, so that a post can be found again', async () => {
  const { game, posted, deliver, platform } = await channel();
  platform.onPost = () => 'stored-unknown';
  await deliver();
  platform.onPost = () => null;
  game.pass(60_000);
  await deliver();
  expect(platform.messages).toHaveLength(1);
  const { post } = platform.messages[0]!;
  expect(new Set(posted[0]!.actions.map(({ target }) => target))).toEqual(new Set([post]));
});
