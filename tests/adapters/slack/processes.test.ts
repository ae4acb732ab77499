/** Two processes that serve one app from one database, as operators run them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { casebook, startCasebook } from '../../src/cli-process.ts';
import { findPostgres, type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { SlackStandIn } from '../../support/slack/mod.ts';

const CONTENT = 'tests/fixtures/library/casebook';
const QUESTIONS = 500;
/** Fewer than would have to wait in one process, so that nobody is asked to come back later. */
const AT_ONCE = 100;

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const programs = findPostgres();
describe.skipIf(programs === null)('two processes', () => {
  let server: PostgresServer;
  let folder: string;
  let library: string[];
  beforeAll(async () => {
    server = await startPostgres(programs!);
    folder = await mkdtemp(join(tmpdir(), 'casebook-processes-'));
    library = ['--content', CONTENT, '--index', join(folder, 'index')];
    expect(await casebook(['index', ...library])).toMatchObject({ code: 0 });
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  /** Starts the program, and resolves when it is connected. */
  async function start(slack: SlackStandIn) {
    const child = startCasebook(['start', ...library], {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      DATABASE_URL: server.url,
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    await new Promise<void>((resolve) => {
      // It goes on reading, or the program would wait for somebody to read its log.
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.includes('Slack: ready')) resolve();
      });
    });
    return child;
  }

  it('answer five hundred questions, of which Slack repeats every third, once each', async () => {
    const slack = await SlackStandIn.start();
    onTestFinished(() => slack.close());
    const children = await Promise.all([start(slack), start(slack)]);
    expect(slack.sockets).toBe(2);

    const answersTo = (ts: string, channelId: string) =>
      slack
        .messages(channelId)
        .filter(({ userId, threadTs }) => userId === slack.botUserId && threadTs === ts);
    const asked: { readonly ts: string; readonly channelId: string }[] = [];
    const acknowledged: Promise<{ afterMs: number }>[] = [];
    while (asked.length < QUESTIONS) {
      const batch = await Promise.all(
        Array.from({ length: AT_ONCE }, async (_, n) => {
          const user = `U${String(asked.length + n).padStart(10, '0')}`;
          const event = await slack.mention('why are hot partitions slow?', { user });
          acknowledged.push(event.acknowledged());
          if (n % 3 === 0) acknowledged.push((await slack.retry(event)).acknowledged());
          return event;
        }),
      );
      asked.push(...batch);
      await slack.until('all answers of a batch', () =>
        batch.every(({ ts, channelId }) => answersTo(ts, channelId).length > 0) ? true : null,
      );
    }
    expect(Math.max(...(await Promise.all(acknowledged)).map(({ afterMs }) => afterMs))).toBeLessThan(3000);

    // What is in hand is finished first, so that nothing can come later than this.
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(children.map((child) => new Promise((resolve) => child.once('exit', resolve))));
    const counts = asked.map(({ ts, channelId }) => answersTo(ts, channelId).length);
    expect(counts).toEqual(asked.map(() => 1));
    const texts = asked.flatMap(({ ts, channelId }) => answersTo(ts, channelId).map(({ text }) => text));
    expect(texts.filter((text) => /too many questions|something went wrong/i.test(text))).toEqual([]);
  });
});
