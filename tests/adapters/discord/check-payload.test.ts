import { ButtonStyle, ComponentType, MessageFlags } from 'discord.js';
import { expect, test } from 'vitest';
import { problemsOf } from '../../../adapters/discord/check-payload.ts';

const flags = MessageFlags.IsComponentsV2;
const text = (content: string) => ({ type: ComponentType.TextDisplay, content });
const row = (...components: object[]) => ({ type: ComponentType.ActionRow, components });
const button = (custom_id: string, label = 'Go') => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  custom_id,
  label,
});
const link = (url: string) => ({ type: ComponentType.Button, style: ButtonStyle.Link, label: 'Go', url });
const container = (...components: object[]) => ({ type: ComponentType.Container, components });
const select = (...options: object[]) => ({ type: ComponentType.StringSelect, custom_id: 's', options });
const option = (value: string, label = 'One') => ({ value, label });
const section = (...components: object[]) => ({
  type: ComponentType.Section,
  components,
  accessory: link('https://a.example'),
});
const five = [1, 2, 3, 4, 5].map((n) => button(`b${n}`));

test.each([
  ['a container with a text and a row', { flags, components: [container(text('a'), row(...five))] }],
  ['40 components', { flags, components: [container(...Array.from({ length: 39 }, () => text('a')))] }],
  ['4,000 characters', { flags, components: [text('a'.repeat(2_000)), text('a'.repeat(2_000))] }],
  ['a select', { flags, components: [row(select(option('1'), option('2')))] }],
  ['a section', { flags, components: [section(text('a'))] }],
  ['plain content', { content: 'a' }],
  ['plain content with buttons', { content: 'a', components: [row(button('b'))] }],
])('%s is taken', (_, payload) => {
  expect(problemsOf(payload)).toEqual([]);
});

test.each<[string, Parameters<typeof problemsOf>[0], string[]]>([
  ['no components', { flags, components: [] }, ['the message has no components']],
  [
    'content and embeds beside Components V2',
    { flags, content: 'a', embeds: [{}], components: [text('a')] },
    ['content is not allowed beside Components V2', 'embeds are not allowed beside Components V2'],
  ],
  ['a missing flag', { content: 'a', components: [text('a')] }, ['the flag IsComponentsV2 is missing']],
  ['nothing', { content: ' ' }, ['the message is empty']],
  [
    '2,001 characters of content',
    { content: 'a'.repeat(2_001) },
    ['content has 2001 characters, of which 2000 are allowed'],
  ],
  [
    '41 components, nested ones counted',
    { flags, components: [container(...Array.from({ length: 40 }, () => text('a')))] },
    ['there are 41 components, of which 40 are allowed'],
  ],
  [
    '4,001 characters in total',
    { flags, components: [text('a'.repeat(4_000)), text('a')] },
    ['there are 4001 characters of text, of which 4000 are allowed'],
  ],
  [
    'too many bytes within 4,000 characters',
    { flags, components: [text('東'.repeat(3_390))] },
    ['there are 10182 bytes of text, of which 10170 are allowed'],
  ],
  [
    'the same custom_id in two rows',
    { flags, components: [row(button('b')), row(button('b'))] },
    ['two components have the custom_id "b"'],
  ],
  [
    'six buttons in a row',
    { flags, components: [row(...five, button('b6'))] },
    ['there are 6 buttons in a row, of which 5 are allowed'],
  ],
  ['an empty row', { flags, components: [row()] }, ['an action row is empty']],
  [
    'a select beside a button',
    { flags, components: [row(button('b'), select(option('1')))] },
    ['an action row holds something else than buttons or one select'],
  ],
  [
    'a long label',
    { flags, components: [row(button('b', 'a'.repeat(81)))] },
    ['the label of a button has 81 characters, of which 80 are allowed'],
  ],
  [
    'a button without a label',
    { flags, components: [row(button('b', ' '))] },
    ['a button has neither label nor emoji'],
  ],
  [
    'a long custom_id',
    { flags, components: [row(button('b'.repeat(101)))] },
    ['a custom_id has 101 characters, of which 100 are allowed'],
  ],
  ['an empty custom_id', { flags, components: [row(button(''))] }, ['a button or select has no custom_id']],
  [
    'a link to a file',
    { flags, components: [row(link('file:///a'))] },
    ['a link button cannot open "file:///a"'],
  ],
  [
    '26 options',
    { flags, components: [row(select(...Array.from({ length: 26 }, (_, n) => option(`${n}`))))] },
    ['there are 26 options in a select, of which 25 are allowed'],
  ],
  [
    'two options with one value',
    { flags, components: [row(select(option('1'), option('1')))] },
    ['two options of a select have the same value'],
  ],
  [
    'a long option',
    {
      flags,
      components: [row(select({ value: '1', label: 'a'.repeat(101), description: 'a'.repeat(101) }))],
    },
    [
      'the label of an option has 101 characters, of which 100 are allowed',
      'the description of an option has 101 characters, of which 100 are allowed',
    ],
  ],
  [
    'four texts in a section',
    { flags, components: [section(...['a', 'b', 'c', 'd'].map(text))] },
    ['there are 4 texts in a section, of which 3 are allowed'],
  ],
  [
    'a container in a container',
    { flags, components: [container(container(text('a')))] },
    [`a container cannot hold a component of type ${ComponentType.Container}`],
  ],
  ['a blank text', { flags, components: [text('\n ')] }, ['a text display shows nothing']],
  [
    'another kind of component',
    { flags, components: [{ type: 99 }] },
    ['a component of type 99 is not one that Casebook sends'],
  ],
])('%s is a problem', (_, payload, problems) => {
  expect(problemsOf(payload)).toEqual(problems);
});
