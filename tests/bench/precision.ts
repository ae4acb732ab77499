/** What the weights of 8 bits gain over single precision. Quality is measured by `npm run eval`. */
import { z } from 'zod';
import type { Precision } from '../eval/engine.ts';
import { scriptProcess } from './child-process.ts';
import { measureEncoders } from './encoders.ts';
import { encoderRows } from './engines.ts';
import type { Report, Row } from './report.ts';
import { inTurns, median } from './timing.ts';
import type { Workbench } from './workbench.ts';

const PRECISIONS: readonly Precision[] = ['int8', 'fp32'];

const loadedSchema = z.object({
  loadMs: z.number(),
  startedMb: z.number(),
  loadedMb: z.number(),
  usedMb: z.number(),
});
type Loaded = z.infer<typeof loadedSchema>;

export async function benchPrecision(bench: Workbench): Promise<Report> {
  const texts = await bench.encoderTexts();
  const encoders = await Promise.all(
    PRECISIONS.map(async (name) => {
      const encoder = await bench.encoder(name);
      return { name, encode: (passages: readonly string[]) => encoder.encode(passages) };
    }),
  );
  const rounds = bench.sizes.encoderRounds;
  const speed = await measureEncoders(encoders, texts, rounds);
  const { modelDir } = bench.configFor(bench.contentDir, bench.folder);
  const loaded = await inTurns(
    rounds,
    PRECISIONS.map((precision) => ({
      name: precision,
      measure: async () =>
        loadedSchema.parse(
          await scriptProcess('./precision-process.ts', { modelDir, precision, texts: texts.passages }),
        ),
    })),
  );
  const of = (name: string, figure: keyof Loaded): number =>
    median(loaded.get(name)!.map((run) => run[figure]));
  const rows = encoderRows(speed).map((row, i): Row => {
    const name = PRECISIONS[i]!;
    return {
      ...row,
      'load s': of(name, 'loadMs') / 1000,
      'started MB': of(name, 'startedMb'),
      'loaded MB': of(name, 'loadedMb'),
      'in use MB': of(name, 'usedMb'),
    };
  });
  return {
    title: 'Precision of the encoder',
    method: [
      `${texts.questions.length} questions one by one and ${texts.passages.length} passages, ${rounds} rounds in turn. Load time and ` +
        'resident memory are of processes of their own: with the program, with the model, and after encoding the passages.',
    ],
    tables: [{ caption: 'int8 and fp32', rows }],
    targets: [],
  };
}
