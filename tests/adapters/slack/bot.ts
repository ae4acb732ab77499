/** Casebook as a Slack app, run against the stand-in with the real Bolt, the real library and a real database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { slackSurface } from '../../../adapters/slack/mod.ts';
import type { Casebook } from '../../../src/casebook.ts';
import { Chat } from '../../../src/chat/mod.ts';
import type { SlackConfig } from '../../../src/config.ts';
import { CaseStudyComposer, Chooser, Deliverer, Digests } from '../../../src/digest/mod.ts';
import { Health } from '../../../src/health.ts';
import { Quiz, QuizComposer, type QuizHost, type QuizQuestion } from '../../../src/quiz/mod.ts';
import { openState, type State } from '../../../src/state/mod.ts';
import { LogLines } from '../../support/log-lines.ts';
import { SlackStandIn, type StandInMessage, type StandInView } from '../../support/slack/mod.ts';

export interface Bot {
  readonly standIn: SlackStandIn;
  readonly health: Health;
  readonly log: readonly Record<string, unknown>[];
  /** Settles when the surface has stopped serving; rejects with what ended it. */
  readonly served: Promise<void>;
  readonly state: State;
  readonly quiz: Quiz;
  readonly quizHost: QuizHost;
  readonly deliverer: Deliverer;
  /** Another one that works for the same database and by the same clock. */
  secondDeliverer(): Deliverer;
  stop(): Promise<void>;
  /** Resolves when a log line with this text has been written. */
  logged(text: string): Promise<Record<string, unknown>>;
}

export interface BotOptions {
  readonly transport?: 'socket' | 'http';
  readonly standIn?: SlackStandIn;
  readonly botToken?: string;
  readonly appToken?: string;
  readonly stateFile?: string;
  readonly port?: number;
  /** Installed by every workspace for itself. */
  readonly many?: boolean;
  /** All that the quiz asks; else what is made from the library, which takes seconds. */
  readonly questions?: (casebook: Casebook) => readonly QuizQuestion[];
  /** Of digests and the quiz; the stand-in has one of its own. */
  readonly now?: () => Date;
  readonly managers?: 'everyone' | readonly string[];
}

/** A digest that is later than this is not posted any more. */
const LATEST_MS = 12 * 60 * 60 * 1000;

/** An app that has been started, with everything it started ended after the test. */
export async function startBot(casebook: Casebook, options: BotOptions = {}): Promise<Bot> {
  const standIn = options.standIn ?? (await SlackStandIn.start());
  const folder = await mkdtemp(join(tmpdir(), 'casebook-slack-'));
  const log = new LogLines();
  const file = options.stateFile ?? join(folder, 'state.db');
  const state = await openState({ file, encryptionKey: 'a-key-of-the-tests-that-is-long-enough-for-it' });
  const health = new Health();
  const stopping = new AbortController();
  const { now = () => new Date(), managers = [], questions } = options;
  const quiz = new Quiz({
    state,
    library: casebook,
    questions: async () => questions?.(casebook) ?? casebook.questions(),
    now,
    random: () => 0,
  });
  const chat = new Chat({ casebook, state, quiz, log: log.logger });
  const chooser = new Chooser(casebook, state, now);
  const digests = new Digests({ casebook, state, chooser, nudge: () => {}, now });
  const dailyQuiz = new Digests({ casebook, state, kind: 'quiz', chooser, nudge: () => {}, now });
  const transport: SlackConfig['transport'] =
    options.transport === 'http'
      ? { kind: 'http', signingSecret: standIn.signingSecret }
      : { kind: 'socket', appToken: options.appToken ?? standIn.appToken };
  const config: SlackConfig = {
    install: options.many
      ? {
          kind: 'many',
          clientId: standIn.clientId,
          clientSecret: standIn.clientSecret,
          stateSecret: 'a-secret-of-the-tests',
        }
      : { kind: 'one', botToken: options.botToken ?? standIn.botToken },
    port: options.port ?? 0,
    transport,
    apiUrl: standIn.apiUrl.replace(/\/$/, ''),
  };
  const onListening = (port: number) => {
    standIn.over = { http: `http://127.0.0.1:${port}/slack/events` };
  };
  const surface = slackSurface({
    config,
    chat,
    digests,
    quiz,
    dailyQuiz,
    managers,
    state,
    health,
    log: log.logger,
    onListening,
  });
  const startDeliverer = () =>
    new Deliverer({
      state,
      couriers: [surface.courier!],
      composers: {
        'case-study': new CaseStudyComposer(casebook, state, chooser, now),
        quiz: new QuizComposer(quiz, state),
      },
      latestMs: LATEST_MS,
      log: log.logger,
      now,
    });
  const served = surface.serve(stopping.signal).finally(() => state.close());
  served.catch(() => {}); // the test that expects it looks at it
  const stop = async () => {
    stopping.abort();
    await served.catch(() => {});
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
    served,
    state,
    quiz,
    quizHost: surface.quizHost!,
    deliverer: startDeliverer(),
    secondDeliverer: startDeliverer,
    stop,
    logged: (text) => {
      const stopped = served.then(() => Promise.reject(new Error(`It stopped without a line ${text}`)));
      return Promise.race([log.logged(text), stopped]);
    },
  };
}

type Part = Record<string, unknown>;

/** Everything that can be read in some blocks, in order. */
export function textOf({ blocks }: Pick<StandInMessage | StandInView, 'blocks'>): string {
  return textsIn(blocks).join(' ');
}

/** The `action_id` of the control whose label or value holds this. */
export function controlOn({ blocks }: Pick<StandInMessage | StandInView, 'blocks'>, label: string): string {
  const controls = partsIn(blocks).filter((part) => typeof part['action_id'] === 'string');
  const found = controls.find((part) => JSON.stringify(part).includes(label));
  if (found === undefined) throw new Error(`There is no control ${label} in ${JSON.stringify(controls)}`);
  return String(found['action_id']);
}

/** The `action_id` of every control, and of one for votes the value that its first button hands back. */
export function controlsOf({
  blocks,
}: Pick<StandInMessage, 'blocks'>): { actionId: string; vote?: string }[] {
  return partsIn(blocks)
    .filter(({ action_id: id }) => typeof id === 'string')
    .map(({ action_id: id, positive_button: up }) => ({
      actionId: String(id),
      ...(up !== undefined && { vote: String((up as Part)['value']) }),
    }));
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'text' && typeof part === 'string' ? [part] : textsIn(part),
  );
}

function partsIn(value: unknown): Part[] {
  if (Array.isArray(value)) return value.flatMap(partsIn);
  if (value === null || typeof value !== 'object') return [];
  return [value as Part, ...Object.values(value).flatMap(partsIn)];
}
