/** Measures the search on a public retrieval collection: a folder with corpus.jsonl, queries.jsonl and qrels.tsv. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { estimate } from '../../src/estimate.ts';
import { EVAL_CACHE, openEngine, type Precision } from './engine.ts';
import { RANKINGS, type Row } from './library.ts';
import { ndcgAt, recallAt, reciprocalRank } from './metrics.ts';
import { readLines } from './questions.ts';

const documentSchema = z.object({ id: z.string(), title: z.string(), text: z.string() });
const querySchema = z.object({ id: z.string(), text: z.string() });

/** Every document becomes a note of a library of its own, so that the whole way from Markdown is measured. */
export async function measureCollection(folder: string, precision?: Precision): Promise<Row[]> {
  const name = basename(folder);
  const contentDir = join(EVAL_CACHE, 'eval', `${name}-content`);
  await rm(contentDir, { recursive: true, force: true });
  for (const { id, title, text } of readLines(join(folder, 'corpus.jsonl'), documentSchema)) {
    const file = join(contentDir, `${id}.md`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `# ${title}\n\n${text}\n`);
  }
  const grades = await readGrades(join(folder, 'qrels.tsv'));
  const queries = readLines(join(folder, 'queries.jsonl'), querySchema).filter(({ id }) => grades.has(id));
  const engine = await openEngine(name, contentDir, precision);
  const rows: Row[] = [];
  for (const ranking of RANKINGS) {
    const rankings: { id: string; ranked: string[] }[] = [];
    for (const { id, text } of queries) {
      const { hits } = await engine.search(text, { ranking, limit: 100 });
      rankings.push({ id, ranked: hits.map(({ unit }) => unit.id) });
    }
    for (const kind of ['all', ...kindsOf(queries)]) {
      const chosen = rankings.filter(({ id }) => kind === 'all' || id.startsWith(kind));
      const row = (measure: string, score: (ranked: string[], of: Map<string, number>) => number): Row => ({
        measure,
        questions: kind,
        ranking,
        estimate: estimate(chosen.map(({ id, ranked }) => score(ranked, grades.get(id)!))),
      });
      rows.push(
        row('nDCG@10', (ranked, of) => ndcgAt(ranked, of, 10)),
        row('MRR@10', (ranked, of) => reciprocalRank(ranked, new Set(of.keys()), 10)),
        row('recall@10', (ranked, of) => recallAt(ranked, new Set(of.keys()), 10)),
        row('recall@100', (ranked, of) => recallAt(ranked, new Set(of.keys()), 100)),
      );
    }
  }
  return rows;
}

async function readGrades(file: string): Promise<Map<string, Map<string, number>>> {
  const grades = new Map<string, Map<string, number>>();
  for (const line of (await readFile(file, 'utf8')).trim().split('\n')) {
    const [query, document, grade] = line.split('\t');
    if (query === undefined || document === undefined || !(Number(grade) > 0)) continue;
    grades.set(query, (grades.get(query) ?? new Map()).set(document, Number(grade)));
  }
  return grades;
}

/** Kinds of question, told apart by a prefix of the id such as `realistic-`. */
function kindsOf(queries: readonly { id: string }[]): string[] {
  const kinds = queries.flatMap(({ id }) => /^[a-z]+-/.exec(id)?.[0] ?? []);
  return [...new Set(kinds)];
}
