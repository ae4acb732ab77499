import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from '../../src/log.ts';

/** Tokens of Slack, wherever they stand in a text: `xoxb-…`, `xapp-…`, `xoxe.xoxp-…`. */
const TOKEN = /\bx(?:ox[a-z]|app)[-.][\w.-]+/g;

/** Bolt's log lines in our own log: its chatter as debug, and without tokens. */
export function boltLogger(log: Logger): BoltLogger {
  const text = (parts: readonly unknown[]) =>
    parts
      .map((part) =>
        part instanceof Error ? part.message : typeof part === 'string' ? part : JSON.stringify(part),
      )
      .join(' ')
      .replace(TOKEN, '[token]');
  return {
    debug: (...parts) => log.trace(text(parts)),
    info: (...parts) => log.debug(text(parts)),
    warn: (...parts) => log.warn(text(parts)),
    error: (...parts) => log.error(text(parts)),
    // The level is that of our log.
    setLevel: () => {},
    getLevel: () => LogLevel.DEBUG,
    setName: () => {},
  };
}
