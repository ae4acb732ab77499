import { describe, expect, it } from 'vitest';
import { Limiter } from '../../../src/chat/limiter.ts';

describe('Limiter', () => {
  it('lets a person ask twenty questions in a minute, and others go on asking', async () => {
    const limiter = new Limiter();
    const results = await Promise.all(
      Array.from({ length: 25 }, () => limiter.run('ann', async () => 'answer')),
    );
    expect(results.filter(({ kind }) => kind === 'done')).toHaveLength(20);
    expect(results.find(({ kind }) => kind === 'too-many')).toMatchObject({ seconds: expect.any(Number) });
    expect(await limiter.run('bob', async () => 'answer')).toEqual({ kind: 'done', result: 'answer' });
  });

  it('turns away what would wait too long, and is idle when all is done', async () => {
    const limiter = new Limiter();
    let finish = () => {};
    const blocked = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const asked = Array.from({ length: 250 }, (_, n) => limiter.run(`person ${n}`, () => blocked));
    await new Promise((resolve) => setImmediate(resolve));
    expect(await limiter.run('late', async () => {})).toEqual({ kind: 'busy' });
    finish();
    const kinds = (await Promise.all(asked)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'done').length).toBeGreaterThanOrEqual(200);
    await limiter.idle();
  });

  it('passes on what fails, and goes on', async () => {
    const limiter = new Limiter();
    await expect(limiter.run('ann', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await limiter.run('ann', async () => 1)).toEqual({ kind: 'done', result: 1 });
  });
});
