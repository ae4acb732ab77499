import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Casebook } from '../../../src/casebook.ts';
import { readConfig } from '../../../src/config.ts';
import { SurfaceError } from '../../../src/surface.ts';
import { SlackStandIn, type StandInMessage } from '../../support/slack/mod.ts';
import { type Bot, controlOn, startBot, textOf } from './bot.ts';

const QUESTION = 'how does Discord store messages?';
const ANSWER = 'One Busy Channel Slows the Message Database for Everyone';
const SITE = 'https://cases.acme.dev';

vi.setConfig({ testTimeout: 30_000 });

let casebook: Casebook;
beforeAll(async () => {
  casebook = await Casebook.open(readConfig({ PUBLIC_URL: SITE }));
});
afterAll(() => casebook.close());

const bots: Bot[] = [];
async function readyBot(options: Parameters<typeof startBot>[1] = {}): Promise<Bot> {
  const bot = await startBot(casebook, options);
  bots.push(bot);
  await bot.logged('Slack: ready');
  return bot;
}
/** What every test shares: nothing that was sent is refused for its form, pings anybody, or says nothing to a screen reader. */
afterEach(() => {
  for (const { standIn } of bots.splice(0)) {
    const refused = standIn.requests.filter(({ answer }) =>
      /invalid_blocks|invalid_arg|msg_too_long/.test(JSON.stringify(answer)),
    );
    expect(refused.map(({ method, answer }) => `${method} ${JSON.stringify(answer)}`)).toEqual([]);
    for (const message of allMessages(standIn)) {
      expect(message.pings).toEqual([]);
      expect(message.text).not.toBe('');
    }
  }
});

function allMessages(standIn: SlackStandIn): StandInMessage[] {
  const places = standIn.teams.flatMap(({ channel }) => [channel, standIn.directMessagesOf()]);
  return places
    .flatMap((place) => standIn.messages(place))
    .filter(({ userId }) => userId === standIn.botUserId);
}

function saidIn({ standIn }: Bot, channelId: string): StandInMessage[] {
  return standIn.messages(channelId).filter(({ userId }) => userId === standIn.botUserId);
}

describe.each(['socket', 'http'] as const)('over %s', (transport) => {
  it('/ask is acknowledged at once and answered privately, with the question, the figures as a table, and buttons', async () => {
    const { standIn } = await readyBot({ transport });
    const probe = await standIn.command('/ask', QUESTION);
    expect(await probe.acknowledged()).toMatchObject({ status: 200, body: null });
    const reply = await probe.response();
    expect(reply.ephemeralFor).toBe(standIn.personId);
    expect(reply.text).toContain(ANSWER);
    const text = textOf(reply);
    expect(text).toContain(`“${QUESTION}”`);
    expect(text).toContain('177 (early 2022)');
    expect(reply.blocks.map(({ type }) => type)).toContain('table');
    expect(controlOn(reply, 'Share')).toMatch(/^cb1:share:/);
  });

  it('a mention is answered in the thread, and a follow-up there is understood', async () => {
    const bot = await readyBot({ transport });
    const { standIn } = bot;
    const first = await standIn.mention(QUESTION);
    const answer = await standIn.until('an answer', () => saidIn(bot, first.channelId)[0]);
    expect(answer).toMatchObject({ threadTs: first.ts, ephemeralFor: null });
    expect(textOf(answer)).toContain(ANSWER);
    await standIn.mention('and how much faster was it?', { threadTs: first.ts, user: 'U0000000002' });
    const second = await standIn.until('a second answer', () => saidIn(bot, first.channelId)[1]);
    expect(textOf(second)).toContain(ANSWER);
    expect(second.threadTs).toBe(first.ts);
  });

  it('what nobody knows is acknowledged', async () => {
    const { standIn } = await readyBot({ transport });
    await (await standIn.command('/of-another-app')).acknowledged();
    if (standIn.over === 'socket') return;
    expect(await standIn.signedRequest({ type: 'of_a_later_version' })).toBe(200);
  });

  it('an event that Slack repeats is answered once', async () => {
    const bot = await readyBot({ transport });
    const event = await bot.standIn.mention(QUESTION);
    await bot.standIn.until('an answer', () => saidIn(bot, event.channelId)[0]);
    await (await bot.standIn.retry(event)).acknowledged();
    const last = await bot.standIn.mention('what is a token bucket?');
    await bot.standIn.until('the next answer', () =>
      saidIn(bot, last.channelId).find(({ threadTs }) => threadTs === last.ts),
    );
    expect(saidIn(bot, event.channelId)).toHaveLength(2);
  });
});

