/** The Slack app that people create from slack-manifest.yaml is the one that adapters/slack is written for. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import matter from 'gray-matter';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SCOPES } from '../adapters/slack/scopes.ts';

const ROOT = resolve(import.meta.dirname, '..');
const TEXT = readFileSync(resolve(ROOT, 'slack-manifest.yaml'), 'utf8');

/** Lines that people change who want more than Socket Mode in one workspace. */
const PUBLIC_HOST = 'casebook.example.com';

const text = (limit: number) => z.string().min(1).max(limit);
const address = z.url({ protocol: /^https$/ }).optional();

/** Slack's own limits (docs.slack.dev/reference/app-manifest, and slackapi/manifest-schema 2.0.0), of what the manifest uses. */
const manifestSchema = z.strictObject({
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    agent_view: z.strictObject({ agent_description: text(300) }),
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({ display_name: text(80), always_online: z.boolean() }),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(24),
          type: z.enum(['global', 'message']),
          callback_id: text(255),
          description: text(150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: text(32).regex(/^\//),
          description: text(2_000),
          usage_hint: text(1_000).optional(),
          should_escape: z.boolean(),
          url: address,
        }),
      )
      .max(50),
    unfurl_domains: z.array(text(255)).max(5).optional(),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(address).optional(),
    scopes: z.strictObject({ bot: z.array(text(50)).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: address, bot_events: z.array(text(50)).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: address }),
    socket_mode_enabled: z.boolean(),
    org_deploy_enabled: z.literal(false),
    token_rotation_enabled: z.literal(false),
  }),
});

function read(yaml: string): z.infer<typeof manifestSchema> {
  // Passing options keeps gray-matter from caching what it could not read.
  return manifestSchema.parse(matter(`---\n${yaml}\n---\n`, {}).data);
}

function sourceOf(file: string): string {
  return readFileSync(resolve(ROOT, 'adapters/slack', file), 'utf8');
}

const all = (source: string, pattern: RegExp): string[] =>
  [...source.matchAll(pattern)].map(([, found = '']) => found);

describe('the Slack manifest', () => {
  it('is within Slack’s limits, and for Socket Mode in one workspace until somebody changes it', () => {
    const manifest = read(TEXT);
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(manifest)).not.toContain(PUBLIC_HOST);
  });

  it('has an address everywhere once the lines with the host are no comments any more', () => {
    const commented = new RegExp(`^( *)# (\\w+: .*${PUBLIC_HOST}.*)$`, 'gm');
    const forRequests = read(TEXT.replaceAll(commented, '$1$2'));
    const events = `https://${PUBLIC_HOST}/slack/events`;
    expect(forRequests.settings.event_subscriptions.request_url).toBe(events);
    expect(forRequests.settings.interactivity.request_url).toBe(events);
    expect(new Set(forRequests.features.slash_commands.map(({ url }) => url))).toEqual(new Set([events]));
    expect(forRequests.features.unfurl_domains).toEqual([PUBLIC_HOST]);
    expect(forRequests.oauth_config.redirect_urls).toEqual([`https://${PUBLIC_HOST}/slack/oauth_redirect`]);
  });

  it('offers the commands that are answered, and no others', () => {
    const source = sourceOf('commands.ts');
    // What is no case of its own is answered with what the app can do.
    expect(source).toMatch(/default:\s+return chat\.help\(\);/);
    const { features } = read(TEXT);
    const answered = [...all(source, /case '(\/[a-z]+)':/g), '/help'];
    expect(features.slash_commands.map(({ command }) => command).sort()).toEqual(answered.sort());
  });

  it('has the shortcuts that are answered: the one on messages by its id, the other one everywhere', () => {
    const { features } = read(TEXT);
    const ofMessages = all(sourceOf('shortcuts.ts'), /ASK_ABOUT_THIS = '(\w+)'/g);
    const ids = (type: string) =>
      features.shortcuts.filter((shortcut) => shortcut.type === type).map(({ callback_id }) => callback_id);
    expect(ofMessages).toHaveLength(1);
    expect(ids('message')).toEqual(ofMessages);
    expect(ids('global')).toEqual(['ask_casebook']);
  });

  it('asks for the scopes that the app asks for where it is installed, each once and in order', () => {
    const scopes = read(TEXT).oauth_config.scopes.bot;
    expect(scopes).toEqual([...SCOPES]);
    expect(scopes).toEqual([...new Set(scopes)].sort());
  });

  it('asks for no scope without a method, an event or a feature that needs it', () => {
    const sources = readdirSync(resolve(ROOT, 'adapters/slack')).map(sourceOf).join('\n');
    const { bot_events: events } = read(TEXT).settings.event_subscriptions;
    const used: Record<string, boolean> = {
      'app_mentions:read': events.includes('app_mention'),
      'assistant:write': sources.includes('assistant.threads'),
      'channels:history': /conversations\.history\(|conversations\.replies\(/.test(sources),
      'channels:read': sources.includes('conversations.info('),
      'chat:write': sources.includes('chat.postMessage('),
      commands: sources.includes('app.command('),
      'groups:history': /conversations\.history\(|conversations\.replies\(/.test(sources),
      'groups:read': sources.includes('conversations.info('),
      'im:history': events.includes('message.im'),
      'links:read': events.includes('link_shared'),
      'links:write': sources.includes('chat.unfurl('),
      'usergroups:read': sources.includes('usergroups.list('),
      'users:read': sources.includes('users.info('),
    };
    expect(Object.entries(used).filter(([, isUsed]) => !isUsed)).toEqual([]);
    expect(Object.keys(used)).toEqual([...SCOPES]);
  });

  it('hears no messages of channels but those that mention it', () => {
    const { bot_events: events } = read(TEXT).settings.event_subscriptions;
    expect(events.filter((event) => event.startsWith('message.'))).toEqual(['message.im']);
  });

  it('is explained in docs/SLACK.md scope by scope, and looked at for what it says there alone', () => {
    const docs = readFileSync(resolve(ROOT, 'docs/SLACK.md'), 'utf8');
    const table = docs.slice(docs.indexOf('| scope |'), docs.indexOf('### What it may look at'));
    const named = all(table.replaceAll(/\|[^|]*\|$/gm, '|'), /`([a-z_]+(?::[a-z]+)?)`/g);
    expect(named.sort()).toEqual([...SCOPES]);
    expect(docs).toContain('It asks for thirteen scopes and no more');
    expect(SCOPES).toHaveLength(13);
    // The courier looks for a digest; what may be done in a direct chat is asked with the scope of direct chats.
    const looking = readdirSync(resolve(ROOT, 'adapters/slack')).filter((file) =>
      /conversations\.(?:history|replies)\(/.test(sourceOf(file)),
    );
    expect(looking).toEqual(['courier.ts', 'digest-rights.ts']);
    expect(sourceOf('digest-rights.ts')).toMatch(
      /if \(!isDirect[\s\S]{0,150}conversations\.history\(\{ channel: channelId, limit: 1 \}\)/,
    );
  });

  it('subscribes to the events that are heard', () => {
    const source = sourceOf('listeners.ts');
    expect(source).toContain("message.channel_type !== 'im'");
    const heard = [...all(source, /app\.event\('(\w+)'/g), 'message.im'];
    expect(read(TEXT).settings.event_subscriptions.bot_events).toEqual(heard.sort());
  });
});
