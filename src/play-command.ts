/** The command that plays the quiz in the terminal. */
import { type Command, InvalidArgumentError } from 'commander';
import { LEVELS } from '../index/library/mod.ts';
import type { ConfigOverrides } from './config.ts';
import type { ReadRequest } from './quiz/mod.ts';

export interface PlayOptions extends ConfigOverrides, ReadRequest {
  readonly review?: true;
}

/**
 * Adds `quiz` to the program.
 * @param play what it does
 */
export function addPlayCommand(program: Command, play: (options: PlayOptions) => Promise<void>): Command {
  return program
    .command('quiz')
    .description('play a round of the quiz; answer with a letter, and q ends it')
    .option('--topic <topic>', 'only about this topic, for example cache_consistency')
    .option('--category <category>', 'only about this category, for example "Database Architecture"')
    .option('--company <company>', 'only about this company')
    .option('--level <level>', `only of this level: ${LEVELS.join(', ')}`, toLevel)
    .option('--count <number>', 'number of questions, 1 to 20 (default: 5; with --review, all)', toCount)
    .option('--review', 'ask again what is due and what was answered wrong')
    .action((options: PlayOptions) => play(options));
}

function toLevel(text: string): string {
  const level = LEVELS.find((known) => known === text.toLowerCase());
  if (level === undefined) throw new InvalidArgumentError(`It must be one of ${LEVELS.join(', ')}.`);
  return level;
}

function toCount(text: string): number {
  if (!/^(?:[1-9]|1\d|20)$/.test(text)) throw new InvalidArgumentError('It must be a number from 1 to 20.');
  return Number(text);
}
