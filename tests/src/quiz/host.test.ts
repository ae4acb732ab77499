import { expect, it, vi } from 'vitest';
import { type Announcement, announceAll, type QuizHost, serveQuiz } from '../../../src/quiz/mod.ts';
import { LogLines } from '../../support/log-lines.ts';
import { ANN, BOB, button, Game } from './support.ts';

function host(announce: QuizHost['announce'] = async () => 'm1') {
  const posted: Announcement[] = [];
  const reminded: string[] = [];
  const quizHost: QuizHost = {
    name: 'test',
    announce: async (announcement) => {
      const message = await announce(announcement);
      posted.push(announcement);
      return message;
    },
    remind: async (person) => {
      reminded.push(person);
    },
  };
  return { quizHost, posted, reminded };
}

it('a round goes on by the clock, and each question knows its message', async () => {
  const game = await Game.open();
  const { card, round } = await game.quiz.start({ kind: 'group', count: 2 }, ANN);
  await game.quiz.posted(round!, 0, 'm0');
  await game.quiz.press(button(card, 'B'), BOB);
  const { quizHost, posted } = host();
  const { logger } = new LogLines();
  for (let step = 0; step < 4; step += 1) {
    game.pass(31_000);
    await announceAll(game.quiz, quizHost, await game.quiz.due('test'), logger);
  }
  expect(posted.map(({ kind, number, message }) => [kind, number, message])).toEqual([
    ['reveal', 0, 'm0'],
    ['question', 1, null],
    ['reveal', 1, 'm1'],
    ['over', 1, 'm1'],
  ]);
});

it('a message that cannot be posted is logged, and those after it are posted', async () => {
  const game = await Game.open();
  await game.quiz.start({ kind: 'group', count: 1 }, ANN);
  const { quizHost, posted } = host(async ({ kind }) => {
    if (kind === 'reveal') throw new Error('forbidden');
    return 'm1';
  });
  const log = new LogLines();
  game.pass(31_000);
  await announceAll(game.quiz, quizHost, await game.quiz.due('test'), log.logger);
  expect(posted.map(({ kind }) => kind)).toEqual(['over']);
  expect(log.lines).toMatchObject([
    { msg: 'Quiz: a message of a round could not be posted', kind: 'reveal' },
  ]);
});

it('serving asks at once, again each second, reminds who asked for it, and ends when it is told to', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const game = await Game.open();
  const { card } = await game.quiz.start({ kind: 'solo', count: 1 }, BOB);
  await game.quiz.press(button(card, 'C'), BOB);
  await game.quiz.settings(BOB, { reminderHour: 0 });
  game.pass(5 * 24 * 60 * 60 * 1000);
  const { quizHost, reminded } = host();
  const stop = new AbortController();
  const remind = quizHost.remind;
  const done = serveQuiz(
    game.quiz,
    {
      ...quizHost,
      remind: async (person, card) => {
        await remind(person, card);
        stop.abort();
      },
    },
    new LogLines().logger,
    stop.signal,
  );
  await done;
  vi.useRealTimers();
  expect(reminded).toEqual([BOB.person]);
});
