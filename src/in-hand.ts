/** What a surface is working on, so that it can finish that before it ends. */

/** When the program is told to stop, what is in hand gets this long. */
const FINISH_WITHIN_MS = 10_000;

export class InHand {
  readonly #tasks = new Set<Promise<void>>();

  /** Keeps the work until it is done; the promise is the work's own. */
  add(work: Promise<void>): Promise<void> {
    const task = work.finally(() => this.#tasks.delete(task));
    this.#tasks.add(task);
    return task;
  }

  /** Resolves when everything is done, and after 10 seconds at the latest. */
  async finished(): Promise<void> {
    const tooLong = new Promise((resolve) => setTimeout(resolve, FINISH_WITHIN_MS).unref());
    await Promise.race([Promise.allSettled(this.#tasks), tooLong]);
  }
}
