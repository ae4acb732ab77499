/** Shows how long work is getting on, on a stream that a person watches. */

/** Milliseconds between two updates of the line. */
const UPDATE_EVERY_MS = 100;

export interface Progress {
  /** A line that stays. */
  step(message: string): void;
  /** Replaces the line before it. */
  update(label: string, done: number, total: number): void;
  /** Ends the line. */
  end(): void;
}

/** Progress on a terminal: count, rate and remaining time on one line. Silent where nobody watches. */
export function progressOn(
  stream: NodeJS.WriteStream,
  clock: () => number = () => performance.now(),
): Progress {
  if (!stream.isTTY) return { step: () => {}, update: () => {}, end: () => {} };
  let startedMs: number | null = null;
  let shownMs = Number.NEGATIVE_INFINITY;
  const clear = (): void => {
    stream.write('\r\u001b[K');
  };
  return {
    step(message) {
      stream.write(`${message}\n`);
    },
    update(label, done, total) {
      const nowMs = clock();
      startedMs ??= nowMs;
      if (done < total && nowMs - shownMs < UPDATE_EVERY_MS) return;
      shownMs = nowMs;
      clear();
      // A line that wraps could not be replaced.
      stream.write(describeProgress(label, done, total, nowMs - startedMs).slice(0, stream.columns - 1));
    },
    end() {
      if (startedMs !== null) clear();
      startedMs = null;
    },
  };
}

/** For example `Embedding passages 320/1,280 · 64/s · 15 s left`. */
export function describeProgress(label: string, done: number, total: number, elapsedMs: number): string {
  const count = `${label} ${done.toLocaleString('en')}/${total.toLocaleString('en')}`;
  if (done === 0 || elapsedMs <= 0) return count;
  const perSecond = (done / elapsedMs) * 1000;
  const secondsLeft = Math.ceil((total - done) / perSecond);
  const left =
    secondsLeft >= 60 ? `${Math.floor(secondsLeft / 60)} min ${secondsLeft % 60} s` : `${secondsLeft} s`;
  return `${count} · ${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond).toLocaleString('en')}/s · ${left} left`;
}
