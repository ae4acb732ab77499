/** Many digests due in the same minute: how long until each has been claimed and handed over. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../src/config.ts';
import { openState } from '../../src/state/mod.ts';
import { findPostgres, startPostgres } from '../support/postgres.ts';
import type { Report, Row } from './report.ts';
import type { Workbench } from './workbench.ts';

const PROCESS = fileURLToPath(new URL('digest-process.ts', import.meta.url));

interface Database {
  readonly databaseUrl?: string;
  readonly file: string;
}

interface Delivered {
  readonly posts: number;
  /** Milliseconds since 1970. */
  readonly firstMs: number;
  readonly lastMs: number;
}

export async function benchDigests(bench: Workbench): Promise<Report> {
  const { config } = await bench.library('real');
  const count = bench.sizes.digests;
  const rows: Row[] = [await measure('SQLite', { file: join(bench.folder, 'digests.db') }, 1, count, config)];
  const programs = findPostgres();
  for (const processes of programs === null ? [] : [1, 4]) {
    const server = await startPostgres(programs!);
    try {
      const database = { databaseUrl: server.url, file: '/nowhere' };
      rows.push(await measure('PostgreSQL', database, processes, count, config));
    } finally {
      await server.stop();
    }
  }
  return {
    title: 'Digests due at once',
    method: [
      `${count.toLocaleString('en')} digests become due in the same minute. From the signal to go until the last one has been claimed, its case study chosen ` +
        'and its card made, handed to a courier that takes it at once, and confirmed in the database. Library, database and processes are ready before; ' +
        'database and processes share the machine. On a platform its own pace comes on top: 25 posts a second and process on Discord.',
    ],
    tables: [{ caption: 'Claim and hand over', rows }],
    targets: [],
  };
}

async function measure(
  name: string,
  database: Database,
  processes: number,
  count: number,
  config: Config,
): Promise<Row> {
  await subscribe(database, count);
  const children = Array.from({ length: processes }, () =>
    fork(PROCESS, [JSON.stringify({ config, database })], { execArgv: ['--import', 'tsx'] }),
  );
  await Promise.all(children.map((child) => said(child)));
  const startMs = Date.now();
  for (const child of children) child.send('go');
  const delivered = (await Promise.all(children.map((child) => said(child)))) as Delivered[];
  const posts = delivered.map((one) => one.posts);
  const total = posts.reduce((sum, one) => sum + one, 0);
  if (total !== count) throw new Error(`${count} digests were due and ${total} were handed over.`);
  const active = delivered.filter((one) => one.posts > 0);
  const seconds = (Math.max(...active.map(({ lastMs }) => lastMs)) - startMs) / 1000;
  return {
    Database: name,
    Processes: processes,
    'first after s': (Math.min(...active.map(({ firstMs }) => firstMs)) - startMs) / 1000,
    'all after s': seconds,
    'a second': count / seconds,
    'least a process': Math.min(...posts),
    'most a process': Math.max(...posts),
  };
}

/** All of them due a minute ago. */
async function subscribe(database: Database, count: number): Promise<void> {
  const state = await openState(database);
  const at = new Date(Date.now() - 60_000);
  const time = at.toISOString().slice(11, 16);
  const settings = {
    ...{ time, zone: 'UTC', weekdays: [1, 2, 3, 4, 5, 6, 7] },
    ...{ category: null, company: null, level: null, mention: null },
  };
  const next = { day: at.toISOString().slice(0, 10), at: new Date(`${at.toISOString().slice(0, 16)}Z`) };
  for (let n = 0; n < count; n += 1) {
    const place = `discord:${n}`;
    const digest = { kind: 'case-study' as const, place, placeName: `#${n}`, settings, next, setUpBy: null };
    await state.digests.save(digest, at);
  }
  await state.close();
}

/** The next thing that a process says. Throws when it ends instead. */
async function said(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`A process that delivers ended with ${code}.`);
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as unknown[];
  ended.catch(() => {});
  return message;
}
