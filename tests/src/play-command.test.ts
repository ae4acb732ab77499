import { Command } from 'commander';
import { expect, it } from 'vitest';
import { addPlayCommand, type PlayOptions } from '../../src/play-command.ts';

/** What the command plays, given these words; or what it complains of. */
async function quiz(...words: string[]): Promise<PlayOptions | string> {
  let played: PlayOptions | null = null;
  let complaint = '';
  const program = new Command('casebook').exitOverride().configureOutput({
    writeErr: (text) => {
      complaint += text;
    },
  });
  const command = addPlayCommand(program, async (options) => {
    played = options;
  });
  command.exitOverride();
  await program.parseAsync(['quiz', ...words], { from: 'user' }).catch(() => {});
  return played ?? complaint;
}

it.each([
  [[], {}],
  [['--topic', 'cache_consistency', '--count', '3'], { topic: 'cache_consistency', count: 3 }],
  [['--level', 'Senior', '--company', 'Acme'], { level: 'senior', company: 'Acme' }],
  [['--category', 'Database Architecture', '--review'], { category: 'Database Architecture', review: true }],
])('%o is a round of %o', async (words, options) => {
  expect(await quiz(...words)).toEqual(options);
});

it.each([
  [['--count', '0'], /'0' is invalid\. It must be a number from 1 to 20\./],
  [['--count', '21'], /It must be a number from 1 to 20\./],
  [['--count', 'many'], /It must be a number from 1 to 20\./],
  [['--level', 'guru'], /'guru' is invalid\. It must be one of mid, senior, staff\./],
])('%o is refused in words that say what to do', async (words, complaint) => {
  expect(await quiz(...words)).toMatch(complaint);
});
