/** What goes wrong on the way between Slack and a real Bolt app, and how the app is kept apart from other teams. */
import { type App, type AppOptions, HTTPReceiver, webApi } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { type Bot, connect as connectBot, endAll, type Way } from './bolt-app.ts';
import { SlackStandIn, type StandInOptions } from './mod.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(() => endAll(ends));

const connect = (
  way: Way,
  listen?: (app: App) => void,
  options?: StandInOptions,
  appOptions?: AppOptions,
): Promise<Bot> => connectBot(ends, way, listen, options, appOptions);

/** A clock that stands still until it is moved. */
function clock(): { now: () => number; forward: (ms: number) => void } {
  let now = 1_800_000_000_000;
  return {
    now: () => now,
    forward: (ms) => {
      now += ms;
    },
  };
}

/** The error of a failed call, or null. */
async function refusal(call: Promise<unknown>): Promise<string | null> {
  try {
    await call;
    return null;
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
    throw error;
  }
}

describe('a request to Slack', () => {
  it.each([
    [{ status: 429, headers: { 'retry-after': '0' } }, 1],
    [{ status: 500, carriedOut: true }, 2],
  ])('that fails with %j is sent again, and is carried out %i times', async (response, times) => {
    const { standIn, app } = await connect('socket');
    standIn.failNext({ method: 'chat.postMessage' }, response);
    await app.client.chat.postMessage({ channel: standIn.channelId, text: 'Hello' });
    expect(standIn.messages(standIn.channelId)).toHaveLength(times);
    const statuses = standIn.requests.filter(({ method }) => method === 'chat.postMessage');
    expect(statuses.map(({ status }) => status)).toEqual([response.status, 200]);
  });

  it('is refused as a test says, as often as it says', async () => {
    const { standIn, app } = await connect('socket');
    standIn.failNext({ method: 'chat.postMessage' }, { error: 'missing_scope' }, 2);
    const post = () => refusal(app.client.chat.postMessage({ channel: standIn.channelId, text: 'Hello' }));
    expect([await post(), await post(), await post()]).toEqual(['missing_scope', 'missing_scope', null]);
    expect(standIn.requests.at(-2)?.answer).toMatchObject({ ok: false, needed: expect.any(String) });
  });

  it('to a response_url fails too', async () => {
    const statuses: unknown[] = [];
    const { standIn } = await connect('socket', (app) =>
      app.command('/ask', async ({ ack, respond }) => {
        await ack();
        await respond('Hello').catch((error) => statuses.push(error.statusCode));
        await respond('Hello again');
      }),
    );
    standIn.failNext({ method: 'response_url' }, { status: 500 });
    const probe = await standIn.command('/ask');
    expect(await probe.response()).toMatchObject({ text: 'Hello again' });
    expect(statuses).toEqual([500]);
  });

  it('needs a known method and the right kind of token', async () => {
    const { standIn, app } = await connect('socket');
    expect(await refusal(app.client.apiCall('chat.startStream'))).toBe('unknown_method');
    expect(standIn.requests.at(-1)).toMatchObject({ method: 'chat.startStream', teamId: standIn.teamId });
    expect(await refusal(app.client.auth.test({ token: 'xoxb-wrong' }))).toBe('invalid_auth');
    expect(await refusal(app.client.auth.test({ token: standIn.appToken }))).toBe('not_allowed_token_type');
    expect(await refusal(app.client.apps.connections.open({ token: standIn.botToken }))).toBe(
      'not_allowed_token_type',
    );
  });

  it('reaches only where the bot is', async () => {
    const { standIn, app } = await connect('socket', undefined, { teams: ['T1', 'T2'] });
    const [first, second] = standIn.teams;
    const post = (channel: string) => refusal(app.client.chat.postMessage({ channel, text: 'Hello' }));
    expect(await post(first!.otherChannel)).toBe('not_in_channel');
    expect(await post(second!.channel)).toBe('channel_not_found');
    expect(await post('U7')).toBeNull();
    expect(standIn.messages(standIn.directMessagesOf('U7'))).toHaveLength(1);
  });

  it("changes only the app's own messages, and no ephemeral ones", async () => {
    const { standIn, app } = await connect('socket');
    const channel = standIn.channelId;
    const { ts } = standIn.say('Mine');
    const { message_ts: ephemeral } = await app.client.chat.postEphemeral({
      channel,
      user: 'U7',
      text: 'Hello',
    });
    expect(await refusal(app.client.chat.update({ channel, ts, text: 'x' }))).toBe('cant_update_message');
    expect(await refusal(app.client.chat.delete({ channel, ts }))).toBe('cant_delete_message');
    expect(await refusal(app.client.chat.update({ channel, ts: ephemeral!, text: 'x' }))).toBe(
      'message_not_found',
    );
    expect(await refusal(app.client.chat.delete({ channel, ts: '1.000001' }))).toBe('message_not_found');
  });

  it('replies to the beginning of a thread only', async () => {
    const { standIn, app } = await connect('socket');
    const { ts } = standIn.say('It hangs.');
    const reply = standIn.say('Here too.', { threadTs: ts });
    const post = (thread_ts: string) =>
      refusal(app.client.chat.postMessage({ channel: standIn.channelId, thread_ts, text: 'Hello' }));
    expect(await post(ts)).toBeNull();
    expect(await post(reply.ts)).toBe('cannot_reply_to_message');
    expect(await post('1.000001')).toBe('thread_not_found');
  });
});

