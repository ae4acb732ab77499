import { describe, expect, it } from 'vitest';
import { edited, lineWith, parseText, TOPIC_TEXT, topicFrom } from './acme.ts';

const ENTRY = '  - id: acme-retry-storm';
const QUESTION = `    quiz:
      - kind: reason
        ask: Why is the age watched?
        right: Time is what users feel
        wrong: [It is smaller at night, It is rounder at night, It is older at night]
        proof: Time is what users feel
`;
/** With the question in the first entry, before the second begins. */
const withQuiz = (quiz: string) => edited(TOPIC_TEXT, ENTRY, `${quiz}${ENTRY}`);

describe('the field quiz', () => {
  it('becomes questions with the section in which their proof stands', () => {
    const text = withQuiz(QUESTION);
    expect(parseText(text).complaints).toEqual([]);
    expect(topicFrom(text).caseStudies.map(({ quiz }) => quiz)).toEqual([
      [
        {
          kind: 'reason',
          ask: 'Why is the age watched?',
          right: 'Time is what users feel',
          wrong: ['It is smaller at night', 'It is rounder at night', 'It is older at night'],
          proof: 'Time is what users feel',
          section: 'Production Results',
        },
      ],
      [],
      [],
    ]);
  });

  it.each([
    ['kind: reason', 'kind: riddle', '`kind` must be one of approach, figure, mistake, reason, company.'],
    ['        ask: Why is the age watched?\n', '', '`ask` is missing.'],
    ['ask: Why is the age watched?', 'ask: [1]', '`ask` must be text. Put quotes around it.'],
    [
      'ask: Why is the age watched?',
      `ask: ${'x'.repeat(501)}`,
      '`ask` is longer than 500 characters. Shorten it.',
    ],
    [
      '[It is smaller at night, It is rounder at night, It is older at night]',
      'none',
      '`wrong` must be a list, for example `[one, two, three]`.',
    ],
    [
      '[It is smaller at night, It is rounder at night, It is older at night]',
      '[]',
      '`wrong` must have 1 to 4 options.',
    ],
    ['It is rounder at night', '2', 'option 2 of `wrong` must be text. Put quotes around it.'],
    ['It is rounder at night', 'time is what users feel', 'two options are the same. Make them differ.'],
    [
      'proof: Time is what users feel',
      'proof: Time flies',
      '"Time flies" does not stand in the case study. Copy a sentence word for word, without its markup.',
    ],
  ])('with %j turned into %j costs that question and says why', (from, to, message) => {
    const text = withQuiz(edited(QUESTION, from, to));
    const { document, complaints } = parseText(text);
    expect(document?.kind === 'topic' && document.caseStudies.map(({ quiz }) => quiz)).toEqual([[], [], []]);
    expect(complaints).toMatchObject([
      { severity: 'error', rule: 'quiz', message: `Question 1 of \`quiz\` is left out: ${message}` },
    ]);
  });

  it('names the line of what is wrong, and keeps the other questions', () => {
    const second = edited(QUESTION, '    quiz:\n', '').replace('kind: reason', 'kind: riddle');
    const text = withQuiz(QUESTION + second);
    const { complaints } = parseText(text);
    expect(complaints.map(({ line }) => line)).toEqual([lineWith(text, 'kind: riddle')]);
    expect(topicFrom(text).caseStudies[0]?.quiz).toHaveLength(1);
  });

  it.each(['quiz: yes', 'quiz: {}', 'quiz: 7'])(
    'written as `%s` is no list, and the topic stays',
    (field) => {
      const { document, complaints } = parseText(withQuiz(`    ${field}\n`));
      expect(document).not.toBeNull();
      expect(complaints).toMatchObject([{ severity: 'error', rule: 'quiz' }]);
    },
  );

  it.each([
    [
      '[It is smaller at night, It is rounder at night, It is older at night]',
      '[It is smaller at night]',
      'it has fewer than 3 wrong options. Write 3.',
    ],
    [
      'right: Time is what users feel',
      'right: Time is what users feel all day long, in every shop of the country',
      'the right option is by far the longest. Make the options alike, or it is not asked.',
    ],
    [
      'right: Time is what users feel',
      'right: It is time',
      'the right option is by far the shortest. Make the options alike, or it is not asked.',
    ],
  ])('with %j turned into %j is kept with a warning', (from, to, message) => {
    const text = withQuiz(edited(QUESTION, from, to));
    expect(parseText(text).complaints).toMatchObject([
      { severity: 'warning', rule: 'quiz', message: `Question 1 of \`quiz\` can be guessed: ${message}` },
    ]);
    expect(topicFrom(text).caseStudies[0]?.quiz).toHaveLength(1);
  });
});
