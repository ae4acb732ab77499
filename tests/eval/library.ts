/** Measures the search on the questions about our own library. */
import type { SearchEngine, SearchResult } from '../../index/search/mod.ts';
import { type Estimate, estimate } from '../../src/estimate.ts';
import { hitAt, reciprocalRank } from './metrics.ts';
import type { FollowUp, InScopeQuestion, OutOfScopeQuestion, QuestionSet } from './questions.ts';

export const RANKINGS = ['dense', 'lexical', 'fused'] as const;
export type Ranking = (typeof RANKINGS)[number];

/** A line of the report: what was measured, on which questions. */
export interface Row {
  readonly measure: string;
  readonly questions: string;
  readonly ranking: Ranking;
  readonly estimate: Estimate;
}

/** A question that did not go as it should, for reading. */
export interface Miss {
  readonly kind: string;
  readonly question: string;
  readonly expected: string;
  readonly got: string;
}

export interface LibraryReport {
  readonly rows: readonly Row[];
  readonly misses: readonly Miss[];
}

const topicOf = (caseStudy: string): string => caseStudy.slice(0, caseStudy.indexOf('/'));

function caseStudiesOf(result: SearchResult): string[] {
  return result.hits.map(({ unit }) => (unit.kind === 'case-study' ? unit.caseStudy.id : unit.id));
}

export async function measureLibrary(engine: SearchEngine, set: QuestionSet): Promise<LibraryReport> {
  const rows: Row[] = [];
  const misses: Miss[] = [];
  for (const ranking of RANKINGS) {
    const answers = new Map<InScopeQuestion, SearchResult>();
    for (const question of set.inScope)
      answers.set(question, await engine.search(question.text, { ranking }));
    rows.push(...rankingRows(answers, ranking));
    if (ranking !== 'fused') continue;
    rows.push(...(await outcomeRows(engine, set, answers, misses)));
    rows.push(...(await followUpRows(engine, set.followUps, misses)));
  }
  return { rows, misses };
}

function rankingRows(answers: ReadonlyMap<InScopeQuestion, SearchResult>, ranking: Ranking): Row[] {
  const styles = ['all', ...new Set([...answers.keys()].map(({ style }) => style))];
  return styles.flatMap((style) => {
    const asked = [...answers].filter(([question]) => style === 'all' || question.style === style);
    const row = (measure: string, score: (ranked: string[], question: InScopeQuestion) => number): Row => ({
      measure,
      questions: style,
      ranking,
      estimate: estimate(asked.map(([question, result]) => score(caseStudiesOf(result), question))),
    });
    const right = (question: InScopeQuestion): Set<string> => new Set(question.caseStudies);
    const topics = (question: InScopeQuestion): Set<string> => new Set(question.caseStudies.map(topicOf));
    return [
      row('case study first', (ranked, question) => hitAt(ranked, right(question), 1)),
      row('case study in first 3', (ranked, question) => hitAt(ranked, right(question), 3)),
      row('case study MRR', (ranked, question) => reciprocalRank(ranked, right(question), 10)),
      row('topic first', (ranked, question) => hitAt(ranked.map(topicOf), topics(question), 1)),
      row('topic in first 3', (ranked, question) => hitAt(ranked.map(topicOf), topics(question), 3)),
    ];
  });
}

