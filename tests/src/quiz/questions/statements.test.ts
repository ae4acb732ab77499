/** What is taken from a case study, and in which words. */
import { describe, expect, it } from 'vitest';
import type { CaseStudy, SectionKind } from '../../../../index/library/mod.ts';
import { approachStatements } from '../../../../src/quiz/questions/approach.ts';
import { companyStatements } from '../../../../src/quiz/questions/company.ts';
import { figureLadders } from '../../../../src/quiz/questions/figure.ts';
import { mistakeStatements } from '../../../../src/quiz/questions/mistake.ts';
import { TellingNames, withoutCompanies } from '../../../../src/quiz/questions/names.ts';
import { reasonStatements } from '../../../../src/quiz/questions/reason.ts';
import { asOption, sentencesOf } from '../../../../src/quiz/questions/text.ts';

const QUICK_ANSWER =
  'Acme put a queue named OrderHose in front of its printers and let PostgreSQL keep what waits. Orders print in 3 s.';

function acme(
  sections: Partial<Record<SectionKind, string[]>> = {},
  more: Partial<CaseStudy> = {},
): CaseStudy {
  const all = { 'quick-answer': [more.quickAnswer ?? QUICK_ANSWER], ...sections };
  return {
    id: 'printing/acme',
    slug: 'acme',
    title: 'Every Printer Waits for the Slowest One',
    line: 1,
    anchor: 'acme',
    companies: ['Acme'],
    level: 'mid',
    year: 2021,
    answers: [],
    quiz: [],
    context: null,
    inSimpleTerms: null,
    quickAnswer: QUICK_ANSWER,
    results: null,
    source: null,
    keyInsight: null,
    related: [],
    sections: Object.entries(all).map(([kind, texts]) => ({
      kind: kind as SectionKind,
      heading: `Heading of ${kind}`,
      line: 1,
      anchor: kind,
      blocks: texts.map((text) => ({ kind: kind === 'results' ? 'table-row' : 'paragraph', text })),
    })),
    ...more,
  };
}

describe('an approach', () => {
  it('is the first sentence of the Quick Answer without the company, and its line proves it', () => {
    const [statement] = approachStatements(
      acme({
        problem: ['A shop prints an order for every parcel. Acme waits for its slowest printer all day.'],
      }),
    );
    expect(statement).toMatchObject({
      text: 'The company put a queue named OrderHose in front of its printers and let PostgreSQL keep what waits',
      prompt:
        'A shop prints an order for every parcel. The company waits for its slowest printer all day. Which approach solved this?',
      explanation: { quote: QUICK_ANSWER, section: 'Heading of quick-answer' },
    });
  });

  it('is not taken from a Quick Answer that tells first how things stand', () => {
    const quickAnswer = 'Acme keeps one record for each printer. A second one removed the wait.';
    expect(approachStatements(acme({ problem: ['A'.repeat(80)] }, { quickAnswer }))).toEqual([]);
  });
});

describe('a mistake', () => {
  const line =
    "Mistake: Sharing one queue among all printers. Why it's wrong: A slow one holds up the rest. Instead: Give each its own queue.";

  it('is asked for in three forms, each with options of one grammatical form', () => {
    const statements = mistakeStatements(acme({ mistakes: [line] }));
    expect(statements.map(({ form, text }) => [form, text])).toEqual([
      ['mistake: which', 'Sharing one queue among all printers'],
      ['mistake: why', 'A slow one holds up the rest'],
      ['mistake: instead', 'Give each its own queue'],
    ]);
    expect(new Set(statements.map(({ explanation }) => explanation.quote))).toEqual(new Set([line]));
  });

  it('is left out when it leans on the story', () => {
    expect(
      mistakeStatements(acme({ mistakes: [line.replace('all printers', 'printers like Acme')] })),
    ).toEqual([]);
    expect(mistakeStatements(acme({ mistakes: [line.replace('Sharing one', 'Sharing such a')] }))).toEqual(
      [],
    );
    expect(mistakeStatements(acme({ mistakes: ['Mistake: no other part.'] }))).toEqual([]);
  });
});

