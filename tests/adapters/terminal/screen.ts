/** What a person at a terminal would see, and a way to wait for it. */
import { Writable } from 'node:stream';

export class Screen extends Writable {
  text = '';
  readonly #waiting: { until: string; from: number; resolve: () => void }[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8');
    for (const waiter of this.#waiting.filter(({ until, from }) => this.text.includes(until, from))) {
      this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
      waiter.resolve();
    }
    done();
  }

  /** Resolves once `text` is written after the first `from` characters. */
  shows(text: string, from = 0): Promise<void> {
    if (this.text.includes(text, from)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ until: text, from, resolve }));
  }
}