async function outcomeRows(
  engine: SearchEngine,
  set: QuestionSet,
  answers: ReadonlyMap<InScopeQuestion, SearchResult>,
  misses: Miss[],
): Promise<Row[]> {
  const row = (measure: string, questions: string, values: readonly number[]): Row[] =>
    values.length === 0 ? [] : [{ measure, questions, ranking: 'fused', estimate: estimate(values) }];
  const rows: Row[] = [];
  for (const [question, result] of answers) {
    const got = `${result.outcome} ${result.confidence.toFixed(2)} ${caseStudiesOf(result).slice(0, 3).join(' ')}`;
    const expected = question.caseStudies.join(' or ');
    const first = caseStudiesOf(result)[0] ?? '';
    if (!question.caseStudies.includes(first))
      misses.push({ kind: 'ranking', question: question.text, expected, got });
    else if (result.outcome !== 'answered') {
      misses.push({ kind: 'refused', question: question.text, expected, got });
    }
  }
  const styles = ['all', ...new Set(set.inScope.map(({ style }) => style))];
  for (const style of styles) {
    const asked = [...answers].filter(([question]) => style === 'all' || question.style === style);
    const results = asked.map(([, result]) => result);
    rows.push(
      ...row(
        'wrongly refused',
        style,
        results.map(({ outcome }) => (outcome === 'answered' ? 0 : 1)),
      ),
      ...row(
        'wrongly out of scope',
        style,
        results.map(({ outcome }) => (outcome === 'out-of-scope' ? 1 : 0)),
      ),
      ...row(
        'right when answered (topic)',
        style,
        asked
          .filter(([, { outcome }]) => outcome === 'answered')
          .map(([question, result]) =>
            question.caseStudies.map(topicOf).includes(topicOf(caseStudiesOf(result)[0]!)) ? 1 : 0,
          ),
      ),
    );
  }
  const withSection = [...answers].filter(([question]) => question.section !== undefined);
  rows.push(
    ...row(
      'section asked for',
      'with a section',
      withSection.map(([question, result]) => (result.hits[0]?.section === question.section ? 1 : 0)),
    ),
  );
  rows.push(
    ...row('rightly refused', 'out of scope, in a conversation', await refusedInConversation(engine, set)),
  );
  const refusals = new Map<OutOfScopeQuestion, SearchResult>();
  for (const question of set.outOfScope) {
    const result = await engine.search(question.text);
    refusals.set(question, result);
    if (result.outcome !== 'answered') continue;
    const got = `${result.confidence.toFixed(2)} ${caseStudiesOf(result)[0]}`;
    misses.push({ kind: 'answered', question: question.text, expected: 'a refusal', got });
  }
  for (const style of ['all', ...new Set(set.outOfScope.map((question) => question.style))]) {
    const results = [...refusals].filter(([question]) => style === 'all' || question.style === style);
    rows.push(
      ...row(
        'rightly refused',
        style,
        results.map(([, { outcome }]) => (outcome === 'answered' ? 0 : 1)),
      ),
      ...row(
        'rightly out of scope',
        style,
        results.map(([, { outcome }]) => (outcome === 'out-of-scope' ? 1 : 0)),
      ),
    );
  }
  return rows;
}

/** Asks each out-of-scope question after one that was answered: it must not be taken for a follow-up. */
async function refusedInConversation(engine: SearchEngine, set: QuestionSet): Promise<number[]> {
  const refused: number[] = [];
  for (const [i, { text }] of set.outOfScope.entries()) {
    const before = set.inScope[(i * 7) % set.inScope.length]!;
    const { hits } = await engine.search(before.text);
    const previous = { question: before.text, unit: hits[0]?.unit.id ?? null };
    const { outcome } = await engine.search(text, { previous });
    refused.push(outcome === 'answered' ? 0 : 1);
  }
  return refused;
}

async function followUpRows(
  engine: SearchEngine,
  followUps: readonly FollowUp[],
  misses: Miss[],
): Promise<Row[]> {
  const understood: number[] = [];
  const answered: number[] = [];
  const unsureAlone: number[] = [];
  for (const followUp of followUps) {
    const [first, second] = followUp.turns;
    const before = await engine.search(first);
    const previous = { question: first, unit: before.hits[0]?.unit.id ?? null };
    const together = await engine.search(second, { previous });
    const found = caseStudiesOf(together)[0] ?? '';
    understood.push(followUp.caseStudies.includes(found) ? 1 : 0);
    answered.push(together.outcome === 'answered' ? 1 : 0);
    const expected = followUp.caseStudies.join(' or ');
    const got = `${together.outcome} ${together.confidence.toFixed(2)} ${found}`;
    if (!followUp.caseStudies.includes(found) || together.outcome !== 'answered') {
      misses.push({ kind: 'follow-up', question: followUp.turns.join(' → '), expected, got });
    }
    if (followUp.switch) continue;
    const alone = await engine.search(second);
    unsureAlone.push(alone.outcome === 'unsure' ? 1 : 0);
    if (alone.outcome !== 'unsure') {
      misses.push({
        kind: 'alone',
        question: second,
        expected: 'unsure',
        got: `${alone.outcome} ${caseStudiesOf(alone)[0]}`,
      });
    }
  }
  const row = (measure: string, values: readonly number[]): Row => ({
    measure,
    questions: 'follow-ups',
    ranking: 'fused',
    estimate: estimate(values),
  });
  return [
    row('case study first', understood),
    row('answered', answered),
    row('unsure when alone', unsureAlone),
  ];
}
