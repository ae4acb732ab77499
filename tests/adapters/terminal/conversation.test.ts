import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { terminalConversation } from '../../../adapters/terminal/mod.ts';
import type { Casebook } from '../../../src/casebook.ts';
import { openCasebook } from '../../support/casebook.ts';
import { Screen } from './screen.ts';

const QUEUE = 'our queue keeps growing at night';
const QUEUE_TITLE = 'Acme: A Consumer Falls Behind and Nobody Sees It';
const RETRY = 'how did acme stop retry storms';
const RETRY_TITLE = 'Acme, Initech: Retries Keep a Service Down';
const GREETING = '4 case studies and notes. Ask a question; Ctrl-D ends.\n\n';
/** As readline writes it: the rest of the screen is erased before. */
const PROMPT = '\u001B[0J› ';
const [CTRL_C, CTRL_D, ENTER, UP, LEFT] = ['\u0003', '\u0004', '\r', '\u001B[A', '\u001B[D'];

let casebook: Casebook;
beforeAll(async () => {
  casebook = await openCasebook({ content: 'tests/fixtures/library/casebook' });
});
afterAll(() => casebook.close());

/** Starts a conversation; `ended` settles when it is over. */
function converse(interactive: boolean, signal = new AbortController().signal) {
  const input = new PassThrough();
  const screen = new Screen();
  const options = { width: 80, color: false, links: false };
  const asked: string[] = [];
  const recorder = Object.create(casebook, {
    size: { value: casebook.size },
    ask: {
      value: (...turn: Parameters<Casebook['ask']>) => {
        asked.push(turn[0]);
        return casebook.ask(...turn);
      },
    },
  }) as Casebook;
  const terminal = terminalConversation({ casebook: recorder, input, output: screen, interactive, options });
  return { input, screen, asked, ended: terminal.serve(signal) };
}

function titlesOn(screen: Screen): string[] {
  return screen.text.split('\n').filter((line) => line.startsWith('Acme'));
}

describe('a conversation that is piped in', () => {
  async function answersTo(text: string): Promise<Screen> {
    const { input, screen, ended } = converse(false);
    input.end(text);
    await ended;
    return screen;
  }

  it('answers every line, and prints nothing but the answers', async () => {
    const screen = await answersTo(`${QUEUE}\n${RETRY}\n`);
    expect(titlesOn(screen).filter((line) => !line.includes('›'))).toEqual([QUEUE_TITLE, RETRY_TITLE]);
    expect(screen.text.startsWith(`${QUEUE_TITLE}\n`)).toBe(true);
    expect(screen.text).toMatch(/[^\n]\n\n$/);
    expect(screen.text).not.toContain('Ctrl-D');
  });

  it('passes over empty lines', async () => {
    expect((await answersTo(`\n  \n\t\r\n${QUEUE}\n\n`)).text).toBe((await answersTo(`${QUEUE}\n`)).text);
    expect((await answersTo('\n\n')).text).toBe('');
    expect((await answersTo('')).text).toBe('');
  });

  it('answers a last line that does not end', async () => {
    expect((await answersTo(QUEUE)).text).toBe((await answersTo(`${QUEUE}\n`)).text);
  });

  it('understands a follow-up with the question before it', async () => {
    const screen = await answersTo(`${RETRY}\nwhy did it happen\n`);
    expect(screen.text).toContain('All clients wait equally long.');
    expect((await answersTo('why did it happen\n')).text).not.toContain('All clients wait equally long.');
  });

  it.each(['exit', 'quit', ' EXIT ', 'Quit'])('ends at "%s"', async (word) => {
    expect(titlesOn(await answersTo(`${word}\n${QUEUE}\n`))).toEqual([]);
  });

  it('takes a question that begins with such a word as a question', async () => {
    expect((await answersTo('exit codes of acme\n')).text).not.toBe('');
  });

  it('finishes the answer in hand when it is told to end, and begins no other', async () => {
    const stop = new AbortController();
    const { input, screen, ended } = converse(false, stop.signal);
    input.write(`${QUEUE}\n${RETRY}\n${RETRY}\n`);
    await screen.shows(QUEUE_TITLE);
    stop.abort();
    await ended;
    expect(titlesOn(screen).filter((line) => !line.includes('›'))).toEqual([QUEUE_TITLE]);
    expect(screen.text).toMatch(/\n\n$/);
  });

  it('answers nothing when it was told to end before it began', async () => {
    const { input, screen, ended } = converse(false, AbortSignal.abort());
    input.end(`${QUEUE}\n`);
    await ended;
    expect(screen.text).toBe('');
  });

  it('fails when its input fails', async () => {
    const { input, ended } = converse(false);
    input.destroy(new Error('the line is dead'));
    await expect(ended).rejects.toThrow('the line is dead');
  });
});

describe('a conversation at a terminal', () => {
  /** Waits for the prompt that follows what is on the screen. */
  async function ask(input: PassThrough, screen: Screen, keys: string): Promise<void> {
    const from = screen.text.length + keys.length;
    input.write(keys);
    await screen.shows(PROMPT, from);
  }

  it('greets, prompts, answers and prompts again', async () => {
    const { input, screen, ended } = converse(true);
    expect(screen.text).toContain(GREETING);
    expect(screen.text.split(PROMPT)).toHaveLength(2);
    await ask(input, screen, `${QUEUE}${ENTER}`);
    expect(screen.text).toContain(`${QUEUE}\r\n\n${QUEUE_TITLE}\n`);
    input.write(CTRL_D);
    await ended;
    expect(screen.text.endsWith('\n')).toBe(true);
  });

  it('prompts again after an empty line', async () => {
    const { input, screen, ended } = converse(true);
    await ask(input, screen, ENTER);
    expect(titlesOn(screen)).toEqual([]);
    input.end();
    await ended;
  });

  it('brings earlier questions back with the arrow keys', async () => {
    const { input, screen, asked, ended } = converse(true);
    await ask(input, screen, `${RETRY}${ENTER}`);
    await ask(input, screen, `${QUEUE}${ENTER}`);
    await ask(input, screen, `${UP}${UP}${ENTER}`);
    input.write(CTRL_D);
    await ended;
    expect(asked).toEqual([RETRY, QUEUE, RETRY]);
  });

  it('clears a line with text at Ctrl-C, wherever the cursor is, and ends at Ctrl-C on an empty one', async () => {
    const { input, screen, asked, ended } = converse(true);
    input.write(`nonsense${LEFT}${LEFT}${CTRL_C}`);
    await ask(input, screen, `${QUEUE}${ENTER}`);
    input.write(CTRL_C);
    await ended;
    expect(asked).toEqual([QUEUE]);
  });

  it('ends at exit, at the end of its input, and when it is told to', async () => {
    const stop = new AbortController();
    const conversations = [converse(true), converse(true), converse(true, stop.signal)];
    conversations[0]!.input.write(`exit${ENTER}`);
    conversations[1]!.input.end();
    conversations[2]!.input.write('half a ques');
    await conversations[2]!.screen.shows('half a ques');
    stop.abort();
    await Promise.all(conversations.map(({ ended }) => ended));
    for (const { screen } of conversations) expect(screen.text.endsWith('\n')).toBe(true);
  });

  it('gives the answer in hand when Ctrl-D comes before it', async () => {
    const { input, screen, ended } = converse(true);
    input.write(`${QUEUE}${ENTER}${CTRL_D}`);
    await ended;
    expect(screen.text).toContain(QUEUE_TITLE);
    // No prompt, as nobody is asked any more.
    expect(screen.text.split(PROMPT)).toHaveLength(2);
  });
});
