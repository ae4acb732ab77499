/** What the stand-in refuses as Slack does, and what it finds live in a message, by requests of a real client. */
import { webApi } from '@slack/bolt';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SlackStandIn } from './mod.ts';
import { liveIn } from './pings.ts';

let standIn: SlackStandIn;
let client: webApi.WebClient;
beforeAll(async () => {
  standIn = await SlackStandIn.start();
  client = new webApi.WebClient(standIn.botToken, {
    slackApiUrl: standIn.apiUrl,
    retryConfig: { retries: 0 },
    logLevel: webApi.LogLevel.ERROR,
    logger: silent(),
  });
});
afterAll(() => standIn.close());

/** The client logs each reason of a refusal as an error. */
function silent(): webApi.Logger {
  const nothing = () => {};
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    setLevel: nothing,
    setName: nothing,
    getLevel: () => webApi.LogLevel.ERROR,
  };
}

/** Null if it was accepted; else the error and the first reason. */
async function refusal(method: string, args: Record<string, unknown>): Promise<string | null> {
  try {
    await client.apiCall(method, args);
    return null;
  } catch (error) {
    if (!(error instanceof webApi.WebAPIPlatformError)) throw error;
    const [reason] = error.data.response_metadata?.messages ?? [];
    return [error.data.error, reason?.replace('[ERROR] ', '')].filter(Boolean).join(': ');
  }
}

const post = (args: object) =>
  refusal('chat.postMessage', { channel: standIn.channelId, text: 'x', ...args });
const blocks = (...list: object[]) => post({ blocks: list });
const home = (view: object) => refusal('views.publish', { user_id: 'U7', view: { type: 'home', ...view } });
const modal = async (view: object) => {
  return refusal('views.open', {
    trigger_id: await trigger(),
    view: { type: 'modal', title: plain('Ask'), blocks: [], ...view },
  });
};

/** There is no app to acknowledge anything, and none is needed for a trigger_id. */
const nowhere = { http: 'http://127.0.0.1:1/' };

async function trigger(user = 'U7'): Promise<string> {
  const probe = await standIn.shortcut('ask', { user, over: nowhere });
  await probe.acknowledged().catch(() => {});
  return String(probe.payload['trigger_id']);
}

/** A modal that is open. */
async function opened(view: object, user = 'U7'): Promise<{ id: string; hash: string }> {
  const answer = await client.apiCall('views.open', {
    trigger_id: await trigger(user),
    view: { type: 'modal', title: plain('Ask'), blocks: [], ...view },
  });
  return (answer as unknown as { view: { id: string; hash: string } }).view;
}

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
const button = (more: object = {}) => ({ type: 'button', text: plain('Press'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const option = (value: string) => ({ text: plain('One'), value });
const select = (count: number) => ({
  type: 'static_select',
  options: times(count, (n) => option(String(n))),
});
const cell = (text: string) => ({ type: 'raw_text', text });
const table = (rows: number, columns: number, text = 'x') => ({
  type: 'table',
  rows: times(rows, () => times(columns, () => cell(text))),
});
const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const vote = { text: plain('Good'), value: 'up' };
const feedback = { type: 'feedback_buttons', action_id: 'v', positive_button: vote, negative_button: vote };
const input = { type: 'input', label: plain('Question'), element: { type: 'plain_text_input' } };
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const x = (length: number): string => 'x'.repeat(length);

describe('a message is accepted', () => {
  it.each<[string, object]>([
    ['50 blocks', { blocks: times(50, () => ({ type: 'divider' })) }],
    ['a section of 3,000 characters', { blocks: [section(x(3000))] }],
    [
      'ten fields of 1,200 characters',
      { blocks: [{ type: 'section', fields: times(10, () => mrkdwn(x(1200))) }] },
    ],
    ['a header of 150 characters', { blocks: [{ type: 'header', text: plain(x(150)) }] }],
    ['ten elements of context', { blocks: [{ type: 'context', elements: times(10, () => mrkdwn('x')) }] }],
    ['25 buttons', { blocks: [actions(...times(25, () => button()))] }],
    [
      'a button with all it can have',
      {
        blocks: [
          actions({
            ...button({ action_id: x(255), value: x(2000), style: 'primary' }),
            text: plain(x(75)),
            url: `https://a.example/${x(2982)}`,
          }),
        ],
      },
    ],
    ['a select of 100 options', { blocks: [actions(select(100))] }],
    ['feedback buttons', { blocks: [{ type: 'context_actions', elements: [feedback] }] }],
    ['12,000 characters of markdown', { blocks: times(2, () => ({ type: 'markdown', text: x(6000) })) }],
    ['a table of 100 rows and 20 cells', { blocks: [table(100, 20)] }],
    ['a table of 10,000 characters', { blocks: [table(10, 10, x(100))] }],
    [
      'rich text of every kind',
      {
        blocks: [
          rich(
            { type: 'text', text: 'a', style: { bold: true } },
            { type: 'link', url: 'https://a.example', text: 'b' },
            { type: 'emoji', name: 'smile' },
            { type: 'channel', channel_id: 'C1' },
          ),
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_list',
                style: 'bullet',
                elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'c' }] }],
              },
              { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'd' }] },
              { type: 'rich_text_quote', elements: [{ type: 'text', text: 'e' }] },
            ],
          },
        ],
      },
    ],
    ['12,000 characters of text', { text: x(12_000) }],
  ])('with %s', async (_name, args) => expect(await post(args)).toBeNull());

  it('without text for notifications, which is to be seen', async () => {
    expect(await post({ text: undefined, blocks: [{ type: 'divider' }] })).toBeNull();
    expect(standIn.messages(standIn.channelId).at(-1)?.text).toBe('');
  });
});

