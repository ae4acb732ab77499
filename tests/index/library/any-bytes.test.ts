import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsedFileSchema, SECTION_KINDS } from '../../../index/library/mod.ts';
import { parseFile } from '../../../index/library/parse.ts';
import { bytesOf, lineWith, parseText, TOPIC_TEXT, topicFrom } from './acme.ts';

/** Everything that a file can be made of, weighted towards what the parsers care about. */
const scraps = fc.constantFrom(
  ...[
    '---\n',
    '\n',
    '\n\n',
    '  ',
    '\t',
    '> ',
    '- ',
    '1. ',
    '# ',
    '## ',
    '```\n',
    '~~~',
    '|',
    '|-|-|\n',
    '**',
    '_',
    '`',
  ],
  ...[
    '[a](b)',
    '[a]: b\n',
    '[^a]',
    '![',
    '](',
    '<!--',
    '-->',
    '<div>',
    '</',
    '&amp;',
    '\\',
    '\r',
    '\r\n',
    '\u0000',
    '\ufeff',
  ],
  ...[
    '## Case Study 1: A\n',
    '### Quick Answer\n',
    '### Problem\n',
    'case_studies:\n',
    '  - id: a\n',
    'title: x\n',
    'x: [\n',
  ],
  ...[
    'Source: ',
    '**Key insight**: ',
    'http://a.b',
    'a@b.c',
    '===\n',
    ': ',
    '\ud83d\ude00',
    'é',
    '"',
    "'",
    '&a *a ',
  ],
);
const markdownish = fc
  .array(fc.oneof(scraps, fc.string({ maxLength: 5 })), { maxLength: 60 })
  .map((parts) => parts.join(''));

function expectOrderly(bytes: Uint8Array): void {
  const parsed = parseFile('a/b.md', bytes);
  expect(parsedFileSchema.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  // Nothing disappears without a word, and no complaint points outside the file.
  expect(parsed.document !== null || parsed.complaints.length > 0).toBe(true);
  const lines = new TextDecoder().decode(bytes).split(/\r\n?|\n/).length;
  for (const { line, message } of parsed.complaints) {
    expect(line).toBeLessThanOrEqual(lines);
    expect(message).not.toMatch(/[\n\r]|undefined|\[object/);
  }
}

describe('parseFile', () => {
  it('has an orderly outcome for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), expectOrderly), { numRuns: 300 });
  });

  it('has an orderly outcome for anything like Markdown', () => {
    fc.assert(
      fc.property(markdownish, (text) => expectOrderly(bytesOf(text))),
      { numRuns: 500 },
    );
  });

  it('has an orderly outcome for a topic that is cut, torn and patched', () => {
    const place = fc.nat(TOPIC_TEXT.length);
    const wounds = fc.array(fc.tuple(place, fc.nat(200), markdownish), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(wounds, (list) => {
        let text = TOPIC_TEXT;
        for (const [at, length, patch] of list) text = text.slice(0, at) + patch + text.slice(at + length);
        expectOrderly(bytesOf(text));
      }),
      { numRuns: 60 },
    );
  });

  it('reads the same from LF, CRLF, CR and a byte order mark, down to the line of each complaint', () => {
    fc.assert(
      fc.property(markdownish, (raw) => {
        const text = raw.replaceAll('\r', '').replaceAll('\ufeff', '');
        const { sha256: _, ...parsed } = parseText(text);
        for (const variant of [text.replaceAll('\n', '\r\n'), text.replaceAll('\n', '\r'), `\ufeff${text}`]) {
          expect(parseText(variant)).toMatchObject(parsed);
        }
      }),
      { numRuns: 150, examples: [[TOPIC_TEXT]] },
    );
  });

  it('gives back the titles, ids and lines of any topic that follows the template', () => {
    const word = fc.stringMatching(/^[A-Za-z][a-z]{0,8}$/);
    const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((list) => list.join(' '));
    const slug = fc.stringMatching(/^[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,6}){0,2}$/);
    const study = fc.record({
      title: words,
      answer: words,
      year: fc.option(fc.integer({ min: 1970, max: 2026 })),
      gap: fc.nat(4),
    });
    const topics = fc
      .record({ title: words, studies: fc.array(study, { minLength: 3, maxLength: 5 }) })
      .chain(({ title, studies }) =>
        fc
          .uniqueArray(slug, { minLength: studies.length, maxLength: studies.length })
          .map((slugs) => ({ title, studies, slugs })),
      );
    fc.assert(
      fc.property(topics, ({ title, studies, slugs }) => {
        const text = [
          ...[
            '---',
            `title: "${title}"`,
            'summary: "s"',
            'tags: []',
            'last_reviewed: 2026-01-02',
            'case_studies:',
          ],
          ...studies.flatMap(({ year }, n) => [
            ...[`  - id: "${slugs[n]}"`, '    companies: [Acme]', '    level: mid'],
            ...[year === null ? '    #-' : `    year: ${year}`, '    answers: [a, b, c, d, e]'],
          ]),
          ...['---', `# ${title}`],
          ...studies.flatMap(({ title: own, answer, gap }, n) => [
            ...Array.from({ length: gap }, () => ''),
            ...[`## Case Study ${n + 1}: ${own}`, '### Problem', 'p', '### Quick Answer', `${answer}.`],
          ]),
        ].join('\n');
        const topic = topicFrom(text);
        expect(topic).toMatchObject({ title, line: lineWith(text, `# ${title}`) });
        expect(
          topic.caseStudies.map(({ slug, title, quickAnswer, line, year, sections }) => ({
            slug,
            title,
            quickAnswer,
            line,
            year,
            kinds: sections.map(({ kind }) => kind),
            lines: sections.map((s) => s.line),
          })),
        ).toEqual(
          studies.map(({ title, answer, year }, n) => {
            const line = lineWith(text, `## Case Study ${n + 1}:`);
            return {
              slug: slugs[n],
              title,
              quickAnswer: `${answer}.`,
              line,
              year,
              kinds: SECTION_KINDS.slice(0, 2),
              lines: [line + 1, line + 3],
            };
          }),
        );
      }),
      { numRuns: 100 },
    );
  });
});
