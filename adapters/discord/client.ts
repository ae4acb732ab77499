import { Client, GatewayIntentBits, Partials } from 'discord.js';
import type { DiscordConfig } from '../../src/config.ts';

/**
 * A client without the privileged Message Content intent: it reads direct messages and messages that mention it, and nothing
 * else. Nothing that it sends can ping anybody.
 */
export function createClient({ shards, apiUrl }: DiscordConfig): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    // Without it direct messages are dropped.
    partials: [Partials.Channel],
    shards: shards === undefined ? 'auto' : [...shards.ids],
    ...(shards !== undefined && { shardCount: shards.total }),
    allowedMentions: { parse: [] },
    // A message that is sent again after a 5xx answer would stand there twice.
    enforceNonce: true,
    rest: { version: '10', ...(apiUrl !== undefined && { api: apiUrl }) },
  });
}
