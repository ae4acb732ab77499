/** Slack as a surface: one app that serves until it is told to stop or can no longer serve. */
import { SocketModeReceiver } from '@slack/bolt';
import type { Chat } from '../../src/chat/mod.ts';
import type { DigestConfig, SlackConfig } from '../../src/config.ts';
import type { Digests } from '../../src/digest/mod.ts';
import type { Health } from '../../src/health.ts';
import { InHand } from '../../src/in-hand.ts';
import type { Logger } from '../../src/log.ts';
import type { Quiz, QuizHost } from '../../src/quiz/mod.ts';
import type { State } from '../../src/state/mod.ts';
import { aborted, type Surface, SurfaceError } from '../../src/surface.ts';
import { createApp, type SlackApp } from './app.ts';
import { SlackCourier } from './courier.ts';
import { isTokenProblem, refusalIn } from './failures.ts';
import { listen } from './listeners.ts';
import { Poster } from './poster.ts';
import { SlackQuizHost } from './quiz-host.ts';

const NAME = 'slack';

export interface SlackParts {
  readonly config: SlackConfig;
  readonly chat: Chat;
  readonly digests: Digests;
  readonly quiz: Quiz;
  /** The question of the day of each place. */
  readonly dailyQuiz: Digests;
  /** Who may change digests, beside those who manage the place. */
  readonly managers: DigestConfig['managers'];
  readonly state: State;
  readonly health: Health;
  readonly log: Logger;
  /** Called with the port on which Slack's requests are awaited; not in Socket Mode. */
  readonly onListening?: (port: number) => void;
}

export function slackSurface(parts: SlackParts): Surface {
  const { config, state, health, log } = parts;
  const slack = createApp(config, state, log);
  // Of many workspaces one that is not well says nothing about the program.
  const refused = (advice: string) => {
    if (config.install.kind === 'one') health.report(NAME, 'down', advice);
  };
  const poster = new Poster({ tokenOf: slack.tokenOf, apiUrl: config.apiUrl, log, refused });
  const quizHost = new SlackQuizHost(poster);
  return {
    name: NAME,
    courier: new SlackCourier(poster),
    quizHost,
    serve: (signal) => serve(slack, quizHost, refused, parts, signal),
  };
}

async function serve(
  slack: SlackApp,
  quizHost: QuizHost,
  refused: (advice: string) => void,
  parts: SlackParts,
  signal: AbortSignal,
): Promise<void> {
  const { chat, quiz, digests, dailyQuiz, managers, state, health, log } = parts;
  const inHand = new InHand();
  health.report(NAME, 'starting');
  listen(slack.app, {
    chat,
    quiz,
    quizHost,
    digests: {
      'case-study': { kind: 'case-study', digests, managers, log },
      quiz: { kind: 'quiz', digests: dailyQuiz, managers, log },
    },
    state,
    log,
    track: (work) => inHand.add(work),
    refused,
    revoked: (team) => forget(team, parts),
  });
  try {
    await connect(slack, parts);
    await aborted(signal);
    log.info('Slack: stopping');
  } finally {
    health.report(NAME, 'down', 'stopped');
    await inHand.finished();
    await slack.app.stop().catch((error: unknown) => log.debug({ err: error }, 'Slack: was not connected'));
  }
}

/** Checks the token, connects, and keeps the health current. */
async function connect(
  { app, receiver }: SlackApp,
  { config, health, log, onListening }: SlackParts,
): Promise<void> {
  try {
    await app.init();
    if (receiver instanceof SocketModeReceiver) {
      receiver.client.on('connected', () => health.report(NAME, 'ready'));
      receiver.client.on('reconnecting', () => health.report(NAME, 'starting', 'reconnecting'));
    }
    const server = await Promise.race([app.start(), failureOfInstallPages(receiver)]);
    const address = 'address' in server ? server.address() : null;
    if (typeof address === 'object' && address !== null) onListening?.(address.port);
    health.report(NAME, 'ready');
    const how =
      config.transport.kind === 'socket' ? 'by Socket Mode' : `on port ${config.port} at /slack/events`;
    if (config.install.kind === 'many')
      log.info(`Slack: workspaces install the app on port ${config.port} at /slack/install`);
    log.info(
      `Slack: ready ${how}. Answers /ask, /case, /digest, /quiz, mentions and direct messages; reads no other messages`,
    );
  } catch (cause) {
    throw startError(cause);
  }
}

/** A workspace has removed the app: its token is worth nothing any more. */
async function forget(teamId: string, { config, state, health, log }: SlackParts): Promise<void> {
  if (config.install.kind === 'many') {
    await state.deleteSecret(`slack:team:${teamId}`);
    log.info({ teamId }, 'Slack: the app was removed from a workspace; its token is deleted');
    return;
  }
  health.report(NAME, 'down', 'the app was removed from the workspace');
  log.error(
    'Slack: the app was removed from the workspace. Install it again and set the new SLACK_BOT_TOKEN',
  );
}

/** In Socket Mode Bolt serves the pages for installing on a port of their own, and lets nobody know when it is taken. */
function failureOfInstallPages(receiver: SlackApp['receiver']): Promise<never> {
  return new Promise((_, reject) => {
    if (receiver instanceof SocketModeReceiver) receiver['httpServer']?.on('error', reject);
  });
}

function startError(cause: unknown): SurfaceError {
  if (isTokenProblem(cause)) {
    return new SurfaceError(
      'Slack does not accept the tokens. Copy SLACK_BOT_TOKEN (xoxb-, from OAuth & Permissions) and SLACK_APP_TOKEN (xapp-, from Basic Information) again, from api.slack.com/apps.',
      { cause, isSetting: true },
    );
  }
  const refusal = refusalIn(cause);
  if (refusal !== null)
    return new SurfaceError(
      `Slack refused the connection (${refusal}). Compare the app with slack-manifest.yaml.`,
      { cause, isSetting: true },
    );
  if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    return new SurfaceError('SLACK_PORT is taken by another program. Set another port.', {
      cause,
      isSetting: true,
    });
  }
  return new SurfaceError('Slack cannot be reached. Check the network; the program may be started again.', {
    cause,
    isSetting: false,
  });
}
