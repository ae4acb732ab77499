import { expect, test } from 'vitest';
import { problemsOf } from '../../../adapters/slack/check-payload.ts';

type Payload = Parameters<typeof problemsOf>[0];

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const header = (text: string) => ({ type: 'header', text: plain(text) });
const context = (...texts: string[]) => ({ type: 'context', elements: texts.map(plain) });
const section = (text: string, accessory?: object) => ({
  type: 'section',
  text: plain(text),
  ...(accessory && { accessory }),
});
const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const words = (text: string) => ({ type: 'text', text });
const button = (action_id: string, label = 'Go') => ({ type: 'button', text: plain(label), action_id });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const option = (value: string, label = 'One') => ({ text: plain(label), value });
const select = (...options: object[]) => ({ type: 'static_select', action_id: 's', options });
const table = (...rows: string[][]) => ({
  type: 'table',
  rows: rows.map((row) => row.map((text) => ({ type: 'raw_text', text }))),
});
const vote = {
  type: 'feedback_buttons',
  action_id: 'v',
  positive_button: { text: plain('Yes'), value: 'y' },
  negative_button: { text: plain('No'), value: 'n' },
};
const votes = { type: 'context_actions', elements: [vote] };
const input = (max_length = 3_000) => ({
  type: 'input',
  block_id: 'i',
  label: plain('Question'),
  element: { type: 'plain_text_input', action_id: 'q', max_length },
});
const inputOf = (element: object, block_id = 'i') => ({
  type: 'input',
  block_id,
  label: plain('Input'),
  element,
});
const call = (usergroup_id: string) => ({ type: 'usergroup', usergroup_id });
const message = (...blocks: object[]): Payload => ({ text: 'a', blocks });
const modal = (...blocks: object[]) =>
  ({ type: 'modal', title: plain('Casebook'), submit: plain('Ask'), blocks }) as Payload;
const home = (...blocks: object[]) => ({ type: 'home', blocks }) as Payload;
const many = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

test.each<[string, Payload]>([
  ['a text alone', { text: 'a' }],
  ['all kinds of blocks', message(header('a'), context('b'), section('c', button('d')), table(['e']), votes)],
  [
    'rich text with a list and a link',
    message(rich(words('a'), { type: 'link', url: 'https://a.example/', text: 'b' })),
  ],
  ['50 blocks', message(...many(50, () => ({ type: 'divider' })))],
  ['the same action_id in two blocks', message(actions(button('a')), actions(button('a')))],
  ['a select', message(actions(select(option('1'), option('2'))))],
  ['100 rows of a table', message(table(...many(100, (n) => [`${n}`])))],
  ['a modal with an input', modal(input())],
  [
    'a modal with a time, boxes and searched options',
    modal(
      inputOf({ type: 'timepicker', action_id: 't', initial_time: '23:59' }, 'x'),
      inputOf(
        { type: 'checkboxes', action_id: 'c', options: [option('1')], initial_options: [option('1')] },
        'y',
      ),
      inputOf({ type: 'external_select', action_id: 'e', initial_option: option('1') }, 'z'),
    ),
  ],
  ['a message that calls a user group', message(rich(call('S01')), rich(words('a')))],
  ['a home with 100 blocks', home(...many(100, () => ({ type: 'divider' })))],
])('%s is taken', (_, payload) => {
  expect(problemsOf(payload)).toEqual([]);
});

