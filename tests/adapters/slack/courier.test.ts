import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, test, vi } from 'vitest';
import { problemsOf } from '../../../adapters/slack/check-payload.ts';
import { SlackCourier } from '../../../adapters/slack/courier.ts';
import { NotInstalledError } from '../../../adapters/slack/installations.ts';
import { Poster, type PosterParts } from '../../../adapters/slack/poster.ts';
import { renderPost } from '../../../adapters/slack/render-card.ts';
import type { Card } from '../../../src/cards/mod.ts';
import { LogLines } from '../../support/log-lines.ts';
import { type FailingResponse, SlackStandIn } from '../../support/slack/mod.ts';
import { action, answer, anyCard, empty } from './cards.ts';
import { liveIn } from './mrkdwn.ts';
import { partsOf } from './readable.ts';

const ID = 'd1g3st0000000001';
const LONG_AGO = new Date(1_000_000_000_000);
const TEAMS = ['T0000000001', 'T0000000002'] as const;
const digest: Card = { ...answer, kind: 'digest', lead: null, actions: [action('reveal', 'Show')] };

vi.setConfig({ testTimeout: 20_000 });

async function start(options: Partial<PosterParts> = {}) {
  const standIn = await SlackStandIn.start({ teams: TEAMS });
  onTestFinished(() => standIn.close());
  const refused: string[] = [];
  const poster = new Poster({
    tokenOf: async (team) => standIn.botTokenOf(team),
    apiUrl: standIn.apiUrl.replace(/\/$/, ''),
    log: new LogLines().logger,
    refused: (advice) => refused.push(advice),
    ...options,
  });
  const courier = new SlackCourier(poster);
  const place = `slack:${TEAMS[0]}:${standIn.channelId}`;
  const post = (more: Partial<Parameters<SlackCourier['post']>[0]> = {}) =>
    courier.post({ id: ID, place, card: digest, mention: null, ...more });
  return { standIn, courier, place, post, refused };
}

const methodsOf = (standIn: SlackStandIn) => standIn.requests.map(({ method }) => method);

