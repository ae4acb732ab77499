/** `npm run eval`: how good the answers are. `npm run eval -- --help` shows what can be measured. */
import { parseArgs } from 'node:util';
import { layoutTable } from '../../src/cards/mod.ts';
import { type Calibration, calibrate } from './calibrate.ts';
import { measureCollection } from './collection.ts';
import { openEngine, type Precision } from './engine.ts';
import { type Miss, measureLibrary, RANKINGS, type Row } from './library.ts';
import { readQuestionSet } from './questions.ts';

const HELP = `Measures search on question sets.

  npm run eval                                     our library, both question sets
  npm run eval -- --questions tests/eval/questions/held-out --content content
  npm run eval -- --collection DIR [--collection DIR …]  public collections (corpus.jsonl, queries.jsonl, qrels.tsv)

  npm run eval -- --calibrate                      fit the confidence on the tuning set

  --precision fp32|int8   weights of the model (default: the product's)
  --misses                list the questions that went wrong
  --json                  print the figures as JSON
`;

const TUNING_SET = 'tests/eval/questions/tuning';
const HELD_OUT_SET = 'tests/eval/questions/held-out';

const { values } = parseArgs({
  options: {
    questions: { type: 'string', multiple: true },
    content: { type: 'string', default: 'content' },
    collection: { type: 'string', multiple: true },
    precision: { type: 'string' },
    calibrate: { type: 'boolean' },
    misses: { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

if (values.help) process.stdout.write(HELP);
else await run();

async function run(): Promise<void> {
  const precision = values.precision as Precision | undefined;
  if (values.collection !== undefined) {
    for (const folder of values.collection) show(folder, await measureCollection(folder, precision), []);
    return;
  }
  const engine = await openEngine('library', values.content, precision);
  if (values.calibrate) {
    showCalibration(await calibrate(engine, readQuestionSet(TUNING_SET)));
    return;
  }
  for (const folder of values.questions ?? [TUNING_SET, HELD_OUT_SET]) {
    const { rows, misses } = await measureLibrary(engine, readQuestionSet(folder));
    show(folder, rows, values.misses ? misses : []);
  }
}

function showCalibration({ weights, thresholds }: Calibration): void {
  const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
  const table = {
    header: ['Threshold', 'Wrongly refused', 'Rightly refused'],
    rows: thresholds.map(({ threshold, wronglyRefused, rightlyRefused }) => [
      threshold.toFixed(2),
      percent(wronglyRefused),
      percent(rightlyRefused),
    ]),
  };
  process.stdout.write(`${JSON.stringify(weights)}\n\n${layoutTable(table, 80).join('\n')}\n`);
}

function show(title: string, rows: readonly Row[], misses: readonly Miss[]): void {
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ title, rows, misses })}\n`);
    return;
  }
  const keys = [...new Set(rows.map(({ questions, measure }) => `${questions}\t${measure}`))];
  const cell = (row: Row | undefined): string => {
    if (row === undefined) return '';
    const { mean, low, high } = row.estimate;
    return `${mean.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
  };
  const table = {
    header: ['Questions', 'n', 'Measure', ...RANKINGS],
    rows: keys.map((key) => {
      const [questions, measure] = key.split('\t') as [string, string];
      const found = RANKINGS.map((ranking) =>
        rows.find((row) => row.questions === questions && row.measure === measure && row.ranking === ranking),
      );
      const count = found.find((row) => row !== undefined)?.estimate.count ?? 0;
      return [questions, String(count), measure, ...found.map(cell)];
    }),
  };
  process.stdout.write(`\n${title} (95% intervals)\n\n${layoutTable(table, 140).join('\n')}\n`);
  for (const { kind, question, expected, got } of misses) {
    process.stdout.write(`\n[${kind}] ${question}\n  expected ${expected}\n  got      ${got}\n`);
  }
}
