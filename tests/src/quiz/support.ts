/** A small library with questions made by hand, a clock that tests move, and a state in a file. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LibraryEntry } from '../../../src/ask/mod.ts';
import type { Card } from '../../../src/cards/mod.ts';
import { type Player, Quiz, type QuizParts, type QuizQuestion } from '../../../src/quiz/mod.ts';
import { openState, type State } from '../../../src/state/mod.ts';

export const NOON = new Date('2026-11-25T12:00:00Z');
export const DAY_MS = 24 * 60 * 60 * 1000;

const CASES = [
  ['cache_consistency/acme-lease', 'Stale Reads', 'Acme', 'senior', 'Distributed Systems'],
  ['cache_consistency/initech-ttl', 'Short Lives', 'Initech', 'mid', 'Distributed Systems'],
  ['sharding_strategies/acme-split', 'A Hot Shard', 'Acme', 'staff', 'Database Architecture'],
] as const;

export const ENTRIES: readonly LibraryEntry[] = CASES.map(([id, title, company, level, category]) => ({
  id,
  title,
  companies: [company],
  level,
  category,
}));

/** Two questions a case study; B is right. */
export const QUESTIONS: readonly QuizQuestion[] = CASES.flatMap(([caseStudy, title], n) =>
  [0, 1].map((m) => ({
    id: `question0000000${n}${m}`.slice(-16),
    kind: 'approach' as const,
    caseStudy,
    prompt: `What helped with “${title}”? (${m})`,
    options: ['Wait', 'Take a lease', 'Add machines', 'Nothing'],
    right: 1,
    explanation: { quote: `In ${title} a lease was taken.`, section: 'Solution' },
  })),
);

export const ANN: Player = { person: 'test:ann', name: 'Ann', place: 'test:room', community: 'test:server' };
export const BOB: Player = { ...ANN, person: 'test:bob', name: 'Bob' };
export const CY: Player = { ...ANN, person: 'test:cy', name: 'Cy' };

export async function openTestState(): Promise<State> {
  const folder = await mkdtemp(join(tmpdir(), 'casebook-quiz-'));
  const state = await openState({ file: join(folder, 'state.db') });
  onTestFinished(async () => {
    await state.close();
    await rm(folder, { recursive: true });
  });
  return state;
}

/** Numbers that look like chance and are always the same (Park and Miller). */
export function sameChance(): () => number {
  let seed = 1;
  return () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
}

export class Game {
  now = NOON;
  questions: readonly QuizQuestion[] = QUESTIONS;
  entries = ENTRIES;
  readonly state: State;
  readonly quiz: Quiz;

  private constructor(state: State, parts: Partial<QuizParts>) {
    this.state = state;
    this.quiz = this.again(parts);
  }

  static async open(parts: Partial<QuizParts> = {}): Promise<Game> {
    return new Game(await openTestState(), parts);
  }

  /** Another process, or the same one after a restart. */
  again(parts: Partial<QuizParts> = {}): Quiz {
    const game = this;
    return new Quiz({
      state: this.state,
      library: {
        get entries() {
          return game.entries;
        },
        open: (id) => {
          const entry = game.entries.find((one) => one.id === id);
          return entry === undefined ? null : { title: entry.title, url: `https://casebook.example/${id}` };
        },
      },
      questions: async () => this.questions,
      now: () => this.now,
      random: sameChance(),
      ...parts,
    });
  }

  pass(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }
}

/** What a button of this kind or label does. */
export function button(card: Card, label: string) {
  const found = card.actions.find((action) => action.label === label);
  if (found === undefined)
    throw new Error(`No button ${label}: ${card.actions.map((a) => a.label).join(', ')}`);
  return found;
}
