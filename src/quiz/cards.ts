/** The cards of a round: its questions, what was right, who said what, and how it ended. */
import { type Action, type ActionKind, type Card, EMPTY_CARD, toPlainLine } from '../cards/mod.ts';
import type { QuizAnswer, SeenAnswer, StoredRound } from '../state/mod.ts';
import { letterOf, type PostedQuestion, postedIn, toIndex } from './posted.ts';
import type { Streak } from './streak.ts';

/** Names behind an option: five of 40 characters on each of five options leave Discord's 4,000 room for the longest question. */
const MAX_NAMES = 5;
const MAX_SCORES = 10;
/** Whether the button of a group round that goes on shows the answer or the question after it. */
const [SHOW_ANSWER, ASK_NEXT] = [0, 1];

export const QUIZ_CARD: Card = { ...EMPTY_CARD, kind: 'quiz' };

export function questionCard(round: StoredRound, number: number, question: PostedQuestion): Card {
  const options = question.options.map((_, option) =>
    action('choose', round, toIndex(number, option), letterOf(option)),
  );
  const others: Record<StoredRound['kind'], Action[]> = {
    solo: [action('stop', round, 0, 'Stop')],
    group: [action('next', round, toIndex(number, SHOW_ANSWER), 'Show the answer')],
    daily: [],
  };
  return {
    ...QUIZ_CARD,
    title: titleOf(round, number),
    note: {
      solo: null,
      group: `Open for ${round.seconds} seconds. Your first choice counts.`,
      daily:
        'You see at once whether you are right; everybody sees the results tomorrow. Your first choice counts.',
    }[round.kind],
    lead: asked(question, question.options.map(optionLine)),
    actions: [...options, ...others[round.kind]],
  };
}

/** What the person who answered sees at once. */
export function resultCard(
  round: StoredRound,
  answer: QuizAnswer,
  question: PostedQuestion,
  isRepeated: boolean,
): Card {
  const { number, choice, isRight } = answer;
  const isLast = number === round.questions.length - 1;
  const chosen = question.options[choice];
  return {
    ...explainedCard(question),
    title: isRight ? `Right: ${letterOf(choice)}` : `Not quite: it is ${letterOf(question.right)}`,
    note: isRepeated ? 'You had answered before, and the first answer counts.' : null,
    lead: [
      // Alone, the card takes the place of the question; with others, the question stays above it.
      ...(round.kind === 'solo' ? [question.prompt] : []),
      optionLine(question.options[question.right]!, question.right),
      ...(isRight || chosen === undefined ? [] : [`You chose ${optionLine(chosen, choice)}`]),
    ].join('\n\n'),
    actions:
      round.kind === 'solo'
        ? [action('next', round, toIndex(number + 1, 0), isLast ? 'See how it went' : 'Next question')]
        : [],
  };
}

/** What everybody sees when a question is over. */
export function revealCard(
  round: StoredRound,
  number: number,
  question: PostedQuestion,
  answers: readonly SeenAnswer[],
): Card {
  const right = answers.filter(({ isRight }) => isRight).length;
  const options = question.options.map((text, option) => {
    const names = namesOf(answers.filter(({ choice }) => choice === option));
    const mark = option === question.right ? '✓ ' : '';
    return `${mark}${optionLine(text, option)}${names === '' ? '' : ` — ${names}`}`;
  });
  const isLast = number === round.questions.length - 1;
  return {
    ...explainedCard(question),
    title:
      round.kind === 'daily'
        ? `The last daily question: the answer is ${letterOf(question.right)}`
        : `${titleOf(round, number)}: the answer is ${letterOf(question.right)}`,
    note: answers.length === 0 ? 'Nobody answered.' : `${right} of ${answers.length} had it right.`,
    lead: asked(question, options),
    actions:
      round.kind === 'group' && round.phase !== 'over' && !isLast
        ? [
            action('next', round, toIndex(number, ASK_NEXT), 'Next question'),
            action('stop', round, 0, 'Stop'),
          ]
        : [],
  };
}

