/** `/quiz`, and messages that do the same. */
import type { webApi } from '@slack/bolt';
import { type Card, noticeCard } from '../../src/cards/mod.ts';
import { playerOf } from '../../src/chat/mod.ts';
import { CourierError } from '../../src/digest/mod.ts';
import { announceAll, type Player, type RoundRequest } from '../../src/quiz/mod.ts';
import { askerOf } from './asker.ts';
import type { BotParts } from './bot-parts.ts';
import { LOOK_UP_MS } from './digest-commands.ts';
import { isDirect } from './digest-place.ts';
import { standingOf, type Visitor } from './digest-rights.ts';
import type { QuizCommand } from './quiz-words.ts';

type WebClient = webApi.WebClient;
type OwnCommand = Exclude<QuizCommand, { readonly verb: 'daily' }>;

const WORDS = [
  '/quiz begins a round for you alone. Add what it is about, a level or how many questions: /quiz caching senior 5',
  '/quiz everybody asks the whole channel, 30 seconds a question unless you say otherwise: /quiz everybody 60s',
  '/quiz review · stats · leaderboard [week | month | all] · stop',
  '/quiz settings [hide | show] [rest sat,sun] [zone Europe/Berlin] [remind 9 | remind off]',
  '/quiz daily [on | off | pause | resume | show | now] is one question a day for this place',
].join('\n');

const helpCard = (): Card => noticeCard('I do not know what to ask about', WORDS);

const ALONE = 'A round for you alone needs nothing of this: /quiz';

/**
 * Does what a command says, but for `daily`, which is `obey` of the digests.
 *
 * @param name of the person, as others see it
 * @returns what the person alone is shown; null when the question stands in the channel
 * @throws when the database or Slack does not do its part
 */
export async function obeyQuiz(
  command: OwnCommand,
  client: WebClient,
  visitor: Visitor,
  name: string,
  parts: BotParts,
): Promise<Card | null> {
  const { quiz, quizHost, log } = parts;
  const player = playerOf(askerOf({ ...visitor.place, userId: visitor.userId }), name);
  switch (command.verb) {
    case 'play':
      return begin(command.request, client, visitor, player, parts);
    case 'review':
      return (await quiz.review(player, command.count)).card;
    case 'stats':
      return quiz.stats(player);
    case 'leaderboard':
      return quiz.leaderboard(player, command.period);
    case 'settings': {
      const { change } = command;
      return change.kind === 'problem'
        ? noticeCard('That cannot be set', change.problem)
        : quiz.settings(player, change.change);
    }
    case 'stop': {
      const { manager } = await standingOf(client, visitor, parts.digests.quiz.managers, log, LOOK_UP_MS);
      const { card, announcements } = await quiz.stop(player, manager.mayManage);
      await announceAll(quiz, quizHost, announcements, log);
      return card;
    }
    case 'help':
      return helpCard();
  }
}

/** In a direct chat there is nobody else, so a round is for the person alone. */
async function begin(
  request: RoundRequest,
  client: WebClient,
  visitor: Visitor,
  player: Player,
  parts: BotParts,
): Promise<Card | null> {
  const { quiz, quizHost, digests, log } = parts;
  if (request.kind === 'solo' || isDirect(visitor.place))
    return (await quiz.start({ ...request, kind: 'solo' }, player)).card;
  const { obstacle } = await standingOf(client, visitor, digests.quiz.managers, log, LOOK_UP_MS);
  if (obstacle !== null) return { ...obstacle, note: ALONE };
  const { card, round } = await quiz.start(request, player);
  if (round === null) return card;
  try {
    const { place } = player;
    const first = { kind: 'question', place, round, number: 0, message: null, card } as const;
    await quiz.posted(round, 0, await quizHost.announce(first));
    return null;
  } catch (error) {
    log.warn({ err: error, place: player.place }, 'Quiz: a round could not be begun');
    // Nobody can answer it, and the place has room for one.
    await quiz.press({ kind: 'stop', target: round, index: 0 }, player);
    if (!(error instanceof CourierError)) throw error;
    return {
      ...noticeCard('I could not ask here', `The round has not begun: ${error.message}.`),
      note: ALONE,
    };
  }
}