describe('a response_url', () => {
  it('is good for five messages within 30 minutes', async () => {
    const { now, forward } = clock();
    const { standIn } = await connect('socket', (app) => app.command('/ask', async ({ ack }) => ack()), {
      now,
    });
    const first = await standIn.command('/ask');
    const second = await standIn.command('/ask');
    const post = async ({ payload }: typeof first, text = 'Hello') => {
      const body = JSON.stringify({ text });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(String(payload['response_url']), { method: 'POST', headers, body });
      return [response.status, ((await response.json()) as { error?: string }).error];
    };
    expect(await post(first, '')).toEqual([400, 'no_text']);
    for (const _ of [1, 2, 3, 4, 5]) expect(await post(first)).toEqual([200, undefined]);
    expect(await post(first)).toEqual([404, 'used_url']);
    forward(30 * 60_000);
    expect(await post(second)).toEqual([200, undefined]);
    forward(1);
    expect(await post(second)).toEqual([404, 'expired_url']);
    expect(first.responses()).toHaveLength(5);
    expect(second.responses()).toHaveLength(1);
  });

  it('deletes the message whose button was pressed', async () => {
    const { standIn, app } = await connect('socket', (bot) =>
      bot.action('bin', async ({ ack, respond }) => {
        await ack();
        await respond({ delete_original: true });
      }),
    );
    const { channelId } = standIn;
    const text = { type: 'plain_text', text: 'Delete' } as const;
    const accessory = { type: 'button', action_id: 'bin', text } as const;
    const blocks = [{ type: 'section', text, accessory } as const];
    await app.client.chat.postEphemeral({ channel: channelId, user: 'U7', text: 'Hello', blocks });
    const probe = await standIn.press('bin', { message: standIn.messages(channelId)[0]! });
    await standIn.until('the deletion', () => standIn.messages(channelId).length === 0 || null);
    expect(probe.payload).toMatchObject({ user: { id: 'U7' }, container: { is_ephemeral: true } });
    expect(probe.payload).not.toHaveProperty('message');
  });
});

describe('a trigger_id', () => {
  it('opens one view within 3 seconds', async () => {
    const { now, forward } = clock();
    const { standIn, app } = await connect('socket', (bot) => bot.shortcut('ask', async ({ ack }) => ack()), {
      now,
    });
    const trigger = async () => String((await standIn.shortcut('ask')).payload['trigger_id']);
    const open = (trigger_id: string) =>
      refusal(
        app.client.views.open({
          trigger_id,
          view: { type: 'modal', title: { type: 'plain_text', text: 'Ask' }, blocks: [] },
        }),
      );
    const [early, late] = [await trigger(), await trigger()];
    expect(await open(early)).toBeNull();
    expect(await open(early)).toBe('exchanged_trigger_id');
    expect(await open('trigger-of-nobody')).toBe('invalid_trigger_id');
    forward(3_001);
    expect(await open(late)).toBe('expired_trigger_id');
  });
});

describe('an acknowledgement', () => {
  it('is not shown when it comes after 3 seconds', async () => {
    const { now, forward } = clock();
    const { standIn } = await connect(
      'socket',
      (app) =>
        app.command('/ask', async ({ ack }) => {
          forward(3_001);
          await ack('Too late');
        }),
      { now },
    );
    const probe = await standIn.command('/ask');
    expect(await probe.acknowledged()).toMatchObject({ afterMs: 3_001 });
    expect([probe.refused(), probe.responses()]).toEqual(['operation_timeout', []]);
  });

  it('is waited for in vain when the app is gone', async () => {
    const standIn = await SlackStandIn.start();
    ends.push(() => standIn.close());
    await expect(standIn.command('/ask')).rejects.toThrow('No app is connected');
    const probe = await standIn.command('/ask', '', { over: { http: 'http://127.0.0.1:1/slack/events' } });
    await expect(probe.acknowledged()).rejects.toThrow('could not be reached');
  });
});

