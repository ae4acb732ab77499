/** What the stand-in refuses as Discord does, by raw requests of a real client: its builders would stop some of them before. */

import { Client, type DiscordAPIError } from 'discord.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiscordStandIn, type StandInComponent } from './mod.ts';
import { pingsOf } from './pings.ts';

let standIn: DiscordStandIn;
let client: Client;
beforeAll(async () => {
  standIn = await DiscordStandIn.start();
  client = new Client({ intents: [], rest: { api: standIn.apiUrl, version: '10' } });
  client.rest.setToken(standIn.token);
});
afterAll(async () => {
  await client.destroy();
  await standIn.close();
});

/** Null if it was accepted; else the code and the path of the first error. */
async function refusal(request: Promise<unknown>): Promise<string | null> {
  try {
    await request;
    return null;
  } catch (error) {
    const { code, rawError } = error as DiscordAPIError;
    let path = '';
    let node = 'errors' in rawError ? (rawError.errors as Record<string, unknown>) : {};
    while (Object.keys(node).length > 0 && !('_errors' in node)) {
      const [key = ''] = Object.keys(node);
      path += `.${key}`;
      node = node[key] as Record<string, unknown>;
    }
    return `${code}${path}`;
  }
}

const post = (body: object) =>
  refusal(client.rest.post(`/channels/${standIn.guilds[0]!.text}/messages`, { body }));
const put = (commands: object[]) =>
  refusal(client.rest.put(`/applications/${standIn.applicationId}/commands`, { body: commands }));

const V2 = 1 << 15;
const EPHEMERAL = 1 << 6;
const text = (content: string): StandInComponent => ({ type: 10, content });
const button = (id: string, label = 'Press'): StandInComponent => ({
  type: 2,
  style: 1,
  label,
  custom_id: id,
});
const link = (url: string): StandInComponent => ({ type: 2, style: 5, label: 'Read', url });
const row = (...components: StandInComponent[]): StandInComponent => ({ type: 1, components });
const container = (...components: StandInComponent[]): StandInComponent => ({ type: 17, components });
const section = (accessory: StandInComponent, ...components: StandInComponent[]): StandInComponent => ({
  type: 9,
  components,
  accessory,
});
const select = (count: number, label = 'One'): StandInComponent => ({
  type: 3,
  custom_id: 'pick',
  options: Array.from({ length: count }, (_, index) => ({ label, value: String(index) })),
});
const times = (count: number, make: (index: number) => StandInComponent): StandInComponent[] =>
  Array.from({ length: count }, (_, index) => make(index));
const v2 = (...components: StandInComponent[]) => ({ flags: V2, components });

describe('a message is accepted', () => {
  it.each<[string, object]>([
    ['2,000 characters of content', { content: 'x'.repeat(2000) }],
    ['4,000 characters in all text displays', v2(text('x'.repeat(3000)), container(text('x'.repeat(1000))))],
    ['40 components, nested ones counted', v2(container(...times(39, () => text('x'))))],
    ['buttons with ids of 100 and labels of 80 characters', v2(row(button('i'.repeat(100), 'l'.repeat(80))))],
    ['five buttons in a row', v2(row(...times(5, (index) => button(`id${index}`))))],
    ['a select of 25 options', v2(row(select(25)))],
    [
      'a section with three texts and a link',
      v2(section(link('https://a.example'), ...times(3, () => text('x')))),
    ],
    ['rows below content, without the flag', { content: 'x', components: [row(button('a'))] }],
  ])('with %s', async (_, body) => {
    expect(await post(body)).toBeNull();
  });
});

