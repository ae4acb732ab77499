/** Waiting for something to become true, without polling: looked at again after every change. */

const TIMEOUT_MS = 5_000;

export class Watch {
  readonly #waiting = new Set<() => void>();
  readonly #timers = new Map<NodeJS.Timeout, (reason: Error) => void>();

  /** To be called after whatever somebody may be waiting for has changed. */
  changed(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** What `look` finds as soon as it finds something; rejects after 5 s, naming `what` was waited for. */
  until<T>(what: string, look: () => T | null | undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#timers.delete(timer);
        this.#waiting.delete(tryNow);
      };
      const fail = (reason: Error): void => {
        end();
        reject(reason);
      };
      const tryNow = (): void => {
        const found = look();
        if (found === null || found === undefined) return;
        end();
        resolve(found);
      };
      const timer = setTimeout(
        () => fail(new Error(`Waited ${TIMEOUT_MS / 1000} s in vain for ${what}.`)),
        TIMEOUT_MS,
      );
      this.#timers.set(timer, fail);
      this.#waiting.add(tryNow);
      tryNow();
    });
  }

  /** Whoever still waits is told that there is nothing to wait for any more. */
  close(): void {
    for (const fail of [...this.#timers.values()]) fail(new Error('The stand-in was closed.'));
  }
}
