/** What the quiz says when there is nothing to play, the same on every platform. */
import type { Card } from '../cards/mod.ts';
import { QUIZ_CARD } from './cards.ts';

const notice = (title: string, lead: string): Card => ({ ...QUIZ_CARD, title, lead });

export const noQuestionsCard = (): Card =>
  notice('No questions about that', 'Leave out the topic, category, company or level, or name another one.');

export const runningCard = (): Card =>
  notice(
    'There is a round here already',
    'Join in: answer its question. It ends by itself; whoever started it can end it with /quiz stop.',
  );

export const nothingRunningCard = (): Card => notice('No round is going on here', 'Begin one with /quiz.');

export const stoppedCard = (): Card => notice('Stopped', 'The round is over.');

export const goneRoundCard = (): Card =>
  notice('This round is over', 'It is too long ago, or I no longer know it. Begin a new one with /quiz.');

export const notYoursCard = (): Card =>
  notice('This is somebody else’s round', 'Begin one of your own with /quiz.');

export const notStarterCard = (): Card =>
  notice('Only who started the round can do that', 'It goes on by itself when the time is up.');

export const movedOnCard = (): Card => notice('The round has moved on', 'Look below for where it is.');

export const nothingToReviewCard = (next: Date | null): Card =>
  notice(
    'Nothing to review',
    next === null
      ? 'What you are asked comes back here when it is time. Begin with /quiz.'
      : `The next case study is due on ${next.toISOString().slice(0, 10)}. Until then, /quiz asks something else.`,
  );

export const noCommunityCard = (): Card =>
  notice(
    'No leaderboard here',
    'A leaderboard belongs to a server or a workspace. /quiz stats shows what you have reached.',
  );

export const noZoneCard = (): Card =>
  notice('I do not know this time zone', 'Name it as the IANA database does, for example Europe/Berlin.');

export const noRestDaysCard = (): Card =>
  notice(
    'That is no list of rest days',
    'Name up to six weekdays, as numbers from 1 (Monday) to 7 (Sunday).',
  );

export const noReminderCard = (): Card =>
  notice('That is no hour of the day', 'Name a whole hour from 0 to 23, or turn reminders off.');
