/** Settings from the environment, checked once. Names and meanings: docs/CONFIGURATION.md. */
import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';

const address = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
  .transform((url) => url.replace(/\/+$/, ''));

const port = z.coerce.number({ error: 'must be a port, for example 8080' }).int().min(0).max(65_535);

/** An empty variable counts as not set, as most shells and container tools mean it. */
const environmentSchema = z.object({
  CONTENT_DIR: z.string().default('content'),
  INDEX_DIR: z.string().optional(),
  CASEBOOK_CACHE: z.string().default('.casebook'),
  EMBEDDING_MODEL: z.string().optional(),
  EMBEDDING_PRECISION: z.enum(['fp32', 'int8'], { error: 'must be fp32 or int8' }).optional(),
  PUBLIC_URL: address.optional(),
  REPOSITORY_URL: address.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, { error: 'must begin with postgres://; leave it out for a SQLite file' })
    .optional(),
  STATE_FILE: z.string().default(join('data', 'casebook.db')),
  DISCORD_TOKEN: z
    .string()
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, {
      error: 'must be the token of a bot, three parts with dots between them',
    })
    .optional(),
  DISCORD_SHARDS: z
    .string()
    .regex(/^\d+(?:-\d+)?\/[1-9]\d*$/, { error: 'must be like 0-3/8: shards 0 to 3 of 8' })
    .optional(),
  DISCORD_API_URL: address.optional(),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-/, { error: 'must be the token of a bot, which begins with xoxb-' })
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, { error: 'must be an app-level token, which begins with xapp-' })
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .min(16, { error: 'is too short: copy it whole from Basic Information' })
    .optional(),
  SLACK_PORT: port.default(3000),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_STATE_SECRET: z
    .string()
    .min(16, { error: 'must have 16 characters at least: openssl rand -hex 16' })
    .optional(),
  TOKEN_ENCRYPTION_KEY: z.string().optional(),
  SLACK_API_URL: address.optional(),
  DIGEST_LATE_HOURS: z.coerce
    .number({ error: 'must be a number of hours, for example 12' })
    .min(0, { error: 'must be 0 or more hours' })
    .max(23, { error: 'must be less than 24 hours: the next day has its own case study' })
    .default(12),
  DIGEST_MANAGERS: z.string().optional(),
  HEALTH_PORT: z.coerce
    .number({ error: 'must be a port, for example 8080' })
    .int()
    .min(0)
    .max(65_535)
    .optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be debug, info, warn, error or silent',
    })
    .default('info'),
});

export interface Config {
  /** Absolute path of the library. */
  readonly contentDir: string;
  /** Absolute path of its index. */
  readonly indexDir: string;
  /** Absolute path of the folder for prepared models. */
  readonly modelDir: string;
  /** A Hub model or local folder; undefined for the model that comes with the package. */
  readonly embeddingModel: string | undefined;
  readonly embeddingPrecision: 'fp32' | 'int8' | undefined;
  /** Where the library's pages are served, without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** Where the library's repository can be browsed, without a slash at the end. */
  readonly repositoryUrl: string | undefined;
  readonly state: {
    readonly databaseUrl: string | undefined;
    readonly file: string;
    /** With it tokens of several Slack workspaces are sealed. */
    readonly encryptionKey: string | undefined;
  };
  /** Undefined when Discord is not set up. */
  readonly discord: DiscordConfig | undefined;
  /** Undefined when Slack is not set up. */
  readonly slack: SlackConfig | undefined;
  readonly digest: DigestConfig;
  readonly healthPort: number | undefined;
  readonly logLevel: string;
}

export interface DigestConfig {
  /** A digest that is later than this is skipped, in ms. */
  readonly latestMs: number;
  /** Who may change digests beside those who manage the place: ids of people and roles, or everybody. */
  readonly managers: 'everyone' | readonly string[];
}

export interface DiscordConfig {
  readonly token: string;
  /** Which shards of how many run here; undefined for all, as many as Discord recommends. */
  readonly shards: { readonly ids: readonly number[]; readonly total: number } | undefined;
  /** Where the API is, if not at Discord's own address. */
  readonly apiUrl: string | undefined;
}

export interface SlackConfig {
  /** In one workspace with its token, or in every one that installs the app. */
  readonly install:
    | { readonly kind: 'one'; readonly botToken: string }
    | {
        readonly kind: 'many';
        readonly clientId: string;
        readonly clientSecret: string;
        readonly stateSecret: string;
      };
  /** How Slack's events come: over a socket that the app opens, or as requests to a port of ours. */
  readonly transport:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string };
  /** For requests, and for the pages on which workspaces install the app. */
  readonly port: number;
  /** Where the API is, if not at Slack's own address. */
  readonly apiUrl: string | undefined;
}

/** A setting that cannot be used. The message names the variable and says what to set. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Folders given on the command line; they come before the environment. An empty one counts as not given. */
export interface ConfigOverrides {
  readonly content?: string | undefined;
  readonly index?: string | undefined;
}

