/** The command line: `casebook --help`. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import {
  answerBatch,
  progressOn,
  renderCard,
  terminalConversation,
  terminalOptions,
  terminalQuiz,
} from '../adapters/terminal/mod.ts';
import { formatComplaint } from '../index/library/mod.ts';
import { rankingTable } from './ask/mod.ts';
import { answerCard, layoutTable } from './cards/mod.ts';
import { Casebook } from './casebook.ts';
import {
  counted,
  EXIT_CONFIG,
  EXIT_FAILURE,
  EXIT_INTERRUPTED,
  EXIT_USAGE,
  print,
  withContent,
} from './command-line.ts';
import { ConfigError, type ConfigOverrides, readConfig } from './config.ts';
import { addDailyCommand } from './daily-command.ts';
import { addLibraryCommands } from './library-commands.ts';
import { addPlayCommand, type PlayOptions } from './play-command.ts';
import { addQuizCommands } from './quiz-commands.ts';

interface AskOptions extends ConfigOverrides {
  readonly json?: true;
  readonly jsonl?: true;
  readonly explain?: true;
}

const program = new Command('casebook')
  .description('Answers questions about production engineering from a library of sourced case studies.')
  .version(version())
  .exitOverride()
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError('(casebook --help shows what there is)');

withFolders(program.command('ask'))
  .description('answer a question; without one, hold a conversation or answer every line of piped input')
  .argument('[question...]', 'the question, in your own words')
  .option('--json', 'print the answer as JSON')
  .option('--jsonl', 'read {"id", "text", "conversation"?} a line and write a JSON result a line')
  .option('--explain', 'show the ranking behind the answer, with the reason for each place')
  .action(ask);

withFolders(program.command('index'))
  .description('bring the index of the library up to date')
  .action(buildIndex);

addDailyCommand(withFolders(program.command('daily')), open, {
  card: (card) => renderCard(card, terminalOptions(process.stdout, process.env)),
  feed: async (...feed) => (await import('../adapters/feed/mod.ts')).renderFeed(...feed),
});

addLibraryCommands(program);
withFolders(addPlayCommand(program, play));
addQuizCommands(program, () => progressOn(process.stderr));

withFolders(program.command('start'))
  .description('serve every chat that is set up (DISCORD_TOKEN, SLACK_BOT_TOKEN), until it is told to stop')
  .action(start);

function withFolders(command: Command): Command {
  return withContent(command).option(
    '--index <dir>',
    'folder of its index (default: INDEX_DIR, else below .casebook)',
  );
}

async function ask(words: string[], options: AskOptions): Promise<void> {
  const question = words.join(' ').trim();
  if (options.jsonl && words.length > 0)
    throw new UsageError('With --jsonl the questions come from standard input.');
  if (words.length > 0 && question === '')
    throw new UsageError('The question is empty. Ask one, or leave it away.');
  if (words.length === 0 && !options.jsonl && (options.json || options.explain))
    throw new UsageError(
      'With --json and --explain the question comes with the command; --jsonl reads many.',
    );
  const casebook = await openToAsk(options);
  try {
    if (options.jsonl) return await answerBatch(casebook, process.stdin, process.stdout);
    if (words.length === 0) return await converse(casebook);
    const answer = await casebook.ask(question);
    if (options.json) return print(JSON.stringify(answer, null, 2));
    const look = terminalOptions(process.stdout, process.env);
    print(renderCard(answerCard(answer), look));
    if (options.explain) print(`\n${layoutTable(rankingTable(answer), look.width).join('\n')}`);
  } finally {
    await casebook.close();
  }
}

async function converse(casebook: Casebook): Promise<void> {
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  const terminal = terminalConversation({
    casebook,
    input: process.stdin,
    output: process.stdout,
    interactive: Boolean(process.stdin.isTTY && process.stdout.isTTY),
    options: terminalOptions(process.stdout, process.env),
  });
  await terminal.serve(stop.signal);
}

async function play({
  review,
  count,
  topic,
  category,
  company,
  level,
  ...folders
}: PlayOptions): Promise<void> {
  // A question in the terminal does without a database and a quiz.
  const { Quiz } = await import('./quiz/mod.ts');
  const { openState } = await import('./state/mod.ts');
  const casebook = await openToAsk(folders);
  try {
    const state = await openState(readConfig(process.env, folders).state);
    try {
      const progress = progressOn(process.stderr);
      const quiz = new Quiz({
        state,
        library: casebook,
        questions: () =>
          casebook
            .questions((done, total) => progress.update('Making the questions', done, total))
            .finally(progress.end),
        servesAlways: false,
      });
      const stop = new AbortController();
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
      const terminal = terminalQuiz({
        quiz,
        round: review ? { review, count } : { topic, category, company, level, count },
        input: process.stdin,
        output: process.stdout,
        interactive: Boolean(process.stdin.isTTY && process.stdout.isTTY),
        options: terminalOptions(process.stdout, process.env),
      });
      await terminal.serve(stop.signal);
    } finally {
      await state.close();
    }
  } finally {
    await casebook.close();
  }
}

async function start(options: ConfigOverrides): Promise<void> {
  // The chat libraries take half a second to load, which a question in the terminal does without.
  const { serveAll } = await import('./main.ts');
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  await serveAll(readConfig(process.env, options), stop.signal);
}

async function buildIndex(options: ConfigOverrides): Promise<void> {
  const casebook = await open(options);
  const { build, size, complaints } = casebook;
  await casebook.close();
  const state = build === null ? 'The index is up to date' : `The index is built (${build.reason})`;
  const work = build === null ? '' : `, ${build.encoded} of ${build.passages} passages embedded`;
  print(`${state}: ${size} case studies and notes${work}.`);
  for (const complaint of complaints) process.stderr.write(`${formatComplaint(complaint)}\n`);
}

/** Opens the library, with progress on standard error where a person watches. */
async function open(overrides: ConfigOverrides): Promise<Casebook> {
  const progress = progressOn(process.stderr);
  const casebook = await Casebook.open(readConfig(process.env, overrides), {
    onStep: progress.step,
    onProgress: ({ done, total }) => progress.update('Embedding passages', done, total),
  }).finally(progress.end);
  if (casebook.size === 0) {
    await casebook.close();
    throw new Error(
      'The library is empty. Put Markdown files into it, or set CONTENT_DIR or --content to another folder.',
    );
  }
  return casebook;
}

