/** How a group round goes on: question, answer, question, and at last the scores. Each step is claimed in the database. */
import type { QuizState, RoundPoint, SeenAnswer, StoredRound } from '../state/mod.ts';
import { questionCard, revealCard, scoresCard } from './cards.ts';
import type { Announcement } from './player.ts';
import { postedIn } from './posted.ts';

/** To read why an answer is right before the next question comes. */
const READING_SECONDS = 12;
/** A round that nobody answers so many times in a row is ended: people have left. */
const MAX_UNANSWERED = 2;
/** A round that nobody could move on for so long, because Casebook did not run, is ended: people have left. */
const MAX_LATE_MS = 10 * 60 * 1000;

/**
 * Takes the next step: shows the answer of the question that is open, or asks the next one. Nothing when somebody else has
 * taken it, or there is none to take.
 */
export async function advance(state: QuizState, round: StoredRound, now: Date): Promise<Announcement[]> {
  if (round.kind !== 'group' || round.phase === 'over') return [];
  const isLate = round.dueAt !== null && now.getTime() - round.dueAt.getTime() > MAX_LATE_MS;
  if (round.phase === 'revealed' && !isLate) return ask(state, round, round.position + 1, now);
  const answers = await state.answersIn(round.id);
  const isLast = isLate || round.position === round.questions.length - 1 || isAbandoned(round, answers);
  return isLast ? end(state, round) : reveal(state, round, now);
}

/** The same when everybody who answered the question before has answered this one too. */
export async function advanceIfAllAnswered(
  state: QuizState,
  round: StoredRound,
  now: Date,
): Promise<Announcement[]> {
  // On the first question nobody knows yet who plays.
  if (round.kind !== 'group' || round.phase !== 'asking' || round.position === 0) return [];
  const answers = await state.answersIn(round.id);
  const of = (wanted: number) =>
    answers.filter(({ number }) => number === wanted).map(({ person }) => person);
  const players = of(round.position - 1);
  const done = new Set(of(round.position));
  const isComplete = players.length > 0 && players.every((person) => done.has(person));
  return isComplete ? advance(state, round, now) : [];
}

/** Ends a round where it is: an open question is answered first. */
export async function end(state: QuizState, round: StoredRound): Promise<Announcement[]> {
  const over = { phase: 'over', position: round.position } as const;
  if (!(await state.moveRound(round.id, round, { ...over, dueAt: null }))) return [];
  // Read when no more are taken, so that none is missing.
  const answers = await state.answersIn(round.id);
  const last = round.phase === 'asking' ? revealed({ ...round, ...over }, answers) : [];
  return [...last, announcement('over', round, round.position, scoresCard(answers))];
}

async function ask(
  state: QuizState,
  round: StoredRound,
  position: number,
  now: Date,
): Promise<Announcement[]> {
  const question = postedIn(round, position);
  const asking: RoundPoint = { phase: 'asking', position };
  const dueAt = after(now, round.seconds ?? 0);
  if (question === null || !(await state.moveRound(round.id, round, { ...asking, dueAt }))) return [];
  return [announcement('question', round, position, questionCard(round, position, question))];
}

async function reveal(state: QuizState, round: StoredRound, now: Date): Promise<Announcement[]> {
  const to: RoundPoint = { phase: 'revealed', position: round.position };
  if (!(await state.moveRound(round.id, round, { ...to, dueAt: after(now, READING_SECONDS) }))) return [];
  return revealed({ ...round, ...to }, await state.answersIn(round.id));
}

function revealed(round: StoredRound, answers: readonly SeenAnswer[]): Announcement[] {
  const question = postedIn(round, round.position);
  if (question === null) return [];
  const ofQuestion = answers.filter(({ number }) => number === round.position);
  return [
    announcement('reveal', round, round.position, revealCard(round, round.position, question, ofQuestion)),
  ];
}

function isAbandoned({ position }: StoredRound, answers: readonly SeenAnswer[]): boolean {
  return position >= MAX_UNANSWERED - 1 && answers.every(({ number }) => number <= position - MAX_UNANSWERED);
}

function announcement(
  kind: Announcement['kind'],
  round: StoredRound,
  number: number,
  card: Announcement['card'],
): Announcement {
  const message = round.questions[number]?.message ?? null;
  return { kind, place: round.place, round: round.id, number, message, card };
}

function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}
