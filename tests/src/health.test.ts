import { describe, expect, it, onTestFinished } from 'vitest';
import { Health, serveHealth } from '../../src/health.ts';

async function served(health: Health) {
  const server = await serveHealth(health, 0);
  onTestFinished(() => server.close());
  return async () => {
    const response = await fetch(`http://127.0.0.1:${server.port}/healthz`);
    return { status: response.status, body: await response.json() };
  };
}

describe('the health page', () => {
  it('is green only while every surface is ready', async () => {
    const health = new Health();
    const get = await served(health);
    health.report('discord', 'starting');
    health.report('slack', 'ready');
    expect((await get()).status).toBe(503);
    health.report('discord', 'ready');
    expect(await get()).toEqual({
      status: 200,
      body: {
        healthy: true,
        surfaces: { discord: { state: 'ready', detail: '' }, slack: { state: 'ready', detail: '' } },
      },
    });
    health.report('discord', 'down', 'closed with 4004');
    expect(await get()).toMatchObject({
      status: 503,
      body: { surfaces: { discord: { detail: 'closed with 4004' } } },
    });
  });

  it('names the setting when its port is taken', async () => {
    const server = await serveHealth(new Health(), 0);
    onTestFinished(() => server.close());
    await expect(serveHealth(new Health(), server.port)).rejects.toThrow(
      `HEALTH_PORT ${server.port} cannot be served`,
    );
  });
});
