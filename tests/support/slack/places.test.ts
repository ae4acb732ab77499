/** What the stand-in knows of people and channels: rights, scopes, histories, and windows that ask the app while people type. */
import type { App, types } from '@slack/bolt';
import { LogLevel, webApi } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { connect as connectBot, endAll } from './bolt-app.ts';
import { SlackStandIn } from './mod.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(() => endAll(ends));

const METADATA = { event_type: 'a_digest', event_payload: { id: '1' } };

/** @param timeout of a request, in ms; 0 for none */
async function start(timeout = 0) {
  const standIn = await SlackStandIn.start();
  ends.push(() => standIn.close());
  const options = {
    slackApiUrl: standIn.apiUrl,
    retryConfig: { retries: 0 },
    timeout,
    logLevel: LogLevel.ERROR,
  };
  return { standIn, client: new webApi.WebClient(standIn.botToken, options), channel: standIn.channelId };
}

/** The word of a refusal, or the name of another error. */
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    (error: unknown) =>
      error instanceof webApi.WebAPIPlatformError ? error.data.error : (error as Error).name,
  );

describe('a history', () => {
  it('comes in pages, the newest first, and with metadata for those who ask', async () => {
    const { standIn, client, channel } = await start();
    await client.chat.postMessage({ channel, text: 'The first', metadata: METADATA });
    for (const text of ['a', 'b']) standIn.say(text);
    const first = await client.conversations.history({ channel, limit: 2, include_all_metadata: true });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await client.conversations.history({
      channel,
      limit: 2,
      cursor,
      include_all_metadata: true,
    });
    expect(first.messages?.map(({ text }) => text)).toEqual(['b', 'a']);
    expect(second.messages).toMatchObject([{ text: 'The first', metadata: METADATA }]);
    expect([first.has_more, second.has_more]).toEqual([true, false]);
    const { messages = [] } = await client.conversations.history({ channel });
    expect(messages.at(-1)).not.toHaveProperty('metadata');
  });

  it.each([
    [{ cursor: 'made-up' }, 'invalid_cursor'],
    [{ oldest: 'yesterday' }, 'invalid_ts_oldest'],
  ])('with %j is refused', async (args, error) => {
    const { standIn, client, channel } = await start();
    standIn.say('a');
    expect(await failure(client.conversations.history({ channel, ...args }))).toBe(error);
  });
});

describe('a message', () => {
  it('takes metadata with a name and an object', async () => {
    const { client, channel } = await start();
    const post = (metadata: unknown) =>
      failure(client.apiCall('chat.postMessage', { channel, text: 'a', metadata }));
    expect(await post('a')).toBe('invalid_metadata_format');
    expect(await post({ event_type: 'a' })).toBe('invalid_metadata_schema');
    expect(await post(METADATA)).toBeNull();
  });

  it('is not taken by an archived, a deleted or a private channel that the bot is not in', async () => {
    const { standIn, client, channel } = await start();
    const post = () => failure(client.chat.postMessage({ channel, text: 'a' }));
    standIn.setChannel(channel, { isArchived: true });
    expect(await post()).toBe('is_archived');
    standIn.setChannel(channel, { isArchived: false, botIsThere: false });
    expect(await post()).toBe('not_in_channel');
    standIn.setChannel(channel, { isPrivate: true });
    expect(await post()).toBe('channel_not_found');
    standIn.deleteChannel(channel);
    expect(await post()).toBe('channel_not_found');
  });

  it.each(['cut', 'hang'] as const)(
    'whose answer is lost (%s) may stand there all the same',
    async (instead) => {
      const { standIn, client, channel } = await start(500);
      standIn.failNext({ method: 'chat.postMessage' }, { instead, carriedOut: true });
      expect(await failure(client.chat.postMessage({ channel, text: 'a' }))).toBe('WebAPIRequestError');
      expect(standIn.messages(channel)).toHaveLength(1);
    },
  );
});

