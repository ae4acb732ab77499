import { describe, expect, it } from 'vitest';
import { parsedFileSchema } from '../../../index/library/mod.ts';
import { edited, lineWith, parseText, TOPIC_TEXT, topicFrom } from './acme.ts';

const topic = topicFrom(TOPIC_TEXT);
const [first, second, third] = topic.caseStudies;
const textOf = (kind: string) =>
  first?.sections
    .find((section) => section.kind === kind)
    ?.blocks.map(({ text }) => text)
    .join('\n');

describe('a topic file that follows the template', () => {
  it('gives no complaints and data that its own schema accepts unchanged', () => {
    const parsed = parseText(TOPIC_TEXT);
    expect(parsed.complaints).toEqual([]);
    expect(parsedFileSchema.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });

  it('takes what the front matter says', () => {
    expect(topic).toMatchObject({
      path: '01_ACME_PLATFORM/04_API_Design/queue_backlogs',
      title: 'Queue Backlogs',
      tags: ['queues', 'backpressure'],
      lastReviewed: '2026-11-23',
      folders: ['Acme Platform', 'API Design'],
      line: lineWith(TOPIC_TEXT, '# Queue Backlogs'),
    });
    expect(topic.caseStudies.map(({ id, level, year, companies }) => [id, level, year, companies])).toEqual([
      ['queue_backlogs/acme-slow-consumer', 'mid', 2021, ['Acme']],
      ['queue_backlogs/acme-retry-storm', 'senior', 2022, ['Acme', 'Initech']],
      ['queue_backlogs/poison-message', 'staff', null, []],
    ]);
    expect(first?.answers).toHaveLength(5);
    expect(first?.answers[1]).toBe('what is consumer lag');
  });

  it('accepts a date in quotes, a quiz and keys that it does not know', () => {
    const text = edited(
      TOPIC_TEXT,
      'last_reviewed: 2026-11-23',
      'last_reviewed: "2026-11-23"\nowner: x\nquiz: [{q: 1}]',
    );
    expect(parseText(text).complaints).toEqual([]);
    expect(topicFrom(text).lastReviewed).toBe('2026-11-23');
  });

  it('finds the parts that are shown on their own', () => {
    expect(first).toMatchObject({
      title: 'A Consumer Falls Behind and Nobody Sees It',
      context: 'Acme, invoices by night, 2021',
      inSimpleTerms: 'One till is open, and the line goes round the block.',
      keyInsight: 'Time is what users feel; length is what a queue has.',
      results: {
        header: ['Metric', 'Before', 'After', 'Improvement'],
        rows: [
          ['Oldest message, p99', '4 h', '50 s', '288x'],
          ['Alerts a week', '0', '3', 'not published'],
        ],
      },
      source: {
        kind: 'source',
        text: 'Lag at Acme, Scaling',
        links: [
          { text: 'Lag at Acme', url: 'https://acme.example/lag' },
          { text: 'Scaling', url: 'https://acme.example/scaling' },
        ],
      },
      related: [
        { text: 'Retry storms', url: '#case-study-2-retries-keep-a-service-down' },
        { text: 'Rate limiting', url: './rate_limiting.md' },
      ],
    });
    expect(second?.source).toEqual({
      kind: 'illustrative',
      text: '2,400 clients at one retry a second, against a capacity of 120 a second.',
      links: [],
    });
  });

  it('turns each section into plain text, one block a line', () => {
    expect(first?.sections.map(({ kind }) => kind)).toEqual([
      'problem',
      'quick-answer',
      'root-cause',
      'solution',
      'results',
      'mistakes',
      'related',
    ]);
    expect(textOf('problem')?.split('\n')[0]).toBe(
      'Orders are put on a queue. One slow consumer falls behind, and invoices arrive hours late.',
    );
    // Text directly under Detailed Explanation comes first; a diagram keeps its lines and loses its alignment.
    expect(textOf('root-cause')).toBe(
      'Queues hide trouble.\nThe length of a queue says nothing about time.\norders --> queue --> one consumer\n10/s 7/s',
    );
    expect(textOf('solution')).toBe(
      'High-level strategy:\nMeasure the age of the oldest message\nScale on it\nbut never beyond what the database bears',
    );
    expect(textOf('results')?.split('\n')).toEqual([
      'Metric: Oldest message, p99; Before: 4 h; After: 50 s; Improvement: 288x',
      'Metric: Alerts a week; Before: 0; After: 3; Improvement: not published',
      'Source: Lag at Acme, Scaling',
      'Key insight: Time is what users feel; length is what a queue has.',
      'Lessons Learned:',
      'Alert on age.',
      'Rehearse the backlog.',
    ]);
    expect(textOf('mistakes')).toBe(
      "Mistake: Alerting on length Why it's wrong: A long queue may be young Instead: Alert on age",
    );
  });

  it('says of each block what it is', () => {
    const kindsOf = (kind: string) =>
      first?.sections.find((section) => section.kind === kind)?.blocks.map((block) => block.kind);
    expect(kindsOf('root-cause')).toEqual(['paragraph', 'paragraph', 'code']);
    expect(kindsOf('solution')).toEqual(['paragraph', 'item', 'item', 'item']);
    expect(kindsOf('results')?.slice(0, 3)).toEqual(['table-row', 'table-row', 'paragraph']);
  });

  it('gives each heading its own line and the anchor that GitHub gives it', () => {
    const problems = topic.caseStudies.map(({ sections }) => sections[0]);
    expect(problems.map((section) => section?.anchor)).toEqual(['problem', 'problem-1', 'problem-2']);
    expect(problems.map((section) => section?.line)).toEqual(
      [1, 2, 3].map((n) => lineWith(TOPIC_TEXT, '### Problem', n)),
    );
    expect(second?.anchor).toBe('case-study-2-retries-keep-a-service-down');
  });

  it('keeps the sections of the whole file out of the last case study', () => {
    expect(JSON.stringify(third)).not.toContain('about the whole file');
    expect(third?.related).toHaveLength(1);
  });
});

describe('a topic file that departs from the template', () => {
  it('is understood with other spellings of the headings', () => {
    let text = edited(TOPIC_TEXT, '## Case Study 1: A', '## CASE STUDY 1 – A');
    text = edited(text, '#### Why This Happens (Root Cause)', '#### root cause');
    text = edited(text, '#### The Solution Approach', '#### 2. The Solution!');
    text = edited(text, '#### Production Results', '#### **Results**');
    expect(parseText(text).complaints).toEqual([]);
    expect(topicFrom(text).caseStudies[0]?.title).toBe(first?.title);
    expect(topicFrom(text).caseStudies[0]?.sections.map(({ blocks }) => blocks)).toEqual(
      first?.sections.map(({ blocks }) => blocks),
    );
  });

  it('loses no text under a heading that the template does not have', () => {
    const text = edited(
      TOPIC_TEXT,
      '#### Production Results',
      '#### Storage Decision\n\nPostgres.\n\n#### Results',
    );
    const solution = topicFrom(text).caseStudies[0]?.sections.find(({ kind }) => kind === 'solution');
    expect(
      solution?.blocks
        .map(({ text }) => text)
        .join('\n')
        .split('\n')
        .slice(-2),
    ).toEqual(['Storage Decision', 'Postgres.']);
  });

  it('reads Source and Key insight directly under the table, where GFM makes rows of them', () => {
    const text = edited(TOPIC_TEXT, '| not published |\n\nSource: [Lag', '| not published |\nSource: [Lag');
    const [study] = topicFrom(text).caseStudies;
    expect(study?.results).toEqual(first?.results);
    expect(study?.source).toEqual(first?.source);
    expect(
      study?.sections
        .find(({ kind }) => kind === 'results')
        ?.blocks.map(({ text }) => text)
        .join('\n'),
    ).toBe(textOf('results'));
  });

  it('resolves reference links in the sources', () => {
    const text = edited(TOPIC_TEXT, '[Lag at Acme](https://acme.example/lag)', '[Lag at Acme][lag]');
    const withDefinition = `${text}\n[lag]: https://acme.example/lag\n`;
    expect(topicFrom(withDefinition).caseStudies[0]?.source).toEqual(first?.source);
  });

  it('drops comments and tags, and keeps what code, images and links say', () => {
    const text = edited(
      TOPIC_TEXT,
      'A service restarts and dies at once.',
      'A <b>service</b> <!-- todo --> `re  starts`<br>and ![dies](x.png) at [once](y).\n\n<!-- ### Quick Answer\n\nno -->\n\n<div>See <i>below</i></div>',
    );
    expect(parseText(text).complaints).toEqual([]);
    expect(
      topicFrom(text)
        .caseStudies[1]?.sections[0]?.blocks.map(({ text }) => text)
        .join('\n')
        .split('\n')
        .slice(0, 2),
    ).toEqual(['A service re starts and dies at once.', 'See below']);
  });

  it('leaves out a case study without a Quick Answer, and it alone', () => {
    const text = edited(TOPIC_TEXT, '### Quick Answer\n\nRetry later each time, at a random moment.\n', '');
    expect(topicFrom(text).caseStudies.map(({ slug }) => slug)).toEqual([
      'acme-slow-consumer',
      'poison-message',
    ]);
  });
});
