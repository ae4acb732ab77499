/** `casebook daily`: the case study of the day, in the terminal or as a feed. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Card } from './cards/mod.ts';
import { entryCard } from './cards/mod.ts';
import type { Casebook } from './casebook.ts';
import { dailyCases } from './cases/mod.ts';
import { print } from './command-line.ts';
import { type Config, ConfigError, type ConfigOverrides, readConfig } from './config.ts';

export interface DailyRenderers {
  readonly card: (card: Card) => string;
  readonly feed: (
    entries: readonly { day: string; card: Card }[],
    format: 'atom' | 'json',
    home: string,
  ) => Promise<string>;
}

interface DailyOptions extends ConfigOverrides {
  readonly format: 'text' | 'atom' | 'json';
  readonly days: number;
  readonly out?: string;
}

/** A feed reader that comes once a week misses nothing. */
const FEED_DAYS = 14;
const MOST_DAYS = 366;

/** @param open opens the library, as every command does */
export function addDailyCommand(
  command: Command,
  open: (overrides: ConfigOverrides) => Promise<Casebook>,
  renderers: DailyRenderers,
): void {
  command
    .description('show the case study of the day, or write the last days as a feed')
    .addOption(
      new Option('--format <format>', 'text for one case study, atom or json for a feed')
        .choices(['text', 'atom', 'json'])
        .default('text'),
    )
    .option('--days <days>', 'how many days a feed has', readDays, FEED_DAYS)
    .option('--out <file>', 'write to this file, in one step, instead of to standard output')
    .action(async (options: DailyOptions) => {
      const config = readConfig(process.env, options);
      const home = options.format === 'text' ? '' : homeOf(config);
      const casebook = await open(options);
      try {
        const { format, days, out } = options;
        const cards = dailyCases(casebook.entries, new Date(), format === 'text' ? 1 : days).map(
          ({ day, id }) => ({
            day,
            card: entryCard(casebook.open(id)!),
          }),
        );
        const text =
          format === 'text' ? renderers.card(cards[0]!.card) : await renderers.feed(cards, format, home);
        if (out === undefined) print(text);
        else await replaceFile(out, `${text}\n`);
      } finally {
        await casebook.close();
      }
    });
}

function homeOf({ publicUrl, repositoryUrl }: Config): string {
  const home = publicUrl ?? repositoryUrl;
  if (home !== undefined) return home;
  throw new ConfigError(
    'The entries of a feed need addresses that others can open: set PUBLIC_URL or REPOSITORY_URL (docs/CONFIGURATION.md).',
  );
}

function readDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
  throw new InvalidArgumentError(`Give a number of days from 1 to ${MOST_DAYS}.`);
}

/** Whoever reads the file, such as a web server, finds the old feed or the new one. */
async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new Error(`${path} cannot be written. Name a file in a folder that is there and may be written.`, {
      cause,
    });
  }
}
