import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ASK_ABOUT_THIS, COMMANDS } from '../../../adapters/discord/commands.ts';
import type { Casebook } from '../../../src/casebook.ts';
import { SurfaceError } from '../../../src/surface.ts';
import { openCasebook } from '../../support/casebook.ts';
import { DiscordStandIn, type StandInMessage } from '../../support/discord/mod.ts';
import { type Bot, buttonOn, controlsOf, problemsInRequests, startBot, textOf } from './bot.ts';

const QUESTION = 'how does Discord store messages?';
const ANSWER = 'One Busy Channel Slows the Message Database for Everyone';
const EPHEMERAL = 64;

// Each test starts a client; other test files keep the processor busy at the same time.
vi.setConfig({ testTimeout: 30_000 });

let casebook: Casebook;
beforeAll(async () => {
  casebook = await openCasebook();
});
afterAll(() => casebook.close());

const bots: Bot[] = [];
async function readyBot(options: Parameters<typeof startBot>[1] = {}): Promise<Bot> {
  const bot = await startBot(casebook, options);
  bots.push(bot);
  await bot.logged('Discord: commands registered');
  return bot;
}
/** What every test shares: nothing that was sent is over a limit or pings anybody. */
afterEach(() => {
  for (const { standIn } of bots.splice(0)) {
    expect(problemsInRequests(standIn)).toEqual([]);
    const refused = standIn.requests.filter(({ status }) => status === 400);
    expect(refused.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    for (const { text, thread, post } of standIn.guilds) {
      for (const place of [text, thread, post]) {
        expect(
          standIn
            .messages(place)
            .flatMap(({ authorId, pings }) => (authorId === standIn.botUserId ? pings : [])),
        ).toEqual([]);
      }
    }
  }
});

/** What the bot has said in a channel since. */
function saidBy({ standIn }: Bot, channelId: string): readonly StandInMessage[] {
  return standIn
    .messages(channelId)
    .filter(({ authorId, loading }) => authorId === standIn.botUserId && !loading);
}

async function answerTo(bot: Bot, channelId: string, messageId: string): Promise<StandInMessage> {
  return bot.standIn.until('an answer', () =>
    saidBy(bot, channelId).find(({ replyTo }) => replyTo === messageId),
  );
}

describe('starting', () => {
  it('registers the commands once, says so, and gives a link with exactly the permissions that it needs', async () => {
    const bot = await readyBot();
    expect(bot.standIn.commands().map(({ name }) => name)).toEqual(COMMANDS.map(({ name }) => name));
    const ready = await bot.logged('Discord: ready');
    const invite = new URL(String(ready['invite']));
    expect(invite.searchParams.get('permissions')).toBe(
      String((1n << 10n) | (1n << 11n) | (1n << 16n) | (1n << 38n)),
    );
    expect(invite.searchParams.get('scope')?.split(' ').toSorted()).toEqual(['applications.commands', 'bot']);
    await vi.waitFor(() => expect(bot.health.isHealthy).toBe(true));

    await bot.restart();
    await bot.logged('registered already');
    const puts = bot.standIn.requests.filter(
      ({ method, path }) => method === 'PUT' && path.endsWith('/commands'),
    );
    expect(puts).toHaveLength(1);
  });

  it('with a token that Discord does not know ends with one line that says where to get one', async () => {
    const bot = await startBot(casebook, { token: 'aaa.bbb.ccc' });
    await expect(bot.served).rejects.toThrow(SurfaceError);
    await expect(bot.served).rejects.toThrow(/does not know this DISCORD_TOKEN.*Reset Token/);
    expect(bot.health.isHealthy).toBe(false);
    expect(JSON.stringify(bot.log)).not.toContain('aaa.bbb.ccc');
  });
});

describe('shards', () => {
  it('are started as Discord recommends, or as they are set, and health is green when all are connected', async () => {
    const standIn = await DiscordStandIn.start({ shards: 2 });
    onTestFinished(() => standIn.close());
    const recommended = await readyBot({ standIn });
    expect(await recommended.logged('Discord: ready')).toMatchObject({ shards: 2 });
    await recommended.stop();

    const some = await readyBot({ standIn, shards: { ids: [1, 2], total: 4 } });
    expect(await some.logged('Discord: ready')).toMatchObject({ shards: 2 });
    await vi.waitFor(() => expect(some.health.isHealthy).toBe(true));
    await standIn.dropGateway(4000);
    await some.logged('connection lost');
    expect(some.health.isHealthy).toBe(false);
    await vi.waitFor(() => expect(some.health.isHealthy).toBe(true), { timeout: 10_000 });
  });
});

describe('/ask', () => {
  it('is acknowledged at once and answered with the card: Quick Answer, table, source, insight and buttons', async () => {
    const bot = await readyBot();
    const probe = await bot.standIn.slash('ask', { question: QUESTION });
    expect(await probe.callback()).toMatchObject({ type: 5, data: {} });
    const reply = await probe.reply();
    expect(reply.ephemeral).toBe(false);
    const text = textOf(reply);
    expect(text).toContain(`### Discord\\: ${ANSWER}`.replace('\\:', ':'));
    expect(text).toContain('-# Backend Production › Database Architecture › NoSQL Migrations');
    expect(text).toContain('- **Database nodes, messages cluster**: 177 (early 2022) → 72 · 59% fewer');
    expect(text).toContain(`“${QUESTION}”`);
    expect(text).toContain('**Key insight:**');
    expect(text).not.toMatch(/^\|/m);
    expect(controlsOf(reply).map(({ label }) => label)).toEqual(['Details', 'Related', '👍', '👎']);
    expect(text).not.toContain('content/');
  });

  it('in private can be shared once, for everybody', async () => {
    const bot = await readyBot();
    const asked = await bot.standIn.slash('ask', { question: QUESTION, private: true });
    expect((await asked.callback()).data).toEqual({ flags: EPHEMERAL });
    const reply = await asked.reply();
    expect(reply.ephemeral).toBe(true);

    const share = buttonOn(reply, 'Share');
    const presses = await Promise.all([1, 2].map(() => bot.standIn.press(share, { message: reply })));
    const shared = await bot.standIn.until('the shared answer', () =>
      saidBy(bot, reply.channelId).find((message) => !message.ephemeral && textOf(message).includes(ANSWER)),
    );
    expect(textOf(shared)).toContain('Shared by');
    expect(controlsOf(shared).map(({ label }) => label)).not.toContain('Share');
    await bot.standIn.until('the second press to be answered', () =>
      saidBy(bot, reply.channelId).find((message) => textOf(message).includes('Already shared')),
    );
    expect(presses).toHaveLength(2);
    expect(saidBy(bot, reply.channelId).filter((message) => !message.ephemeral)).toHaveLength(1);
  });

  it('suggests titles while one types, and opens the case study of a title that was chosen', async () => {
    const bot = await readyBot();
    const typing = await bot.standIn.autocomplete('ask', { option: 'question', value: 'busy chan' });
    expect((await typing.callback()).data.choices).toEqual([{ name: ANSWER, value: ANSWER }]);
    const everything = await bot.standIn.autocomplete('ask', { option: 'question', value: '' });
    expect((await everything.callback()).data.choices).toHaveLength(25);

    const chosen = await bot.standIn.slash('ask', { question: ANSWER });
    expect(textOf(await chosen.reply())).toContain('**In simple terms**');
  });

  it('that it is not sure about is offered the nearest titles as buttons, and claims nothing', async () => {
    const bot = await readyBot();
    const reply = await (
      await bot.standIn.slash('ask', { question: 'what mistakes did Stripe make?' })
    ).reply();
    expect(textOf(reply)).toContain('I will not guess');
    expect(textOf(reply)).not.toContain('Key insight');
    const [first] = controlsOf(reply);
    expect(controlsOf(reply)).toHaveLength(3);
    const opened = await (await bot.standIn.press(String(first?.customId), { message: reply })).reply();
    expect(opened.ephemeral).toBe(true);
    expect(textOf(opened)).toContain('Stripe');
    expect(textOf(opened)).toContain('**Key insight:**');
  });

  it('about the world outside gets one friendly line and an example', async () => {
    const bot = await readyBot();
    const reply = await (
      await bot.standIn.slash('ask', { question: 'what is a good recipe for pancakes?' })
    ).reply();
    expect(textOf(reply)).toMatch(/^That is not something my library covers\. Try/);
    expect(controlsOf(reply)).toEqual([]);
  });

  it.each([{ dm: true }, { thread: true }, { guildId: null }, { guildId: '900000000000000009' }])(
    'works in %j',
    async (context) => {
      const bot = await readyBot();
      const reply = await (await bot.standIn.slash('ask', { question: QUESTION }, context)).reply();
      expect(textOf(reply)).toContain(ANSWER);
    },
  );

  it('shows hostile text as it was written, and pings nobody', async () => {
    const bot = await readyBot();
    const question =
      '@everyone <@300000000000000001> **discord** `cassandra` [x](https://evil.example) how are messages stored?';
    const asked = await bot.standIn.slash('ask', { question, private: true });
    const reply = await asked.reply();
    const share = await bot.standIn.press(buttonOn(reply, 'Share'), { message: reply });
    await share.callback();
    const shared = await bot.standIn.until('the shared answer', () =>
      saidBy(bot, reply.channelId).find((message) => !message.ephemeral),
    );
    expect(shared.pings).toEqual([]);
    expect(textOf(shared)).not.toMatch(/(?<!\\)\*\*discord|(?<!\\)\[x\]|(?<!\\)<@|@everyone/);
  });
});

describe('buttons', () => {
  it('show the sections privately, one at a time, and the related case studies', async () => {
    const bot = await readyBot();
    const reply = await (await bot.standIn.slash('ask', { question: QUESTION })).reply();
    const details = await (await bot.standIn.press(buttonOn(reply, 'Details'), { message: reply })).reply();
    expect(details.ephemeral).toBe(true);
    expect(textOf(details)).toContain('**Problem**');
    const [select] = controlsOf(details);
    const turn = await bot.standIn.select(String(select?.customId), ['3'], { message: details });
    expect((await turn.callback()).type).toBe(6);
    expect(textOf(await turn.reply())).toContain('**The Solution Approach**');

    const related = await (await bot.standIn.press(buttonOn(reply, 'Related'), { message: reply })).reply();
    expect(controlsOf(related).length).toBeGreaterThanOrEqual(2);
  });

  it('count one vote a person, which can be changed and taken back', async () => {
    const bot = await readyBot();
    const reply = await (await bot.standIn.slash('ask', { question: QUESTION })).reply();
    const vote = async (label: string, userId?: string) => {
      const pressed = await bot.standIn.press(buttonOn(reply, label), {
        message: reply,
        ...(userId && { userId }),
      });
      return textOf(await pressed.reply());
    };
    expect(await vote('👍')).toContain('Your vote is counted');
    expect(await vote('👎')).toContain('Your vote is changed');
    expect(await vote('👎')).toContain('Your vote is taken back');
    expect(await vote('👍', '300000000000000002')).toContain('Your vote is counted');
  });

  it('keep working after a restart', async () => {
    const bot = await readyBot();
    const reply = await (await bot.standIn.slash('ask', { question: QUESTION })).reply();
    await bot.restart();
    const details = await (await bot.standIn.press(buttonOn(reply, 'Details'), { message: reply })).reply();
    expect(textOf(details)).toContain('**Problem**');
  });

  it('of an answer that is no longer kept say so', async () => {
    const bot = await readyBot();
    const reply = await (await bot.standIn.slash('ask', { question: QUESTION })).reply();
    await (await bot.standIn.slash('privacy', { do: 'delete' })).reply();
    const details = await (await bot.standIn.press(buttonOn(reply, 'Details'), { message: reply })).reply();
    expect(textOf(details)).toContain('No longer there');
  });
});

describe('messages', () => {
  it('that mention it are answered in a reply; a follow-up in the same thread is understood', async () => {
    const bot = await readyBot();
    const first = await bot.standIn.say({ thread: true, content: QUESTION, mentionsBot: true });
    expect(textOf(await answerTo(bot, first.channelId, first.messageId))).toContain(ANSWER);
    const other = '300000000000000002';
    const second = await bot.standIn.say({
      thread: true,
      content: 'and how much faster was it?',
      mentionsBot: true,
      authorId: other,
    });
    expect(textOf(await answerTo(bot, second.channelId, second.messageId))).toContain(ANSWER);
  });

  it('in a forum post are answered there', async () => {
    const bot = await readyBot();
    const channelId = bot.standIn.guilds[0]?.post ?? '';
    const { messageId } = await bot.standIn.say({ channelId, content: QUESTION, mentionsBot: true });
    expect(textOf(await answerTo(bot, channelId, messageId))).toContain(ANSWER);
  });

  it('written to it directly are answered and followed, without a mention', async () => {
    const bot = await readyBot();
    const first = await bot.standIn.say({ dm: true, content: QUESTION });
    expect(textOf(await answerTo(bot, first.channelId, first.messageId))).toContain(ANSWER);
    const second = await bot.standIn.say({ dm: true, content: 'why did that happen?' });
    expect(textOf(await answerTo(bot, second.channelId, second.messageId))).toContain('Why This Happens');
  });

  it('in a channel continue only what the same person asked', async () => {
    const bot = await readyBot();
    const first = await bot.standIn.say({ content: QUESTION, mentionsBot: true });
    await answerTo(bot, first.channelId, first.messageId);
    const other = await bot.standIn.say({
      content: 'and what did they use before that?',
      mentionsBot: true,
      authorId: '300000000000000002',
    });
    expect(textOf(await answerTo(bot, other.channelId, other.messageId))).toContain('I will not guess');
  });

  it('of bots, of itself and without its name are passed over', async () => {
    const bot = await readyBot();
    const { channelId } = await bot.standIn.say({ content: QUESTION, bot: true, mentionsBot: true });
    await bot.standIn.say({ content: QUESTION });
    await bot.standIn.say({ content: `@everyone ${QUESTION}` });
    const asked = await bot.standIn.say({ content: QUESTION, mentionsBot: true });
    await answerTo(bot, channelId, asked.messageId);
    expect(saidBy(bot, channelId)).toHaveLength(1);
  });

  it('with nothing but its name are answered with what it can do', async () => {
    const bot = await readyBot();
    const { channelId, messageId } = await bot.standIn.say({ content: '', mentionsBot: true });
    expect(textOf(await answerTo(bot, channelId, messageId))).toContain(
      'I answer questions about production engineering',
    );
  });

  it('can be asked about from their menu, privately', async () => {
    const bot = await readyBot();
    const probe = await bot.standIn.messageCommand(ASK_ABOUT_THIS, {
      content: 'our reads get slow whenever one channel is busy',
    });
    const reply = await probe.reply();
    expect(reply.ephemeral).toBe(true);
    expect(textOf(reply)).toContain(ANSWER);
  });
});

describe('/case, /help and /privacy', () => {
  it('show the case study of the day, the same for everybody', async () => {
    const bot = await readyBot({ now: () => new Date('2026-11-23T12:00:00Z') });
    const replies = await Promise.all(
      ['300000000000000001', '300000000000000002'].map(async (userId) =>
        (await bot.standIn.slash('case', {}, { userId })).reply(),
      ),
    );
    const [mine, theirs] = replies.map((reply) => textOf(reply).split('\n')[0]);
    expect(mine).toBe(theirs);
  });

  it('show one by title or filter, with suggestions, and say when none fits', async () => {
    const bot = await readyBot();
    const company = await bot.standIn.autocomplete('case', { option: 'company', value: 'ub' });
    expect((await company.callback()).data.choices?.[0]).toEqual({ name: 'Uber', value: 'Uber' });
    const uber = await bot.standIn.slash('case', { company: 'uber', pick: 'random', private: true });
    expect(textOf(await uber.reply())).toMatch(/^### .*Uber/);
    const none = await bot.standIn.slash('case', { title: 'There is no such title' });
    expect(textOf(await none.reply())).toContain('No such case study');
  });

  it('say what it can do and what it remembers, and delete that', async () => {
    const bot = await readyBot();
    await (await bot.standIn.slash('ask', { question: QUESTION })).reply();
    expect(textOf(await (await bot.standIn.slash('help')).reply())).toContain('50 case studies');
    expect(textOf(await (await bot.standIn.slash('privacy')).reply())).toContain('1 question with');
    expect(textOf(await (await bot.standIn.slash('privacy', { do: 'delete' })).reply())).toContain(
      'remember nothing of you',
    );
    expect(textOf(await (await bot.standIn.slash('privacy')).reply())).toContain('0 questions with');
  });
});

describe('trouble', () => {
  it('of too many requests is waited out', async () => {
    const bot = await readyBot();
    bot.standIn.failNext({ method: 'PATCH', path: /@original/ }, { status: 429 });
    const reply = await (await bot.standIn.slash('ask', { question: QUESTION })).reply();
    expect(textOf(reply)).toContain(ANSWER);
  });

  it('of a lost answer makes no second message', async () => {
    const bot = await readyBot();
    bot.standIn.failNext({ method: 'POST', path: /\/messages$/ }, { status: 500, carriedOut: true });
    const { channelId, messageId } = await bot.standIn.say({ content: QUESTION, mentionsBot: true });
    await answerTo(bot, channelId, messageId);
    const posts = () =>
      bot.standIn.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));
    await bot.standIn.until('the second attempt', () => (posts().length === 2 ? true : null));
    expect(saidBy(bot, channelId)).toHaveLength(1);
  });

  it('of a missing permission is one clear line in the log', async () => {
    const bot = await readyBot();
    bot.standIn.failNext(
      { method: 'POST', path: /\/messages$/ },
      { status: 403, body: { code: 50013, message: 'Missing Permissions' } },
    );
    await bot.standIn.say({ content: QUESTION, mentionsBot: true });
    expect(await bot.logged('Not allowed to answer here')).toMatchObject({ level: 40, code: 50013 });
    expect(bot.health.isHealthy).toBe(true);
  });

  it('while answering is one line for the person and the cause in the log', async () => {
    const bot = await readyBot();
    const broken = vi.spyOn(casebook, 'ask').mockRejectedValueOnce(new Error('the model is gone'));
    const reply = await (await bot.standIn.slash('ask', { question: 'anything at all' })).reply();
    broken.mockRestore();
    expect(textOf(reply)).toContain('The fault is mine and has been logged');
    expect(JSON.stringify(await bot.logged('could not be answered'))).toContain('the model is gone');
  });

  it('of a dropped connection is resumed, and nothing is answered twice', async () => {
    const bot = await readyBot();
    await bot.standIn.dropGateway(4000);
    await bot.logged('connection resumed');
    expect(bot.standIn.gateway.resumes).toBe(1);
    const { channelId, messageId } = await bot.standIn.say({ content: QUESTION, mentionsBot: true });
    await answerTo(bot, channelId, messageId);
    expect(saidBy(bot, channelId)).toHaveLength(1);
    await vi.waitFor(() => expect(bot.health.isHealthy).toBe(true));
  });

  it.each([
    [4004, 'set DISCORD_TOKEN to a new one'],
    [4014, 'An intent is not allowed'],
  ])(
    'of a connection that is closed for good (%i) ends the surface with one line, and health turns red',
    async (code, advice) => {
      const bot = await readyBot();
      await bot.standIn.dropGateway(code);
      await expect(bot.served).rejects.toThrow(new RegExp(`code ${code}.*${advice}`));
      expect(bot.health.isHealthy).toBe(false);
    },
  );
});