describe('a post', () => {
  it('stands in the channel with its id in the metadata, and its ts is returned', async () => {
    const { standIn, post } = await start();
    const ts = await post();
    const [message] = standIn.messages(standIn.channelId);
    expect(message).toMatchObject({
      ts,
      threadTs: null,
      metadata: { event_type: 'casebook_digest', event_payload: { id: ID } },
      pings: [],
    });
    expect(standIn.requests.at(-1)?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  });

  it('for a thread stands in the thread', async () => {
    const { standIn, place, post } = await start();
    const { ts } = standIn.say('A thread');
    await post({ place: `${place}:${ts}` });
    expect(standIn.messages(standIn.channelId).at(-1)).toMatchObject({ threadTs: ts });
  });

  it('calls the user group that was chosen, and nobody else, whatever its texts are', async () => {
    const { standIn, post } = await start();
    const group = standIn.addUserGroup('backend');
    const title = '<!channel> <@U0000000002> @here <!subteam^S0000000009>';
    await post({ card: { ...digest, title, insight: title }, mention: group });
    expect(standIn.messages(standIn.channelId)[0]?.pings).toEqual([`<!subteam^${group}>`]);
  });

  it('that calls what is no user group is refused, and nothing is sent', async () => {
    const { standIn, post } = await start();
    await expect(post({ mention: '!channel' })).rejects.toMatchObject({ failure: 'refused' });
    expect(methodsOf(standIn)).toEqual([]);
  });

  it('goes by the token of its own workspace', async () => {
    const { standIn, post } = await start();
    const [, second] = standIn.teams;
    await post();
    await post({ place: `slack:${TEAMS[1]}:${second?.channel}` });
    const posts = standIn.requests.filter(({ method }) => method === 'chat.postMessage');
    expect(posts.map(({ teamId }) => teamId)).toEqual([...TEAMS]);
  });

  it('is not sent with a token that is of another workspace', async () => {
    const { standIn, post } = await start({ tokenOf: async () => 'xoxb-2-stand-in' });
    await expect(post()).rejects.toMatchObject({ failure: 'forbidden' });
    expect(methodsOf(standIn)).toEqual(['auth.test']);
  });

  it.each([
    ['channel_not_found', 'forbidden', 'the channel is gone'],
    ['is_archived', 'forbidden', 'archived'],
    ['not_in_channel', 'forbidden', '/invite'],
    ['restricted_action_thread_locked', 'forbidden', 'locked'],
    ['token_revoked', 'later', 'token'],
    ['missing_scope', 'later', 'the scope chat:write'],
    ['ratelimited', 'later', 'wait'],
    ['invalid_blocks', 'refused', 'invalid_blocks'],
    ['a_word_of_next_year', 'refused', 'a_word_of_next_year'],
    ['internal_error', 'unknown', 'not confirmed'],
    ['fatal_error', 'unknown', 'not confirmed'],
  ])('that Slack refuses with %s is %s, in words: %s', async (error, failure, words) => {
    const { standIn, post, refused } = await start();
    standIn.failNext({ method: 'chat.postMessage' }, { error });
    await expect(post()).rejects.toMatchObject({ failure, message: expect.stringContaining(words) });
    const isInstall = error === 'token_revoked' || error === 'missing_scope';
    expect(refused).toHaveLength(isInstall ? 1 : 0);
    expect(methodsOf(standIn)).toEqual(['auth.test', 'chat.postMessage']);
  });

  it.each<FailingResponse>([
    { status: 500, carriedOut: true },
    { status: 503 },
    { carriedOut: true, instead: 'cut' },
    { carriedOut: true, instead: 'hang' },
  ])('whose answer is %j may stand there or not, and is sent once', async (response) => {
    const { standIn, post } = await start(response.instead === 'hang' ? { requestMs: 1000 } : {});
    standIn.failNext({ method: 'chat.postMessage' }, response);
    await expect(post()).rejects.toMatchObject({ failure: 'unknown' });
    expect(methodsOf(standIn).filter((method) => method === 'chat.postMessage')).toHaveLength(1);
  });

  it('that is too much says when to come again', async () => {
    const { standIn, post } = await start();
    standIn.failNext({ method: 'chat.postMessage' }, { status: 429, headers: { 'retry-after': '7' } });
    await expect(post()).rejects.toMatchObject({ failure: 'later', retryAfterMs: 7000 });
  });

  it('is certainly not there when nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { post } = await start({ apiUrl: `http://127.0.0.1:${port}/api` });
    await expect(post()).rejects.toMatchObject({ failure: 'later', message: 'Slack cannot be reached' });
  });

  it.each([
    [new NotInstalledError('none'), 'forbidden', 'not installed'],
    [new Error('the key is another one'), 'later', 'the token of the workspace cannot be had'],
  ])('without a token (%s) is not sent: %s', async (error, failure, words) => {
    const { standIn, post } = await start({ tokenOf: () => Promise.reject(error) });
    await expect(post()).rejects.toMatchObject({ failure, message: expect.stringContaining(words) });
    expect(methodsOf(standIn)).toEqual([]);
  });
});

