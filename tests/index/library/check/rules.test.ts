import { describe, expect, it } from 'vitest';
import { edited, lineWith } from '../acme.ts';
import { complaintsAbout, GOOD, RESOURCES, TOPIC } from './good-library.ts';

/** What is done to the good library, and the one complaint that follows: rule, part of its line, part of its message. */
type Spoiled = readonly [name: string, from: string, to: string, rule: string, at: string, says: string];

const SENTENCE =
  'The queue held what nobody had done yet, and its length told nobody how long a single order waited. ';

const IN_TOPIC: readonly Spoiled[] = [
  ['a title that differs', '# Queue Backlogs\n', '# Backlogs\n', 'title', '# Backlogs', '"Queue Backlogs"'],
  [
    'an overview that differs',
    '\n\nWork arrives faster than it is done. Three',
    '\n\nWork arrives. Three',
    'summary',
    '# Queue',
    'differs from `summary`',
  ],
  ['a tag with a space', 'back-pressure', 'back pressure', 'tags', 'tags:', '"back pressure" is no tag'],
  ['no tags', '[queues, back-pressure]', '[]', 'tags', 'tags:', 'There is no tag'],
  [
    'a review in the future',
    '2026-11-20',
    '2026-11-24',
    'last-reviewed',
    'last_reviewed',
    '2026-11-24 is in the future',
  ],
  ['a year in the future', 'year: 2021', 'year: 2027', 'year', 'year: 2027', 'happened in 2027?'],
  ['a year before all this', 'year: 2021', 'year: 1921', 'year', 'year: 1921', 'happened in 1921?'],
  [
    'a question that stands twice',
    'what is problem 2',
    'What is problem 1',
    'answers',
    'What is problem 1',
    '`queue_backlogs/acme-1` answers',
  ],
  [
    'a question as long as a letter',
    'what is problem 2',
    `what is ${'very '.repeat(30)}long`,
    'answers',
    'very very',
    'Ask it in 120',
  ],
  [
    'no question that names the company',
    'how did acme solve problem 2',
    'how was problem 2 solved',
    'answers',
    'answers:',
    'No question names Acme',
  ],
  [
    'a Context without the company',
    '**Context**: Acme, in 2021.',
    '**Context**: A shop, in 2021.',
    'context',
    '### Problem',
    'does not name Acme',
  ],
  [
    'a Problem of one sentence',
    ' Nobody saw it until a customer called.',
    '',
    'problem-length',
    '### Problem',
    'The Problem has 1 sentence',
  ],
  [
    'a Problem of five sentences',
    'Nobody saw it',
    'It grew. It grew more. It grew on. Nobody saw it',
    'problem-length',
    '### Problem',
    'Write 2 to 4',
  ],
  [
    'simple terms of three sentences',
    'One till is open',
    'It is night. It rains. One till is open',
    'simple-terms-length',
    '### Problem',
    'has 3 sentences',
  ],
  [
    'a Quick Answer of three sentences',
    'Add consumers',
    'Do not wait. Add consumers',
    'quick-answer-length',
    '### Quick Answer',
    'has 3 sentences',
  ],
  [
    'a key insight of two sentences',
    'Time is what users feel.',
    'Time counts. Length does not.',
    'key-insight-length',
    '#### Production Results',
    'Write 1.',
  ],
  [
    'a case study that is too short',
    SENTENCE.repeat(18).trim(),
    'Short.',
    'case-study-length',
    '## Case Study 1',
    'Write 600 to 1000',
  ],
  [
    'a case study that is too long',
    SENTENCE.repeat(18).trim(),
    SENTENCE.repeat(40),
    'case-study-length',
    '## Case Study 1',
    'Write 600 to 1000',
  ],
  [
    'a solution without trade-offs',
    '- Trade-offs: a clock in every message.\n',
    '',
    'missing-label',
    '#### The Solution Approach',
    '`**Trade-offs:**`',
  ],
  [
    'no diagram',
    '```\norders --> queue --> consumer\n```',
    'Orders go to a queue.',
    'diagram',
    '## Case Study 1',
    'There is no diagram',
  ],
  [
    'a mistake without what to do instead',
    '   **Instead**: Alert on the age.\n',
    '',
    'mistakes',
    '1. **Mistake**',
    '`**Instead**: …`',
  ],
  [
    'mistakes that are no list',
    '1. **Mistake**: Alerting',
    '**Mistake**: Alerting',
    'mistakes',
    '### Common Mistakes',
    'There is no mistake',
  ],
  [
    'related patterns without a link',
    '[The first case](#case-study-1-a-slow-consumer-hides)',
    'The first case',
    'related',
    '### Related Patterns',
    'There is no link',
  ],
  [
    'no link to the sources',
    '[queue_backlogs_RESOURCES.md](./queue_backlogs_RESOURCES.md)',
    'the list',
    'resources',
    '### Research Resources',
    './queue_backlogs_RESOURCES.md',
  ],
  [
    'an empty cell',
    '| 4 h | 50 s | 288x shorter |',
    '| 4 h | | - |',
    'results-table',
    '| 4 h |',
    'A cell is empty',
  ],
  [
    'an improvement that is wrong',
    '288x shorter',
    '300x shorter',
    'improvement',
    '300x shorter',
    '"4 h" and "50 s" make 288x',
  ],
  [
    'an improvement out of nothing',
    '| 4 h | 50 s |',
    '| not published | 50 s |',
    'improvement',
    '288x shorter',
    'cannot be computed',
  ],
  [
    'sources away from the table',
    'Source: [Lag',
    'So much for the table.\n\nSource: [Lag',
    'source-line',
    '| Metric',
    'Directly under the table',
  ],
  [
    'a source without an address',
    '[Lag at Acme](https://blog.acme.dev/lag)',
    'Lag at Acme',
    'source-line',
    'Source: Lag',
    'names no page',
  ],
  [
    'a source that is not in the list',
    'https://blog.acme.dev/lag',
    'https://blog.acme.dev/lags',
    'source',
    '/lags',
    'is no row of queue_backlogs_RESOURCES.md',
  ],
  [
    'a source that nobody has read',
    'https://blog.acme.dev/lag',
    'https://blog.acme.dev/more',
    'source',
    'dev/more',
    'is only `listed`',
  ],
  [
    'a link to no file',
    './queue_backlogs_RESOURCES.md).',
    './queue_backlogs_RESOURCES.md) and [more](./none.md).',
    'link',
    'none.md',
    './none.md leads to no file',
  ],
  [
    'a link to no heading',
    '(#case-study-1-a-slow',
    '(#case-study-1-an-old',
    'link',
    '#case-study-1-an-old',
    'Is #case-study-1-a-slow-consumer-hides meant?',
  ],
  [
    'a link out of the library',
    './queue_backlogs_RESOURCES.md).',
    './queue_backlogs_RESOURCES.md) and [up](../../../README.md).',
    'link',
    '../../../README.md',
    'leads to no file of the library',
  ],
  [
    'a link from the root',
    './queue_backlogs_RESOURCES.md).',
    './queue_backlogs_RESOURCES.md) and [root](/README.md).',
    'link',
    '(/README.md',
    'Write it relative',
  ],
  [
    'a link that is no address',
    './queue_backlogs_RESOURCES.md).',
    './queue_backlogs_RESOURCES.md) and [%](./100%.md).',
    'link',
    '100%',
    'not an address',
  ],
  [
    'a block of a language',
    '```\norders',
    '```python\norders',
    'program-code',
    '```python',
    'marked as "python"',
  ],
  [
    'program code',
    'orders --> queue --> consumer',
    'const queue = [];\nfor (;;) {\n}',
    'program-code',
    '```',
    'looks like program code',
  ],
  ['HTML', 'Orders waited', 'Orders <b>waited', 'html', '<b>', 'is HTML'],
  [
    'a comment that is left over',
    'Orders waited in',
    '<!-- how many? -->\nOrders waited in',
    'placeholder',
    '<!--',
    'is left over',
  ],
  ['something to do', 'Alert on age.', 'TODO more.', 'placeholder', 'TODO', 'is not finished'],
  [
    'something to do in the front matter',
    'what is problem 2',
    'TBD 2',
    'placeholder',
    'TBD',
    'is not finished',
  ],
  ['dots', '- Alert on age.', '- Alert on age...', 'placeholder', 'age...', 'with dots'],
  [
    'advertising',
    'Time is what users feel.',
    'Time is a game-changer.',
    'advertising',
    'game-changer',
    'says nothing that can be checked',
  ],
];