test.each<[string, Payload, string[]]>([
  ['no text', { text: ' ', blocks: [header('a')] }, ['the message has no text, which notifications show']],
  [
    '3,001 characters of text',
    { text: 'a'.repeat(3_001) },
    ['the text has 3001 characters, of which 3000 are allowed'],
  ],
  [
    'too many bytes of text',
    { text: '東'.repeat(1_334) },
    ['there are 4002 bytes of text, of which 4000 are allowed'],
  ],
  [
    '51 blocks',
    message(...many(51, () => ({ type: 'divider' }))),
    ['there are 51 blocks, of which 50 are allowed'],
  ],
  [
    'too many characters in all',
    message(...many(4, () => section('a'.repeat(2_900)))),
    ['there are 12001 characters in the message, of which 12000 are allowed'],
  ],
  ['two tables', message(table(['a']), table(['b'])), ['there are 2 tables, of which 1 are allowed']],
  ['an input in a message', message(input()), ['an input is for views only']],
  ['a table in a view', home(table(['a'])), ['a table is for messages only']],
  ['a vote in a view', modal(votes), ['a context_actions is for messages only']],
  ['an empty view', home(), ['the view has no blocks']],
  [
    '101 blocks',
    home(...many(101, () => ({ type: 'divider' }))),
    ['there are 101 blocks, of which 100 are allowed'],
  ],
  [
    'more than 250 kB',
    home(...many(90, () => section('a'.repeat(3_000)))),
    ['there are 276506 bytes in the view, of which 250000 are allowed'],
  ],
  [
    'long metadata, id and titles',
    {
      type: 'modal',
      title: plain('a'.repeat(25)),
      submit: plain('b'.repeat(25)),
      close: plain('c'.repeat(25)),
      private_metadata: 'd'.repeat(3_001),
      callback_id: 'e'.repeat(256),
      blocks: [header('a')],
    } as Payload,
    [
      'the private_metadata has 3001 characters, of which 3000 are allowed',
      'the callback_id has 256 characters, of which 255 are allowed',
      'the title of the view has 25 characters, of which 24 are allowed',
      'the submit button has 25 characters, of which 24 are allowed',
      'the close button has 25 characters, of which 24 are allowed',
    ],
  ],
  [
    'an input without a submit button',
    { type: 'modal', title: plain('a'), blocks: [input()] } as Payload,
    ['a view with an input has no submit button'],
  ],
  [
    'an input of 3,001',
    modal(input(3_001)),
    ['there are 3001 characters that an input takes, of which 3000 are allowed'],
  ],
  ['the same block_id twice', modal(input(), input()), ['two blocks have the block_id "i"']],
  [
    'a long block_id',
    message({ type: 'divider', block_id: 'a'.repeat(256) }),
    ['a block_id has 256 characters, of which 255 are allowed'],
  ],
  [
    'a long header',
    message(header('a'.repeat(151))),
    ['a header has 151 characters, of which 150 are allowed'],
  ],
  ['a blank header', message(header(' ')), ['a header shows nothing']],
  ['a header without a text', message({ type: 'header' }), ['a header has no text']],
  [
    'markup',
    message({ type: 'section', text: { type: 'mrkdwn', text: 'a' } }),
    ['a section may show markup or emoji'],
  ],
  [
    'emoji',
    message({ type: 'header', text: { type: 'plain_text', text: 'a' } }),
    ['a header may show markup or emoji'],
  ],
  [
    'a long section',
    message(section('a'.repeat(3_001))),
    ['a section has 3001 characters, of which 3000 are allowed'],
  ],
  [
    '11 elements',
    message(context(...many(11, String))),
    ['there are 11 elements in a context, of which 10 are allowed'],
  ],
  ['a blank rich text', message(rich(words(' '))), ['a rich text shows nothing']],
  ['an empty piece', message(rich(words('a'), words(''))), ['a piece of rich text is empty']],
  [
    'a long rich text',
    message(rich(words('a'.repeat(3_001)))),
    ['there are 3001 characters of rich text, of which 3000 are allowed'],
  ],
  [
    'a mention',
    message(rich(words('a'), { type: 'broadcast', range: 'here', text: 'b' })),
    ['a rich text holds a broadcast'],
  ],
  [
    'a link to nowhere',
    message(rich({ type: 'link', url: 'javascript:1', text: 'a' })),
    ['a link cannot open "javascript:1"'],
  ],
  [
    'a large table',
    message(table(...many(101, (n) => [`${n}`]))),
    ['there are 101 rows in a table, of which 100 are allowed'],
  ],
  ['21 cells', message(table(many(21, String))), ['there are 21 cells in a row, of which 20 are allowed']],
  [
    'long cells',
    message(table(['a'.repeat(5_001), 'b'.repeat(5_000)])),
    ['there are 10001 characters in a table, of which 10000 are allowed'],
  ],
  ['an empty cell', message(table(['a', ''])), ['a cell is empty']],
  ['rows of different lengths', message(table(['a', 'b'], ['c'])), ['the rows of a table differ in length']],
  [
    '26 buttons',
    message(actions(...many(26, (n) => button(`b${n}`)))),
    ['there are 26 elements in a row, of which 25 are allowed'],
  ],
  ['an empty row', message(actions()), ['there are no elements in a row']],
  [
    'the same action_id twice in a block',
    message(actions(button('a'), button('a'))),
    ['two elements of a block have the action_id "a"'],
  ],
  ['no action_id', message(actions(button(''))), ['an element has no action_id']],
  [
    'a long label',
    message(actions(button('a', 'b'.repeat(76)))),
    ['a button has 76 characters, of which 75 are allowed'],
  ],
  [
    'a long value and a long name',
    message(actions({ ...button('a'), value: 'b'.repeat(2_001), accessibility_label: 'c'.repeat(76) })),
    [
      'what a screen reader says of a button has 76 characters, of which 75 are allowed',
      'the value of a button has 2001 characters, of which 2000 are allowed',
    ],
  ],
  [
    'a button to a file',
    message(actions({ ...button('a'), url: 'file:///a' })),
    ['a link cannot open "file:///a"'],
  ],
  [
    'a vote in a row of buttons',
    message(actions(vote)),
    ['a feedback_buttons stands where only button or static_select may'],
  ],
  [
    '101 options',
    message(actions(select(...many(101, (n) => option(`${n}`, 'a'))))),
    ['there are 101 options in a select, of which 100 are allowed'],
  ],
  ['no options', message(actions(select())), ['there are no options in a select']],
  [
    'two options with one value',
    message(actions(select(option('1'), option('1')))),
    ['two options of a select have the same value'],
  ],
  [
    'a long option',
    message(actions(select(option('a'.repeat(76), 'b'.repeat(76))))),
    [
      'an option has 76 characters, of which 75 are allowed',
      'the value of an option has 76 characters, of which 75 are allowed',
    ],
  ],
  [
    '11 boxes, one of them ticked that is not there',
    modal(
      inputOf({
        type: 'checkboxes',
        action_id: 'c',
        options: many(11, (n) => option(`${n}`)),
        initial_options: [option('12')],
      }),
    ),
    ['there are 11 options in a select, of which 10 are allowed', 'a box that is ticked is not there'],
  ],
  [
    'a time that there is not',
    modal(inputOf({ type: 'timepicker', action_id: 't', initial_time: '24:00' })),
    ['24:00 is no time'],
  ],
  [
    'a long option that is chosen',
    modal(inputOf({ type: 'external_select', action_id: 'e', initial_option: option('a'.repeat(76)) })),
    ['the value of an option has 76 characters, of which 75 are allowed'],
  ],
  [
    'a call of somebody else',
    message(rich(call('!channel'))),
    ['a rich text calls what is no user group, or more than that'],
  ],
  [
    'a call beside words',
    message(rich(call('S01'), words('a'))),
    ['a rich text calls what is no user group, or more than that'],
  ],
  [
    'two calls',
    message(rich(call('S01')), rich(call('S02'))),
    ['there are 2 user groups called, of which 1 are allowed'],
  ],
  [
    'another kind of block',
    message({ type: 'markdown', text: 'a' }),
    ['a block of type markdown is not one that Casebook sends'],
  ],
  [
    'a block named like a method',
    message({ type: 'toString' }),
    ['a block of type toString is not one that Casebook sends'],
  ],
])('%s is a problem', (_, payload, problems) => {
  expect(problemsOf(payload)).toEqual(problems);
});
