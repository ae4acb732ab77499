/** The terminal as a surface: a conversation, typed or piped in. */
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { Conversation } from '../../src/ask/mod.ts';
import { answerCard } from '../../src/cards/mod.ts';
import type { Casebook } from '../../src/casebook.ts';
import type { Surface } from '../../src/surface.ts';
import { renderCard } from './render-card.ts';
import type { TerminalOptions } from './style.ts';

const PROMPT = '› ';

export interface TerminalParts {
  readonly casebook: Casebook;
  readonly input: Readable;
  readonly output: Writable;
  /** Whether a person types: then there is a greeting, a prompt and a history. */
  readonly interactive: boolean;
  readonly options: TerminalOptions;
}

/**
 * Every line is a turn of one conversation; an empty one is passed over. Ends at the end of the input, at `exit` or
 * `quit`, or when an empty line is interrupted with Ctrl-C (a line with text is only cleared).
 */
export function terminalConversation(parts: TerminalParts): Surface {
  return {
    name: 'terminal',
    async serve(signal) {
      const { casebook, input, output, interactive } = parts;
      const lines = createInterface({
        input,
        output,
        terminal: interactive,
        prompt: PROMPT,
        historySize: 200,
        signal,
      });
      if (interactive) {
        output.write(`${casebook.size} case studies and notes. Ask a question; Ctrl-D ends.\n\n`);
        obeyControlKeys(lines);
      }
      try {
        await answerLines(lines, parts, signal);
      } finally {
        lines.close();
      }
    },
  };
}

async function answerLines(lines: Interface, parts: TerminalParts, signal: AbortSignal): Promise<void> {
  const { casebook, output, interactive, options } = parts;
  const conversation = new Conversation();
  let closed = false;
  lines.once('close', () => {
    closed = true;
  });
  if (interactive) lines.prompt();
  for await (const line of lines) {
    // Lines that were read before are still handed out after closing.
    if (signal.aborted) break;
    const question = line.trim();
    if (/^(?:exit|quit)$/i.test(question)) return;
    if (question !== '') {
      const answer = await casebook.ask(question, conversation);
      output.write(`${interactive ? '\n' : ''}${renderCard(answerCard(answer), options)}\n\n`);
    }
    if (interactive && !closed) lines.prompt();
  }
  if (interactive) output.write('\n');
}

function obeyControlKeys(lines: Interface): void {
  lines.on('SIGINT', () => {
    if (lines.line === '') {
      lines.close();
      return;
    }
    lines.write(null, { ctrl: true, name: 'e' });
    lines.write(null, { ctrl: true, name: 'u' });
  });
  // After Ctrl-Z and fg the input is paused, and the program would end for want of anything to wait for.
  lines.on('SIGCONT', () => lines.prompt(true));
}
