/** The real Bolt app against the stand-in, over sockets and over HTTP: what people do, and what the app answers. */
import type { App, BlockAction, ButtonAction, types } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { type Bot, connect as connectBot, endAll, type Way } from './bolt-app.ts';
import type { StandInMessage } from './mod.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(() => endAll(ends));

const connect = (way: Way, listen?: (app: App) => void): Promise<Bot> => connectBot(ends, way, listen);

const plain = (text: string): types.PlainTextElement => ({ type: 'plain_text', text });
const button = (id: string, value: string): types.Button => ({
  type: 'button',
  action_id: id,
  value,
  text: plain('Press'),
});
const select: types.StaticSelect = {
  type: 'static_select',
  action_id: 'section',
  options: ['problem', 'solution'].map((value) => ({ text: plain(value), value })),
};
const feedback: types.FeedbackButtons = {
  type: 'feedback_buttons',
  action_id: 'vote',
  positive_button: { text: plain('Good'), value: 'up' },
  negative_button: { text: plain('Bad'), value: 'down' },
};
const modal = (title: string, ...blocks: types.KnownBlock[]): types.ModalView => ({
  type: 'modal',
  callback_id: 'ask',
  title: plain(title),
  submit: plain('Ask'),
  blocks,
});
const question: types.InputBlock = {
  type: 'input',
  block_id: 'question',
  label: plain('Question'),
  element: { type: 'plain_text_input', action_id: 'text' },
};

/** A message of the bot with these elements to press. */
async function posted({ standIn, app }: Bot, ...blocks: types.KnownBlock[]): Promise<StandInMessage> {
  const { ts } = await app.client.chat.postMessage({ channel: standIn.channelId, text: 'Answer', blocks });
  return standIn.messages(standIn.channelId).find((one) => one.ts === ts)!;
}

