/**
 * A process that opens the bundled model in the cache folder of its first argument. Halfway through the preparation it
 * says so and waits for a byte on its standard input; in the end it prints the vector of a text.
 */
import { readSync, writeSync } from 'node:fs';
import { openEncoder } from '../../../index/encoder/mod.ts';

const encoder = await openEncoder({
  cacheDir: process.argv[2]!,
  onProgress: (message) => {
    if (!message.startsWith('Writing')) return;
    writeSync(1, 'halfway\n');
    readSync(0, Buffer.alloc(1));
  },
});
const [vector] = await encoder.encode(['shard']);
writeSync(1, `${JSON.stringify([...vector!])}\n`);