describe('a message is refused', () => {
  it.each<[string, object, string]>([
    ['nothing to show', { text: '', blocks: [] }, 'no_text'],
    ['a text of 12,001 characters', { text: x(12_001) }, 'msg_too_long'],
    ['blocks that are no list', { blocks: 'x' }, 'invalid_blocks_format'],
    [
      'more than 12,000 characters in all',
      { blocks: times(5, () => section(x(2401))) },
      'msg_blocks_too_long',
    ],
    ['attachments, which are not known here', { attachments: [{}] }, 'invalid_arguments: the stand-in knows'],
    ['no channel', { channel: '' }, 'invalid_arguments: missing required field: channel'],
  ])('with %s', async (_name, args, error) => {
    const refused = await post(args);
    expect(refused?.slice(0, error.length)).toBe(error);
  });

  const at = (path: string) => `[json-pointer:/blocks/${path}]`;
  it.each<[string, object[], string]>([
    ['51 blocks', times(51, () => ({ type: 'divider' })), 'no more than 50 items allowed'],
    ['an unknown block', [{ type: 'poll' }], `unsupported type ${at('0/type')}`],
    [
      'a section of 3,001 characters',
      [section(x(3001))],
      `must be less than 3001 characters ${at('0/text/text')}`,
    ],
    ['an empty section', [section('')], `must be more than 0 characters ${at('0/text/text')}`],
    ['a section of nothing', [{ type: 'section' }], `missing required field: text or fields ${at('0')}`],
    ['eleven fields', [{ type: 'section', fields: times(11, () => mrkdwn('x')) }], 'no more than 10 items'],
    [
      'a field of 2,001 characters',
      [{ type: 'section', fields: [mrkdwn(x(2001))] }],
      'must be less than 2001',
    ],
    ['a header of 151 characters', [{ type: 'header', text: plain(x(151)) }], 'must be less than 151'],
    ['a header of mrkdwn', [{ type: 'header', text: mrkdwn('x') }], 'Invalid input'],
    [
      'a property too many',
      [section('x'), { type: 'divider', text: 'x' }],
      'invalid additional property: text',
    ],
    [
      'eleven in a context',
      [{ type: 'context', elements: times(11, () => mrkdwn('x')) }],
      'no more than 10 items',
    ],
    ['26 buttons', [actions(...times(26, () => button()))], 'no more than 25 items'],
    ['a label of 76 characters', [actions({ ...button(), text: plain(x(76)) })], 'must be less than 76'],
    ['a value of 2,001 characters', [actions(button({ value: x(2001) }))], 'must be less than 2001'],
    ['an action_id of 256 characters', [actions(button({ action_id: x(256) }))], 'must be less than 256'],
    ['a block_id of 256 characters', [{ type: 'divider', block_id: x(256) }], 'must be less than 256'],
    ['a url of 3,001 characters', [actions(button({ url: `https://${x(2993)}` }))], 'must be less than 3001'],
    ['a url that is none', [actions(button({ url: 'javascript:x' }))], 'must be a valid URL'],
    ['101 options', [actions(select(101))], 'no more than 100 items'],
    ['no options', [actions({ type: 'static_select' })], 'must have either options or option_groups'],
    ['two equal block_ids', times(2, () => ({ type: 'divider', block_id: 'a' })), 'block_id a is not unique'],
    [
      'two equal action_ids in a block',
      [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
      `\`action_id\` a already exists ${at('0')}`,
    ],
    [
      '12,001 characters of markdown',
      times(3, () => ({ type: 'markdown', text: x(4001) })),
      'must be less than 12001',
    ],
    ['two tables', [table(1, 1), table(1, 1)], 'only_one_table_allowed'],
    ['101 rows', [table(101, 1)], 'no more than 100 items'],
    ['21 cells', [table(1, 21)], 'no more than 20 items'],
    ['an empty cell', [table(1, 1, '')], 'must be more than 0 characters'],
    [
      'a table of 10,001 characters',
      [table(1, 1, x(10_001))],
      'must be less than 10001 characters in all cells',
    ],
    ['an empty text in rich text', [rich({ type: 'text', text: '' })], 'must be more than 0 characters'],
  ])('as invalid_blocks for %s', async (_name, list, reason) => {
    const error = `invalid_blocks: ${reason}`;
    expect((await blocks(...list))?.slice(0, error.length)).toBe(error);
  });

  it('when an update has a text of more than 4,000 characters', async () => {
    const { ts } = await client.chat.postMessage({ channel: standIn.channelId, text: 'x' });
    const update = (text: string) => refusal('chat.update', { channel: standIn.channelId, ts, text });
    expect([await update(x(4000)), await update(x(4001))]).toEqual([null, 'msg_too_long']);
  });
});

describe('a view', () => {
  it.each<[string, object]>([
    ['100 blocks', { blocks: times(100, () => ({ type: 'divider' })) }],
    ['3,000 characters of metadata', { blocks: [], private_metadata: x(3000) }],
  ])('is accepted with %s', async (_name, view) => {
    expect([await home(view), await modal(view)]).toEqual([null, null]);
  });

  it.each<[string, object, string]>([
    ['101 blocks', { blocks: times(101, () => ({ type: 'divider' })) }, 'no more than 100 items'],
    ['3,001 characters of metadata', { blocks: [], private_metadata: x(3001) }, 'must be less than 3001'],
    ['a table, which is for messages', { blocks: [table(1, 1)] }, 'unsupported type'],
    ['markdown, which is for messages', { blocks: [{ type: 'markdown', text: 'x' }] }, 'unsupported type'],
  ])('is refused with %s', async (_name, view, reason) => {
    const error = `invalid_arguments: ${reason}`;
    const refused = [await home(view), await modal(view)];
    expect(refused.map((one) => one?.slice(0, error.length))).toEqual([error, error]);
  });

  it('as a modal has a title of 24 characters, and a button to submit inputs by', async () => {
    const error = 'invalid_arguments: ';
    expect(await modal({ title: plain(x(24)) })).toBeNull();
    expect(await modal({ title: plain(x(25)) })).toBe(
      `${error}must be less than 25 characters [json-pointer:/view/title/text]`,
    );
    expect(await modal({ blocks: [input], submit: plain('Ask') })).toBeNull();
    expect(await modal({ blocks: [input] })).toBe(
      `${error}missing required field: submit [json-pointer:/view]`,
    );
  });

  it('is updated by its id or external_id, if its hash is still the same', async () => {
    const { id, hash } = await opened({ title: plain('One'), external_id: 'one' });
    const view = { type: 'modal', title: plain('Two'), blocks: [] };
    expect(await refusal('views.update', { view_id: id, hash: 'another', view })).toBe('hash_conflict');
    expect(await refusal('views.update', { external_id: 'one', hash, view })).toBeNull();
    expect(await refusal('views.update', { view_id: 'V404', view })).toBe('not_found');
    expect(standIn.views.get(id)).toMatchObject({ title: 'Two', previousViewId: null, rootViewId: id });
  });

  it('is pushed over another by a button of that, three at most', async () => {
    const { id } = await opened({ blocks: [actions(button({ action_id: 'next' }))] }, 'U9');
    const push = async (onId: string) => {
      const probe = await standIn.press('next', { view: standIn.views.get(onId)!, over: nowhere });
      await probe.acknowledged().catch(() => {});
      const view = {
        type: 'modal',
        title: plain('Next'),
        blocks: [actions(button({ action_id: 'next' }))],
      };
      return refusal('views.push', { trigger_id: probe.payload['trigger_id'], view });
    };
    const top = () => standIn.views.modals('U9').at(-1)!;
    expect(await push(id)).toBeNull();
    expect(top()).toMatchObject({ previousViewId: id, rootViewId: id });
    expect(await push(top().id)).toBeNull();
    expect(await push(top().id)).toBe('push_limit_reached');
    expect(await refusal('views.push', { trigger_id: await trigger(), view: {} })).toBe('not_found');
  });
});

describe('the assistant', () => {
  it('is given a status in a thread that there is, and up to four prompts', async () => {
    const { ts } = standIn.say('It hangs.', { dm: true });
    const channel_id = standIn.directMessagesOf();
    const status = (thread_ts: string, text: string) =>
      refusal('assistant.threads.setStatus', { channel_id, thread_ts, status: text });
    const prompts = (count: number) =>
      refusal('assistant.threads.setSuggestedPrompts', {
        channel_id,
        prompts: times(count, () => ({ title: 'Try', message: 'why?' })),
      });
    expect([await status(ts, 'is searching…'), await status(ts, '')]).toEqual([null, null]);
    expect(await status('1.000001', 'is searching…')).toBe('invalid_thread_ts');
    expect(await prompts(4)).toBeNull();
    expect(await prompts(5)).toMatch(/^invalid_arguments: no more than 4 items allowed/);
  });
});

describe('live in a message', () => {
  it.each<[string, string, object[], string[], string[]]>([
    ['nothing in escaped text', 'a &lt;!channel&gt; @here b', [], [], []],
    [
      'pings of text',
      '<!channel> <!here|here> <!everyone>',
      [],
      ['<!channel>', '<!here>', '<!everyone>'],
      [],
    ],
    ['people and groups', '<@U1|ann> <@U1> <!subteam^S1|@x>', [], ['<@U1>', '<!subteam^S1>'], []],
    [
      'pings of mrkdwn wherever it is',
      '',
      [section('<@U1>'), { type: 'context', elements: [mrkdwn('<@U2>')] }],
      ['<@U1>', '<@U2>'],
      [],
    ],
    ['nothing in plain text', '', [{ type: 'header', text: plain('<!channel> https://a.example') }], [], []],
    [
      'nothing in cells and rich text',
      '',
      [table(1, 1, '<!here>'), rich({ type: 'text', text: '<!here> https://a.example' })],
      [],
      [],
    ],
    [
      'pings of rich text by its elements',
      '',
      [
        rich(
          { type: 'user', user_id: 'U1' },
          { type: 'broadcast', range: 'here' },
          { type: 'usergroup', usergroup_id: 'S1' },
        ),
      ],
      ['<@U1>', '<!here>', '<!subteam^S1>'],
      [],
    ],
    [
      'links',
      'see https://a.example/b?c, <https://d.example|d> or <mailto:e@f.example>',
      [section('http://g.example')],
      [],
      ['https://a.example/b?c,', '<https://d.example|d>', '<mailto:e@f.example>', 'http://g.example'],
    ],
    ['no links that rich text means', '', [rich({ type: 'link', url: 'https://a.example' })], [], []],
  ])('is/are %s', async (_name, text, list, pings, links) => {
    const { ts } = await client.chat.postMessage({
      channel: standIn.channelId,
      text: text || ' ',
      blocks: list as never,
    });
    const message = standIn.messages(standIn.channelId).find((one) => one.ts === ts);
    expect(message).toMatchObject({ pings, links });
  });

  it('is nothing in any text whose angle brackets are escaped and that has no address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        expect(liveIn(escaped.replaceAll('://', ''), [])).toEqual({ pings: [], links: [] });
      }),
    );
  });

  it('is every ping, whatever text is around it', () => {
    const ping = fc.constantFrom('<!channel>', '<!here>', '<!everyone>', '<@U1>', '<@W2A>', '<!subteam^S1>');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), ping)), (pairs) => {
        const text = pairs.map(([before, one]) => before.replaceAll('<', '') + one).join('');
        const expected = [...new Set(pairs.map(([, one]) => one))];
        expect(liveIn(text, []).pings).toEqual(expected);
      }),
    );
  });
});
