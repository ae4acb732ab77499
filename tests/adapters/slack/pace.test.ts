import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pace } from '../../../adapters/slack/pace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => new AbortController().signal;

/** When each turn came, in ms from now. */
async function turnsOf(pace: Pace, channels: readonly string[], withinMs: number): Promise<number[]> {
  const start = Date.now();
  const turns: number[] = [];
  for (const channel of channels) {
    void pace.turn('T1', channel, never()).then(() => turns.push(Date.now() - start));
  }
  await vi.advanceTimersByTimeAsync(withinMs);
  return turns;
}

it('a channel gets one message a second', async () => {
  const turns = await turnsOf(new Pace(), ['C1', 'C1', 'C1'], 5000);
  expect(turns).toHaveLength(3);
  expect(turns[1]! - turns[0]!).toBeGreaterThanOrEqual(1000);
  expect(turns[2]! - turns[1]!).toBeGreaterThanOrEqual(1000);
});

it('a workspace gets four, whatever channels they are for', async () => {
  const channels = Array.from({ length: 12 }, (_, n) => `C${n}`);
  const turns = await turnsOf(new Pace(), channels, 10_000);
  expect(turns).toHaveLength(12);
  for (let n = 4; n < turns.length; n++) expect(turns[n]! - turns[n - 4]!).toBeGreaterThanOrEqual(1000);
});

it('a channel that was quiet for a while does not wait', async () => {
  const pace = new Pace();
  await turnsOf(pace, ['C1'], 5000);
  expect(await turnsOf(pace, ['C1'], 10)).toHaveLength(1);
  expect(await turnsOf(pace, ['C1'], 10)).toHaveLength(0);
});

it('who has waited too long goes without a turn, and takes none', async () => {
  const pace = new Pace();
  const stop = new AbortController();
  await pace.turn('T1', 'C1', never());
  const late = pace.turn('T1', 'C1', stop.signal);
  stop.abort(new Error('too long'));
  await expect(late).rejects.toThrow('too long');
  expect(await turnsOf(pace, ['C1'], 1100)).toHaveLength(1);
});
