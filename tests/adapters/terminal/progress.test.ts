import { describe, expect, it } from 'vitest';
import { progressOn } from '../../../adapters/terminal/mod.ts';
import { describeProgress } from '../../../adapters/terminal/progress.ts';
import { Screen } from './screen.ts';

const CLEAR = '\r\u001B[K';

/** A stream that a person watches, or not, and a clock that is set by hand. */
function watched(isTTY: boolean, columns = 80) {
  const screen = Object.assign(new Screen(), { isTTY, columns });
  const clock = { nowMs: 5_000 };
  const progress = progressOn(screen as Screen & NodeJS.WriteStream, () => clock.nowMs);
  return { screen, clock, progress };
}

describe('progress on a terminal', () => {
  it('replaces its line, with rate and remaining time, and takes it away at the end', () => {
    const { screen, clock, progress } = watched(true);
    progress.step('Preparing the embedding model.');
    progress.update('Embedding passages', 0, 1280);
    clock.nowMs += 500;
    progress.update('Embedding passages', 32, 1280);
    clock.nowMs += 19_500;
    progress.update('Embedding passages', 1280, 1280);
    progress.end();
    expect(screen.text.split(CLEAR)).toEqual([
      'Preparing the embedding model.\n',
      'Embedding passages 0/1,280',
      'Embedding passages 32/1,280 · 64/s · 20 s left',
      'Embedding passages 1,280/1,280 · 64/s · 0 s left',
      '',
    ]);
  });

  it('is not written more than ten times a second, but always when it is done', () => {
    const { screen, clock, progress } = watched(true);
    for (let done = 0; done <= 100; done++) {
      progress.update('Embedding', done, 100);
      clock.nowMs += 9;
    }
    const lines = screen.text.split(CLEAR).slice(1);
    expect(lines.length).toBeLessThanOrEqual(11);
    expect(lines.at(-1)).toContain('100/100');
  });

  it('never wraps', () => {
    const { screen, clock, progress } = watched(true, 30);
    progress.update('Embedding passages', 0, 5000);
    clock.nowMs += 1000;
    progress.update('Embedding passages', 64, 5000);
    const lines = screen.text.split(CLEAR);
    expect(lines.at(-1)).toBe('Embedding passages 64/5,000 ·');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(30);
  });

  it('has nothing to take away when there was nothing to do', () => {
    const { screen, progress } = watched(true);
    progress.end();
    expect(screen.text).toBe('');
  });

  it('measures a second piece of work by itself', () => {
    const { screen, clock, progress } = watched(true);
    progress.update('First', 0, 10);
    progress.end();
    clock.nowMs += 60_000;
    progress.update('Second', 0, 10);
    clock.nowMs += 1000;
    progress.update('Second', 5, 10);
    expect(screen.text.split(CLEAR).at(-1)).toBe('Second 5/10 · 5.0/s · 1 s left');
  });

  it('is silent where nobody watches', () => {
    const { screen, clock, progress } = watched(false);
    progress.step('Preparing the embedding model.');
    progress.update('Embedding passages', 0, 10);
    clock.nowMs += 1000;
    progress.update('Embedding passages', 10, 10);
    progress.end();
    expect(screen.text).toBe('');
  });
});

describe('a description of progress', () => {
  it.each([
    { done: 0, total: 10, elapsedMs: 0, says: 'Work 0/10' },
    { done: 3, total: 10, elapsedMs: 0, says: 'Work 3/10' },
    { done: 1, total: 10, elapsedMs: 3_000, says: 'Work 1/10 · 0.3/s · 27 s left' },
    { done: 95, total: 100, elapsedMs: 10_000, says: 'Work 95/100 · 9.5/s · 1 s left' },
    { done: 100, total: 6_000, elapsedMs: 10_000, says: 'Work 100/6,000 · 10/s · 9 min 50 s left' },
    { done: 100, total: 700, elapsedMs: 10_000, says: 'Work 100/700 · 10/s · 1 min 0 s left' },
    {
      done: 2_000,
      total: 1_002_000,
      elapsedMs: 1_000,
      says: 'Work 2,000/1,002,000 · 2,000/s · 8 min 20 s left',
    },
  ])('$done of $total in $elapsedMs ms', ({ done, total, elapsedMs, says }) => {
    expect(describeProgress('Work', done, total, elapsedMs)).toBe(says);
  });
});
