/** `casebook start` as an operator runs it: a process of its own, against the stand-in for Discord. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { DiscordStandIn } from '../support/discord/mod.ts';
import { casebook, finished, startCasebook } from './cli-process.ts';

const CONTENT = 'tests/fixtures/library/casebook';

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let library: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebook-start-'));
  library = ['--content', CONTENT, '--index', join(folder, 'index')];
  expect(await casebook(['index', ...library])).toMatchObject({ code: 0 });
});
afterAll(() => rm(folder, { recursive: true }));

async function standIn(): Promise<DiscordStandIn> {
  const started = await DiscordStandIn.start();
  onTestFinished(() => started.close());
  return started;
}

/** Starts the program and waits for the log line that says it is ready. */
async function startReady(discord: DiscordStandIn, stateFile: string) {
  const child = startCasebook(['start', ...library], {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    STATE_FILE: stateFile,
    HEALTH_PORT: '0',
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.includes('commands registered')) break;
  }
  return { child, lines };
}

describe('casebook start', () => {
  it('without a token says what to set and where to get it', async () => {
    const { code, stdout, stderr } = await casebook(['start', ...library]);
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toMatch(/^casebook: No chat is set up.*Set DISCORD_TOKEN.*docs\/DISCORD\.md/);
  });

  it.each([
    [{ DISCORD_TOKEN: 'secret' }, /DISCORD_TOKEN must be the token of a bot/],
    [
      { DISCORD_TOKEN: 'a.b.c', DISCORD_SHARDS: '4/4' },
      /DISCORD_SHARDS 4\/4 names shards that are not there/,
    ],
    [{ DISCORD_TOKEN: 'a.b.c', DATABASE_URL: 'mysql://x' }, /DATABASE_URL must begin with postgres:/],
    [{ DISCORD_TOKEN: 'a.b.c', HEALTH_PORT: 'many' }, /HEALTH_PORT must be a port/],
  ])('with %j says what is wrong with it and shows no secret', async (env, message) => {
    const { code, stderr } = await casebook(['start', ...library], { env });
    expect(code).toBe(78);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('secret');
  });

  it('with a token that Discord does not know ends with one line', async () => {
    const discord = await standIn();
    const env = {
      DISCORD_TOKEN: 'aaaa.bbbb.cccc',
      DISCORD_API_URL: discord.apiUrl,
      STATE_FILE: join(folder, 'wrong.db'),
    };
    const { code, stdout, stderr } = await casebook(['start', ...library], { env });
    expect(code).toBe(78);
    expect(stderr).toMatch(/^casebook: Discord does not know this DISCORD_TOKEN\./);
    expect(stdout + stderr).not.toContain('aaaa.bbbb.cccc');
  });

  it('serves until it is told to stop, keeps its file to itself, and logs no token', async () => {
    const discord = await standIn();
    const stateFile = join(folder, 'state', 'casebook.db');
    const { child, lines } = await startReady(discord, stateFile);
    const asked = await discord.slash('ask', { question: 'how does acme notice a slow consumer' });
    await asked.reply();
    child.kill('SIGTERM');
    const { code, stderr } = await finished(child);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect((await stat(stateFile)).mode & 0o077).toBe(0);
    expect(lines.join('\n')).not.toContain(discord.token);
    expect(lines.map((line) => JSON.parse(line).msg)).toContain('The library is open');
  });

  it('ends with a reason when the connection is closed for good', async () => {
    const discord = await standIn();
    const { child } = await startReady(discord, join(folder, 'fatal.db'));
    await discord.dropGateway(4004);
    const { code, stderr } = await finished(child);
    expect(code).toBe(78);
    expect(stderr).toMatch(
      /Discord closed the connection for good \(code 4004, shard 0\)\. The token is no longer valid/,
    );
  });
});
