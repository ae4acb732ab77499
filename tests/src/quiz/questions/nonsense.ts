/** Libraries of nonsense: case studies of every shape that the types allow, and of those that files rather have. */
import fc from 'fast-check';
import type {
  Block,
  CaseStudy,
  NoteSection,
  Section,
  SectionKind,
  Topic,
} from '../../../../index/library/mod.ts';
import type { Unit } from '../../../../index/passages/mod.ts';
import type { TextEncoder } from '../../../../src/quiz/questions/mod.ts';

/** Words of the library, of YAML and regular expressions, and of nobody. */
const word = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...'the cache queue Kafka node old new reads writes so that because no not 5 40-125 99.9% ms'.split(
        ' ',
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'Acme',
      'Acme+(Co)',
      'EVCache',
      'M3',
      '[name]',
      'Why',
      'Mistake:',
      'Instead:',
      '. ',
      ': ',
      '"',
      '$&',
      '\\',
      '東京',
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 12, unit: 'binary' }) },
);
const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '));
const cell = fc.oneof(
  text,
  fc.constantFrom(
    '-',
    'not published',
    '177 (early 2022)',
    '40-125 ms',
    'about 99.99%',
    'three months',
    '0',
    '1e9',
    '1,200,000',
    'up to ~1,000',
    '$0.01',
  ),
  fc.double({ noNaN: false }).map(String),
  fc
    .tuple(fc.nat(), fc.constantFrom('ms', '%', ' GB', ' hours', ''))
    .map(([value, unit]) => `${value}${unit}`),
);
const mistake = fc
  .tuple(text, text, text)
  .map(([what, why, instead]) => `Mistake: ${what} Why it's wrong: ${why} Instead: ${instead}`);
const decision = fc
  .tuple(text, fc.constantFrom(', so that ', ', because ', ' instead of that: '), text)
  .map((parts) => parts.join(''));

const block: fc.Arbitrary<Block> = fc.record({
  kind: fc.constantFrom('paragraph', 'item', 'heading', 'table-row', 'code'),
  text: fc.oneof(text, mistake, decision),
});
const kinds: readonly SectionKind[] = [
  'problem',
  'quick-answer',
  'root-cause',
  'solution',
  'results',
  'mistakes',
  'related',
];

function sectionOf(kind: SectionKind, blocks: Block[]): Section {
  return { kind, heading: kind, line: 1, anchor: kind, blocks };
}

const caseStudy: fc.Arbitrary<CaseStudy> = fc
  .record({
    slug: fc.uuid(),
    title: text,
    companies: fc.array(fc.oneof(fc.constantFrom('Acme', 'Initech', 'The Times', 'A+(B)'), text), {
      maxLength: 3,
    }),
    inSimpleTerms: fc.option(text),
    keyInsight: fc.option(text),
    context: fc.option(text),
    rows: fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { maxLength: 4 }),
    sections: fc.uniqueArray(
      fc.record({ kind: fc.constantFrom(...kinds), blocks: fc.array(block, { maxLength: 4 }) }),
      { selector: ({ kind }) => kind, maxLength: 7 },
    ),
    quiz: fc.array(
      fc.record({ ask: text, right: text, wrong: fc.array(text, { maxLength: 5 }), proof: text }),
      { maxLength: 2 },
    ),
  })
  .map(({ rows, sections, quiz, ...rest }) => {
    const header = ['Metric', 'Before', 'After', 'Improvement'];
    const lines = rows.map(
      (cells): Block => ({
        kind: 'table-row',
        text: cells.map((value, column) => `${header[column]}: ${value}`).join('; '),
      }),
    );
    const quickAnswer = sections.find(({ kind }) => kind === 'quick-answer');
    return {
      ...rest,
      id: `topic/${rest.slug}`,
      line: 1,
      anchor: rest.slug,
      level: 'mid' as const,
      year: null,
      answers: [],
      quiz: quiz.map((question) => ({ ...question, kind: 'reason' as const, section: 'solution' })),
      quickAnswer: quickAnswer?.blocks.map((part) => part.text).join(' ') ?? '',
      results: rows.length === 0 ? null : { header, rows },
      source: null,
      related: [],
      sections: sections.map(({ kind, blocks }) =>
        sectionOf(kind, kind === 'results' ? [...lines, ...blocks] : blocks),
      ),
    };
  });

const note = fc.record({
  kind: fc.constant('note' as const),
  id: fc.uuid(),
  note: fc.record({
    kind: fc.constant('note' as const),
    file: fc.constant('note.md'),
    path: fc.constant('note'),
    title: text,
    folders: fc.constant<string[]>([]),
    sections: fc.constant<NoteSection[]>([]),
  }),
});

export const notes = fc.array(note, { maxLength: 3 });

/** Notes and case studies, mixed. */
export const nonsense: fc.Arbitrary<Unit[]> = fc
  .tuple(notes, fc.array(caseStudy, { maxLength: 8 }))
  .map(([some, caseStudies]) => {
    const topic: Topic = {
      kind: 'topic',
      file: 'topic.md',
      path: 'topic',
      line: 1,
      title: 'Topic',
      summary: '',
      tags: [],
      lastReviewed: '2026-01-01',
      folders: [],
      caseStudies,
    };
    return [
      ...some,
      ...caseStudies.map((member): Unit => ({ kind: 'case-study', id: member.id, topic, caseStudy: member })),
    ];
  });

/** An encoder that knows words and no meaning; the real one takes too long for hundreds of libraries. */
export const wordEncoder: TextEncoder = {
  encode: async (texts) =>
    texts.map((given) => {
      const vector = new Float32Array(512);
      for (const term of given.toLowerCase().split(/\W+/))
        vector[[...term].reduce((hash, character) => (hash * 31 + character.charCodeAt(0)) % 512, 7)]! += 1;
      const length = Math.hypot(...vector) || 1;
      return vector.map((value) => value / length);
    }),
};