describe.each<Way>(['socket', 'http'])('over %s', (way) => {
  it('starts with tokens that it checks', async () => {
    const { standIn } = await connect(way);
    expect(standIn.requests.map(({ method, teamId, status }) => [method, teamId, status])).toEqual([
      ['auth.test', standIn.teamId, 200],
      ...(way === 'socket' ? [['apps.connections.open', null, 200]] : []),
    ]);
    expect(standIn.sockets).toBe(way === 'socket' ? 1 : 0);
  });

  it('brings a command, and takes answers at its response_url', async () => {
    const { standIn } = await connect(way, (app) =>
      app.command('/ask', async ({ command, ack, respond }) => {
        await ack();
        await respond({ text: `You asked: ${command.text}`, response_type: 'in_channel' });
      }),
    );
    const probe = await standIn.command('/ask', 'why?');
    expect(await probe.acknowledged()).toMatchObject({ status: 200, body: null });
    expect(await probe.response()).toMatchObject({
      text: 'You asked: why?',
      channelId: standIn.channelId,
      userId: standIn.botUserId,
      ephemeralFor: null,
    });
  });

  it('shows what a command is acknowledged with to its caller alone', async () => {
    const { standIn } = await connect(way, (app) =>
      app.command('/ask', async ({ ack }) => ack('One moment')),
    );
    const probe = await standIn.command('/ask', '', { user: 'U7' });
    expect(await probe.response()).toMatchObject({ text: 'One moment', ephemeralFor: 'U7' });
    expect(probe.refused()).toBeNull();
  });

  it('tells why what a command was acknowledged with is not shown', async () => {
    const { standIn } = await connect(way, (app) =>
      app.command('/ask', async ({ ack }) => ack({ text: 'x', blocks: [{ type: 'header' } as never] })),
    );
    const probe = await standIn.command('/ask');
    await probe.acknowledged();
    expect(probe.refused()).toBe('invalid_blocks');
    expect(probe.responses()).toEqual([]);
  });

  it('brings a mention, and takes the answer in its thread', async () => {
    const { standIn } = await connect(way, (app) =>
      app.event('app_mention', async ({ event, client }) => {
        const thread_ts = event.thread_ts ?? event.ts;
        await client.chat.postMessage({ channel: event.channel, thread_ts, text: event.text });
      }),
    );
    const probe = await standIn.mention('why?');
    expect(await probe.acknowledged()).toMatchObject({ status: 200, body: null });
    const answer = await standIn.until('the answer', () =>
      standIn.messages(standIn.channelId).find(({ threadTs }) => threadTs === probe.ts),
    );
    expect(answer.text).toBe(`<@${standIn.botUserId}> why?`);
    expect(answer.pings).toEqual([`<@${standIn.botUserId}>`]);

    const later = await standIn.mention('and then?', { threadTs: probe.ts, user: 'U7' });
    expect(later).toMatchObject({ threadTs: probe.ts, channelId: standIn.channelId });
    await standIn.until('the second answer', () =>
      standIn.messages(standIn.channelId).find((one) => one.botId !== null && one.text.includes('and then?')),
    );
  });

  it("brings direct messages, and what becomes of the app's own there", async () => {
    const heard: string[] = [];
    const bot = await connect(way, (app) => {
      app.message(async ({ message, say }) => {
        heard.push(message.subtype ?? message.channel_type);
        if (message.subtype === undefined) await say(`Heard: ${message.text}`);
      });
    });
    const { standIn, app } = bot;
    const { channelId } = await standIn.directMessage('hello');
    const answer = await standIn.until('the answer', () =>
      standIn.messages(channelId).find(({ text }) => text === 'Heard: hello'),
    );
    await app.client.chat.update({ channel: channelId, ts: answer.ts, text: 'Heard you' });
    await app.client.chat.delete({ channel: channelId, ts: answer.ts });
    await standIn.directMessage('bye');
    await standIn.until('the last answer', () =>
      standIn.messages(channelId).find(({ text }) => text === 'Heard: bye'),
    );
    // That it was posted comes too, and is left out by Bolt; that it was changed or deleted is not.
    expect(heard.toSorted()).toEqual(['im', 'im', 'message_changed', 'message_deleted']);
  });

  it('tells of the tabs of the app, with the home that is published', async () => {
    const tabs: unknown[] = [];
    const { standIn } = await connect(way, (app) =>
      app.event('app_home_opened', async ({ event, client }) => {
        tabs.push([event.tab, event.view?.blocks.length]);
        if (event.tab === 'messages') {
          const prompts: [{ title: string; message: string }] = [{ title: 'Try', message: 'why?' }];
          await client.assistant.threads.setSuggestedPrompts({ channel_id: event.channel, prompts } as never);
        } else {
          const view: types.HomeView = { type: 'home', blocks: [{ type: 'divider' }] };
          await client.views.publish({ user_id: event.user, view });
        }
      }),
    );
    await standIn.openMessagesTab('U7');
    const prompted = await standIn.until('the prompts', () =>
      standIn.requests.find(({ method }) => method === 'assistant.threads.setSuggestedPrompts'),
    );
    expect(prompted).toMatchObject({
      args: {
        channel_id: standIn.directMessagesOf('U7'),
        prompts: [{ title: 'Try', message: 'why?' }],
      },
      answer: { ok: true },
    });
    await standIn.openHome('U7');
    const home = await standIn.until('the home', () => standIn.views.home('U7'));
    expect(home.blocks).toEqual([{ type: 'divider', block_id: expect.any(String) }]);
    await standIn.openHome('U7');
    await standIn.until('the second home', () => standIn.views.home('U7')!.hash !== home.hash || null);
    expect(tabs).toEqual([
      ['messages', undefined],
      ['home', undefined],
      ['home', 1],
    ]);
  });

  it('brings the press of a button, by which the message is replaced', async () => {
    const bot = await connect(way, (app) =>
      app.action<BlockAction<ButtonAction>>('more', async ({ ack, respond, action, body }) => {
        await ack();
        await respond({ replace_original: true, text: `${action.value} by ${body.user.id}` });
      }),
    );
    const message = await posted(bot, {
      type: 'actions',
      elements: [button('less', 'A'), button('more', 'B')],
    });
    const probe = await bot.standIn.press('more', { message, user: 'U7' });
    expect(await probe.acknowledged()).toMatchObject({ status: 200, body: null });
    const replaced = { ts: message.ts, text: 'B by U7', blocks: [], edited: true };
    expect(await probe.response()).toMatchObject(replaced);
    expect(bot.standIn.messages(message.channelId)).toMatchObject([replaced]);
    await expect(bot.standIn.press('more', { message })).rejects.toThrow('There is no more');
  });

  it.each([
    ['an option', 'section', 'solution', { selected_option: { text: plain('solution'), value: 'solution' } }],
    ['a vote', 'vote', 'down', { type: 'feedback_buttons', value: 'down' }],
  ])('brings the choice of %s', async (_name, id, value, action) => {
    const bot = await connect(way, (app) => app.action(id, async ({ ack }) => ack()));
    const message = await posted(
      bot,
      { type: 'actions', elements: [select] },
      { type: 'context_actions', elements: [feedback] },
    );
    const probe = await bot.standIn.press(id, { message, value });
    expect(await probe.acknowledged()).toMatchObject({ status: 200 });
    expect(probe.payload).toMatchObject({
      type: 'block_actions',
      message: { ts: message.ts },
      actions: [action],
    });
    await expect(bot.standIn.press(id, { message, value: 'nothing' })).rejects.toThrow(
      'offers no value nothing',
    );
  });

  it('opens a modal by a shortcut, updates it by its elements, and answers its submission', async () => {
    const { standIn } = await connect(way, (app) => {
      app.shortcut('ask_anything', async ({ ack, body, client }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal('Casebook', question) });
      });
      app.view('ask', async ({ ack, view }) => {
        const asked = view.state.values['question']?.['text']?.value;
        if (asked === 'nothing') {
          await ack({ response_action: 'errors', errors: { question: 'Ask something.' } });
        } else {
          await ack({
            response_action: 'update',
            view: modal(`On ${asked}`, { type: 'actions', elements: [select] }),
          });
        }
      });
      app.action('section', async ({ ack, body, client }) => {
        await ack();
        const { id, hash } = (body as BlockAction).view!;
        await client.views.update({ view_id: id, hash, view: modal('The solution') });
      });
    });
    await standIn.shortcut('ask_anything', { user: 'U7' });
    const opened = await standIn.until('the modal', () => standIn.views.modals('U7')[0]);
    expect(opened).toMatchObject({ type: 'modal', title: 'Casebook', callbackId: 'ask' });

    await expect(standIn.submitView(opened.id)).rejects.toThrow('must be filled in');
    const refused = await standIn.submitView(opened.id, { text: 'nothing' });
    expect((await refused.acknowledged()).body).toMatchObject({ response_action: 'errors' });
    expect(standIn.views.modals('U7')).toEqual([opened]);

    const submission = await standIn.submitView(opened.id, { text: 'Kafka' });
    await submission.acknowledged();
    const updated = standIn.views.get(opened.id)!;
    expect(updated.title).toBe('On Kafka');

    await standIn.press('section', { view: updated, value: 'solution' });
    await standIn.until('the update', () => standIn.views.modals('U7')[0]?.title === 'The solution' || null);
  });

  it('brings a shortcut on a message, which is answered for its caller alone', async () => {
    const { standIn } = await connect(way, (app) =>
      app.shortcut('explain', async ({ ack, shortcut, respond }) => {
        await ack();
        await respond(shortcut.type === 'message_action' ? `On: ${shortcut.message.text}` : 'On nothing');
      }),
    );
    const probe = await standIn.messageShortcut('explain', { text: 'it hangs' }, { user: 'U7' });
    expect(await probe.response()).toMatchObject({ text: 'On: it hangs', ephemeralFor: 'U7' });
  });

  it('tells of links, and shows what is unfurled', async () => {
    const url = 'https://cases.example/kafka#one';
    const { standIn } = await connect(way, (app) =>
      app.event('link_shared', async ({ event, client }) => {
        const unfurls = { [event.links[0]!.url]: { blocks: [{ type: 'divider' as const }] } };
        await client.chat.unfurl({ channel: event.channel, ts: event.message_ts, unfurls });
      }),
    );
    const probe = await standIn.linkShared([url]);
    const unfurls = await standIn.until('the unfurl', () => {
      const message = standIn.messages(probe.channelId).find(({ ts }) => ts === probe.ts)!;
      return Object.keys(message.unfurls).length > 0 ? message.unfurls : null;
    });
    expect(unfurls).toEqual({ [url]: { blocks: [{ type: 'divider' }] } });
  });
});

