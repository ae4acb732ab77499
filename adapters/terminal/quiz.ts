/** The quiz in a terminal: one question after the other, answered by a letter, a number or a key. */
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Action, Card } from '../../src/cards/mod.ts';
import type { Player, Quiz, RoundRequest } from '../../src/quiz/mod.ts';
import type { Surface } from '../../src/surface.ts';
import { renderCard } from './render-card.ts';
import type { TerminalOptions } from './style.ts';

/** Whoever sits at this machine. */
export const LOCAL_PLAYER: Player = {
  person: 'terminal:local',
  name: 'You',
  place: 'terminal:local',
  community: null,
};

/** A round about something, or of what is to be reviewed. */
export type TerminalRound =
  | Omit<RoundRequest, 'kind'>
  | { readonly review: true; readonly count?: number | undefined };

export interface TerminalQuizParts {
  readonly quiz: Quiz;
  readonly round: TerminalRound;
  readonly input: Readable;
  readonly output: Writable;
  /** Whether a person types: then there is a prompt, and a single key answers. */
  readonly interactive: boolean;
  readonly options: TerminalOptions;
}

/**
 * Plays one round. Every line is an answer; empty ones are passed over. It ends with how it went: after the last question, at `q`,
 * at the end of the input (Ctrl-D), at Ctrl-C, and when `signal` is aborted.
 */
export function terminalQuiz(parts: TerminalQuizParts): Surface {
  return {
    name: 'terminal',
    async serve(signal) {
      const { quiz, round, input, output, interactive } = parts;
      if (signal.aborted) return;
      const { card, round: begun } =
        'review' in round
          ? await quiz.review(LOCAL_PLAYER, round.count)
          : await quiz.start({ ...round, kind: 'solo' }, LOCAL_PLAYER);
      show(card, parts);
      if (begun === null) return;
      const lines = createInterface({ input, output, terminal: interactive, historySize: 0, signal });
      if (interactive) obeyKeys(lines, input);
      try {
        const last = await answerLines(lines, card, parts, signal);
        if (last !== null) show(await press(quiz, find(last, 'stop')), parts);
      } finally {
        lines.close();
      }
    },
  };
}

/** Returns the question that was left unanswered; null when the round came to its end. */
async function answerLines(
  lines: Interface,
  first: Card,
  parts: TerminalQuizParts,
  signal: AbortSignal,
): Promise<Card | null> {
  const { quiz, output, interactive } = parts;
  let closed = false;
  lines.once('close', () => {
    closed = true;
  });
  let question = first;
  const prompt = () => {
    if (!interactive || closed) return;
    lines.setPrompt(`${lettersOf(question)} or q › `);
    lines.prompt();
  };
  prompt();
  for await (const line of lines) {
    if (signal.aborted || /^\s*(?:q|quit|exit|stop)\s*$/i.test(line)) return question;
    const choice = chosen(line, question);
    if (choice === null) {
      if (line.trim() !== '') output.write(`Type one of ${lettersOf(question)}, or q to stop.\n`);
    } else {
      if (interactive) output.write('\n');
      const result = await press(quiz, choice);
      show(withoutPrompt(result, question), parts);
      const next = await press(quiz, find(result, 'next'));
      show(next, parts);
      if (optionsOf(next).length === 0) return null;
      question = next;
    }
    prompt();
  }
  if (interactive) output.write('\n');
  return question;
}

async function press(quiz: Quiz, action: Action): Promise<Card> {
  return (await quiz.press(action, LOCAL_PLAYER)).card;
}

/** The option of a letter or of its number. */
function chosen(line: string, question: Card): Action | null {
  const typed = line.trim().toUpperCase();
  const options = optionsOf(question);
  return options.find(({ label }, place) => label === typed || `${place + 1}` === typed) ?? null;
}

function optionsOf({ actions }: Card): Action[] {
  return actions.filter(({ kind }) => kind === 'choose');
}

/** The result of a question that stands right above it: not with the same words again. The options are the last paragraph of a question. */
function withoutPrompt(result: Card, { lead }: Card): Card {
  const prompt = lead?.slice(0, lead.lastIndexOf('\n\n') + 2) ?? '';
  return result.lead?.startsWith(prompt) ? { ...result, lead: result.lead.slice(prompt.length) } : result;
}

/** `A, B, C, D`. */
function lettersOf(question: Card): string {
  return optionsOf(question)
    .map(({ label }) => label)
    .join(', ');
}

function find({ actions }: Card, kind: Action['kind']): Action {
  const action = actions.find((one) => one.kind === kind);
  if (action === undefined)
    throw new Error(`The card has no button "${kind}": a round alone always has one.`);
  return action;
}

function show(card: Card, { output, options }: TerminalQuizParts): void {
  output.write(`${renderCard(card, options)}\n\n`);
}

/** A key that says it all needs no Enter. Ctrl-C ends the round, not the program: its score is still to be said. */
function obeyKeys(lines: Interface, input: Readable): void {
  const submit = (_: unknown, key: { name?: string } | undefined) => {
    if (/^[a-e1-5q]$/i.test(lines.line) && key?.name !== 'return' && key?.name !== 'enter') lines.write('\n');
  };
  input.on('keypress', submit);
  lines.once('close', () => input.off('keypress', submit));
  lines.on('SIGINT', () => lines.close());
  lines.on('SIGCONT', () => lines.prompt(true));
}