/** Opens the library, and says on standard error what someone who asks it should know about it. */
async function openToAsk(overrides: ConfigOverrides): Promise<Casebook> {
  const casebook = await open(overrides);
  if (casebook.build !== null && process.stderr.isTTY)
    process.stderr.write(`The index was built (${casebook.build.reason}).\n`);
  const errors = casebook.complaints.filter(({ severity }) => severity === 'error');
  const files = new Set(errors.map(({ file }) => file)).size;
  if (files > 0) {
    const where = overrides.content ? ` -- --content ${overrides.content}` : '';
    process.stderr.write(
      `Something was left out of the library, in ${counted(files, 'file')}; ` +
        `npm run library:check${where} says what.\n`,
    );
  }
  return casebook;
}

let wasInterrupted = false;

/** A command that was given wrongly. */
class UsageError extends Error {}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** A message for people: what happened and, below it, what was behind it. */
function report(error: unknown): void {
  const causes: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) causes.push(cause.message);
  process.stderr.write(`casebook: ${causes.length > 0 ? causes.join('\n  because: ') : String(error)}\n`);
  if (process.env['DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}

// A reader that has seen enough (`| head`) closes the pipe: that is no failure. A full disk is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  report(new Error('The answer cannot be written to standard output.', { cause: error }));
  process.exit(EXIT_FAILURE);
});
// What is in hand while serving is finished first; a second Ctrl-C does not wait for it.
process.on('SIGINT', () => {
  if (!['start', 'quiz'].includes(program.args[0] ?? '') || wasInterrupted) process.exit(EXIT_INTERRUPTED);
  wasInterrupted = true;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
  else {
    report(error);
    process.exitCode =
      error instanceof UsageError ? EXIT_USAGE : error instanceof ConfigError ? EXIT_CONFIG : EXIT_FAILURE;
  }
}