describe('messages', () => {
  it('written directly are answered and followed', async () => {
    const bot = await readyBot();
    const first = await bot.standIn.directMessage(QUESTION);
    const answer = await bot.standIn.until('an answer', () => saidIn(bot, first.channelId)[0]);
    expect(textOf(answer)).toContain(ANSWER);
    expect(answer.threadTs).toBe(first.ts);
    const next = await bot.standIn.directMessage('why did that happen?');
    const second = await bot.standIn.until('a second answer', () => saidIn(bot, first.channelId)[1]);
    expect(textOf(second)).toContain('Why This Happens');
    expect(second.threadTs).toBe(next.ts);
  });

  it('of bots are passed over, and so is its own', async () => {
    const bot = await readyBot();
    await (await bot.standIn.mention(QUESTION, { bot: true })).acknowledged();
    const asked = await bot.standIn.mention(QUESTION);
    await bot.standIn.until('an answer', () =>
      saidIn(bot, asked.channelId).find(({ threadTs }) => threadTs === asked.ts),
    );
    expect(saidIn(bot, asked.channelId)).toHaveLength(1);
  });

  it('with nothing but its name are answered with what it can do', async () => {
    const bot = await readyBot();
    const { channelId } = await bot.standIn.mention('');
    const answer = await bot.standIn.until('an answer', () => saidIn(bot, channelId)[0]);
    expect(textOf(answer)).toContain('I answer questions about production engineering');
  });

  it('with hostile text ping nobody and show no live link', async () => {
    const bot = await readyBot();
    const probe = await bot.standIn.command(
      '/ask',
      '<!channel> <@U0000000002> *how* does &lt;discord&gt; store https://evil.example messages?',
    );
    const reply = await probe.response();
    expect(textOf(reply)).toContain('@somebody *how* does <discord>');
    expect(reply.pings).toEqual([]);
    expect(reply.links.filter((link) => link.includes('evil'))).toEqual([]);
  });
});

describe('buttons', () => {
  it('show the sections in a modal, which turns to another one', async () => {
    const { standIn } = await readyBot();
    const reply = await (await standIn.command('/ask', QUESTION)).response();
    await standIn.press(controlOn(reply, 'Details'), { message: reply });
    const modal = await standIn.until('a modal', () => standIn.views.modals(standIn.personId)[0]);
    expect(textOf(modal)).toContain('Problem');
    const select = controlOn(modal, 'Read a section');
    await standIn.press(select, { view: modal, value: `${select.replace(/:\d+$/, '')}:3` });
    await standIn.until('another section', () => {
      const now = standIn.views.get(modal.id);
      return now !== undefined && textOf(now).includes('High-level strategy') ? now : null;
    });
  });

  it('share a private answer with the channel, once', async () => {
    const bot = await readyBot();
    const { standIn } = bot;
    const reply = await (await standIn.command('/ask', QUESTION)).response();
    const share = controlOn(reply, 'Share');
    await standIn.press(share, { message: reply });
    const shared = await standIn.until('the shared answer', () =>
      standIn
        .messages(reply.channelId)
        .find(({ ephemeralFor, text }) => ephemeralFor === null && text.includes(ANSWER)),
    );
    expect(textOf(shared)).toContain('Shared by');
    const again = await standIn.press(share, { message: reply });
    expect(textOf(await again.response())).toContain('Already shared');
  });

  it('count votes, and keep working after a restart', async () => {
    const standIn = await SlackStandIn.start();
    onTestFinished(() => standIn.close());
    const stateFile = `/tmp/casebook-slack-restart-${process.pid}.db`;
    const first = await readyBot({ standIn, stateFile });
    const reply = await (await standIn.command('/ask', QUESTION)).response();
    await first.stop();
    await readyBot({ standIn, stateFile });
    const feedback = controlOn(reply, 'feedback_buttons');
    const voted = await standIn.press(feedback, {
      message: reply,
      value: controlOn(reply, 'Details').replace('details', 'up'),
    });
    expect(textOf(await voted.response())).toContain('Your vote is counted');
  });
});

