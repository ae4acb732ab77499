/** The commands for those who write the library. */
import type { Command } from 'commander';

import { formatComplaint, notesOf, topicsOf } from '../index/library/mod.ts';
import { counted, EXIT_FAILURE, print, withContent } from './command-line.ts';
import { type ConfigOverrides, readConfig } from './config.ts';

export function addLibraryCommands(program: Command): void {
  withContent(program.command('check'))
    .description('hold the files of the library against every rule; exits with 1 when there is a complaint')
    .option('--json', 'print the complaints as JSON')
    .action(check);

  withContent(program.command('new'))
    .description('begin a topic: its file and its list of sources, with every heading in place')
    .argument('<topic>', 'name of its file without .md, for example rate_limiting')
    .option('--folder <folder>', 'folder below the library (default: the one that MASTER_PLAN.md gives it)')
    .action(beginTopic);

  withContent(program.command('progress'))
    .description('bring the generated pages up to date: lists in READMEs, PROGRESS.md, PUBLISHED_IDS.md')
    .action(updatePages);
}

async function check(options: ConfigOverrides & { json?: true }): Promise<void> {
  const { contentDir } = readConfig(process.env, options);
  // The rules bring the Markdown parser along, which a question does not need.
  const { checkLibrary } = await import('../index/library/check/mod.ts');
  const { library, complaints } = await checkLibrary(contentDir, latestDay());
  if (options.json) print(JSON.stringify(complaints, null, 2));
  else {
    for (const complaint of complaints) print(formatComplaint(complaint));
    const topics = topicsOf(library);
    const caseStudies = topics.reduce((sum, topic) => sum + topic.caseStudies.length, 0);
    print(
      `${counted(topics.length, 'topic')} with ${counted(caseStudies, 'case study', 'case studies')}, ` +
        `${counted(notesOf(library).length, 'note')}: ` +
        `${complaints.length === 0 ? 'no complaints' : counted(complaints.length, 'complaint')}.`,
    );
  }
  if (complaints.length > 0) process.exitCode = EXIT_FAILURE;
}

async function beginTopic(topic: string, options: ConfigOverrides & { folder?: string }): Promise<void> {
  const { contentDir } = readConfig(process.env, options);
  const { createTopic } = await import('../index/library/upkeep/mod.ts');
  const files = await createTopic(contentDir, topic, options.folder, dayOf(new Date()));
  for (const file of files) print(`Wrote ${file}`);
  print('Fill in what the comments ask for; `npm run library:check` says what is left to do.');
}

async function updatePages(options: ConfigOverrides): Promise<void> {
  const { contentDir } = readConfig(process.env, options);
  const { updateGeneratedPages } = await import('../index/library/check/mod.ts');
  const { written, damaged } = await updateGeneratedPages(contentDir, latestDay());
  for (const file of written) print(`Wrote ${file}`);
  for (const complaint of damaged) process.stderr.write(`${formatComplaint(complaint)}\n`);
  if (written.length === 0 && damaged.length === 0) print('All generated pages are current.');
  if (damaged.length > 0) process.exitCode = EXIT_FAILURE;
}

/** The latest day that it is anywhere (UTC+14), so that a review of today is in nobody's future. */
function latestDay(): string {
  return dayOf(new Date(Date.now() + 14 * 60 * 60 * 1000));
}

/** `YYYY-MM-DD`, in UTC. */
function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
