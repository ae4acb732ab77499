/** Casebook as a Discord bot, run against the stand-in with the real discord.js client, the real library and a real database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CheckedPayload, problemsOf } from '../../../adapters/discord/check-payload.ts';
import { discordSurface } from '../../../adapters/discord/mod.ts';
import type { Casebook } from '../../../src/casebook.ts';
import { Chat } from '../../../src/chat/mod.ts';
import { CaseStudyComposer, Chooser, type Courier, Deliverer, Digests } from '../../../src/digest/mod.ts';
import { Health } from '../../../src/health.ts';
import { announceAll, Quiz, QuizComposer, type QuizQuestion } from '../../../src/quiz/mod.ts';
import { openState, type State } from '../../../src/state/mod.ts';
import { DiscordStandIn, type StandInMessage } from '../../support/discord/mod.ts';
import { LogLines } from '../../support/log-lines.ts';

export interface Bot {
  readonly standIn: DiscordStandIn;
  readonly health: Health;
  /** Log lines so far, as objects. */
  readonly log: readonly Record<string, unknown>[];
  /** Settles when the surface has stopped serving; rejects with what ended it. */
  readonly served: Promise<void>;
  /** Tells it to stop, and waits. */
  stop(): Promise<void>;
  /** Stops it and starts another process's worth of it on the same database. */
  restart(): Promise<void>;
  /** Resolves when a log line with this text has been written. */
  logged(text: string): Promise<Record<string, unknown>>;
  readonly state: State;
  readonly courier: Courier;
  /** Delivers what is due by the clock of the test, as the running program does by its own. */
  deliverDue(): Promise<number>;
  /** Posts what the clock of the test brings in rounds of the quiz, as the running program does by its own. */
  tick(): Promise<void>;
  /** Writes to those who asked to be reminded. */
  remind(): Promise<void>;
  /** Another process's worth of deliveries on the same database. */
  deliverer(courier: Courier): Deliverer;
}

export interface BotOptions {
  readonly standIn?: DiscordStandIn;
  readonly token?: string;
  readonly shards?: { readonly ids: readonly number[]; readonly total: number };
  readonly now?: () => Date;
  /** All that the quiz asks; else what is made from the library, which takes seconds. */
  readonly questions?: (casebook: Casebook) => readonly QuizQuestion[];
  /** Who may change digests, beside those who manage the place. */
  readonly managers?: 'everyone' | readonly string[];
}

const LATEST_MS = 12 * 60 * 60_000;

/** A bot that is ready, with everything it started ended after the test. */
export async function startBot(casebook: Casebook, options: BotOptions = {}): Promise<Bot> {
  const standIn = options.standIn ?? (await DiscordStandIn.start());
  const folder = await mkdtemp(join(tmpdir(), 'casebook-discord-'));
  const file = join(folder, 'state.db');
  const log = new LogLines();
  const health = new Health();

  const run = async () => {
    const state = await openState({ file });
    const stopping = new AbortController();
    const now = options.now ?? (() => new Date());
    const quiz = new Quiz({
      state,
      library: casebook,
      questions: async () => options.questions?.(casebook) ?? casebook.questions(),
      now,
    });
    const chat = new Chat({ casebook, state, quiz, log: log.logger, now });
    const chooser = new Chooser(casebook, state, now);
    const digests = new Digests({ casebook, state, chooser, nudge: () => {}, now });
    const dailyQuiz = new Digests({ casebook, state, kind: 'quiz', chooser, nudge: () => {}, now });
    const config = { token: options.token ?? standIn.token, shards: options.shards, apiUrl: standIn.apiUrl };
    const { managers = [] } = options;
    const surface = discordSurface({
      config,
      chat,
      quiz,
      digests,
      dailyQuiz,
      managers,
      state,
      health,
      log: log.logger,
    });
    const composers = {
      'case-study': new CaseStudyComposer(casebook, state, chooser, now),
      quiz: new QuizComposer(quiz, state),
    };
    const deliverer = (courier: Courier) =>
      new Deliverer({ state, couriers: [courier], composers, latestMs: LATEST_MS, log: log.logger, now });
    const courier = surface.courier!;
    const served = surface.serve(stopping.signal).finally(() => state.close());
    served.catch(() => {}); // the test that expects it looks at it
    const tick = async () => announceAll(quiz, surface.quizHost!, await quiz.due('discord'), log.logger);
    const remind = async () => {
      for (const { person, card } of await quiz.remindersDue('discord'))
        await surface.quizHost!.remind(person, card);
    };
    return { served, stopping, state, courier, deliverer, tick, remind, own: deliverer(courier) };
  };

  let running = await run();
  const stop = async () => {
    running.stopping.abort();
    await running.served.catch(() => {});
  };
  onTestFinished(async () => {
    await stop();
    if (options.standIn === undefined) await standIn.close();
    await rm(folder, { recursive: true });
  });
  return {
    standIn,
    health,
    log: log.lines,
    get served() {
      return running.served;
    },
    stop,
    restart: async () => {
      await stop();
      log.lines.length = 0;
      running = await run();
      await log.logged('Discord: ready');
    },
    logged: (text) => log.logged(text),
    get state() {
      return running.state;
    },
    get courier() {
      return running.courier;
    },
    deliverDue: () => running.own.deliverDue(),
    tick: () => running.tick(),
    remind: () => running.remind(),
    deliverer: (courier) => running.deliverer(courier),
  };
}

/** All text of a message, top to bottom. */
export function textOf(message: StandInMessage): string {
  return partsOf(message.components)
    .flatMap(({ content }) => (typeof content === 'string' ? [content] : []))
    .join('\n');
}

/** Its buttons and selects: label (or placeholder) and custom_id or url. */
export function controlsOf(message: StandInMessage): { label: string; customId: string | undefined }[] {
  return partsOf(message.components)
    .filter(({ type }) => type === 2 || type === 3)
    .map(({ label, emoji, custom_id }) => ({
      label: String(label ?? (emoji as { name?: string } | undefined)?.name ?? ''),
      customId: custom_id as string | undefined,
    }));
}

/** The custom_id of the button with this label. */
export function buttonOn(message: StandInMessage, label: string): string {
  const found = controlsOf(message).find((control) => control.label.includes(label));
  if (found?.customId === undefined) {
    throw new Error(
      `There is no button ${label}, but: ${controlsOf(message)
        .map((control) => control.label)
        .join(', ')}`,
    );
  }
  return found.customId;
}

/** Every message body that was sent in a test, with what is wrong with it; nothing should be. */
export function problemsInRequests(standIn: DiscordStandIn): string[] {
  return standIn.requests.flatMap(({ body, path }) => {
    const payload = (body as { data?: object } | null)?.data ?? body;
    if (payload === null || typeof payload !== 'object' || !('components' in payload)) return [];
    return problemsOf(payload as CheckedPayload).map((problem) => `${path}: ${problem}`);
  });
}

type Part = Record<string, unknown>;

function partsOf(components: unknown): Part[] {
  if (!Array.isArray(components)) return [];
  return (components as Part[]).flatMap((part) => [part, ...partsOf(part['components'])]);
}
