import { describe, expect, it } from 'vitest';
import { formatComplaint } from '../../../index/library/mod.ts';
import { parseFile } from '../../../index/library/parse.ts';
import { briefly, bytesOf, edited, lineWith, parseText, TOPIC_FILE, TOPIC_TEXT } from './acme.ts';

/** What is done to the good topic, and the one complaint that follows: severity, rule, and a part of its line. */
type Case = readonly [
  name: string,
  from: string,
  to: string,
  expected: 'error' | 'warning',
  rule: string,
  at: string,
  nth?: number,
];

const ANSWER = 'Retry later each time, at a random moment.';

const ERRORS: readonly Case[] = [
  ['no title', 'title: Queue Backlogs\n', '', 'error', 'front-matter', '---'],
  ['an empty title', 'title: Queue Backlogs', 'title: ""', 'error', 'front-matter', 'title:'],
  ['a title that is a number', 'title: Queue Backlogs', 'title: 3', 'error', 'front-matter', 'title:'],
  ['tags that are no list', 'tags: [queues, backpressure]', 'tags: queues', 'error', 'front-matter', 'tags:'],
  ['a tag that is a number', '[queues, backpressure]', '[queues, 7]', 'error', 'front-matter', 'tags:'],
  ['a date that does not exist', '2026-11-23', '2026-02-31', 'error', 'front-matter', 'last_reviewed:'],
  ['a date that is none', '2026-11-23', 'yesterday', 'error', 'front-matter', 'last_reviewed:'],
  ['a level that is none', 'level: senior', 'level: junior', 'error', 'front-matter', 'level: junior'],
  ['a missing level', '    level: senior\n', '', 'error', 'front-matter', '- id: acme-retry-storm'],
  ['a year in words', 'year: 2022', 'year: last year', 'error', 'front-matter', 'year: last year'],
  ['missing companies', '    companies: []\n', '', 'error', 'front-matter', '- id: poison-message'],
  [
    'an answer that YAML reads as a field',
    '- retries killing us',
    '- why: retries',
    'error',
    'front-matter',
    '- why:',
  ],
  ['an id with capitals', 'acme-retry-storm', 'Acme_Retry', 'error', 'front-matter', 'Acme_Retry'],
  [
    'an id that stands twice',
    'id: acme-retry-storm',
    'id: acme-slow-consumer',
    'error',
    'front-matter',
    'id: acme-slow',
    2,
  ],
  ['broken YAML', 'level: senior', 'level: [senior', 'error', 'front-matter', 'year: 2022'],
  [
    'a key that stands twice',
    'level: senior',
    'level: senior\n    level: mid',
    'error',
    'front-matter',
    'level: mid',
    2,
  ],
  ['front matter in JavaScript', '---\n', '---js\n', 'error', 'front-matter', '---js'],
  ['front matter with no beginning', '---\n', '', 'error', 'front-matter', 'title:'],
  [
    'front matter with a crooked end',
    'crash loop same msg\n---',
    'crash loop same msg\n----',
    'error',
    'front-matter',
    '----',
  ],
  ['an empty Quick Answer', ANSWER, '', 'error', 'quick-answer', '### Quick Answer', 2],
  [
    'a Quick Answer that is a comment',
    ANSWER,
    '<!-- later -->',
    'error',
    'quick-answer',
    '### Quick Answer',
    2,
  ],
  ['a missing Quick Answer', `### Quick Answer\n\n${ANSWER}`, '', 'error', 'quick-answer', '## Case Study 2'],
];