describe('commands, shortcuts and the Home tab', () => {
  it('/case shows one by filter, /help what it can do, /privacy what is remembered', async () => {
    const { standIn } = await readyBot();
    expect(textOf(await (await standIn.command('/case', 'random company:Uber')).response())).toContain(
      'Uber',
    );
    expect(textOf(await (await standIn.command('/case', ANSWER)).response())).toContain('In simple terms');
    expect(textOf(await (await standIn.command('/help')).response())).toContain('50 case studies');
    expect(textOf(await (await standIn.command('/privacy')).response())).toContain('2 questions with');
    expect(textOf(await (await standIn.command('/privacy', 'delete')).response())).toContain(
      'remember nothing of you',
    );
    expect(textOf(await (await standIn.command('/of-an-earlier-version')).response())).toContain(
      '50 case studies',
    );
  });

  it('a message can be asked about, privately', async () => {
    const { standIn } = await readyBot();
    const probe = await standIn.messageShortcut('ask_about_this', {
      text: 'our reads get slow whenever one channel is busy',
    });
    const reply = await probe.response();
    expect(reply.ephemeralFor).toBe(standIn.personId);
    expect(textOf(reply)).toContain(ANSWER);
  });

  it('the global shortcut asks for a question and answers it in its place', async () => {
    const { standIn } = await readyBot();
    await standIn.shortcut('ask_casebook');
    const modal = await standIn.until('the question', () => standIn.views.modals(standIn.personId)[0]);
    await standIn.submitView(modal.id, { question: QUESTION });
    await standIn.until('the answer', () => {
      const now = standIn.views.get(modal.id);
      return now !== undefined && textOf(now).includes(ANSWER) ? now : null;
    });
  });

  it('the Home tab shows the case study of the day and what was asked last', async () => {
    const { standIn } = await readyBot();
    await (await standIn.command('/ask', QUESTION)).response();
    await standIn.openHome();
    const home = await standIn.until('the Home tab', () => standIn.views.home(standIn.personId));
    expect(textOf(home)).toContain('What you asked last');
    expect(textOf(home)).toContain(QUESTION);
  });

  it('an empty chat offers questions that the library answers', async () => {
    const { standIn } = await readyBot();
    await standIn.openMessagesTab();
    const set = await standIn.until('prompts', () =>
      standIn.requests.find(({ method }) => method === 'assistant.threads.setSuggestedPrompts'),
    );
    expect(JSON.stringify(set.args)).toContain('Ask about production engineering');
  });

  it('a link to a case study gets its card', async () => {
    const { standIn } = await readyBot();
    const url = casebook.open('rate_limiting/stripe-rate-limiters')?.url ?? '';
    expect(url).toContain(SITE);
    const shared = await standIn.linkShared([url, `${SITE}/none`]);
    const message = await standIn.until('a preview', () =>
      standIn.messages(shared.channelId).find(({ unfurls }) => Object.keys(unfurls).length > 0),
    );
    expect(Object.keys(message.unfurls)).toEqual([url]);
    expect(JSON.stringify(message.unfurls)).toContain('Stripe');
  });
});

