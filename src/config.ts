/** Settings from the environment, checked once. Names and meanings: docs/CONFIGURATION.md. */
import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';

const address = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
  .transform((url) => url.replace(/\/+$/, ''));

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
  readonly state: { readonly databaseUrl: string | undefined; readonly file: string };
  /** Undefined when Discord is not set up. */
  readonly discord: DiscordConfig | undefined;
  readonly healthPort: number | undefined;
  readonly logLevel: string;
}

export interface DiscordConfig {
  readonly token: string;
  /** Which shards of how many run here; undefined for all, as many as Discord recommends. */
  readonly shards: { readonly ids: readonly number[]; readonly total: number } | undefined;
  /** Where the API is, if not at Discord's own address. */
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
    state: { databaseUrl: variables.DATABASE_URL, file: resolve(variables.STATE_FILE) },
    discord:
      variables.DISCORD_TOKEN === undefined
        ? undefined
        : {
            token: variables.DISCORD_TOKEN,
            shards: variables.DISCORD_SHARDS === undefined ? undefined : shardsOf(variables.DISCORD_SHARDS),
            apiUrl: variables.DISCORD_API_URL,
          },
    healthPort: variables.HEALTH_PORT,
    logLevel: variables.LOG_LEVEL,
  };
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