describe('an event', () => {
  it.each<Way>(['socket', 'http'])('is sent again over %s with its number and the same id', async (way) => {
    const heard: unknown[] = [];
    const { standIn } = await connect(way, (app) =>
      app.event('app_mention', async ({ body, context }) => {
        heard.push([body.event_id, context.retryNum ?? 0, context.retryReason ?? '']);
      }),
    );
    const probe = await standIn.mention('why?');
    await probe.acknowledged();
    await (await standIn.retry(probe)).acknowledged();
    await (await standIn.retry(probe)).acknowledged();
    const reason = way === 'socket' ? 'timeout' : 'http_timeout';
    expect(heard).toEqual([0, 1, 2].map((number) => [probe.eventId, number, number === 0 ? '' : reason]));
  });

  it('comes with the token of its own team', async () => {
    const authorize = async ({ teamId }: { teamId?: string }) => ({
      botToken: standIn().botTokenOf(teamId!),
    });
    let bot: Bot | null = null;
    const standIn = () => bot!.standIn;
    bot = await connect(
      'socket',
      (app) =>
        app.event('app_mention', async ({ event, client }) => {
          await client.chat.postMessage({ channel: event.channel, text: 'Hello' });
        }),
      { teams: ['T1', 'T2'] },
      { authorize: authorize as NonNullable<AppOptions['authorize']> },
    );
    await Promise.all(['T1', 'T2'].map((team) => standIn().mention('why?', { team })));
    const posts = await standIn().until('both answers', () => {
      const found = standIn().requests.filter(({ method }) => method === 'chat.postMessage');
      return found.length === 2 ? found : null;
    });
    const where = posts.map(({ teamId, args, answer }) => [teamId, args['channel'], answer['ok']]);
    expect(where.toSorted()).toEqual(standIn().teams.map(({ id, channel }) => [id, channel, true]));
  });
});

describe('sockets', () => {
  it.each(['warning', 'refresh_requested', 'link_disabled'] as const)(
    'come back after %s',
    async (reason) => {
      const { standIn } = await connect('socket', (app) =>
        app.command('/ask', async ({ ack }) => ack('Here')),
      );
      await standIn.disconnectSockets(reason);
      expect(standIn.sockets).toBe(0);
      await expect(standIn.command('/ask')).rejects.toThrow('No app is connected');
      await standIn.until('the new socket', () => standIn.sockets === 1 || null);
      expect((await (await standIn.command('/ask')).acknowledged()).body).toEqual({ text: 'Here' });
    },
  );
});

describe('a signed request', () => {
  it('is taken by Bolt when the signature is right and the timestamp not old', async () => {
    const { standIn } = await connect('http');
    const body = { type: 'url_verification', challenge: 'x' };
    expect(await standIn.signedRequest(body)).toBe(200);
    expect(await standIn.signedRequest(body, { badSignature: true })).toBe(401);
    expect(await standIn.signedRequest(body, { timestampOffsetSeconds: -301 })).toBe(401);
    // Which Bolt should not, and an app has to refuse by itself.
    expect(await standIn.signedRequest(body, { timestampOffsetSeconds: 3600 })).toBe(200);
  });

  it('that nothing acknowledges is answered with 404, which people see as a failure', async () => {
    const receiver = new HTTPReceiver({
      signingSecret: 'stand-in-signing-secret',
      unhandledRequestTimeoutMillis: 1,
      unhandledRequestHandler: ({ response }) => response.writeHead(404).end(),
    });
    const { standIn } = await connect('http', undefined, {}, { receiver });
    const probe = await standIn.command('/unknown');
    expect(await probe.acknowledged()).toMatchObject({ status: 404 });
    expect(probe.refused()).toBe('dispatch_failed');
  });
});

describe('oauth.v2.access', () => {
  it('gives the token of a team for a code, once', async () => {
    const { standIn, app } = await connect('socket', undefined, { teams: ['T1', 'T2'] });
    const { clientId: client_id, clientSecret: client_secret } = standIn;
    const code = standIn.codeOf('T2');
    const access = () => app.client.oauth.v2.access({ client_id, client_secret, code });
    expect(await access()).toMatchObject({
      access_token: standIn.botTokenOf('T2'),
      team: { id: 'T2' },
      bot_user_id: standIn.teams[1]!.botUserId,
    });
    expect(await refusal(access())).toBe('invalid_code');
  });

  it('gives a token that expires after 12 hours, and another for its refresh token, once', async () => {
    const { now, forward } = clock();
    const { standIn, app } = await connect('socket', undefined, { tokenRotation: true, now });
    const { clientId: client_id, clientSecret: client_secret } = standIn;
    const code = standIn.codeOf(standIn.teamId);
    const granted = await app.client.oauth.v2.access({ client_id, client_secret, code });
    const works = (token: string | undefined) => refusal(app.client.auth.test({ token: token! }));
    forward(granted.expires_in! * 1000 - 1);
    expect(await works(granted.access_token)).toBeNull();
    forward(1);
    expect(await works(granted.access_token)).toBe('token_expired');
    const refresh = () =>
      app.client.oauth.v2.access({
        client_id,
        client_secret,
        grant_type: 'refresh_token',
        refresh_token: granted.refresh_token!,
      });
    expect(await works((await refresh()).access_token)).toBeNull();
    expect(await refusal(refresh())).toBe('invalid_refresh_token');
  });
});

describe('close', () => {
  it('rejects whoever still waits', async () => {
    const { standIn, app } = await connect('socket');
    const waiting = standIn.until('nothing', () => null);
    const outcome = expect(waiting).rejects.toThrow('The stand-in was closed.');
    await app.stop();
    ends.pop();
    await standIn.close();
    ends.pop();
    await outcome;
  });
});
