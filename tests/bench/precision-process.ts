/** Run by precision.ts: loads the encoder and uses it, and prints what that takes. */
import { openEncoder } from '../../index/encoder/mod.ts';
import type { Precision } from '../eval/engine.ts';

interface Argument {
  readonly modelDir: string;
  readonly precision: Precision;
  readonly texts: readonly string[];
}

const residentMb = (): number => process.memoryUsage.rss() / 1e6;

const { modelDir, precision, texts } = JSON.parse(process.argv[2]!) as Argument;
const startedMb = residentMb();
const startMs = performance.now();
const encoder = await openEncoder({ cacheDir: modelDir, precision });
const loadMs = performance.now() - startMs;
const loadedMb = residentMb();
await encoder.encode(texts);
process.stdout.write(JSON.stringify({ loadMs, startedMb, loadedMb, usedMb: residentMb() }));
await encoder.close();
