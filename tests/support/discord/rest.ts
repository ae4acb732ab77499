/** The routes of the REST API, as far as a bot that answers uses it. Anything else is 404. */
import { InteractionResponseType } from 'discord.js';
import { missingAccess, notYourMessage, unknownMessage } from './errors.ts';
import type { Api } from './http.ts';
import type { Interactions } from './interactions.ts';
import { SETTABLE_FLAGS } from './limits.ts';
import type { Messages, StandInMessage } from './messages.ts';
import { channelPayload, type Json, messagePayload, userPayload } from './payloads.ts';
import { checkPosting, mayReadHistory, seenPlace } from './posting.ts';
import type { CommandRegistry } from './registry.ts';
import { addHistory, addThreads } from './rest-history.ts';
import type { World } from './world.ts';

/** Docs, "Create Message": a nonce is checked for the past few minutes. */
const NONCE_LIVES_MS = 5 * 60_000;

/** What the routes work on, and whom they tell. */
export interface Backstage {
  readonly world: World;
  readonly messages: Messages;
  readonly interactions: Interactions;
  readonly commands: CommandRegistry;
  readonly shards: number;
  readonly gatewayUrl: () => string;
  /** A message was made, changed or deleted by the bot. */
  readonly announce: (what: 'CREATE' | 'UPDATE' | 'DELETE', message: StandInMessage) => Promise<void>;
}

export function addRoutes(api: Api, backstage: Backstage): void {
  addUsers(api, backstage);
  addCommands(api, backstage);
  addChannels(api, backstage);
  addMessages(api, backstage);
  addHistory(api, backstage);
  addThreads(api, backstage);
  addInteractions(api, backstage);
}

function addUsers(api: Api, { world, shards, gatewayUrl }: Backstage): void {
  // Identifying is let through at once: by Discord's usual concurrency of 1, shards would start 5 s apart.
  const limit = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 16 };
  api.get('/gateway/bot', (c) => c.json({ url: gatewayUrl(), shards, session_start_limit: limit }));
  api.get('/applications/@me', (c) => c.json({ id: world.applicationId, name: 'casebook', flags: 0 }));
  api.get('/users/@me', (c) => c.json(userPayload(world.person(world.botUserId))));
  api.get('/users/:id', (c) => c.json(userPayload(world.person(c.req.param('id')))));
  api.post('/users/@me/channels', (c) => {
    const { recipient_id: personId } = c.get('body') as { recipient_id: string };
    return c.json(channelPayload(world, world.directMessages(personId)));
  });
}

function addCommands(api: Api, { world, commands }: Backstage): void {
  const known = { application_id: world.applicationId, version: '1', default_member_permissions: null };
  const list = (guildId: string): Json[] => commands.in(guildId).map((command) => ({ ...known, ...command }));
  const put = (guildId: string, body: unknown): Json[] => {
    commands.put(guildId, body);
    return list(guildId);
  };
  api.put('/applications/:app/commands', (c) => c.json(put('', c.get('body'))));
  api.get('/applications/:app/commands', (c) => c.json(list('')));
  const inGuild = '/applications/:app/guilds/:guild/commands';
  api.put(inGuild, (c) => c.json(put(c.req.param('guild'), c.get('body'))));
  api.get(inGuild, (c) => c.json(list(c.req.param('guild'))));
}

function addChannels(api: Api, { world }: Backstage): void {
  api.get('/channels/:channel', (c) =>
    c.json(channelPayload(world, seenPlace(world, c.req.param('channel')))),
  );
  api.post('/channels/:channel/typing', (c) => c.body(null, 204));
  api.put('/channels/:channel/messages/:id/reactions/:emoji/@me', (c) => c.body(null, 204));
}