const IN_RESOURCES: readonly Spoiled[] = [
  ['another title', '- Research Resources', '- Links', 'resources-title', '# Queue', 'Research Resources'],
  [
    'no methodology',
    '## Research Methodology',
    '## How',
    'resources-methodology',
    '# Queue',
    'Say what was read',
  ],
  ['other columns', '| Key Insights |', '| Facts |', 'resources-table', '| Company', 'The columns must be'],
  ['an empty cell', '| Further reading |', '| |', 'resources-table', '/more', 'Title is empty'],
  [
    'an address without a scheme',
    '<https://blog.acme.dev/more>',
    'blog.acme.dev/more',
    'resources-url',
    'acme.dev/more',
    'is no address',
  ],
  [
    'an address that is an example',
    '<https://blog.acme.dev/more>',
    'https://example.com/more',
    'resources-url',
    'example.com',
    'no address of a published page',
  ],
  [
    'an address of this machine',
    '<https://blog.acme.dev/more>',
    'http://127.0.0.1/more',
    'resources-url',
    '127.0.0.1',
    'no address of a published page',
  ],
  [
    'an address with dots',
    '<https://blog.acme.dev/more>',
    'https://blog.acme.dev/...',
    'resources-url',
    'acme.dev/...',
    'no address of a published page',
  ],
  [
    'an address twice',
    '<https://blog.acme.dev/more>',
    'https://blog.acme.dev/lag',
    'resources-url',
    'Further',
    'stands on line 7 already',
  ],
  ['a date in words', '2021-03-04', 'March 2021', 'resources-date', 'March', '"March 2021" is no date'],
  ['a month that does not exist', '2021-03-04', '2021-13', 'resources-date', '2021-13', 'is no date'],
  ['a date in the future', '2021-03-04', '2031', 'resources-date', '2031', 'in the future'],
  ['an unknown way of checking', '| read |', '| seen |', 'resources-checked', 'seen', 'Checked is "seen"'],
  [
    'a figure from a page that nobody read',
    'None taken',
    '4 h before',
    'resources-checked',
    '/more',
    'no figure can come from it',
  ],
];

