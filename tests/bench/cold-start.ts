/** How long a new process takes to its first answer when the index is built. */
import { casebookProcess } from './child-process.ts';
import type { Report, Row } from './report.ts';
import { inTurns, median } from './timing.ts';
import type { Workbench } from './workbench.ts';

export async function benchColdStart(bench: Workbench): Promise<Report> {
  const question = bench.questions.inScope[0]!.text;
  const [real, fullSize] = [await bench.library('real'), await bench.library('full-size')];
  const start =
    (words: readonly string[], { config }: typeof real) =>
    async (): Promise<number> =>
      (await casebookProcess(words, config)).firstOutputMs / 1000;
  const contenders = [
    { name: 'casebook ask --help: the program alone', measure: start(['ask', '--help'], real) },
    { name: 'real library', measure: start(['ask', question], real) },
    { name: 'full-size library', measure: start(['ask', question], fullSize) },
  ];
  // The first start also fills the caches of the system and of tsx.
  await inTurns(1, contenders);
  const times = await inTurns(bench.sizes.coldStarts, contenders);
  const rows = [...times].map(
    ([name, seconds]): Row => ({
      Process: name,
      'median s': median(seconds),
      'fastest s': Math.min(...seconds),
      'slowest s': Math.max(...seconds),
    }),
  );
  const value = median(times.get('full-size library')!);
  return {
    title: 'Cold start',
    method: [
      `From starting node bin/casebook.js ask "…" to its first output, index and model prepared, files in the system's ` +
        `cache; ${bench.sizes.coldStarts} starts each, in turn.`,
    ],
    tables: [{ caption: 'Time to the first answer', rows }],
    targets: [{ what: 'first answer, full-size library', value, bound: 'at most', limit: 1.5, unit: 's' }],
  };
}
