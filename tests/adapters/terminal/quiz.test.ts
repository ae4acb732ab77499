import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LOCAL_PLAYER, type TerminalRound, terminalQuiz } from '../../../adapters/terminal/mod.ts';
import { DAY_MS, Game } from '../../src/quiz/support.ts';
import { Screen } from './screen.ts';

const [CTRL_C, CTRL_D, ENTER, BACKSPACE] = ['\u0003', '\u0004', '\r', '\u007F'];
const PROMPT = 'A, B, C, D or q › ';
const ESCAPE = '\u001B';

function play(
  game: Game,
  {
    interactive = false,
    round = {},
    signal = new AbortController().signal,
  }: {
    interactive?: boolean;
    round?: TerminalRound;
    signal?: AbortSignal;
  } = {},
) {
  const input = new PassThrough();
  const screen = new Screen();
  const options = { width: 80, color: false, links: false };
  const quiz = game.again({ servesAlways: false });
  const ended = terminalQuiz({ quiz, round, input, output: screen, interactive, options }).serve(signal);
  return { input, screen, ended };
}

async function piped(game: Game, text: string, round: TerminalRound = {}): Promise<string> {
  const { input, screen, ended } = play(game, { round });
  input.end(text);
  await ended;
  return screen.text;
}

describe('a quiz that is piped in', () => {
  it('takes an answer a line, letter or number, and ends with how it went', async () => {
    const text = await piped(await Game.open(), 'b\n\n 1 \n', { count: 2 });
    expect(text.match(/^(?:Question|Right|Not quite|How).*$/gm)).toEqual([
      'Question 1 of 2',
      'Right: B',
      'Question 2 of 2',
      'Not quite: it is B',
      'How it went',
    ]);
    expect(text.match(/What helped with/g)).toHaveLength(2);
    expect(text).toContain('\nA. Wait\nB. Take a lease\nC. Add machines\nD. Nothing\n');
    expect(text).toContain('You had 1 of 2 right.');
    expect(text).toMatch(/To read again\n• .+\n {2}https:\/\/casebook\.example\/.+\n\n$/);
    expect(text).not.toContain(PROMPT);
    expect(text).not.toContain(ESCAPE);
  });

  it('says what can be typed when it does not understand, and asks for no other question then', async () => {
    const text = await piped(await Game.open(), 'e\nlease\n6\nB\n', { count: 1 });
    expect(text.match(/Type one of A, B, C, D, or q to stop\./g)).toHaveLength(3);
    expect(text).toContain('You had 1 of 1 right.');
  });

  it.each(['', 'B\n', 'B\nq\nB\n', 'B\nquit\n', 'B\n EXIT\n'])(
    'ends with the score so far at the end of %j',
    async (lines) => {
      const text = await piped(await Game.open(), lines);
      expect(text.match(/Question \d/g)!.length).toBe(lines === '' ? 1 : 2);
      expect(text).toMatch(
        lines === '' ? /You answered none of the questions\.\n\n$/ : /You had 1 of 1 right\.\n\n$/,
      );
    },
  );

  it('says so when there is nothing to ask, and reads nothing', async () => {
    const { screen, ended } = play(await Game.open(), { round: { company: 'Hooli' } });
    await ended;
    expect(screen.text).toMatch(/^No questions about that\n/);
  });

  it('brings back in a later run what was wrong, and what is due', async () => {
    const game = await Game.open();
    await piped(game, 'A\nB\n', { count: 2 });
    expect(await piped(game, 'B\n', { review: true })).toContain('Question 1 of 1');
    expect(await piped(game, '', { review: true })).toMatch(/^Nothing to review\n/);
    game.now = new Date(game.now.getTime() + 4 * DAY_MS);
    expect(await piped(game, '', { review: true })).toContain('Question 1 of 2');
    expect(await piped(game, '', { review: true, count: 1 })).toContain('Question 1 of 1');
    expect(await game.state.quiz.history(LOCAL_PLAYER.person)).toHaveLength(3);
  });

  it('fails when its input fails', async () => {
    const { input, ended } = play(await Game.open());
    input.destroy(new Error('the line is dead'));
    await expect(ended).rejects.toThrow('the line is dead');
  });

  it('asks nothing when it was told to end before it began', async () => {
    const { screen, ended } = play(await Game.open(), { signal: AbortSignal.abort() });
    await ended;
    expect(screen.text).toBe('');
  });
});

describe('a quiz at a terminal', () => {
  it('takes a key without Enter, and prompts again', async () => {
    const { input, screen, ended } = play(await Game.open(), { interactive: true, round: { count: 2 } });
    await screen.shows(PROMPT);
    input.write('b');
    await screen.shows('Question 2 of 2');
    await screen.shows(PROMPT, screen.text.indexOf('Question 2 of 2'));
    input.write('4');
    await ended;
    expect(screen.text).toContain('You had 1 of 2 right.');
  });

  it('takes a line with Enter, and lets it be mended before', async () => {
    const { input, screen, ended } = play(await Game.open(), { interactive: true, round: { count: 1 } });
    await screen.shows(PROMPT);
    input.write(`xy${BACKSPACE}${ENTER}`);
    await screen.shows('Type one of');
    await screen.shows(PROMPT, screen.text.indexOf('Type one of'));
    input.write(`b${ENTER}`);
    await ended;
    expect(screen.text).toContain('You had 1 of 1 right.');
  });

  it.each([
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
    ['q', 'q'],
    ['Ctrl-C behind other letters', `xyz${CTRL_C}`],
  ])('ends with the score so far at %s', async (_, keys) => {
    const { input, screen, ended } = play(await Game.open(), { interactive: true });
    await screen.shows(PROMPT);
    input.write('b');
    await screen.shows('Question 2 of 5');
    await screen.shows(PROMPT, screen.text.indexOf('Question 2 of 5'));
    input.write(keys);
    await ended;
    expect(screen.text).toMatch(/\nHow it went\n\nYou had 1 of 1 right\.\n\n$/);
  });

  it('ends with the score so far when it is told to end', async () => {
    const stop = new AbortController();
    const { screen, ended } = play(await Game.open(), { interactive: true, signal: stop.signal });
    await screen.shows(PROMPT);
    stop.abort();
    await ended;
    expect(screen.text).toContain('You answered none of the questions.');
  });
});
