/** What the tests of digests share: a bot whose clock is theirs, and what people do with `/digest`. */
import { afterAll, afterEach, beforeAll, expect, onTestFinished } from 'vitest';
import type { Casebook } from '../../../src/casebook.ts';
import { openCasebook } from '../../support/casebook.ts';
import {
  type MessageContext,
  SlackStandIn,
  type StandInMessage,
  type StandInView,
} from '../../support/slack/mod.ts';
import { type Bot, type BotOptions, startBot, textOf } from './bot.ts';

export const TEAM = 'T0000000001';
export const ADMIN = 'U00000000A1';
export const MEMBER = 'U00000000B1';
/** Monday, 8:00 in Berlin. */
export const MONDAY = Date.parse('2026-11-30T07:00:00Z');
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const SETTINGS = 'on 9:00 Europe/Berlin mon-fri';

interface Ready extends Bot {
  /** Moves the clock of everybody. */
  forward(ms: number): void;
}

interface ReadyOptions extends BotOptions {
  readonly teams?: readonly string[];
  /** For bots that are started one after the other. */
  readonly clock?: { at: number };
}

/**
 * Opens the library for a test file. Returns what starts a bot in it; after each test, whatever was sent must have been sent in a
 * form that Slack takes.
 */
export function digestBots(): (options?: ReadyOptions) => Promise<Ready> {
  let casebook: Casebook;
  const standIns: SlackStandIn[] = [];
  beforeAll(async () => {
    casebook = await openCasebook();
  });
  afterAll(() => casebook.close());
  afterEach(() => {
    for (const { requests } of standIns.splice(0)) {
      const refused = requests.filter(({ answer }) =>
        /invalid_blocks|invalid_arg|msg_too_long|trigger/.test(String(answer['error'])),
      );
      expect(refused).toEqual([]);
    }
  });
  return async (options = {}) => {
    const { teams, clock = { at: MONDAY } } = options;
    const standIn =
      options.standIn ?? (await SlackStandIn.start({ now: () => clock.at, ...(teams && { teams }) }));
    if (options.standIn === undefined) onTestFinished(() => standIn.close());
    standIns.push(standIn);
    standIn.setPerson(ADMIN, { isAdmin: true, tz: 'Europe/Berlin' });
    const bot = await startBot(casebook, { now: () => new Date(clock.at), ...options, standIn });
    await bot.logged('Slack: ready');
    const forward = (ms: number) => {
      clock.at += ms;
    };
    return { ...bot, forward };
  };
}

/** What is answered to `/digest …`, for whoever ran it alone. */
export async function say({ standIn }: Bot, text: string, user = ADMIN, channel?: string): Promise<string> {
  const probe = await standIn.command('/digest', text, { user, ...(channel !== undefined && { channel }) });
  await probe.acknowledged();
  const reply = await probe.response();
  expect(reply.ephemeralFor).toBe(user);
  return textOf(reply);
}

export async function mention(bot: Bot, text: string, context: MessageContext = {}): Promise<StandInMessage> {
  const { channelId, ts, threadTs } = await bot.standIn.mention(text, { user: ADMIN, ...context });
  return bot.standIn.until(`an answer to ${text}`, () =>
    bot.standIn
      .messages(channelId)
      .find(
        (one) => one.userId === bot.standIn.botUserId && one.threadTs === (threadTs ?? ts) && one.ts > ts,
      ),
  );
}

export async function openWindow({ standIn }: Bot, user = ADMIN): Promise<StandInView> {
  const before = standIn.views.modals(user).length;
  await standIn.command('/digest', 'on', { user });
  return standIn.until('the window', () => standIn.views.modals(user)[before]);
}

/** What stands in the place of the window at the end. */
export async function submit(
  { standIn }: Bot,
  view: StandInView,
  values: Parameters<SlackStandIn['submitView']>[1],
): Promise<string> {
  await (await standIn.submitView(view.id, values)).acknowledged();
  const shown = await standIn.until('the outcome', () => {
    const now = standIn.views.get(view.id);
    return now !== undefined && !/One moment|Time zone/.test(textOf(now)) ? now : null;
  });
  return textOf(shown);
}

/** What the inputs of a window begin with. */
export const initialsOf = ({ blocks }: StandInView) =>
  Object.fromEntries(
    blocks.flatMap(({ element }) => {
      if (element === undefined) return [];
      const { action_id: id, initial_time: time, initial_option: one, initial_options: several } = element;
      return [[id, time ?? one?.value ?? several?.map(({ value }) => value)]];
    }),
  );

/** The posts of digests in a channel. */
export const postsIn = (standIn: SlackStandIn, channel = standIn.channelId) =>
  standIn.messages(channel).filter(({ metadata }) => metadata?.['event_type'] === 'casebook_digest');

export const toldTo = (standIn: SlackStandIn, user = ADMIN) =>
  standIn.messages(standIn.directMessagesOf(user)).map((message) => textOf(message));