describe('looking for a post', () => {
  it('finds it below hundreds of messages, a page at a time', async () => {
    const { standIn, courier, place, post } = await start();
    const ts = await post();
    for (let n = 0; n < 450; n++) standIn.say(`Message ${n}`);
    expect(await courier.find(place, ID, LONG_AGO)).toBe(ts);
    expect(methodsOf(standIn).filter((method) => method === 'conversations.history')).toHaveLength(3);
    expect(await courier.find(place, 'an0ther0000000000', LONG_AGO)).toBeNull();
  });

  it('finds it by a button, where the metadata is gone', async () => {
    const { standIn, courier, place, post } = await start();
    const actions = [{ ...action('reveal', 'Show'), target: ID }];
    await post({ id: 'an0ther0000000000', card: { ...digest, actions } });
    expect(await courier.find(place, ID, LONG_AGO)).toBe(standIn.messages(standIn.channelId)[0]?.ts);
  });

  it('finds it in a thread, and only there', async () => {
    const { standIn, courier, place, post } = await start();
    const { ts } = standIn.say('A thread');
    const posted = await post({ place: `${place}:${ts}` });
    expect(await courier.find(`${place}:${ts}`, ID, LONG_AGO)).toBe(posted);
    expect(await courier.find(place, ID, LONG_AGO)).toBeNull();
  });

  it('passes over what is older, and what another app has posted with the same id', async () => {
    const { standIn, courier, place, post } = await start();
    await post();
    expect(await courier.find(place, ID, new Date(Date.now() + 60_000))).toBeNull();
    const { metadata } = standIn.messages(standIn.channelId)[0]!;
    standIn.say('I am that digest', { bot: true, channel: standIn.teams[0]!.otherChannel, metadata });
    standIn.setChannel(standIn.teams[0]!.otherChannel, { botIsThere: true });
    const elsewhere = `slack:${TEAMS[0]}:${standIn.teams[0]!.otherChannel}`;
    expect(await courier.find(elsewhere, ID, LONG_AGO)).toBeNull();
  });

  it.each([
    ['missing_scope', 'blind', 'the scope'],
    ['access_denied', 'blind', 'access_denied'],
    ['not_in_channel', 'forbidden', '/invite'],
    ['channel_not_found', 'forbidden', 'gone'],
    ['token_revoked', 'later', 'token'],
    ['internal_error', 'unknown', 'did not say'],
  ])('that Slack refuses with %s is %s', async (error, failure, words) => {
    const { standIn, courier, place } = await start();
    standIn.failNext({ method: 'conversations.history' }, { error });
    const looked = courier.find(place, ID, LONG_AGO);
    await expect(looked).rejects.toMatchObject({ failure, message: expect.stringContaining(words) });
  });

  it('without the right to look names the scope, and does not call the installation unwell', async () => {
    const { standIn, courier, place, refused } = await start();
    standIn.revokeScope('channels:history');
    await expect(courier.find(place, ID, LONG_AGO)).rejects.toMatchObject({
      failure: 'blind',
      message: 'the app has not the scope channels:history',
    });
    expect(refused).toEqual([]);
  });

  it('that is cut off is no answer', async () => {
    const { standIn, courier, place } = await start();
    standIn.failNext({ method: 'conversations.history' }, { instead: 'cut' });
    await expect(courier.find(place, ID, LONG_AGO)).rejects.toMatchObject({ failure: 'unknown' });
  });
});

it('somebody is told in their direct chat', async () => {
  const { standIn, courier } = await start();
  await courier.tell(`slack:${TEAMS[1]}:U0000000007`, {
    ...empty,
    kind: 'notice',
    title: 'A digest is paused',
  });
  const chat = standIn.directMessagesOf('U0000000007', TEAMS[1]);
  expect(standIn.messages(chat).map(({ text }) => text)).toEqual(['A digest is paused']);
});

test('any card with any user group becomes a message that Slack takes and that pings only that group', () => {
  const anyGroup = fc.option(fc.stringMatching(/^S[A-Z0-9]{8,10}$/), { nil: null });
  fc.assert(
    fc.property(anyCard, anyGroup, (card, group) => {
      const { text, blocks } = renderPost(card, group);
      expect(problemsOf({ text, blocks })).toEqual([]);
      expect(liveIn(text)).toEqual([]);
      const calls = partsOf(blocks).filter(({ type }) =>
        ['user', 'usergroup', 'broadcast', 'channel', 'mrkdwn'].includes(type ?? ''),
      );
      expect(calls).toEqual(group === null ? [] : [{ type: 'usergroup', usergroup_id: group }]);
    }),
    { numRuns: 150 },
  );
});