const WARNINGS: readonly Case[] = [
  [
    'no heading Problem',
    '### Problem\n\nA service',
    'A service',
    'warning',
    'missing-heading',
    '## Case Study 2',
  ],
  [
    'a heading twice',
    '### Research Resources',
    '### Problem\n\nMore.\n\n### Research Resources',
    'warning',
    'repeated-heading',
    '### Problem',
    2,
  ],
  [
    'an unknown heading',
    '### Common Mistakes',
    '### Aside\n\nx\n\n### Common Mistakes',
    'warning',
    'unknown-heading',
    '### Aside',
  ],
  [
    'an unknown heading of the file',
    '## Related Patterns\n\n- [Rate',
    '## More\n\nx\n\n## Related Patterns\n\n- [Rate',
    'warning',
    'unknown-heading',
    '## More',
  ],
  [
    'a heading of the wrong depth',
    '### Quick Answer',
    '## Quick Answer',
    'warning',
    'heading-depth',
    '## Quick Answer',
  ],
  ['no title in the body', '# Queue Backlogs', 'Queue Backlogs', 'warning', 'missing-heading', '---'],
  [
    'two titles',
    '## Common Mistakes\n\nThese',
    '# Queue Backlogs\n\n## Common Mistakes\n\nThese',
    'warning',
    'repeated-heading',
    '# Queue Backlogs',
    2,
  ],
  [
    'a heading of the file missing',
    '## Common Mistakes\n\nThese',
    'These',
    'warning',
    'missing-heading',
    '# Queue Backlogs',
  ],
  [
    'a number out of order',
    '## Case Study 2:',
    '## Case Study 4:',
    'warning',
    'case-study-order',
    '## Case Study 4:',
  ],
  [
    'a case study without a title',
    '## Case Study 2: Retries Keep a Service Down',
    '## Case Study 2:',
    'warning',
    'case-study-title',
    '## Case Study 2:',
  ],
  ['an empty section', 'All clients wait equally long.', '', 'warning', 'empty-section', '#### Why This', 2],
  [
    'other columns',
    '| Metric | Before | After | Improvement |',
    '| What | Before | After | Gain |',
    'warning',
    'results-table',
    '| What |',
  ],
  [
    'no source',
    'Source: [Poison](https://acme.example/poison)',
    '',
    'warning',
    'source-line',
    '| Metric |',
    3,
  ],
  [
    'no line before Source',
    '| not published |\n\nSource: [Poison',
    '| not published |\nSource: [Poison',
    'warning',
    'table-end',
    'Source: [Poison',
  ],
  ['no Context', '**Context**: Common', 'Common', 'warning', 'missing-label', '### Problem', 3],
  [
    'no In simple terms',
    '**In simple terms**: A coin',
    'A coin',
    'warning',
    'missing-label',
    '### Problem',
    3,
  ],
  [
    'no Key insight',
    '**Key insight**: Give up',
    'Give up',
    'warning',
    'missing-label',
    '#### Production Results',
    3,
  ],
  [
    'an empty Key insight',
    'Give up on one to serve all.',
    '',
    'warning',
    'missing-label',
    '#### Production Results',
    3,
  ],
  [
    'no Lessons Learned',
    '**Lessons Learned**: Count',
    'Count',
    'warning',
    'missing-label',
    '#### Production Results',
    3,
  ],
  ['a long Quick Answer', ANSWER, 'x'.repeat(321), 'warning', 'quick-answer-length', '### Quick Answer', 2],
  ['four answers', '      - retries killing us\n', '', 'warning', 'answers-count', 'answers:', 2],
];