describe('a library that follows every rule', () => {
  it('has no complaint', async () => {
    expect(await complaintsAbout(GOOD)).toEqual([]);
  });
});

describe('a topic', () => {
  it.each(IN_TOPIC)('with %s is told so', async (_name, from, to, rule, at, says) => {
    await expectComplaint(TOPIC, from, to, rule, at, says);
  });

  it('that tells its parts in another order is told which to move', async () => {
    const text = GOOD[TOPIC] ?? '';
    const quickAnswer = /### Quick Answer\n\n.*\n\n/.exec(text)?.[0] ?? '';
    const moved = edited(
      edited(text, quickAnswer, ''),
      '### Common Mistakes',
      `${quickAnswer}### Common Mistakes`,
    );
    const complaints = await complaintsAbout({ ...GOOD, [TOPIC]: moved });
    expect(complaints).toMatchObject([
      { rule: 'heading-order', message: '"Quick Answer" stands after "Production Results". Move it before.' },
    ]);
  });

  it('with its own headings before the case studies is told where they belong', async () => {
    const text = GOOD[TOPIC] ?? '';
    const related = /## Related Patterns\n\n.*\n\n(?=## Research)/.exec(text)?.[0] ?? '';
    const moved = edited(edited(text, related, ''), '## Case Study 1', `${related}## Case Study 1`);
    const complaints = await complaintsAbout({ ...GOOD, [TOPIC]: moved });
    expect(complaints).toMatchObject([
      { rule: 'heading-order', line: lineWith(moved, '## Related Patterns') },
    ]);
  });

  it('with two case studies of illustrative figures is told to take another', async () => {
    const illustrative = 'Illustrative figures: four hours at ten orders a second.';
    const source = 'Source: [Lag at Acme](https://blog.acme.dev/lag)';
    const text = edited(edited(GOOD[TOPIC] ?? '', source, illustrative), source, illustrative);
    const complaints = await complaintsAbout({ ...GOOD, [TOPIC]: text });
    expect(complaints).toMatchObject([{ rule: 'illustrative', line: lineWith(text, 'Illustrative', 2) }]);
  });

  it('with a row in which nothing was published is told to leave it out', async () => {
    const row = '| Cost | not published | not published | not published |';
    const text = edited(GOOD[TOPIC] ?? '', '288x shorter |\n', `288x shorter |\n${row}\n`);
    const complaints = await complaintsAbout({ ...GOOD, [TOPIC]: text });
    expect(complaints).toMatchObject([{ rule: 'results-table', line: lineWith(text, '| Cost') }]);
  });

  it('without its list of sources is told to write one', async () => {
    const complaints = await complaintsAbout({ [TOPIC]: GOOD[TOPIC] ?? '' });
    expect(complaints.map(({ rule }) => rule)).toContain('resources');
    expect(complaints.map(({ rule }) => rule)).toContain('link');
  });

  it('of another name than topics have is told how to name it', async () => {
    const renamed = { '01_ACME/Queue-Backlogs.md': GOOD[TOPIC] ?? '' };
    expect((await complaintsAbout(renamed)).map(({ rule }) => rule)).toContain('file-name');
  });

  it('asks no question of another topic', async () => {
    const again = GOOD[TOPIC]?.replaceAll('queue_backlogs_RES', 'again_RES') ?? '';
    const complaints = await complaintsAbout({
      ...GOOD,
      '01_ACME/02_More/again.md': again,
      '01_ACME/02_More/again_RESOURCES.md': GOOD[RESOURCES] ?? '',
    });
    expect(complaints).toHaveLength(15);
    expect(new Set(complaints.map(({ rule, file }) => `${rule} ${file}`))).toEqual(
      new Set(['answers 01_ACME/02_More/again.md']),
    );
  });
});