describe('a message is refused', () => {
  it.each<[string, object, string]>([
    ['without anything in it', {}, '50006'],
    ['with 2,001 characters of content', { content: 'x'.repeat(2001) }, '50035.content'],
    ['with content beside Components V2', { ...v2(text('x')), content: 'x' }, '50035.content'],
    ['with embeds beside Components V2', { ...v2(text('x')), embeds: [{}] }, '50035.embeds'],
    ['with a text display but without the flag', { components: [text('x')] }, '50035.components.0.type'],
    ['with 4,001 characters of text', v2(text('x'.repeat(4000)), text('x')), '50035.components'],
    ['with an empty text display', v2(text('')), '50035.components.0.content'],
    [
      'with 41 components, nested ones counted',
      v2(container(...times(40, () => text('x')))),
      '50035.components',
    ],
    [
      'with 41 components, accessories counted',
      v2(...times(13, (index) => section(button(`${index}`), text('x'))), text('x'), text('x')),
      '50035.components',
    ],
    [
      'with the same custom id twice',
      v2(row(button('a')), section(button('a'), text('x'))),
      '50035.components',
    ],
    ['with an empty custom id', v2(row(button(''))), '50035.components.0.components.0.custom_id'],
    [
      'with a custom id of 101',
      v2(row(button('i'.repeat(101)))),
      '50035.components.0.components.0.custom_id',
    ],
    ['with a label of 81', v2(row(button('a', 'l'.repeat(81)))), '50035.components.0.components.0.label'],
    ['with a link that is no web address', v2(row(link('file:///x'))), '50035.components.0.components.0.url'],
    [
      'with a link that has an id',
      v2(row({ ...link('https://a.example'), custom_id: 'a' })),
      '50035.components.0.components.0',
    ],
    [
      'with a button without an id',
      v2(row({ type: 2, style: 1, label: 'x' })),
      '50035.components.0.components.0',
    ],
    [
      'with a link without an address',
      v2(row({ type: 2, style: 5, label: 'x' })),
      '50035.components.0.components.0',
    ],
    [
      'with six buttons in a row',
      v2(row(...times(6, (index) => button(`${index}`)))),
      '50035.components.0.components',
    ],
    ['with a select beside a button', v2(row(select(1), button('a'))), '50035.components.0.components'],
    ['with 26 options', v2(row(select(26))), '50035.components.0.components.0.options'],
    [
      'with an option label of 101',
      v2(row(select(1, 'l'.repeat(101)))),
      '50035.components.0.components.0.options.0.label',
    ],
    [
      'with four texts in a section',
      v2(section(button('a'), ...times(4, () => text('x')))),
      '50035.components.0.components',
    ],
    [
      'with a section without an accessory',
      v2({ type: 9, components: [text('x')] }),
      '50035.components.0.accessory',
    ],
    [
      'with a container in a container',
      v2(container(container(text('x')))),
      '50035.components.0.components.0.type',
    ],
    ['with a button outside of a row', v2(button('a')), '50035.components.0.type'],
    [
      'with six rows',
      { content: 'x', components: times(6, (index) => row(button(`${index}`))) },
      '50035.components',
    ],
    ['with the ephemeral flag in a channel', { content: 'x', flags: EPHEMERAL }, '50035.flags'],
  ])('%s', async (_, body, expected) => {
    expect(await post(body)).toBe(expected);
  });

  it('when an edit gives content to Components V2, whose flag stays', async () => {
    const path = `/channels/${standIn.guilds[0]!.text}/messages` as const;
    const { id } = (await client.rest.post(path, { body: v2(text('x')) })) as { id: string };
    const edit = (body: object) => refusal(client.rest.patch(`${path}/${id}`, { body }));
    expect(await edit({ content: 'x', flags: 0 })).toBe('50035.content');
    expect(await edit({ components: [text('y')] })).toBeNull();
    expect(await edit({ flags: EPHEMERAL })).toBe('50035.flags');
  });
});

describe('commands are refused', () => {
  const command = { name: 'ask', description: 'Ask something' };
  const option = { type: 3, name: 'question', description: 'What to ask' };
  it('not when they keep the rules', async () => {
    const menu = { type: 3, name: 'Explain This' };
    const accent = {
      ...command,
      name: 'größe',
      options: [option],
      contexts: [0, 1, 2],
      integration_types: [0, 1],
    };
    expect(
      await put([{ ...command, name: 'n'.repeat(32), description: 'd'.repeat(100) }, accent, menu]),
    ).toBeNull();
    expect(standIn.commands().map(({ name }) => name)).toEqual(['n'.repeat(32), 'größe', 'Explain This']);
  });

  it.each<[string, object[], string]>([
    ['with upper case in a name', [{ ...command, name: 'Ask' }], '50035.0.name'],
    ['with a space in a name', [{ ...command, name: 'ask me' }], '50035.0.name'],
    ['with a name of 33', [{ ...command, name: 'n'.repeat(33) }], '50035.0.name'],
    ['with a description of 101', [{ ...command, description: 'd'.repeat(101) }], '50035.0.description'],
    ['without a description', [{ ...command, description: '' }], '50035.0.description'],
    ['twice by the same name', [command, command], '50035'],
    ['101 of them', Array.from({ length: 101 }, (_, index) => ({ ...command, name: `n${index}` })), '50035'],
    [
      '16 message commands',
      Array.from({ length: 16 }, (_, index) => ({ type: 3, name: `n${index}` })),
      '50035',
    ],
    [
      'with a menu command that is described',
      [{ type: 3, name: 'Explain', description: 'x' }],
      '50035.0.description',
    ],
    [
      'with 26 options',
      [{ ...command, options: Array.from({ length: 26 }, (_, index) => ({ ...option, name: `o${index}` })) }],
      '50035.0.options',
    ],
    [
      'with an option without description',
      [{ ...command, options: [{ ...option, description: '' }] }],
      '50035.0.options.0.description',
    ],
    [
      'with a required option after others',
      [{ ...command, options: [option, { ...option, name: 'b', required: true }] }],
      '50035.0.options',
    ],
    [
      'with choices and autocomplete',
      [{ ...command, options: [{ ...option, autocomplete: true, choices: [{ name: 'a', value: 'a' }] }] }],
      '50035.0.options.0',
    ],
    ['with an unknown context', [{ ...command, contexts: [3] }], '50035.0.contexts.0'],
  ])('%s', async (_, commands, expected) => {
    expect(await put(commands)).toBe(expected);
  });
});

describe('pings', () => {
  const anyMentions = fc
    .array(fc.constantFrom('<@1>', '<@!1>', '<@&2>', '@everyone', '@here', 'text', ' ', '\n'))
    .map((parts) => parts.join(''));

  it('are none when nothing is parsed, whatever the text', () => {
    fc.assert(fc.property(anyMentions, (text) => pingsOf([text], { parse: [] }, '9').length === 0));
  });

  it('are what is written when nothing is held back, each once', () => {
    fc.assert(
      fc.property(anyMentions, (text) => {
        const pings = pingsOf([text, text], undefined, null);
        expect(new Set(pings).size).toBe(pings.length);
        expect(pings.includes('<@1>')).toBe(/<@!?1>/.test(text));
        for (const ping of ['<@&2>', '@everyone', '@here'])
          expect(pings.includes(ping)).toBe(text.includes(ping));
      }),
    );
  });
});
