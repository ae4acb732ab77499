/** The Bolt app: how it reaches Slack and how Slack reaches it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { SlackConfig } from '../../src/config.ts';
import type { Logger } from '../../src/log.ts';
import type { State } from '../../src/state/mod.ts';
import { isUnconfirmed } from './failures.ts';
import { installationStore, NotInstalledError, serialised } from './installations.ts';
import { boltLogger } from './logger.ts';
import { SCOPES } from './scopes.ts';

/** Slack counts a socket as lost after this; Bolt's own 5 s would be the time that nobody answers after each reconnect. */
const PING_TIMEOUT_MS = 1000;
/** A request is repeated for about 20 seconds; in Socket Mode the default is a hundred times. */
const RETRIES = { retries: 4, factor: 2, minTimeout: 1000 } as const;
/**
 * What is said to people is repeated only where Slack has said that it did not do it (429). After a 5xx or a lost connection a
 * message may stand there already, and Slack has no key that would tell it of the second one.
 */
const RETRIES_WHEN_REFUSED = {
  ...RETRIES,
  onFailedAttempt: (error: Error) => {
    if (isUnconfirmed(error)) throw error;
  },
};
/** Clocks differ; Bolt itself takes any time in the future. */
const FUTURE_SECONDS = 60;

export interface SlackApp {
  readonly app: App;
  readonly receiver: SocketModeReceiver | HTTPReceiver;
  /**
   * The bot's token of a workspace, refreshed if it is about to expire.
   *
   * @throws NotInstalledError where each workspace installs the app for itself, and this one has not
   */
  readonly tokenOf: (teamId: string) => Promise<string>;
}

/** An app that is not connected yet: `app.init()` checks the token of a single workspace, `app.start()` connects. */
export function createApp(
  { install, transport, port, apiUrl }: SlackConfig,
  state: State,
  log: Logger,
): SlackApp {
  const logger = boltLogger(log);
  // A new object each time: clients change what they are given.
  const clientOptions = (retryConfig: typeof RETRIES | typeof RETRIES_WHEN_REFUSED) => ({
    retryConfig: { ...retryConfig },
    ...(apiUrl !== undefined && { slackApiUrl: `${apiUrl}/` }),
  });
  const store = installationStore(state);
  const common = {
    logger,
    installerOptions: { clientOptions: clientOptions(RETRIES), port },
    ...(install.kind === 'many' && {
      clientId: install.clientId,
      clientSecret: install.clientSecret,
      stateSecret: install.stateSecret,
      scopes: [...SCOPES],
      installationStore: store,
    }),
  };
  const receiver =
    transport.kind === 'socket'
      ? new SocketModeReceiver({
          appToken: transport.appToken,
          clientPingTimeout: PING_TIMEOUT_MS,
          ...common,
        })
      : refusingTheFuture(new HTTPReceiver({ signingSecret: transport.signingSecret, port, ...common }));
  const { installer } = receiver;
  if (installer !== undefined) {
    const authorize = installer.authorize.bind(installer);
    // Bolt takes an installer or an `authorize` of ours, never both; it calls the installer's by this name.
    installer.authorize = serialised(
      (source) => authorize(source),
      store,
      state,
    ) as typeof installer.authorize;
  }
  const app = new App({
    ...(install.kind === 'one' && { token: install.botToken }),
    receiver: acknowledgingAll(receiver),
    clientOptions: clientOptions(RETRIES_WHEN_REFUSED),
    logger,
    // What a conversation is about is kept by Casebook.
    convoStore: false,
    // A wrong token would otherwise end the process by a rejection that nobody waits for.
    deferInitialization: true,
  });
  const tokenOf = async (teamId: string): Promise<string> => {
    if (install.kind === 'one') return install.botToken;
    const source = { teamId, enterpriseId: undefined, isEnterpriseInstall: false } as const;
    const { botToken } = await installer!.authorize(source);
    if (botToken === undefined) throw new NotInstalledError(`There is no bot of the app in ${teamId}.`);
    return botToken;
  };
  return { app, receiver, tokenOf };
}

/** Bolt lets pass, without a word to Slack, what it does not know the kind of: that is acknowledged too. */
function acknowledgingAll(receiver: Receiver): Receiver {
  const init = receiver.init.bind(receiver);
  receiver.init = (app) => {
    const processEvent = app.processEvent.bind(app);
    app.processEvent = async (event) => {
      let isAcknowledged = false;
      const ack: typeof event.ack = async (response) => {
        isAcknowledged = true;
        await event.ack(response);
      };
      await processEvent({ ...event, ack });
      if (!isAcknowledged) await event.ack();
    };
    init(app);
  };
  return receiver;
}

/** Requests that claim to be sent in the future are kept for later by somebody who means no good. */
function refusingTheFuture(receiver: HTTPReceiver): HTTPReceiver {
  const { requestListener } = receiver;
  receiver.requestListener = (request: IncomingMessage, response: ServerResponse) => {
    const sentAt = Number(request.headers['x-slack-request-timestamp']);
    if (sentAt > Date.now() / 1000 + FUTURE_SECONDS) response.writeHead(401).end();
    else requestListener(request, response);
  };
  return receiver;
}
