/** A real Bolt app at the stand-in, for the tests of the stand-in itself. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, type AppOptions, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { SlackStandIn, type StandInOptions } from './stand-in.ts';

/** Bolt waits that long before it reconnects; by default 5 s. */
const CLIENT_PING_TIMEOUT_MS = 100;

export type Way = 'socket' | 'http';

export interface Bot {
  readonly standIn: SlackStandIn;
  readonly app: App;
}

/**
 * A stand-in and an app that is started, which `ends` ends again, from the last to the first.
 *
 * @param listen sets the listeners
 */
export async function connect(
  ends: (() => Promise<unknown>)[],
  way: Way,
  listen: (app: App) => void = () => {},
  options: StandInOptions = {},
  appOptions: AppOptions = {},
): Promise<Bot> {
  const standIn = await SlackStandIn.start(options);
  ends.push(() => standIn.close());
  const clientOptions = { slackApiUrl: standIn.apiUrl, retryConfig: { retries: 2, minTimeout: 1 } };
  const common = { clientOptions, deferInitialization: true, logLevel: LogLevel.ERROR };
  const whose: AppOptions = appOptions.authorize === undefined ? { token: standIn.botToken } : {};
  if (way === 'socket') {
    const receiver = new SocketModeReceiver({
      appToken: standIn.appToken,
      clientPingTimeout: CLIENT_PING_TIMEOUT_MS,
      installerOptions: { clientOptions },
      logLevel: LogLevel.ERROR,
    });
    const app = new App({ ...common, ...whose, receiver, ...appOptions });
    listen(app);
    await app.init();
    await app.start();
    ends.push(() => app.stop());
    return { standIn, app };
  }
  const app = new App({ ...common, ...whose, signingSecret: standIn.signingSecret, ...appOptions });
  listen(app);
  await app.init();
  const server = (await app.start({ port: 0, host: '127.0.0.1' })) as Server;
  ends.push(() => app.stop());
  standIn.over = { http: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` };
  return { standIn, app };
}

/** Runs what a test has left to be ended. */
export async function endAll(ends: (() => Promise<unknown>)[]): Promise<void> {
  for (const end of ends.splice(0).reverse()) await end();
}
