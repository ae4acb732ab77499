/** Search engines over the same passages, each giving case studies, best first. */
import { create, insertMultiple, search as oramaSearch } from '@orama/orama';
import MiniSearch from 'minisearch';
import type { Encoder } from '../../index/encoder/mod.ts';
import type { PassageList } from '../../index/passages/mod.ts';
import { SearchEngine } from '../../index/search/mod.ts';
import type { BuiltIndex } from '../../index/store/mod.ts';

export interface SearchContender {
  readonly name: string;
  /** Ids of case studies and notes, best first. */
  readonly search: (question: string) => Promise<string[]>;
}

/** Passages looked at by the others: as many as our search takes from each of its rankings. */
const DEPTH = 100;

export async function searchContenders(index: BuiltIndex, encoder: Encoder): Promise<SearchContender[]> {
  return [
    await casebook(index, encoder),
    meaningAlone(index, encoder),
    miniSearch(index),
    await oramaFullText(index),
    await oramaHybrid(index, encoder),
  ];
}

async function casebook(index: BuiltIndex, encoder: Encoder): Promise<SearchContender> {
  const engine = await SearchEngine.open(index, encoder);
  return {
    name: 'Casebook',
    search: async (question) => (await engine.search(question)).hits.map(({ unit }) => idOf(unit)),
  };
}

function meaningAlone({ list, graph }: BuiltIndex, encoder: Encoder): SearchContender {
  return {
    name: 'Vectors alone (ours)',
    search: async (question) => {
      const [vector] = await encoder.encode([question]);
      return byBestPassage(
        list,
        graph.search(vector!, DEPTH).map(({ row }) => row),
      );
    },
  };
}

function miniSearch({ list }: BuiltIndex): SearchContender {
  const engine = new MiniSearch({ fields: ['heading', 'text'] });
  engine.addAll(list.passages.map(({ heading, text }, id) => ({ id, heading, text })));
  return {
    name: 'MiniSearch as it comes',
    search: async (question) =>
      byBestPassage(
        list,
        engine
          .search(question)
          .slice(0, DEPTH)
          .map(({ id }) => Number(id)),
      ),
  };
}

async function oramaFullText({ list }: BuiltIndex): Promise<SearchContender> {
  const engine = create({ schema: { heading: 'string', text: 'string' } });
  await insertMultiple(
    engine,
    list.passages.map(({ heading, text }, label) => ({ id: String(label), heading, text })),
  );
  return {
    name: 'Orama full-text as it comes',
    search: async (question) => {
      const { hits } = await oramaSearch(engine, { term: question, limit: DEPTH });
      return byBestPassage(
        list,
        hits.map(({ id }) => Number(id)),
      );
    },
  };
}

/** The least similarity of a vector is 0 instead of 0.8, which hardly any passage has to a question with this model. */
async function oramaHybrid({ list, vectors }: BuiltIndex, encoder: Encoder): Promise<SearchContender> {
  const engine = create({
    schema: { heading: 'string', text: 'string', embedding: `vector[${encoder.dimensions}]` },
  } as const);
  await insertMultiple(
    engine,
    list.passages.map(({ heading, text }, label) => ({
      id: String(label),
      heading,
      text,
      embedding: Array.from(vectors.vector(label)),
    })),
  );
  return {
    name: 'Orama hybrid with our vectors',
    search: async (question) => {
      const [value] = await encoder.encode([question]);
      const { hits } = await oramaSearch(engine, {
        mode: 'hybrid',
        term: question,
        vector: { value: Array.from(value!), property: 'embedding' },
        similarity: 0,
        limit: DEPTH,
      });
      return byBestPassage(
        list,
        hits.map(({ id }) => Number(id)),
      );
    },
  };
}

/** Each case study stands where its best passage stands. */
function byBestPassage({ units, passages }: PassageList, labels: readonly number[]): string[] {
  return [...new Set(labels.map((label) => idOf(units[passages[label]!.unit]!)))];
}

function idOf(unit: PassageList['units'][number]): string {
  return unit.kind === 'case-study' ? unit.caseStudy.id : unit.id;
}