describe('rights', () => {
  it('are told of people, channels and user groups', async () => {
    const { standIn, client, channel } = await start();
    standIn.setPerson('U1', { isOwner: true, tz: 'Asia/Tokyo' });
    const group = standIn.addUserGroup('leads', ['U1']);
    const { user } = await client.users.info({ user: 'U1' });
    expect(user).toMatchObject({ is_admin: true, is_owner: true, tz: 'Asia/Tokyo' });
    standIn.setChannel(channel, { creator: 'U1', isArchived: true });
    const { channel: info } = await client.conversations.info({ channel });
    expect(info).toMatchObject({ creator: 'U1', is_archived: true, is_member: true, name: 'general' });
    expect((await client.usergroups.list()).usergroups).toMatchObject([{ id: group, handle: 'leads' }]);
    expect((await client.usergroups.users.list({ usergroup: group })).users).toEqual(['U1']);
    expect(await failure(client.usergroups.users.list({ usergroup: 'S9' }))).toBe('no_such_subteam');
  });

  it('need the scope of the kind of channel', async () => {
    const { standIn, client, channel } = await start();
    standIn.revokeScope('channels:history');
    await expect(client.conversations.history({ channel })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'channels:history' },
    });
    standIn.setChannel(channel, { isPrivate: true });
    expect(await failure(client.conversations.history({ channel }))).toBeNull();
    // The manifest does not ask for im:read.
    expect(await failure(client.conversations.info({ channel: standIn.directMessagesOf() }))).toBe(
      'missing_scope',
    );
    expect(await failure(client.conversations.history({ channel: standIn.directMessagesOf() }))).toBeNull();
    expect(await failure(client.conversations.history({ channel: standIn.chatOfOthers() }))).toBe(
      'channel_not_found',
    );
  });
});

describe('a window that asks the app', () => {
  const plain = (text: string): types.PlainTextElement => ({ type: 'plain_text', text });
  const option = (value: string) => ({ text: plain(value), value });
  const input = (element: types.InputBlockElement): types.InputBlock => ({
    type: 'input',
    block_id: element.action_id!,
    label: plain('Input'),
    element,
  });
  const view: types.ModalView = {
    type: 'modal',
    title: plain('Window'),
    submit: plain('Save'),
    blocks: [
      input({ type: 'external_select', action_id: 'zone', initial_option: option('UTC') }),
      input({ type: 'timepicker', action_id: 'time', initial_time: '09:00' }),
      input({ type: 'checkboxes', action_id: 'days', options: [option('mon'), option('tue')] }),
    ],
  };

  async function open(listen: (app: App) => void) {
    const { standIn } = await connectBot(ends, 'socket', (app) => {
      app.command('/open', async ({ ack, command, client }) => {
        await ack();
        await client.views.open({ trigger_id: command.trigger_id, view });
      });
      app.options(/.*/, ({ ack, payload }) => ack({ options: [option(`${payload.value}!`)] }));
      listen(app);
    });
    await standIn.command('/open');
    const opened = await standIn.until('the window', () => standIn.views.modals(standIn.personId)[0]);
    return { standIn, opened };
  }

  it('lets people choose what was offered and nothing else, and hands all of it back', async () => {
    let submitted: unknown = null;
    const { standIn, opened } = await open((app) =>
      app.view(/.*/, async ({ ack, view: { state } }) => {
        submitted = state.values;
        await ack();
      }),
    );
    const submit = (zone: string) => standIn.submitView(opened.id, { zone, time: '10:30', days: ['tue'] });
    await expect(submit('Oslo!')).rejects.toThrow('no option Oslo!');
    expect(await standIn.suggest('zone', opened, 'Oslo')).toMatchObject([{ value: 'Oslo!' }]);
    await expect(standIn.submitView(opened.id, {})).rejects.toThrow('days must be filled in');
    await (await submit('Oslo!')).acknowledged();
    expect(submitted).toMatchObject({
      zone: { zone: { selected_option: { value: 'Oslo!' } } },
      time: { time: { selected_time: '10:30' } },
      days: { days: { selected_options: [{ value: 'tue' }] } },
    });
  });

  it.each([
    [{ time: 'Too early' }, null],
    [{ nowhere: 'Too early' }, 'invalid_errors'],
    [{}, 'invalid_errors'],
  ])(
    'stays open when it is answered with errors, which must be at its inputs: %j',
    async (errors, refused) => {
      const { standIn, opened } = await open((app) =>
        app.view(/.*/, ({ ack }) =>
          ack({ response_action: 'errors', errors: errors as Record<string, string> }),
        ),
      );
      const probe = await standIn.submitView(opened.id, { days: ['mon'] });
      await probe.acknowledged();
      expect(probe.refused()).toBe(refused);
      expect(standIn.views.get(opened.id)).toBeDefined();
    },
  );
});
