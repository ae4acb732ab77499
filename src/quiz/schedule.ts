/** When somebody should see a case study again: FSRS, by the library `ts-fsrs`. */
import { type Card, createEmptyCard, fsrs, Rating, type State } from 'ts-fsrs';
import type { Memory } from '../state/mod.ts';

/**
 * In whole days: steps of one and ten minutes are for those who sit before a stack of cards, and not for a question now and then.
 * Everything else is as the library comes (FSRS-6, 90 % to be remembered), without chance in the intervals.
 */
const scheduler = fsrs({ enable_short_term: false, enable_fuzz: false });

/**
 * The memory of a case study after an answer. Right is `Good`, wrong is `Again`: how hard it was, nobody was asked.
 * @param before null when it was never asked before
 */
export function remembered(before: Memory | null, caseStudy: string, isRight: boolean, at: Date): Memory {
  const rating = isRight ? Rating.Good : Rating.Again;
  const { card } = scheduler.next(before === null ? createEmptyCard(at) : toCard(before), at, rating);
  return {
    caseStudy,
    due: card.due,
    stability: card.stability,
    difficulty: card.difficulty,
    elapsedDays: card.elapsed_days,
    scheduledDays: card.scheduled_days,
    learningSteps: card.learning_steps,
    reps: card.reps,
    lapses: card.lapses,
    state: card.state,
    lastReview: card.last_review ?? null,
    isRight,
  };
}

function toCard(memory: Memory): Card {
  const { due, stability, difficulty, reps, lapses } = memory;
  return {
    due,
    stability,
    difficulty,
    elapsed_days: memory.elapsedDays,
    scheduled_days: memory.scheduledDays,
    learning_steps: memory.learningSteps,
    reps,
    lapses,
    state: memory.state as State,
    ...(memory.lastReview !== null && { last_review: memory.lastReview }),
  };
}