/** For somebody who answers too late. */
export function lateCard(question: PostedQuestion): Card {
  return {
    ...explainedCard(question),
    title: 'This question is over',
    lead: [question.prompt, `It was ${optionLine(question.options[question.right]!, question.right)}`].join(
      '\n\n',
    ),
  };
}

/** How a person's own round went. */
export function scoreCard(round: StoredRound, answers: readonly QuizAnswer[], streak: Streak): Card {
  const right = answers.filter(({ isRight }) => isRight).length;
  const wrong = answers.filter(({ isRight }) => !isRight);
  const read = new Map(
    wrong.flatMap(({ number }) => {
      const question = postedIn(round, number);
      return question === null ? [] : [[question.caseStudy, { label: question.title, url: question.url }]];
    }),
  );
  const lead =
    answers.length === 0
      ? 'You answered none of the questions.'
      : `You had ${right} of ${answers.length} right.${streakLine(streak)}`;
  return { ...QUIZ_CARD, title: 'How it went', lead, related: [...read.values()] };
}

/** How a round with others went. */
export function scoresCard(answers: readonly SeenAnswer[]): Card {
  const scores = new Map<string, { name: string | null; right: number; of: number }>();
  for (const { person, name, isRight } of answers) {
    const score = scores.get(person) ?? { name, right: 0, of: 0 };
    scores.set(person, { name, right: score.right + (isRight ? 1 : 0), of: score.of + 1 });
  }
  const named = [...scores.values()]
    .filter(({ name }) => name !== null)
    .toSorted((a, b) => b.right - a.right || a.of - b.of);
  const rows = named.slice(0, MAX_SCORES).map(({ name, right, of }) => [name ?? '', `${right}`, `${of}`]);
  const rest = scores.size - rows.length;
  return {
    ...QUIZ_CARD,
    title: 'The round is over',
    lead: scores.size === 0 ? 'Nobody answered.' : null,
    note: rest === 0 ? null : `${rest} more took part.`,
    table: rows.length === 0 ? null : { header: ['Name', 'Right', 'Answers'], rows },
  };
}

/** What the button of a group round says: whether it shows the answer, or asks the question after it. */
export function showsAnswer(option: number): boolean {
  return option === SHOW_ANSWER;
}

function streakLine({ days }: Streak): string {
  return days < 2 ? '' : ` You have answered on ${days} days in a row.`;
}

function explainedCard({ explanation, title, url }: PostedQuestion): Card {
  return {
    ...QUIZ_CARD,
    breadcrumb: [title],
    excerpt: { heading: explanation.section, text: `“${explanation.quote}”` },
    link: { label: 'Read on', url },
  };
}

function titleOf({ kind, questions }: StoredRound, number: number): string {
  return kind === 'daily' ? 'Question of the day' : `Question ${number + 1} of ${questions.length}`;
}

/** All in the lead, the part of a card that every surface shows and reads out whole. */
function asked({ prompt }: PostedQuestion, options: readonly string[]): string {
  return `${prompt}\n\n${options.join('\n')}`;
}

function optionLine(text: string, option: number): string {
  return `${letterOf(option)}. ${toPlainLine(text)}`;
}

/** `Ann, Bob and 3 more`; those who want to be named nowhere are among the more. */
function namesOf(answers: readonly SeenAnswer[]): string {
  const names = answers.flatMap(({ name }) => (name === null ? [] : [name])).slice(0, MAX_NAMES);
  const more = answers.length - names.length;
  if (more === 0) return names.join(', ');
  return names.length === 0 ? `${more} unnamed` : `${names.join(', ')} and ${more} more`;
}

function action(kind: ActionKind, { id }: StoredRound, index: number, label: string): Action {
  return { kind, target: id, index, label };
}
