/** What commands, messages and presses are answered with. */
import type { Chat } from '../../src/chat/mod.ts';
import type { Logger } from '../../src/log.ts';
import type { Quiz, QuizHost } from '../../src/quiz/mod.ts';
import type { AllDigests } from './digest-commands.ts';

export interface BotParts {
  readonly chat: Chat;
  readonly quiz: Quiz;
  readonly quizHost: QuizHost;
  readonly digests: AllDigests;
  readonly log: Logger;
}
