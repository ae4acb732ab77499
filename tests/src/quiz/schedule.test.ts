import { createEmptyCard, fsrs, Rating } from 'ts-fsrs';
import { describe, expect, it } from 'vitest';
import { remembered } from '../../../src/quiz/schedule.ts';
import type { Memory } from '../../../src/state/mod.ts';

const START = new Date('2022-12-29T12:30:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;

describe('what is remembered of a case study', () => {
  it('is what FSRS gives as a reference: again, and then good after 0, 1, 3, 8 and 21 days', () => {
    // "memory state[long-term]" in the tests of ts-fsrs (FSRS-6, default weights), which took it from fsrs-rs.
    let memory: Memory | null = null;
    let at = START;
    for (const [isRight, days] of [
      [false, 0],
      [true, 0],
      [true, 1],
      [true, 3],
      [true, 8],
      [true, 21],
    ] as const) {
      at = new Date(at.getTime() + days * DAY_MS);
      memory = remembered(memory, 'topic/a', isRight, at);
    }
    expect(memory!.stability).toBeCloseTo(53.335106, 4);
    expect(memory!.difficulty).toBeCloseTo(6.3574867, 4);
    expect(memory).toMatchObject({ caseStudy: 'topic/a', reps: 6, isRight: true, lastReview: at });
  });

  it('begins with the reference values of a first good and a first again, and is due in days', () => {
    expect(remembered(null, 'a', true, START)).toMatchObject({ stability: 2.3065, difficulty: 2.11810397 });
    expect(remembered(null, 'a', false, START)).toMatchObject({ stability: 0.212, difficulty: 6.4133 });
    expect(remembered(null, 'a', true, START).due).toEqual(new Date(START.getTime() + 3 * DAY_MS));
    expect(remembered(null, 'a', false, START).due).toEqual(new Date(START.getTime() + DAY_MS));
  });

  it('is what the library says by itself, field by field, over a long history', () => {
    const reference = fsrs({ enable_short_term: false });
    let card = createEmptyCard(START);
    let memory: Memory | null = null;
    for (const isRight of [...Array(6).fill(true), false, false, ...Array(5).fill(true)] as boolean[]) {
      const at = card.due;
      card = reference.next(card, at, isRight ? Rating.Good : Rating.Again).card;
      memory = remembered(memory, 'a', isRight, at);
      expect(memory).toEqual({
        caseStudy: 'a',
        due: card.due,
        stability: card.stability,
        difficulty: card.difficulty,
        elapsedDays: card.elapsed_days,
        scheduledDays: card.scheduled_days,
        learningSteps: card.learning_steps,
        reps: card.reps,
        lapses: card.lapses,
        state: card.state,
        lastReview: at,
        isRight,
      });
    }
  });

  it('does not change when a right answer follows in the same moment', () => {
    const first = remembered(null, 'a', true, START);
    const second = remembered(first, 'a', true, START);
    expect(second.stability).toBeCloseTo(first.stability, 6);
    expect(second.reps).toBe(2);
  });
});
