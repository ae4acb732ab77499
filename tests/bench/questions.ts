/** How long a question takes to its answer, in the process that serves. */
import { Casebook } from '../../src/casebook.ts';
import type { Report, Row } from './report.ts';
import { median, quantile, timeMs } from './timing.ts';
import type { LibraryName, Workbench } from './workbench.ts';

const LIBRARIES: readonly LibraryName[] = ['real', 'full-size'];

export async function benchQuestions(bench: Workbench): Promise<Report> {
  const { inScope, outOfScope } = bench.questions;
  const questions = [...inScope, ...outOfScope].map(({ text }) => text);
  const casebooks = new Map<LibraryName, Casebook>();
  const passages = new Map<LibraryName, number>();
  for (const name of LIBRARIES) {
    const { config, index } = await bench.library(name);
    casebooks.set(name, await Casebook.open(config));
    passages.set(name, index.list.passages.length);
  }
  const times = await askInTurns(casebooks, questions, bench.sizes.askings);
  for (const casebook of casebooks.values()) await casebook.close();
  const rows = LIBRARIES.map((name): Row => {
    const all = times.get(name)!.flat();
    return {
      Library: name,
      Passages: passages.get(name)!,
      'p50 ms': quantile(all, 0.5),
      'p90 ms': quantile(all, 0.9),
      'p99 ms': quantile(all, 0.99),
      'p99 ms of medians': quantile(times.get(name)!.map(median), 0.99),
      'p50 to real': quantile(all, 0.5) / quantile(times.get('real')!.flat(), 0.5),
    };
  });
  const fullSize = times.get('full-size')!.flat();
  return {
    title: 'A question to its answer, in process',
    method: [
      `${questions.length} tuning questions, ${outOfScope.length} of them out of scope, each asked ${bench.sizes.askings} times through ` +
        'Casebook.ask after a warm-up, the libraries in turn. p50 to p99 are of all askings; the last but one column is ' +
        'the p99 of the questions by the median of their askings, without the noise of the machine.',
    ],
    tables: [{ caption: 'Latency', rows }],
    targets: [
      {
        what: 'p50, full-size library',
        value: quantile(fullSize, 0.5),
        bound: 'at most',
        limit: 6,
        unit: 'ms',
      },
      {
        what: 'p99, full-size library',
        value: quantile(fullSize, 0.99),
        bound: 'at most',
        limit: 25,
        unit: 'ms',
      },
    ],
  };
}

/** Milliseconds by library, question and asking. */
async function askInTurns(
  casebooks: ReadonlyMap<LibraryName, Casebook>,
  questions: readonly string[],
  askings: number,
): Promise<Map<LibraryName, number[][]>> {
  const times = new Map([...casebooks.keys()].map((name) => [name, questions.map((): number[] => [])]));
  for (let asking = -1; asking < askings; asking += 1) {
    for (const [position, question] of questions.entries()) {
      for (const [name, casebook] of casebooks) {
        const ms = await timeMs(() => casebook.ask(question));
        if (asking >= 0) times.get(name)![position]!.push(ms);
      }
    }
  }
  return times;
}
