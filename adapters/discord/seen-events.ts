/** As many as can come again after a reconnect, and little memory. */
const REMEMBERED = 10_000;

/** Remembers which events have been handled. */
export class SeenEvents {
  readonly #ids = new Set<string>();

  /** True the first time, false after that. */
  isNew(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    if (this.#ids.size > REMEMBERED) {
      const [oldest] = this.#ids;
      if (oldest !== undefined) this.#ids.delete(oldest);
    }
    return true;
  }
}
