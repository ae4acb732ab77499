/**
 * A builder in a process of its own, which stops at one step and waits there to be told to go on, or to be killed.
 *
 * Arguments: content folder, index folder, step. A step is a call of node:fs/promises with the last part of its path,
 * such as `rename CURRENT`; `half of manifest.json` stops with half of that file written; `encode` before anything is.
 */
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import { openEncoder } from '../../../index/encoder/mod.ts';
import { openIndex } from '../../../index/store/mod.ts';

const [contentDir, indexDir, step] = process.argv.slice(2) as [string, string, string];
const encoder = await openEncoder({ cacheDir: '.casebook/models' });

let hasStopped = false;
async function stopAt(name: string): Promise<void> {
  if (name !== step || hasStopped) return;
  hasStopped = true;
  process.send!({ stoppedAt: step });
  await new Promise((resolve) => process.once('message', resolve));
}

function stopping<Args extends readonly unknown[], Result>(
  name: string,
  call: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    await stopAt(`${name} ${basename(String(args[0]))}`);
    return call(...args);
  };
}

const { readdir, rename, writeFile } = fs;
Object.assign(fs, {
  readdir: stopping('readdir', readdir),
  rename: stopping('rename', rename),
  writeFile: stopping('writeFile', async (file: string, data: string | Uint8Array<ArrayBuffer>) => {
    const name = basename(file);
    if (step === `half of ${name}`) {
      await writeFile(file, data.slice(0, data.length / 2));
      await stopAt(`half of ${name}`);
    }
    await writeFile(file, data);
  }),
});
// The store has imported these functions by name: this puts the ones above in their place.
syncBuiltinESMExports();

const { build } = await openIndex({
  contentDir,
  indexDir,
  encoder: {
    dimensions: encoder.dimensions,
    fingerprint: encoder.fingerprint,
    knowsWord: (word) => encoder.knowsWord(word),
    close: () => encoder.close(),
    encode: async (texts) => {
      await stopAt('encode');
      return encoder.encode(texts);
    },
  },
});
process.send!({ finished: build?.reason ?? 'nothing to do' });
process.disconnect();
