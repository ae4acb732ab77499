import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Names under which a secret could come into a log line. */
const SECRETS = ['token', 'authorization', 'password', 'secret', 'databaseUrl', 'headers.authorization'];

/** Writes a JSON object a line to standard output; secrets are left out. */
export function openLog(level: string): Logger {
  return pino({
    level,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), remove: true },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
