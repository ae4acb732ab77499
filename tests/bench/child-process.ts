/** Starts processes whose start or memory is measured. */
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../src/config.ts';

const CLI = fileURLToPath(new URL('../../bin/casebook.js', import.meta.url));
const TSX = import.meta.resolve('tsx');

/** The command line, with these folders and the product's own settings. */
export function casebookProcess(words: readonly string[], config: Config): Promise<Finished> {
  const folders = ['--content', config.contentDir, '--index', config.indexDir];
  // An empty variable counts as not set.
  const settings = { CASEBOOK_CACHE: dirname(config.modelDir), EMBEDDING_MODEL: '', EMBEDDING_PRECISION: '' };
  return run([CLI, ...words, ...folders], settings);
}

/** A TypeScript file beside this one; `argument` reaches it as JSON, and what it prints is read as JSON. */
export async function scriptProcess(file: string, argument: unknown): Promise<unknown> {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const { output } = await run(['--import', TSX, script, JSON.stringify(argument)], {});
  return JSON.parse(output);
}

export interface Finished {
  readonly output: string;
  /** From the start to the first output. */
  readonly firstOutputMs: number;
}

/** Runs Node to its end. Throws with what it said when it fails. */
function run(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<Finished> {
  const startMs = performance.now();
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let complaint = '';
  let firstOutputMs = Number.NaN;
  child.stdout.on('data', (chunk: Buffer) => {
    if (output === '') firstOutputMs = performance.now() - startMs;
    output += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString('utf8');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0 && output !== '') resolve({ output, firstOutputMs });
      else reject(new Error(`node ${words.join(' ')} ended with ${code}:\n${complaint}${output}`));
    });
  });
}
