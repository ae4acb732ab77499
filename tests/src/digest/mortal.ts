/** Objects whose process can be killed at any step of what they do. */

export class Process {
  #isDead = false;
  #dies: string | null = null;
  #end = (): void => {};
  /** Resolves when the process has been killed. */
  readonly ended = new Promise<void>((resolve) => {
    this.#end = resolve;
  });

  get isDead(): boolean {
    return this.#isDead;
  }

  /** @param step `before post`, `after settle`: a method of what is mortal, and on which side of it */
  killAt(step: string): void {
    this.#dies = step;
  }

  /** The object as the process has it: once the process is killed, nothing that it calls is done, and nothing ever returns. */
  mortal<Target extends object>(target: Target): Target {
    return new Proxy(target, {
      get: (_, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          await this.#pass(`before ${String(name)}`);
          const result: unknown = await member.apply(target, args);
          await this.#pass(`after ${String(name)}`);
          return result;
        };
      },
    });
  }

  async #pass(step: string): Promise<void> {
    if (step === this.#dies) {
      this.#isDead = true;
      this.#end();
    }
    if (this.#isDead) await new Promise(() => {});
  }
}