function addMessages(api: Api, { world, messages, announce }: Backstage): void {
  const byNonce = new Map<string, { readonly id: string; readonly at: number }>();
  const sent = (message: StandInMessage): Json => messagePayload(world, messages, message);
  /** Ephemeral messages are out of reach of a channel's routes. */
  const inChannel = (channelId: string, id: string): StandInMessage => {
    const message = messages.get(id);
    if (message.channelId !== channelId || message.ephemeral) throw unknownMessage();
    return message;
  };
  const own = (channelId: string, id: string): StandInMessage => {
    const message = inChannel(channelId, id);
    if (message.authorId !== world.botUserId) throw notYourMessage();
    return message;
  };
  api.post('/channels/:channel/messages', async (c) => {
    const place = seenPlace(world, c.req.param('channel'));
    const body = c.get('body') as { nonce?: string | number; enforce_nonce?: boolean };
    const nonce = body.enforce_nonce ? `${place.id} ${body.nonce}` : null;
    checkPosting(world, place);
    const first = nonce === null ? undefined : byNonce.get(nonce);
    if (first !== undefined && world.now() - first.at < NONCE_LIVES_MS)
      return c.json(sent(messages.get(first.id)));
    const about = { channelId: place.id, authorId: world.botUserId, files: c.get('files') };
    const message = messages.create(body, SETTABLE_FLAGS.post, about);
    if (nonce !== null) byNonce.set(nonce, { id: message.id, at: world.now() });
    if (place.archived) world.change(place.id, { archived: false });
    await announce('CREATE', message);
    return c.json({ ...sent(message), nonce: body.nonce });
  });
  const one = '/channels/:channel/messages/:id';
  api.get(one, (c) => {
    const place = seenPlace(world, c.req.param('channel'));
    if (!mayReadHistory(world, place)) throw missingAccess();
    return c.json(sent(inChannel(place.id, c.req.param('id'))));
  });
  api.patch(one, async (c) => {
    const { id } = own(c.req.param('channel'), c.req.param('id'));
    const message = messages.edit(id, c.get('body'), c.get('files'));
    await announce('UPDATE', message);
    return c.json(sent(message));
  });
  api.delete(one, async (c) => {
    const message = own(c.req.param('channel'), c.req.param('id'));
    messages.delete(message.id);
    await announce('DELETE', message);
    return c.body(null, 204);
  });
}

function addInteractions(api: Api, { world, messages, interactions, announce }: Backstage): void {
  const sent = (message: StandInMessage): Json => messagePayload(world, messages, message);
  api.post('/interactions/:id/:token/callback', async (c) => {
    const { id, token } = c.req.param();
    const { type } = c.get('body') as { type: number };
    const { interaction, message } = interactions.respond(id, token, c.get('body'), c.get('files'));
    const isUpdate = type === InteractionResponseType.UpdateMessage;
    if (message !== null) await announce(isUpdate ? 'UPDATE' : 'CREATE', message);
    if (c.req.query('with_response') !== 'true') return c.body(null, 204);
    const about = { id, type: interaction.type };
    if (message === null) return c.json({ interaction: about });
    const response = {
      response_message_id: message.id,
      response_message_loading: message.loading,
      response_message_ephemeral: message.ephemeral,
    };
    // Only a reply (4) and an update (7) answer with the message, by Discord's schema of this response.
    const resource = message.loading ? {} : { resource: { type, message: sent(message) } };
    return c.json({ interaction: { ...about, ...response }, ...resource });
  });
  api.post('/webhooks/:app/:token', async (c) => {
    const { message, isNew } = interactions.followUp(c.req.param('token'), c.get('body'), c.get('files'));
    await announce(isNew ? 'CREATE' : 'UPDATE', message);
    return c.json(sent(message));
  });
  const one = '/webhooks/:app/:token/messages/:id';
  api.get(one, (c) => c.json(sent(interactions.get(c.req.param('token'), c.req.param('id')))));
  api.patch(one, async (c) => {
    const { token, id } = c.req.param();
    const message = interactions.edit(token, id, c.get('body'), c.get('files'));
    await announce('UPDATE', message);
    return c.json(sent(message));
  });
  api.delete(one, async (c) => {
    const { token, id } = c.req.param();
    await announce('DELETE', interactions.delete(token, id));
    return c.body(null, 204);
  });
}
