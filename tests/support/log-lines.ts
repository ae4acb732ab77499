/** The log of a program under test, as objects, and a way to wait for a line of it. */
import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';

export class LogLines {
  /** Lines so far. */
  readonly lines: Record<string, unknown>[] = [];
  readonly logger: Logger;
  readonly #waiting = new Set<() => void>();

  constructor() {
    const stream = new Writable({
      write: (chunk: Buffer, _, done) => {
        for (const line of chunk.toString().trim().split('\n')) this.lines.push(JSON.parse(line));
        for (const look of this.#waiting) look();
        done();
      },
    });
    this.logger = pino({ level: 'debug' }, stream);
  }

  /** Resolves when a line with this text has been written. */
  logged(text: string): Promise<Record<string, unknown>> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.lines.find(({ msg }) => String(msg).includes(text));
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
