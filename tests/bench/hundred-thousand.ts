/** How the indexes fare with many more passages than the library has. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LexicalIndex, termsOf } from '../../index/lexical/mod.ts';
import { SearchEngine } from '../../index/search/mod.ts';
import { type Neighbour, VectorGraph, VectorTable } from '../../index/vectors/mod.ts';
import { mean } from '../../src/estimate.ts';
import { exactNearest } from './exact-search.ts';
import { mixPassages, NOISE_LENGTH } from './mixtures.ts';
import type { Report, Row } from './report.ts';
import { quantile, timeMs } from './timing.ts';
import type { Workbench } from './workbench.ts';

/** As many as the search asks of each index. */
const NEIGHBOURS = 100;
const RECALL_DEPTH = 10;

export async function benchHundredThousand(bench: Workbench): Promise<Report> {
  const { index } = await bench.library('full-size');
  const encoder = await bench.encoder();
  const questions = bench.questions.inScope.map(({ text }) => text);
  const queries = await encoder.encode(questions);
  const { manyVectors: count, askings } = bench.sizes;
  bench.progress.step(`Mixing ${count} passages.`);
  const { list, vectors: points } = mixPassages(index, count);
  bench.progress.step('Building their graph.');
  const vectors = VectorTable.of(points, encoder.dimensions);
  let { graph } = index;
  const graphMs = await timeMs(() => {
    graph = VectorGraph.build(vectors);
  });
  const file = join(bench.folder, 'many.hnsw');
  await graph.write(file);
  bench.progress.step('Building their lexical index.');
  let lexical = index.lexical;
  const lexicalMs = await timeMs(() => {
    lexical = LexicalIndex.build(list.passages);
  });
  bench.progress.step('Searching them.');
  const engine = await SearchEngine.open({ library: index.library, list, lexical, vectors, graph }, encoder);

  const times = {
    graph: [] as number[],
    exact: [] as number[],
    lexical: [] as number[],
    engine: [] as number[],
  };
  const recalls: number[] = [];
  for (let asking = -1; asking < askings; asking += 1) {
    for (const [position, question] of questions.entries()) {
      const query = queries[position]!;
      const terms = termsOf(question);
      const graphTime = await timeMs(() => graph.search(query, NEIGHBOURS));
      const lexicalTime = await timeMs(() => lexical.bm25.scores(terms));
      const engineTime = await timeMs(() => engine.search(question));
      if (asking < 0) {
        let exact: number[] = [];
        times.exact.push(
          await timeMs(() => {
            exact = exactNearest(points, query, RECALL_DEPTH);
          }),
        );
        recalls.push(recallOf(graph.search(query, NEIGHBOURS), exact));
        continue;
      }
      times.graph.push(graphTime);
      times.lexical.push(lexicalTime);
      times.engine.push(engineTime);
    }
  }
  const row = (what: string, measured: readonly number[], rest: Row): Row => ({
    Search: what,
    'p50 ms': quantile(measured, 0.5),
    'p99 ms': quantile(measured, 0.99),
    ...rest,
  });
  const graphMb = (await stat(file)).size / 1e6;
  const recall = mean(recalls);
  return {
    title: `${count.toLocaleString('en')} passages`,
    method: [
      `The passages are made up: each is a mixture of two passages of the full-size library (random share; vectors mixed and ` +
        `given noise of length ${NOISE_LENGTH}, then brought to length 1; texts cut and joined at the same share; seeded). The ` +
        `queries are ${questions.length} real questions, searched ${askings} times each after a warm-up. The vectors are searched ` +
        `for ${NEIGHBOURS} neighbours, as the product does; recall is of the ${RECALL_DEPTH} nearest.`,
    ],
    tables: [
      {
        caption: 'Search',
        rows: [
          row('vectors, HNSW', times.graph, {
            [`recall@${RECALL_DEPTH}`]: recall,
            'build s': graphMs / 1000,
            'file MB': graphMb,
            'to exact': quantile(times.graph, 0.5) / quantile(times.exact, 0.5),
          }),
          row('vectors, exact (a loop over all)', times.exact, {
            [`recall@${RECALL_DEPTH}`]: 1,
            'to exact': 1,
          }),
          row('words, BM25 scores', times.lexical, {
            'build s': lexicalMs / 1000,
            'file MB': lexical.toBytes().length / 1e6,
          }),
          row('SearchEngine, with encoding', times.engine, {}),
        ],
      },
    ],
    targets: [
      { what: `recall@${RECALL_DEPTH}`, value: recall, bound: 'at least', limit: 0.98, unit: '' },
      { what: 'HNSW p50', value: quantile(times.graph, 0.5), bound: 'at most', limit: 3, unit: 'ms' },
    ],
  };
}

/** Share of the exact nearest that stand as high among the neighbours. */
function recallOf(neighbours: readonly Neighbour[], exact: readonly number[]): number {
  const found = new Set(neighbours.slice(0, exact.length).map(({ row }) => row));
  return exact.filter((row) => found.has(row)).length / exact.length;
}
