import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseQuestions, chooseReview, questionsAbout } from '../../../src/quiz/choose.ts';
import { remembered } from '../../../src/quiz/schedule.ts';
import type { QuizAnswer } from '../../../src/state/mod.ts';
import { DAY_MS, ENTRIES, NOON, QUESTIONS, sameChance } from './support.ts';

const [LEASE, TTL, SPLIT] = ENTRIES.map(({ id }) => id) as [string, string, string];
const ids = (questions: readonly { id: string }[]) => questions.map(({ id }) => id);
const casesOf = (questions: readonly { caseStudy: string }[]) => questions.map(({ caseStudy }) => caseStudy);

describe('questions about', () => {
  it.each([
    [{}, [LEASE, TTL, SPLIT]],
    [{ topic: 'Cache Consistency' }, [LEASE, TTL]],
    [{ topic: 'cache_consistency', level: 'mid' }, [TTL]],
    [{ category: 'database architecture' }, [SPLIT]],
    [{ company: 'ACME' }, [LEASE, SPLIT]],
    [{ company: 'Acme', level: 'staff', topic: 'sharding-strategies' }, [SPLIT]],
    [{ company: 'Hooli' }, []],
    [{ topic: '' }, []],
  ])('%o are about %o', (filter, cases) => {
    expect([...new Set(casesOf(questionsAbout(QUESTIONS, ENTRIES, filter)))]).toEqual(cases);
  });

  it('a case study that the library no longer has are none', () => {
    expect(questionsAbout(QUESTIONS, ENTRIES.slice(1), { topic: 'cache_consistency' })).toHaveLength(2);
  });
});

describe('the questions of a round', () => {
  it('are spread: no case study comes twice before each came once, whatever chance says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
          minLength: 20,
          maxLength: 20,
        }),
        fc.integer({ min: 1, max: 9 }),
        (numbers, count) => {
          let n = 0;
          const chosen = chooseQuestions(QUESTIONS, count, [], () => numbers[n++ % numbers.length]!);
          expect(chosen).toHaveLength(Math.min(count, QUESTIONS.length));
          expect(new Set(ids(chosen)).size).toBe(chosen.length);
          expect(new Set(casesOf(chosen.slice(0, 3))).size).toBe(Math.min(count, 3));
        },
      ),
    );
  });

  it('are the same with the same chance, and others with another', () => {
    const choose = (random: () => number) => ids(chooseQuestions(QUESTIONS, 6, [], random));
    expect(choose(sameChance())).toEqual(choose(sameChance()));
    expect(choose(sameChance())).not.toEqual(choose(() => 0));
  });

  it('are those answered lately only when there are no others, the longest ago first', () => {
    const recent = [QUESTIONS[3]!.id, QUESTIONS[0]!.id];
    const chosen = ids(chooseQuestions(QUESTIONS, 6, recent, sameChance()));
    expect(chosen.slice(4)).toEqual(recent);
    expect(ids(chooseQuestions(QUESTIONS, 4, recent, sameChance()))).not.toContain(recent[0]);
  });
});

describe('the questions of a review', () => {
  const answer = (question: number, isRight: boolean, daysAgo: number): QuizAnswer => ({
    round: 'r',
    number: 0,
    person: 'test:ann',
    community: null,
    question: QUESTIONS[question]!.id,
    caseStudy: QUESTIONS[question]!.caseStudy,
    choice: 0,
    isRight,
    day: '2026-11-25',
    at: new Date(NOON.getTime() - daysAgo * DAY_MS),
  });
  const review = (history: readonly QuizAnswer[]) => {
    const memory = history.map((one) => remembered(null, one.caseStudy, one.isRight, one.at));
    return ids(
      chooseReview(
        QUESTIONS,
        memory.toSorted((a, b) => a.due.getTime() - b.due.getTime()),
        history,
        NOON,
      ),
    );
  };

  it('are one a case study: what is due, the longest first, then what was got wrong', () => {
    expect(review([answer(4, true, 9), answer(2, true, 4), answer(0, false, 0.5)])).toEqual(
      [5, 3, 0].map((n) => QUESTIONS[n]!.id),
    );
  });

  it('are none when nothing is due and nothing was wrong', () => {
    expect(review([answer(4, true, 1)])).toEqual([]);
    expect(review([])).toEqual([]);
  });

  it('ask again what was got wrong, else what was never asked, else what was asked longest ago', () => {
    const memory = [remembered(null, LEASE, true, new Date(NOON.getTime() - 9 * DAY_MS))];
    const choose = (...history: QuizAnswer[]) => ids(chooseReview(QUESTIONS, memory, history, NOON));
    expect(choose(answer(1, false, 9))).toEqual([QUESTIONS[1]!.id]);
    expect(choose(answer(1, false, 9), answer(1, true, 8))).toEqual([QUESTIONS[0]!.id]);
    expect(choose(answer(1, true, 9), answer(0, true, 8))).toEqual([QUESTIONS[1]!.id]);
  });

  it('leave out a case study that has no questions any more', () => {
    const memory = [remembered(null, 'gone/away', false, NOON)];
    expect(chooseReview(QUESTIONS, memory, [], NOON)).toEqual([]);
  });
});
