import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openState, type State, StateError } from '../../../src/state/mod.ts';
import { postgresPlace } from '../../../src/state/postgres.ts';
import { findPostgres, type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { testState } from './state-suite.ts';

const SECRET = 'Geheim-1';
const FILE = '/nowhere/casebook.db';

async function refusal(databaseUrl: string): Promise<string> {
  const error = await openState({ databaseUrl, file: FILE }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StateError);
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(SECRET);
  return (error as StateError).message;
}

/** A network between the state and its server, of which every connection can be cut. */
async function startProxy(target: number): Promise<{ port: number; server: Server; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(target, '127.0.0.1');
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      onward.destroy();
    });
    onward.on('error', () => {});
    onward.pipe(socket).pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, server, sockets };
}

const programs = findPostgres();
describe.skipIf(programs === null)(
  programs === null
    ? 'state in PostgreSQL (skipped: there is no initdb on this machine)'
    : 'state in PostgreSQL',
  () => {
    let server: PostgresServer;
    let port: string;
    beforeAll(async () => {
      server = await startPostgres(programs!);
      ({ port } = new URL(server.url));
    });
    afterAll(() => server.stop());

    async function run(statement: string): Promise<void> {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(statement);
      await client.end();
    }

    async function untilLockAwaited(): Promise<void> {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      const waiting = "select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock'";
      while ((await client.query<{ n: number }>(waiting)).rows[0]!.n === 0);
      await client.end();
    }

    testState({
      empty: () => run('drop schema public cascade; create schema public'),
      open: (key) => openState({ databaseUrl: server.url, file: FILE, encryptionKey: key ?? undefined }),
      dialect: () => postgresPlace(server.url).connect(),
    });

    it('goes on after the network has cut its connections, idle ones and one that waits for a statement', async () => {
      const network = await startProxy(Number(port));
      const state = await openState({ databaseUrl: server.url.replace(port, `${network.port}`), file: FILE });
      const other = new pg.Client({ connectionString: server.url });
      await other.connect();
      onTestFinished(async () => {
        await other.end();
        await state.close();
        network.server.close();
      });
      await state.setSetting('channel', '1');
      await Promise.all([state.getSetting('channel'), state.getSetting('channel')]);

      await other.query('begin; lock table casebook_settings');
      const waiting = expect(state.getSetting('channel')).rejects.toThrow(/ECONNRESET|terminated/);
      await untilLockAwaited();
      expect(network.sockets.size).toBeGreaterThan(1);
      for (const socket of network.sockets) socket.resetAndDestroy();
      await waiting;
      await other.query('commit');
      // Whether the loss of the idle one is known by now or is found with the next statement, then there is a new one.
      await state.getSetting('channel').catch(() => {});
      expect(await state.getSetting('channel')).toBe('1');
    });

    describe('a lock', () => {
      const open = async (databaseUrl: string): Promise<State> => {
        const state = await openState({ databaseUrl, file: FILE });
        onTestFinished(() => state.close());
        return state;
      };

      it('is free as soon as the process that holds it is killed, and not before', async () => {
        const state = await open(server.url);
        const holder = fork('tests/src/state/lock-holder-process.ts', [server.url], {
          execArgv: ['--import', 'tsx'],
        });
        await once(holder, 'message');
        let isFree = false;
        const next = state.withLock('x', async () => {
          isFree = true;
        });
        await untilLockAwaited();
        expect(isFree).toBe(false);
        holder.kill('SIGKILL');
        await next;
        expect(isFree).toBe(true);
      });

      it('is free when the network is cut, and the work of the one who had it goes on to its end', async () => {
        const network = await startProxy(Number(port));
        const cutOff = await open(server.url.replace(port, `${network.port}`));
        const other = await open(server.url);
        onTestFinished(() => {
          network.server.close();
        });
        const outcome = cutOff.withLock('x', async () => {
          const next = other.withLock('x', async () => 'next');
          await untilLockAwaited();
          for (const socket of network.sockets) socket.resetAndDestroy();
          expect(await next).toBe('next');
          return 'done';
        });
        expect(await outcome).toBe('done');
        expect(await cutOff.withLock('x', async () => 'again')).toBe('again');
      });

      it('is not had when the connection is lost while waiting, nor when there is none', async () => {
        const network = await startProxy(Number(port));
        const cutOff = await open(server.url.replace(port, `${network.port}`));
        const other = await open(server.url);
        await other.withLock('x', async () => {
          const waiting = expect(cutOff.withLock('x', async () => 'never')).rejects.toThrow(
            /ECONNRESET|terminated/,
          );
          await untilLockAwaited();
          network.server.close();
          for (const socket of network.sockets) socket.resetAndDestroy();
          await waiting;
        });
        await expect(cutOff.withLock('x', async () => 'never')).rejects.toThrow('ECONNREFUSED');
        expect(await other.withLock('x', async () => 'free')).toBe('free');
      });

      it('for each of 30 names at once takes four connections, and leaves the others to the work', async () => {
        const state = await open(server.url);
        const names = Array.from({ length: 30 }, (_, n) => `team ${n}`);
        let working = 0;
        let most = 0;
        let fourAreIn = (): void => {};
        const four = new Promise<void>((resolve) => {
          fourAreIn = resolve;
        });
        await Promise.all(
          names.map((name) =>
            state.withLock(name, async () => {
              working += 1;
              most = Math.max(most, working);
              if (working === 4) fourAreIn();
              await four;
              await state.setSetting(name, 'done');
              working -= 1;
            }),
          ),
        );
        expect(most).toBe(4);
        for (const name of names) expect(await state.getSetting(name)).toBe('done');
      });

      it('is not one that another program takes by the same name', async () => {
        const state = await open(server.url);
        const other = new pg.Client({ connectionString: server.url });
        await other.connect();
        await other.query(
          "select pg_advisory_lock(hashtext('x')), pg_advisory_lock(hashtextextended('x', 0))",
        );
        expect(await state.withLock('x', async () => 'free')).toBe('free');
        await other.end();
      });
    });

    describe('that cannot be used is refused in words that say what to do', () => {
      const at = (user: string, database: string): string =>
        `postgres://${user}:${SECRET}@127.0.0.1:${port}/${database}`;

      it('when the password is wrong', async () => {
        expect((await refusal(at('casebook', 'postgres'))).replace(port, '5432')).toBe(
          'The PostgreSQL database "postgres" on 127.0.0.1:5432 (DATABASE_URL) cannot be used: password authentication failed for user "casebook". ' +
            'Check user and password in DATABASE_URL; a server that wants encryption needs ?sslmode=require behind it.',
        );
      });

      it('when there is no such database', async () => {
        const url = server.url.replace(/postgres$/, 'missing');
        expect((await refusal(url)).replace(port, '5432')).toBe(
          'The PostgreSQL database "missing" on 127.0.0.1:5432 (DATABASE_URL) cannot be used: database "missing" does not exist. ' +
            'Create the database, or correct its name in DATABASE_URL.',
        );
      });

      it('when its user may not create tables', async () => {
        await run(`create role reader login password '${SECRET}'`);
        // As PostgreSQL 15 and later are after installation: one may look, but not create.
        await run('drop schema public cascade; create schema public; grant usage on schema public to reader');
        expect((await refusal(at('reader', 'postgres'))).replace(port, '5432')).toBe(
          'The PostgreSQL database "postgres" on 127.0.0.1:5432 (DATABASE_URL) cannot be used: permission denied for schema public. ' +
            'Let the user of DATABASE_URL create tables, or name another user in it.',
        );
      });
    });
  },
);

