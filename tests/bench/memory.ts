/** How much memory a process needs that serves the full-size library. */
import { z } from 'zod';
import { scriptProcess } from './child-process.ts';
import type { Report, Row } from './report.ts';
import { median } from './timing.ts';
import { QUESTIONS_DIR, type Workbench } from './workbench.ts';

const residentSchema = z.object({
  startedMb: z.number(),
  openedMb: z.number(),
  servedMb: z.number(),
  peakMb: z.number(),
});
type Resident = z.infer<typeof residentSchema>;

export async function benchMemory(bench: Workbench): Promise<Report> {
  const { questionsServed, servingProcesses } = bench.sizes;
  const libraries = [await bench.library('real'), await bench.library('full-size')];
  const measured = new Map<string, Resident[]>(libraries.map(({ name }) => [name, []]));
  for (let run = 0; run < servingProcesses; run += 1) {
    for (const { name, config } of libraries) {
      const argument = { config, questionsDir: QUESTIONS_DIR, questions: questionsServed };
      measured.get(name)!.push(residentSchema.parse(await scriptProcess('./memory-process.ts', argument)));
    }
  }
  const of = (name: string, figure: keyof Resident): number =>
    median(measured.get(name)!.map((run) => run[figure]));
  const rows = libraries.map(
    ({ name, index }): Row => ({
      Library: name,
      Passages: index.list.passages.length,
      'started MB': of(name, 'startedMb'),
      'opened MB': of(name, 'openedMb'),
      [`after ${questionsServed} questions MB`]: of(name, 'servedMb'),
      'peak MB': of(name, 'peakMb'),
    }),
  );
  return {
    title: 'Memory',
    method: [
      'Resident memory (RSS) of a process of its own that opens a Casebook and answers questions; medians of ' +
        `${servingProcesses} processes. "started" is Node with the program loaded, "opened" with model and index.`,
    ],
    tables: [{ caption: 'Resident memory', rows }],
    targets: [
      {
        what: `full-size library after ${questionsServed} questions`,
        value: of('full-size', 'servedMb'),
        bound: 'at most',
        limit: 400,
        unit: 'MB',
      },
    ],
  };
}