describe('messages', () => {
  it('have ids for their blocks and elements, whoever made them up', async () => {
    const message = await posted(
      await connect('socket'),
      { type: 'divider' },
      { type: 'actions', block_id: 'mine', elements: [{ type: 'button', text: plain('Press') }] },
    );
    expect(message.blocks).toEqual([
      { type: 'divider', block_id: expect.any(String) },
      expect.objectContaining({
        block_id: 'mine',
        elements: [expect.objectContaining({ action_id: expect.any(String) })],
      }),
    ]);
  });

  it('can be read back, with the replies in their thread, but not ephemeral ones', async () => {
    const { standIn, app } = await connect('socket');
    const channel = standIn.channelId;
    const { ts } = standIn.say('It hangs.');
    await app.client.chat.postMessage({ channel, thread_ts: ts, text: 'Since when?' });
    await app.client.chat.postEphemeral({ channel, user: 'U7', text: 'Only you see this.' });
    standIn.say('Something else.');
    const texts = (messages: { text?: string }[] | undefined) => messages?.map(({ text }) => text);
    const { messages: replies } = await app.client.conversations.replies({ channel, ts });
    const { messages: history } = await app.client.conversations.history({ channel });
    const { messages: one } = await app.client.conversations.history({
      channel,
      latest: ts,
      inclusive: true,
      limit: 1,
    });
    expect(texts(replies)).toEqual(['It hangs.', 'Since when?']);
    expect(texts(history)).toEqual(['Something else.', 'It hangs.']);
    expect(texts(one)).toEqual(['It hangs.']);
    expect(standIn.messages(channel)[2]).toMatchObject({ ephemeralFor: 'U7' });
  });

  it('of other apps carry their bot_id', async () => {
    const { standIn } = await connect('socket');
    const { payload } = await standIn.mention('a loop?', { bot: true });
    expect(payload['event']).toMatchObject({ type: 'app_mention', bot_id: 'B0000000009' });
  });
});