describe('a reason', () => {
  it.each([
    [
      'Print the oldest order first, because customers who wait longest complain loudest.',
      'Print the oldest order first.',
      'Customers who wait longest complain loudest',
    ],
    [
      'Number the orders by printer, so that a lost order shows as a gap.',
      'Number the orders by printer.',
      'So that a lost order shows as a gap',
    ],
    [
      'Paper instead of screens for packers: a sheet of paper needs no charging cable.',
      'Paper instead of screens for packers.',
      'A sheet of paper needs no charging cable',
    ],
  ])('of %j is found', (line, decision, reason) => {
    const [statement] = reasonStatements(acme({ solution: [line] }));
    expect(statement).toMatchObject({ text: reason, explanation: { quote: line } });
    expect(statement?.prompt).toContain(`A decision: "${decision}"`);
  });

  it.each([
    'Print the oldest order first, so that nobody waits.',
    'This was chosen for printers, because customers who wait longest complain loudest.',
    'Paper instead of screens for packers: read the order, pack it, tick it.',
  ])('of %j would do for other decisions, has no subject, or is none', (line) => {
    expect(reasonStatements(acme({ solution: [line] }))).toEqual([]);
  });
});

describe('a story', () => {
  const other = acme({}, { id: 'x/y', companies: ['Initech'], quickAnswer: 'Initech runs PostgreSQL.' });

  it('is told without the company and the names that only it uses', () => {
    const caseStudy = acme();
    const [statement] = companyStatements(caseStudy, new TellingNames([caseStudy, other]));
    expect(statement).toMatchObject({
      text: 'Acme',
      prompt:
        'Every Printer Waits for the Slowest One. The company put a queue named [name] in front of its printers and let ' +
        "PostgreSQL keep what waits. Orders print in 3 s. Which company's story is this?",
    });
  });

  it('that two companies share, or that names none, is not asked for', () => {
    const shared = acme({}, { companies: ['Acme', 'Initech'], quickAnswer: `Initech and ${QUICK_ANSWER}` });
    const nameless = acme({}, { companies: ['Acme'], quickAnswer: QUICK_ANSWER.replace('Acme', 'A shop') });
    const names = new TellingNames([shared, nameless, other]);
    expect(companyStatements(shared, names)).toEqual([]);
    expect(companyStatements(nameless, names)).toEqual([]);
  });

  it.each([
    ["Acme's printers and The Acme", "The company's printers and the company"],
    ['Acmes and Acme. Acme too', 'Acmes and the company. The company too'],
  ])('turns %j into %j', (text, plain) => {
    expect(withoutCompanies(text, { companies: ['Acme'] })).toBe(plain);
  });
});

describe('a figure', () => {
  const header = ['Metric', 'Before', 'After', 'Improvement'];
  const table = (...rows: string[][]): CaseStudy =>
    acme(
      { results: rows.map((cells) => cells.map((cell, at) => `${header[at]}: ${cell}`).join('; ')) },
      { results: { header, rows } },
    );

  it('is asked for with its row as the proof, those of the Quick Answer first', () => {
    const caseStudy = table(
      ['Printers in use, all sites', '45 printers', '640 printers', '14x'],
      ['Time until an order prints', '50 s', '3 s', '17x'],
      ['Orders a day, all sites', '-', '7,000', '-'],
    );
    const ladders = figureLadders(caseStudy);
    expect(ladders.map(({ text }) => text)).toEqual(['3 s', '640 printers']);
    expect(ladders[0]).toMatchObject({
      explanation: {
        quote: 'Metric: Time until an order prints; Before: 50 s; After: 3 s; Improvement: 17x',
      },
    });
  });

  it.each([
    [['Orders a day (worked example)', '-', '7,000', '-']],
    [['of these, late ones', '-', '7,000', '-']],
    [['Orders of that site', '-', '7,000', '-']],
    [['Orders a day', 'many', 'not published', '-']],
  ])('of the row %j is not asked for', (row) => {
    expect(figureLadders(table(row))).toEqual([]);
  });

  it('that its own prompt tells is not asked for', () => {
    expect(figureLadders(table(['Orders kept for 7,000 hours', '-', '7,000', '-']))).toEqual([]);
  });
});

describe('sentences', () => {
  it('end where the next begins with a capital', () => {
    expect(sentencesOf('It took 3.5 s, e.g. at night. "No" was said. Then it ended.')).toEqual([
      'It took 3.5 s, e.g. at night.',
      '"No" was said.',
      'Then it ended.',
    ]);
  });

  it('become options with a capital and without a full stop', () => {
    expect(asOption('so it ends here.')).toBe('So it ends here');
    expect(asOption('see p99.')).toBe('See p99');
  });
});
