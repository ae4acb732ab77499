/** What Casebook says of itself, the same on every platform. */
import { type Card, noticeCard } from '../cards/mod.ts';
import type { PersonalData } from '../state/mod.ts';

/** How long answers, votes, what a conversation was about and rounds of the quiz are kept. Answers in a quiz stay until they are deleted. */
export const RETENTION_DAYS = 90;

export function helpCard(size: number, example: string | null): Card {
  return noticeCard(
    'Casebook',
    `I answer questions about production engineering from ${size} case studies: what broke, what they did, and the figures, with sources.`,
    `Ask with /ask, mention me, or write to me directly. ${example === null ? '' : `For example: “${example}”. `}` +
      'Symptoms are enough. Ask on in the same thread or chat: “why?”, “how much faster was it?”, “what mistakes do people make?”.',
    '/case shows the case study of the day, a random one, or one by its title. /digest brings one to a channel each day, and /quiz asks about them. /privacy says what I remember of you.',
    'When I am not sure I offer the nearest titles and claim nothing. No language model is involved, and your questions go to nobody else.',
  );
}

export function privacyCard(data: PersonalData): Card {
  const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
  return noticeCard(
    'What I remember of you',
    `${count(data.answers.length, 'question', 'questions')} with the case study that I showed, so that buttons keep working; ` +
      `${count(data.votes.length, 'vote', 'votes')}; and what ${count(data.turns.length, 'conversation was', 'conversations were')} about, ` +
      'so that I understand follow-ups. Your id on this platform stands beside each, and nothing else. ' +
      `All of this is deleted after ${RETENTION_DAYS} days.`,
    `${count(data.quiz.answers.length, 'answer in a quiz', 'answers in quizzes')}, when you are to review what, the name that others ` +
      'saw beside your answers, and how you want the quiz. This is what you have learned, so I keep it until you delete it.',
    ...(data.digests.length === 0
      ? []
      : [
          `${count(data.digests.length, 'digest', 'digests')} that you set up (${data.digests.map(({ placeName }) => placeName).join(', ')}), ` +
            'so that I can tell you when one cannot be posted. If you delete your data they go on, and nobody is told.',
        ]),
    '/privacy with “delete” deletes everything now, and takes you off the leaderboards.',
  );
}

export const recentCard = (questions: readonly string[]): Card =>
  noticeCard('What you asked last', ...questions.map((question) => `“${question}”`));

export const forgottenCard = (rows: number): Card =>
  noticeCard('Deleted', rows === 0 ? 'There was nothing to delete.' : 'I remember nothing of you any more.');

export const failureCard = (): Card =>
  noticeCard('Something went wrong', 'The fault is mine and has been logged. Please ask again in a moment.');

export const searchingCard = (): Card => noticeCard('One moment', 'I am searching…');

/** For one person only: the answer itself may stand above it. */
export const unconfirmedCard = (): Card =>
  noticeCard(
    'Did my answer arrive?',
    'The chat did not confirm it, and I do not answer twice. If you do not see it, please ask again.',
  );

export const busyCard = (): Card =>
  noticeCard('Too many questions at once', 'I have more to do than I can. Please ask again in a minute.');

export const slowDownCard = (seconds: number): Card =>
  noticeCard('Slow down, please', `That were many questions in a minute. Ask again in ${seconds} seconds.`);

export const goneCard = (): Card =>
  noticeCard(
    'No longer there',
    `I keep answers for ${RETENTION_DAYS} days, and this one is gone. Ask again with /ask.`,
  );

export const emptyQuestionCard = (): Card =>
  noticeCard(
    'What would you like to know?',
    'Ask a question, for example with /ask. /help says what I can do.',
  );

export const noSuchCaseCard = (): Card =>
  noticeCard(
    'No such case study',
    'The library has none that fits. Leave out a filter, or pick a title that I suggest.',
  );

export const votedCard = (outcome: 'counted' | 'changed' | 'withdrawn'): Card =>
  noticeCard(
    'Thank you',
    {
      counted: 'Your vote is counted.',
      changed: 'Your vote is changed.',
      withdrawn: 'Your vote is taken back.',
    }[outcome],
  );

export const alreadySharedCard = (): Card =>
  noticeCard('Already shared', 'This answer has been shared here before.');