describe('DATABASE_URL is refused in words that say what to do, and without the password', () => {
  it('when nobody answers there', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    expect(
      (await refusal(`postgres://casebook:${SECRET}@127.0.0.1:${port}/x`)).replaceAll(`${port}`, '5432'),
    ).toBe(
      'The PostgreSQL database "x" on 127.0.0.1:5432 (DATABASE_URL) cannot be used: connect ECONNREFUSED 127.0.0.1:5432. ' +
        'Check that the server runs and can be reached from here, and that DATABASE_URL names its host and port.',
    );
    expect(await refusal(`postgres://casebook:${SECRET}@localhost:${port}/x`)).toMatch(/ECONNREFUSED/);
  });

  it('when there is no such host', async () => {
    expect(await refusal(`postgres://casebook:${SECRET}@db.invalid/x`)).toMatch(
      /^The PostgreSQL database "x" on db\.invalid:5432 \(DATABASE_URL\) cannot be used: getaddrinfo .* db\.invalid\. Check that the server runs/,
    );
  });

  it('when something else answers there', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    expect(await refusal(`postgres://casebook:${SECRET}@127.0.0.1:${port}/x`)).toMatch(
      /\(DATABASE_URL\) cannot be used: .+\. Check that the server runs and can be reached/,
    );
  });

  it.each([
    ['it is another kind of address', `mysql://casebook:${SECRET}@localhost/x`],
    ['it is a path', `/var/lib/${SECRET}.db`],
    ['the password has a slash', `postgres://casebook:12/${SECRET}@localhost/x`],
    ['the password has a question mark', `postgres://casebook:12?${SECRET}@localhost/x`],
    ['the password has a hash', `postgres://casebook:12#${SECRET}@localhost/x`],
    ['the password makes it no address at all', `postgres://casebook:${SECRET}/@localhost/x`],
    ['a certificate is missing', `postgres://casebook:${SECRET}@localhost/x?sslrootcert=/nowhere/ca.pem`],
  ])('when %s', async (_, url) => {
    expect(await refusal(url)).toMatch(
      /^DATABASE_URL is not an address of a PostgreSQL database\. Set it like/,
    );
  });

  it('but not when it is empty, which is the same as not set', async () => {
    await expect(openState({ databaseUrl: '', file: '/dev/null/x.db' })).rejects.toThrow(
      /^The SQLite file \/dev\/null\/x\.db/,
    );
  });
});
