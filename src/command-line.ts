/** What the commands share. */
import type { Command } from 'commander';

/** Exit codes, as in sysexits.h where it has one. */
export const EXIT_FAILURE = 1;
export const EXIT_USAGE = 2;
export const EXIT_CONFIG = 78;
export const EXIT_INTERRUPTED = 130;

export function withContent(command: Command): Command {
  return command.option('--content <dir>', 'folder of the library (default: CONTENT_DIR, else content)');
}

/** `1 file`, `2 files`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