/** Reads the settings. Throws `ConfigError` with every variable that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv, overrides: ConfigOverrides = {}): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'),
    );
  }
  const variables = parsed.data;
  const contentDir = resolve(overrides.content || variables.CONTENT_DIR);
  const cacheDir = resolve(variables.CASEBOOK_CACHE);
  const indexDir = overrides.index || variables.INDEX_DIR;
  return {
    contentDir,
    indexDir: indexDir === undefined ? defaultIndexDir(cacheDir, contentDir) : resolve(indexDir),
    modelDir: join(cacheDir, 'models'),
    embeddingModel: variables.EMBEDDING_MODEL,
    embeddingPrecision: variables.EMBEDDING_PRECISION,
    publicUrl: variables.PUBLIC_URL,
    repositoryUrl: variables.REPOSITORY_URL,
    state: {
      databaseUrl: variables.DATABASE_URL,
      file: resolve(variables.STATE_FILE),
      encryptionKey: variables.TOKEN_ENCRYPTION_KEY,
    },
    discord:
      variables.DISCORD_TOKEN === undefined
        ? undefined
        : {
            token: variables.DISCORD_TOKEN,
            shards: variables.DISCORD_SHARDS === undefined ? undefined : shardsOf(variables.DISCORD_SHARDS),
            apiUrl: variables.DISCORD_API_URL,
          },
    slack: slackOf(variables),
    digest: {
      latestMs: variables.DIGEST_LATE_HOURS * 60 * 60 * 1000,
      managers: managersOf(variables.DIGEST_MANAGERS ?? ''),
    },
    healthPort: variables.HEALTH_PORT,
    logLevel: variables.LOG_LEVEL,
  };
}

/** Ids with commas between them, or `everyone`. */
function managersOf(text: string): DigestConfig['managers'] {
  const ids = text.split(',').flatMap((id) => id.trim() || []);
  if (ids.length === 1 && ids[0] === 'everyone') return 'everyone';
  const wrong = ids.find((id) => !/^[A-Z0-9]{6,30}$/.test(id));
  if (wrong === undefined) return ids;
  throw new ConfigError(
    `DIGEST_MANAGERS names ${JSON.stringify(wrong)}, which is no id. Set it to \`everyone\`, or to ids of people and roles with commas between them.`,
  );
}

/** `0-3/8` -> shards 0, 1, 2 and 3 of 8. */
function shardsOf(text: string): NonNullable<DiscordConfig['shards']> {
  const [range = '', total = ''] = text.split('/');
  const [first = 0, last = first] = range.split('-').map(Number);
  if (last < first || last >= Number(total)) {
    throw new ConfigError(
      `DISCORD_SHARDS ${text} names shards that are not there. ${total} shards are numbered 0 to ${Number(total) - 1}.`,
    );
  }
  return { ids: Array.from({ length: last - first + 1 }, (_, n) => first + n), total: Number(total) };
}

/** Every content folder has an index of its own, so that changing between two of them builds nothing again. */
function defaultIndexDir(cacheDir: string, contentDir: string): string {
  const hash = createHash('sha256').update(contentDir).digest('hex').slice(0, 8);
  return join(cacheDir, 'index', `${basename(contentDir)}-${hash}`);
}

function slackOf(variables: z.infer<typeof environmentSchema>): SlackConfig | undefined {
  const install = slackInstallOf(variables);
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = variables;
  if (install === undefined) {
    if (appToken === undefined && signingSecret === undefined) return undefined;
    throw new ConfigError('SLACK_BOT_TOKEN is missing. docs/SLACK.md says where to copy it.');
  }
  const rest = { install, port: variables.SLACK_PORT, apiUrl: variables.SLACK_API_URL };
  if (appToken !== undefined) return { ...rest, transport: { kind: 'socket', appToken } };
  if (signingSecret !== undefined) return { ...rest, transport: { kind: 'http', signingSecret } };
  throw new ConfigError(
    'Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET to be sent requests. docs/SLACK.md says where to copy them.',
  );
}

function slackInstallOf(variables: z.infer<typeof environmentSchema>): SlackConfig['install'] | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId } = variables;
  if (botToken !== undefined && clientId !== undefined) {
    throw new ConfigError('Set SLACK_BOT_TOKEN for one workspace or SLACK_CLIENT_ID for many, not both.');
  }
  if (botToken !== undefined) return { kind: 'one', botToken };
  if (clientId === undefined) return undefined;
  const needed = ['SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'TOKEN_ENCRYPTION_KEY'] as const;
  const missing = needed.filter((name) => variables[name] === undefined);
  if (missing.length > 0)
    throw new ConfigError(`With SLACK_CLIENT_ID also set ${missing.join(', ')}. docs/SLACK.md says how.`);
  const { SLACK_CLIENT_SECRET: clientSecret = '', SLACK_STATE_SECRET: stateSecret = '' } = variables;
  return { kind: 'many', clientId, clientSecret, stateSecret };
}
