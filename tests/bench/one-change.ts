/** How soon an edited topic can be found. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { topicsOf } from '../../index/library/mod.ts';
import type { Report, Row } from './report.ts';
import { median, timeMs } from './timing.ts';
import type { Workbench } from './workbench.ts';

interface Edit {
  readonly name: string;
  readonly edit: (markdown: string) => string;
}

const EDITS: readonly Edit[] = [
  { name: 'nothing', edit: (markdown) => markdown },
  {
    name: 'a sentence of one case study',
    edit: (markdown) => markdown.replace(/^### Problem\n\n/m, '$&It was found on a Monday morning. '),
  },
  {
    name: "the topic's title, which stands above all of its passages",
    edit: (markdown) =>
      markdown.replace(/^title: (['"]?)(.*)\1$/m, 'title: $1$2, revised$1').replace(/^# .*$/m, '$&, revised'),
  },
];

interface Measured {
  readonly seconds: number;
  readonly encoded: number;
}

export async function benchOneChange(bench: Workbench): Promise<Report> {
  const { config, index } = await bench.library('full-size');
  const topics = topicsOf(index.library);
  const measured = new Map<string, Measured[]>(EDITS.map(({ name }) => [name, []]));
  let edited = 0;
  for (let round = 0; round < bench.sizes.edits; round += 1) {
    for (const { name, edit } of EDITS) {
      const topic = topics[(edited * 7) % topics.length]!;
      edited += 1;
      const file = join(config.contentDir, `${topic.path}.md`);
      await writeFile(file, edit(await readFile(file, 'utf8')));
      let encoded = 0;
      const ms = await timeMs(async () => {
        encoded = (await bench.index(config)).build?.encoded ?? 0;
      });
      measured.get(name)!.push({ seconds: ms / 1000, encoded });
    }
  }
  const rows = [...measured].map(
    ([name, runs]): Row => ({
      Changed: name,
      'median s': median(runs.map(({ seconds }) => seconds)),
      'slowest s': Math.max(...runs.map(({ seconds }) => seconds)),
      'passages embedded': median(runs.map(({ encoded }) => encoded)),
      'of passages': index.list.passages.length,
    }),
  );
  const slowest = Math.max(...rows.map((row) => Number(row['median s'])));
  return {
    title: 'One changed topic',
    method: [
      `openIndex on the full-size library after one topic file was edited, the model loaded; ${bench.sizes.edits} edits of ` +
        'each kind, of different topics, in turn.',
    ],
    tables: [{ caption: 'Time to a published index', rows }],
    targets: [{ what: 'one topic changed', value: slowest, bound: 'at most', limit: 2, unit: 's' }],
  };
}
