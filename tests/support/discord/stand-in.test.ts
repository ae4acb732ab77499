/** The real discord.js client against the stand-in. */
import { once } from 'node:events';
import {
  type ChatInputCommandInteraction,
  Client,
  type ClientOptions,
  GatewayIntentBits,
  Partials,
} from 'discord.js';
import { afterEach, expect, it } from 'vitest';
import { DiscordStandIn, type StandInOptions } from './mod.ts';

const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function connected(options: StandInOptions = {}, more: Partial<ClientOptions> = {}) {
  const standIn = await DiscordStandIn.start(options);
  const client = new Client({
    intents: [Guilds, GuildMessages, DirectMessages],
    partials: [Partials.Channel],
    rest: { api: standIn.apiUrl, version: '10' },
    allowedMentions: { parse: [] },
    enforceNonce: true,
    ...more,
  });
  ends.push(
    () => standIn.close(),
    () => client.destroy(),
  );
  const ready = once(client, 'clientReady');
  await client.login(standIn.token);
  await ready;
  return { standIn, client };
}

it('slash', async () => {
  const started = performance.now();
  const { standIn, client } = await connected();
  console.log(performance.now() - started);
  client.on('interactionCreate', async (i) => {
    const x = i as ChatInputCommandInteraction;
    await x.deferReply();
    await x.editReply(`hello ${x.options.getString('question')}`);
  });
  const p = await standIn.slash('ask', { question: 'why' });
  console.log(await p.callback(), await p.reply());
  console.log(standIn.requests);
});