describe('an interaction that Discord has forgotten', () => {
  it('gets no answer any more', async () => {
    const standIn = await DiscordStandIn.start({ now: () => Date.now() - 14.5 * 60 * 1000 });
    onTestFinished(() => standIn.close());
    const bot = await readyBot({ standIn });
    const late = await standIn.slash('ask', { question: QUESTION });
    await late.callback();
    // The next question of the same person is answered after it, so by then the late one would have been as well.
    const { channelId, messageId } = await standIn.say({ content: QUESTION, mentionsBot: true });
    await answerTo(bot, channelId, messageId);
    expect(
      standIn.requests.filter(({ path }) => path.startsWith('/webhooks/') && path.includes(late.token)),
    ).toEqual([]);
  });
});

describe('many at once', () => {
  it('forty questions of twenty people are all acknowledged within a second and all answered', async () => {
    const bot = await readyBot();
    const probes = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        bot.standIn.slash(
          'ask',
          { question: QUESTION },
          { userId: `30000000000000${String(n % 20).padStart(4, '0')}` },
        ),
      ),
    );
    const acknowledged = await Promise.all(probes.map((probe) => probe.callback()));
    expect(Math.max(...acknowledged.map(({ afterMs }) => afterMs))).toBeLessThan(3000);
    const replies = await Promise.all(probes.map((probe) => probe.reply()));
    expect(replies.every((reply) => textOf(reply).includes(ANSWER))).toBe(true);
    expect(new Set(replies.map(({ id }) => id)).size).toBe(40);
  });

  it('and told to stop, it finishes what is in hand', async () => {
    const bot = await readyBot();
    const probes = await Promise.all(
      Array.from({ length: 10 }, () => bot.standIn.slash('ask', { question: QUESTION })),
    );
    await Promise.all(probes.map((probe) => probe.callback()));
    await bot.stop();
    const replies = await Promise.all(probes.map((probe) => probe.reply()));
    expect(replies.every((reply) => textOf(reply).includes(ANSWER))).toBe(true);
    await expect(bot.served).resolves.toBeUndefined();
  });

  it('one person who asks without end is told to slow down', async () => {
    const bot = await readyBot();
    const probes = await Promise.all(
      Array.from({ length: 22 }, () => bot.standIn.slash('ask', { question: QUESTION })),
    );
    const texts = await Promise.all(probes.map(async (probe) => textOf(await probe.reply())));
    expect(texts.filter((text) => text.includes(ANSWER))).toHaveLength(20);
    expect(texts.filter((text) => text.includes('Slow down'))).toHaveLength(2);
  });
});
