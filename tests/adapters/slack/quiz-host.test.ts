import { expect, it, onTestFinished } from 'vitest';
import { Poster } from '../../../adapters/slack/poster.ts';
import { SlackQuizHost } from '../../../adapters/slack/quiz-host.ts';
import { CourierError } from '../../../src/digest/mod.ts';
import type { Announcement } from '../../../src/quiz/mod.ts';
import { LogLines } from '../../support/log-lines.ts';
import { SlackStandIn } from '../../support/slack/mod.ts';
import { textOf } from './bot.ts';
import { action, empty } from './cards.ts';

const TEAMS = ['T0000000001', 'T0000000002'] as const;
const question = {
  ...empty,
  kind: 'quiz',
  title: 'Question 1 of 2',
  actions: [action('choose', 'A')],
} as const;
const answer = { ...empty, kind: 'quiz', title: 'The answer is A' } as const;

async function start() {
  const standIn = await SlackStandIn.start({ teams: TEAMS });
  onTestFinished(() => standIn.close());
  const poster = new Poster({
    tokenOf: async (team) => standIn.botTokenOf(team),
    apiUrl: standIn.apiUrl.replace(/\/$/, ''),
    log: new LogLines().logger,
    refused: () => {},
  });
  const host = new SlackQuizHost(poster);
  const place = `slack:${TEAMS[0]}:${standIn.channelId}`;
  const announce = (more: Partial<Announcement>) =>
    host.announce({
      kind: 'question',
      place,
      round: 'r1',
      number: 0,
      message: null,
      card: question,
      ...more,
    });
  return { standIn, host, place, announce, posts: () => standIn.messages(standIn.channelId) };
}

it('a reveal in a thread takes the place of its question, and the buttons go', async () => {
  const { standIn, place, announce, posts } = await start();
  const { ts: thread } = standIn.say('A thread');
  const where = { place: `${place}:${thread}` };
  const message = await announce(where);
  expect(await announce({ ...where, kind: 'reveal', message, card: answer })).toBe(message);
  const [, post] = posts();
  expect(post).toMatchObject({ ts: message, threadTs: thread, edited: true });
  expect(textOf(post!)).toContain('The answer is A');
  expect(JSON.stringify(post)).not.toContain('cb1:choose');
});

it('a reveal whose question nobody knows, or that is gone, is a message of its own', async () => {
  const { announce, posts } = await start();
  await announce({ kind: 'reveal', card: answer });
  await announce({ kind: 'reveal', card: answer, message: '1700000000.000001' });
  expect(posts().map((post) => textOf(post))).toEqual([answer.title, answer.title]);
});

it('a reveal that Slack refuses for another reason is not posted beside its question', async () => {
  const { standIn, announce, posts } = await start();
  const message = await announce({});
  standIn.failNext({ method: 'chat.update' }, { error: 'is_archived' });
  const reveal = announce({ kind: 'reveal', message, card: answer });
  await expect(reveal).rejects.toThrow(new CourierError('forbidden', 'the channel is archived'));
  expect(posts()).toHaveLength(1);
});

it('a reminder is written to the person, in their own workspace', async () => {
  const { standIn, host } = await start();
  await host.remind(`slack:${TEAMS[1]}:U00000000B1`, answer);
  const chat = standIn.directMessagesOf('U00000000B1', TEAMS[1]);
  expect(standIn.messages(chat).map((post) => textOf(post))).toEqual([answer.title]);
});

it('a place that is none of Slack is refused before anything is sent', async () => {
  const { standIn, announce } = await start();
  await expect(announce({ place: 'discord:1' })).rejects.toBeInstanceOf(CourierError);
  expect(standIn.requests).toEqual([]);
});
