/** The cards of what people have reached, and of how they want the quiz. */
import { type Card, noticeCard, toPlainLine } from '../cards/mod.ts';
import type { QuizSettings } from '../state/mod.ts';
import type { Board, Period } from './board.ts';
import { QUIZ_CARD } from './cards.ts';
import type { Streak } from './streak.ts';

const SHOWN_PLACES = 10;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const PERIODS: Readonly<Record<Period, string>> = { week: 'this week', month: 'this month', all: 'all time' };

export function leaderboardCard({ period, minimum, ranked, own }: Board): Card {
  const rows = ranked
    .slice(0, SHOWN_PLACES)
    .map(({ name, right, answers }, place) => [
      `${place + 1}`,
      toPlainLine(name),
      percent(right, answers),
      `${answers}`,
    ]);
  return {
    ...QUIZ_CARD,
    title: `Leaderboard, ${PERIODS[period]}`,
    note: ownLine(own, ranked.length, minimum),
    lead:
      rows.length === 0
        ? `Nobody has given ${minimum} answers yet.`
        : `By the share of right answers, from ${minimum} answers on. The first answer to a question counts.`,
    table: rows.length === 0 ? null : { header: ['Place', 'Name', 'Right', 'Answers'], rows },
  };
}

function ownLine(own: Board['own'], places: number, minimum: number): string {
  switch (own.kind) {
    case 'hidden':
      return 'You are not on it, as you wished.';
    case 'placed':
      return `You are number ${own.place} of ${places}.`;
    case 'too-few':
      return `You have ${own.answers} of the ${minimum} answers that it takes.`;
  }
}

export interface Stats {
  readonly answers: number;
  readonly right: number;
  readonly streak: Streak;
  readonly due: number;
  /** The most answered first. */
  readonly categories: readonly { readonly name: string; readonly answers: number; readonly right: number }[];
}

export function statsCard({ answers, right, streak, due, categories }: Stats): Card {
  if (answers === 0) return { ...QUIZ_CARD, title: 'Your quiz', lead: 'No answers yet. Begin with /quiz.' };
  return {
    ...QUIZ_CARD,
    title: 'Your quiz',
    lead: [
      `${right} of ${answers} right (${percent(right, answers)}).`,
      `Days in a row: ${streak.days}; the most ever: ${streak.best}.`,
      due === 0 ? 'Nothing is due for review.' : `Due for review: ${due}.`,
    ].join('\n'),
    table: {
      header: ['Category', 'Right', 'Answers'],
      rows: categories
        .slice(0, SHOWN_PLACES)
        .map((category) => [category.name, percent(category.right, category.answers), `${category.answers}`]),
    },
    actions: due === 0 ? [] : [REVIEW],
  };
}

export function reminderCard(due: number): Card {
  return {
    ...QUIZ_CARD,
    title: due === 1 ? 'One case study is due for review' : `${due} case studies are due for review`,
    lead: 'You asked me to remind you. A question each brings them back.',
    actions: [REVIEW],
  };
}

export function settingsCard({ isHidden, restDays, zone, reminderHour }: QuizSettings): Card {
  const names = restDays.map((day) => WEEKDAYS[day - 1] ?? '').join(', ');
  return noticeCard(
    'How you want the quiz',
    isHidden
      ? 'Others see your name neither on leaderboards nor in rounds.'
      : 'Others see your name on leaderboards and in rounds.',
    names === '' ? 'You have no rest days.' : `Rest days, which break no streak: ${names}.`,
    `Days begin at midnight ${zone === null ? 'UTC' : `in ${zone}`}.`,
    reminderHour === null
      ? 'I do not remind you.'
      : `When something is due I write to you once a day, from ${reminderHour}:00 on.`,
  );
}

/** Its target is no round: what is due is found when it is pressed. */
const REVIEW = { kind: 'review', target: 'due', index: 0, label: 'Review now' } as const;

function percent(right: number, answers: number): string {
  return `${Math.round((100 * right) / answers)} %`;
}