const LINE_ENDS = [
  ['LF', (text: string) => text],
  ['CRLF and a byte order mark', (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`],
] as const;

const named = ([name, from, to, severity, rule, at, nth = 1]: Case) => ({
  name,
  from,
  to,
  severity,
  rule,
  at,
  nth,
});

describe.each(LINE_ENDS)('with %s', (_ends, ended) => {
  it.each([...ERRORS, ...WARNINGS].map(named))('$name: one complaint, at its line', (bad) => {
    const text = edited(TOPIC_TEXT, bad.from, bad.to);
    const line = lineWith(text, bad.at, bad.nth);
    expect(briefly(parseText(ended(text)))).toEqual([`${bad.severity} ${line} ${bad.rule}`]);
  });

  it.each(WARNINGS.map(named))('$name: nothing is left out', ({ from, to }) => {
    expect(parseText(ended(edited(TOPIC_TEXT, from, to))).document).toMatchObject({
      caseStudies: [{}, {}, {}],
    });
  });

  it.each(ERRORS.map(named))('$name: the file, or its one case study, is left out', ({ from, to, rule }) => {
    const { document } = parseText(ended(edited(TOPIC_TEXT, from, to)));
    if (rule === 'quick-answer') expect(document).toMatchObject({ caseStudies: [{}, {}] });
    else expect(document).toBeNull();
  });
});

describe('complaints', () => {
  it('name each field that is wrong', () => {
    const text = edited(edited(TOPIC_TEXT, 'level: mid', 'level: low'), 'title: Queue Backlogs', 'title:');
    const { complaints } = parseText(text);
    expect(complaints.map(formatComplaint)).toEqual([
      `${TOPIC_FILE}:2 front-matter \`title\` is missing.`,
      `${TOPIC_FILE}:9 front-matter \`level\` in entry 1 of \`case_studies\` must be one of mid, senior, staff.`,
    ]);
  });

  it('tell how many entries and headings there are, when they differ', () => {
    const text = edited(
      TOPIC_TEXT,
      '## Common Mistakes\n\nThese',
      '## Case Study 4: More\n\n## Common Mistakes\n\nThese',
    );
    const { document, complaints } = parseText(text);
    expect(document).toBeNull();
    expect(complaints.map(formatComplaint)).toEqual([
      `${TOPIC_FILE}:6 case-study-entries \`case_studies\` has 3 entries for 4 headings \`## Case Study N: …\`. Write one for each.`,
    ]);
  });

  it('reject a file with two case studies', () => {
    const twoEntries = TOPIC_TEXT.replace(/ {2}- id: poison-message[\s\S]*?(?=---\n)/, '');
    const text = edited(twoEntries, '## Case Study 3: One', '## Story 3: One');
    const parsed = parseText(text);
    expect(parsed.document).toBeNull();
    expect(briefly(parsed)).toContain(`error ${lineWith(text, '## Case Study 1')} case-study-count`);
    expect(briefly(parsed).filter((complaint) => complaint.startsWith('error'))).toHaveLength(1);
  });

  it('name front matter that nothing closes', () => {
    const open = TOPIC_TEXT.replaceAll('\n---\n', '\n\n');
    expect(parseText(open).document).toBeNull();
    expect(briefly(parseText(open))).toEqual(['error 1 front-matter']);
    // With a rule further down, all up to there is taken for front matter: the error is where YAML stops making sense.
    const swallowing = edited(TOPIC_TEXT, 'crash loop same msg\n---', 'crash loop same msg\n');
    expect(parseText(swallowing).document).toBeNull();
    expect(briefly(parseText(swallowing))).toEqual([
      `error ${lineWith(swallowing, '---', 2) - 1} front-matter`,
    ]);
  });

  it('warn of more than five case studies, and keep them', () => {
    const study = TOPIC_TEXT.slice(
      TOPIC_TEXT.indexOf('## Case Study 3'),
      TOPIC_TEXT.indexOf('## Common Mistakes\n\nThese'),
    );
    const entry = TOPIC_TEXT.slice(
      TOPIC_TEXT.indexOf('  - id: poison'),
      TOPIC_TEXT.indexOf('---\n\n# Queue'),
    );
    const more = [4, 5, 6];
    let text = edited(
      TOPIC_TEXT,
      entry,
      entry + more.map((n) => entry.replace('poison-message', `poison-${n}`)).join(''),
    );
    text = edited(text, study, study + more.map((n) => study.replace('Study 3', `Study ${n}`)).join(''));
    const parsed = parseText(text);
    expect(briefly(parsed)).toEqual([`warning ${lineWith(text, '## Case Study 1')} case-study-count`]);
    expect(parsed.document).toMatchObject({ caseStudies: { length: 6 } });
  });

  it('count a missing table against the heading of the results', () => {
    const table = /\| Metric[\s\S]*?not published \|\n\nSource: \[Lag.*\n/.exec(TOPIC_TEXT)?.[0] ?? '';
    const text = edited(TOPIC_TEXT, table, '');
    expect(briefly(parseText(text))).toEqual([
      `warning ${lineWith(text, '#### Production Results')} results-table`,
    ]);
  });

  it('leave out a topic of which no case study is left', () => {
    const { document, complaints } = parseText(
      TOPIC_TEXT.replaceAll('### Quick Answer', '### Quick Question'),
    );
    expect(document).toBeNull();
    expect(complaints.filter(({ severity }) => severity === 'error')).toHaveLength(3);
  });

  it('never let a broken topic pass for a note', () => {
    const noHeadings = TOPIC_TEXT.replaceAll('## Case Study', '## Story');
    expect(parseText(noHeadings).document).toBeNull();
    const noHeadingsAndBroken = edited(noHeadings, 'level: mid', 'level: [mid');
    expect(parseText(noHeadingsAndBroken).document).toBeNull();
    const onlyHeadings = '# T\n\n## Case Study 1: A\n\n## Case Study 2: B\n\n## Case Study 3: C\n';
    expect(parseText(onlyHeadings)).toMatchObject({ document: null });
    expect(briefly(parseText(onlyHeadings))).toContain('error 1 front-matter');
  });

  it('name the first byte that is not UTF-8', () => {
    const bytes = [...bytesOf('# Fine\r\n\r\né\r\n'), 0xc3, 0x28, 0x0a, 0xff];
    expect(briefly(parseFile('a.md', Uint8Array.from(bytes)))).toEqual(['error 4 encoding']);
    expect(briefly(parseFile('a.md', Uint8Array.from([...bytesOf('a\rb'), 0xff])))).toEqual([
      'error 2 encoding',
    ]);
    const withReplacementCharacter = [...bytesOf('\ufffd\n\ufeff\n'), 0xe2, 0x82];
    expect(briefly(parseFile('a.md', Uint8Array.from(withReplacementCharacter)))).toEqual([
      'error 3 encoding',
    ]);
  });

  it('name a file of more than 2 MiB, and only such a file', () => {
    const limit = 2 * 1024 * 1024;
    expect(briefly(parseFile('a.md', bytesOf('x'.repeat(limit + 1))))).toEqual(['error 1 file-size']);
    expect(briefly(parseFile('a.md', bytesOf('x'.repeat(limit))))).not.toContain('error 1 file-size');
  });

  it.each(['', '\ufeff', '\n\n', '---\ntitle: x\n---\n', '<!-- nothing -->', '#'])(
    'name an empty file: %j',
    (text) => {
      const parsed = parseText(text, 'a.md');
      expect(parsed.document).toBeNull();
      expect(briefly(parsed)).toEqual(['warning 1 empty-file']);
    },
  );

  it('are silent about the files that go with a library', () => {
    for (const file of [
      'README.md',
      'a/readme.markdown',
      'MASTER_PLAN.md',
      'a/b_RESOURCES.md',
      'Progress.md',
      'x/style_guide.md',
    ]) {
      expect(parseText('', file)).toMatchObject({ document: null, complaints: [] });
    }
    expect(parseText('text', 'NOT_README.md').document?.kind).toBe('note');
  });
});