describe('a list of sources', () => {
  it.each(IN_RESOURCES)('with %s is told so', async (_name, from, to, rule, at, says) => {
    await expectComplaint(RESOURCES, from, to, rule, at, says);
  });

  it('without a topic is told so', async () => {
    const lonely = { ...GOOD, '01_ACME/01_Queues/other_RESOURCES.md': GOOD[RESOURCES] ?? '' };
    expect(await complaintsAbout(lonely)).toMatchObject([
      { rule: 'resources', file: '01_ACME/01_Queues/other_RESOURCES.md', line: 1 },
    ]);
  });
});

describe('a page that cannot be opened', () => {
  it('is named once, whatever it is', async () => {
    const deep = `${'> '.repeat(60)}deep\n`;
    const complaints = await complaintsAbout({ ...GOOD, 'note.md': deep, 'README.md': deep });
    expect(complaints.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
      'README.md too-deep',
      'note.md too-deep',
    ]);
  });
});

describe("a team's own notes", () => {
  it('are held to nothing but links that lead somewhere', async () => {
    const notes = {
      'outage.md': '# Outage\n\nTODO... see [the fix](./fix.md) and [this](./none.md).\n',
      'fix.md': '# Fix\n\nDone.\n',
    };
    expect(await complaintsAbout(notes)).toMatchObject([{ rule: 'link', file: 'outage.md', line: 3 }]);
  });
});

async function expectComplaint(
  file: string,
  from: string,
  to: string,
  rule: string,
  at: string,
  says: string,
) {
  const text = edited(GOOD[file] ?? '', from, to);
  const complaints = await complaintsAbout({ ...GOOD, [file]: text });
  // What the spoiled part leads to elsewhere (a page cited from the list) is not what the case is about.
  const about = complaints.filter((complaint) => complaint.file === file);
  expect(about.map((complaint) => complaint.rule)).toEqual([rule]);
  expect(about[0]?.message).toContain(says);
  const marked = text.split('\n').flatMap((line, index) => (line.includes(at) ? [index + 1] : []));
  expect(marked).toContain(about[0]?.line);
}
