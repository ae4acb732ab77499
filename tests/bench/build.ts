/** What building an index costs beside the encoding that it cannot do without. */
import { join } from 'node:path';
import { passageContent } from '../../index/passages/mod.ts';
import type { Report, Row } from './report.ts';
import { inTurns, median, timeMs } from './timing.ts';
import type { Workbench } from './workbench.ts';

const BUILD = 'openIndex into an empty folder';
const RAW = 'encoder.encode of the same texts';

export async function benchBuild(bench: Workbench): Promise<Report> {
  const contentDir = await bench.grow('build', bench.sizes.buildPassages);
  let folders = 0;
  const configForNewIndex = () => bench.configFor(contentDir, join(bench.folder, `build-index-${++folders}`));
  // The first build warms up both, and says what there is to encode.
  const { index } = await bench.index(configForNewIndex());
  const contents = [...new Set(index.list.passages.map(passageContent))];
  const encoder = await bench.encoder();
  const times = await inTurns(bench.sizes.buildRounds, [
    { name: BUILD, measure: () => timeMs(() => bench.index(configForNewIndex())) },
    { name: RAW, measure: () => timeMs(() => encoder.encode(contents)) },
  ]);
  const perSecond = (name: string): number => contents.length / (median(times.get(name)!) / 1000);
  // Each build against the encoding right after it: what disturbs one, disturbs the other.
  const ratio = median(times.get(RAW)!.map((ms, round) => ms / times.get(BUILD)![round]!));
  const row = (name: string): Row => ({
    Work: name,
    'median s': median(times.get(name)!) / 1000,
    'passages/s': perSecond(name),
    'to encoding alone': name === BUILD ? ratio : 1,
  });
  return {
    title: 'Building an index',
    method: [
      `${contents.length} different passages, from Markdown files to a published index, against the raw encoder on the same ` +
        `texts; ${bench.sizes.buildRounds} rounds, in turn.`,
    ],
    tables: [{ caption: 'Throughput', rows: [row(BUILD), row(RAW)] }],
    targets: [{ what: 'build to raw encoding', value: ratio, bound: 'at least', limit: 0.8, unit: '' }],
  };
}
