/** `npm run bench`: how fast it is and how much memory it takes. `npm run bench -- --help` shows the parts. */
import { parseArgs } from 'node:util';
import { benchBuild } from './build.ts';
import { benchColdStart } from './cold-start.ts';
import { benchDigests } from './digests.ts';
import { benchEngines } from './engines.ts';
import { benchHundredThousand } from './hundred-thousand.ts';
import { describeMachine, thisMachine } from './machine.ts';
import { benchMemory } from './memory.ts';
import { benchOneChange } from './one-change.ts';
import { benchPrecision } from './precision.ts';
import { benchQuestions } from './questions.ts';
import { isMet, type Report, reportAsMarkdown, reportAsText } from './report.ts';
import { QUICK_RUN, WHOLE_RUN } from './sizes.ts';
import { Workbench } from './workbench.ts';

interface Part {
  readonly about: string;
  readonly measure: (bench: Workbench) => Promise<Report>;
}

/** In the order in which they run: the last one edits the full-size library. */
const PARTS: Readonly<Record<string, Part>> = {
  questions: { about: 'a question to its answer, in process', measure: benchQuestions },
  'cold-start': { about: 'a new process to its first answer', measure: benchColdStart },
  build: { about: 'building an index against encoding alone', measure: benchBuild },
  memory: { about: 'resident memory of a process that serves', measure: benchMemory },
  'hundred-thousand': { about: 'search over 100,000 passages', measure: benchHundredThousand },
  engines: { about: 'other search engines and another encoder', measure: benchEngines },
  digests: { about: 'ten thousand digests due at once', measure: benchDigests },
  precision: { about: 'the encoder in int8 and in fp32', measure: benchPrecision },
  'one-change': { about: 'an edited topic to a published index', measure: benchOneChange },
};

const HELP = `Measures speed and memory, side by side with other engines. Takes about a quarter of an hour on two idle cores.

  npm run bench
  npm run bench -- --only questions --only build
  npm run bench -- --quick        small versions, to try it out; the figures say nothing

  --only <part>    run this part alone; may be given several times
  --quick          small versions of every part
  --content <dir>  the real library (default: content)
  --json           print the figures as JSON, all at the end
  --markdown       print them as Markdown

Parts:
${Object.entries(PARTS)
  .map(([name, { about }]) => `  ${name.padEnd(17)}${about}`)
  .join('\n')}

The "full-size" library is the real one with made-up topics beside it. They have the outline, tables and diagrams of
real topics; sentences, titles, companies and questions are drawn from all real topics, seeded. So lengths and words
are real, and only the sense is not.
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    content: { type: 'string', default: 'content' },
    json: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await run();

async function run(): Promise<void> {
  const names = values.only ?? Object.keys(PARTS);
  const unknown = names.find((name) => !(name in PARTS));
  if (unknown !== undefined) {
    throw new Error(`There is no part ${unknown}. The parts are ${Object.keys(PARTS).join(', ')}.`);
  }
  const machine = thisMachine();
  const sizes = values.quick ? QUICK_RUN : WHOLE_RUN;
  const startedMs = performance.now();
  print(`${describeMachine(machine)}${values.quick ? '. A quick run: the figures say nothing.' : ''}\n`);
  const bench = await Workbench.open({ sizes, contentDir: values.content });
  process.once('SIGINT', () => {
    bench.removeFolder();
    process.exit(130);
  });
  const reports: Report[] = [];
  try {
    for (const [name, { about, measure }] of Object.entries(PARTS)) {
      if (!names.includes(name)) continue;
      bench.progress.step(`${name}: ${about}`);
      const report = await measure(bench);
      reports.push(report);
      print(values.markdown ? reportAsMarkdown(report) : reportAsText(report));
    }
  } finally {
    await bench.close();
  }
  const minutes = (performance.now() - startedMs) / 60_000;
  if (values.json)
    process.stdout.write(`${JSON.stringify({ machine, quick: values.quick, minutes, reports }, null, 2)}\n`);
  const targets = reports.flatMap((report) => report.targets);
  print(
    `\n${targets.filter(isMet).length} of ${targets.length} targets met, in ${minutes.toFixed(1)} minutes.\n`,
  );
}

/** With --json, standard output is for JSON alone. */
function print(text: string): void {
  if (!values.json) process.stdout.write(text);
}