describe('trouble', () => {
  it('of a wrong token ends with one line that says where to copy one, without the token', async () => {
    const bot = await startBot(casebook, { botToken: 'xoxb-wrong-token' });
    await expect(bot.served).rejects.toThrow(SurfaceError);
    await expect(bot.served).rejects.toThrow(/does not accept the tokens.*api\.slack\.com/);
    expect(bot.health.isHealthy).toBe(false);
    expect(JSON.stringify(bot.log)).not.toContain('wrong-token');
  });

  it.each(['missing_scope', 'token_revoked'])(
    'of an installation that is refused (%s) is one clear line, and health turns red',
    async (error) => {
      const bot = await readyBot();
      bot.standIn.failNext({ method: 'chat.postMessage' }, { error });
      await bot.standIn.mention(QUESTION);
      expect((await bot.logged('not allowed to answer here'))['msg']).toMatch(/install (it|the app) again/);
      expect(bot.health.isHealthy).toBe(false);
      const reply = await (await bot.standIn.command('/ask', QUESTION)).response();
      expect(textOf(reply)).toContain(ANSWER);
    },
  );

  it('of a channel that it is not in is one clear line in the log', async () => {
    const bot = await readyBot();
    bot.standIn.failNext({ method: 'chat.postMessage' }, { error: 'not_in_channel' });
    await bot.standIn.mention(QUESTION);
    expect(await bot.logged('not allowed to answer here')).toMatchObject({ level: 40 });
    expect(bot.health.isHealthy).toBe(true);
  });

  it('of an answer that Slack does not confirm leads to no second one; the person is told', async () => {
    const bot = await readyBot();
    bot.standIn.failNext({ method: 'chat.postMessage' }, { status: 500, carriedOut: true });
    const { channelId, ts } = await bot.standIn.mention(QUESTION);
    const told = await bot.standIn.until('a line for the person', () =>
      saidIn(bot, channelId).find(({ ephemeralFor }) => ephemeralFor === bot.standIn.personId),
    );
    expect(textOf(told)).toContain('did not confirm');
    expect(told.threadTs).toBe(ts);
    expect(saidIn(bot, channelId).filter(({ ephemeralFor }) => ephemeralFor === null)).toHaveLength(1);
  });

  it('of a removed app is one line that says what to do, and health turns red', async () => {
    const bot = await readyBot({ transport: 'http' });
    const event = { type: 'app_uninstalled' };
    const body = { type: 'event_callback', event_id: 'Ev1', team_id: bot.standIn.teams[0]?.id ?? '', event };
    expect(await bot.standIn.signedRequest(body)).toBe(200);
    expect((await bot.logged('the app was removed'))['msg']).toContain('set the new SLACK_BOT_TOKEN');
    expect(bot.health.isHealthy).toBe(false);
  });

  it('of a taken port is one line that names the setting', async () => {
    const taken = createServer().listen(0);
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    for (const options of [{ transport: 'http' }, { transport: 'socket', many: true }] as const) {
      const bot = await startBot(casebook, { ...options, port });
      await expect(bot.served).rejects.toThrow('SLACK_PORT is taken by another program');
    }
  });

  it('of too many requests is waited out', async () => {
    const bot = await readyBot();
    bot.standIn.failNext({ method: 'chat.postMessage' }, { status: 429, headers: { 'retry-after': '1' } });
    const { channelId } = await bot.standIn.mention(QUESTION);
    await bot.standIn.until('an answer', () => saidIn(bot, channelId)[0]);
  });

  it('while answering is one line for the person and the cause in the log', async () => {
    const { standIn, logged } = await readyBot();
    const broken = vi.spyOn(casebook, 'ask').mockRejectedValueOnce(new Error('the model is gone'));
    const reply = await (await standIn.command('/ask', 'anything at all')).response();
    broken.mockRestore();
    expect(textOf(reply)).toContain('The fault is mine and has been logged');
    expect(JSON.stringify(await logged('could not be answered'))).toContain('the model is gone');
  });

  it('of a closed socket is mended by itself', async () => {
    const bot = await readyBot();
    await bot.standIn.disconnectSockets('refresh_requested');
    await bot.standIn.until('a socket', () => (bot.standIn.sockets > 0 ? true : null));
    const { channelId } = await bot.standIn.mention(QUESTION);
    await bot.standIn.until('an answer', () => saidIn(bot, channelId)[0]);
  });

  it('of forged, old and future requests is turned away', async () => {
    const { standIn } = await readyBot({ transport: 'http' });
    const body = { type: 'event_callback', event_id: 'Ev1', event: { type: 'app_mention', text: 'x' } };
    expect(await standIn.signedRequest(body, { badSignature: true })).toBe(401);
    expect(await standIn.signedRequest(body, { timestampOffsetSeconds: -600 })).toBe(401);
    expect(await standIn.signedRequest(body, { timestampOffsetSeconds: 120 })).toBe(401);
  });
});

describe('many at once', () => {
  it('forty questions of forty people are all acknowledged in time and all answered', async () => {
    const { standIn } = await readyBot();
    const probes = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        standIn.command('/ask', QUESTION, { user: `U1${String(n).padStart(9, '0')}` }),
      ),
    );
    const acknowledged = await Promise.all(probes.map((probe) => probe.acknowledged()));
    expect(Math.max(...acknowledged.map(({ afterMs }) => afterMs))).toBeLessThan(3000);
    const replies = await Promise.all(probes.map((probe) => probe.response()));
    expect(replies.every((reply) => textOf(reply).includes(ANSWER))).toBe(true);
  });
});
