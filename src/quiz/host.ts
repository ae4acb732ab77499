/** Keeps rounds with others going: what the clock or a button brings is posted in their places. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Card } from '../cards/mod.ts';
import type { Logger } from '../log.ts';
import type { Announcement } from './player.ts';
import type { Quiz } from './quiz.ts';

/** What the quiz needs of a surface. */
export interface QuizHost {
  /** What ids of its people and places begin with: `discord`. */
  readonly name: string;
  /**
   * Posts for everybody in a place; a reveal may take the place of its question's message.
   *
   * @returns the platform's id of the message
   */
  announce(announcement: Announcement): Promise<string>;
  /** Writes to a person directly. */
  remind(person: string, card: Card): Promise<void>;
}

/** A question is closed this much later than its time at most. */
const POLL_MS = 1000;
const REMINDER_POLLS = 60;

/** Serves the rounds of a surface until the signal is aborted. Any number of processes may: each step is given to one. */
export async function serveQuiz(quiz: Quiz, host: QuizHost, log: Logger, signal: AbortSignal): Promise<void> {
  for (let poll = 0; !signal.aborted; poll += 1) {
    try {
      await announceAll(quiz, host, await quiz.due(host.name), log);
      if (poll % REMINDER_POLLS === 0) await remindAll(quiz, host, log);
    } catch (error) {
      log.error({ err: error }, 'Quiz: what is due could not be looked up');
    }
    await delay(POLL_MS, undefined, { signal }).catch(() => {});
  }
}

/** Posts what a press or the clock brought, in its order. What cannot be posted is logged, and the round goes on. */
export async function announceAll(
  quiz: Quiz,
  host: QuizHost,
  announcements: readonly Announcement[],
  log: Logger,
): Promise<void> {
  for (const announcement of announcements) {
    const { kind, place, round, number } = announcement;
    try {
      const message = await host.announce(announcement);
      if (kind === 'question') await quiz.posted(round, number, message);
    } catch (error) {
      log.warn({ err: error, place, kind }, 'Quiz: a message of a round could not be posted');
    }
  }
}

async function remindAll(quiz: Quiz, host: QuizHost, log: Logger): Promise<void> {
  for (const { person, card } of await quiz.remindersDue(host.name)) {
    await host.remind(person, card).catch((error: unknown) => {
      log.warn({ err: error }, 'Quiz: somebody could not be reminded');
    });
  }
}
