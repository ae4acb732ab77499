import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import Database from 'libsql';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openState, type State, StateError } from '../../../src/state/mod.ts';
import { sqlitePlace } from '../../../src/state/sqlite.ts';
import type { Tables } from '../../../src/state/tables.ts';
import { testState } from './state-suite.ts';

const WRITER = 'tests/src/state/writer-process.ts';
const ANSWER = {
  person: 'discord:1',
  conversation: 'discord:500',
  question: 'q',
  previous: null,
  unit: null,
  references: [],
  at: new Date(0),
};

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebook-state-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let databases = 0;
beforeEach(() => {
  databases += 1;
  file = join(folder, `${databases}`, 'deep', 'casebook.db');
});

async function open(path = file): Promise<State> {
  const state = await openState({ file: path });
  onTestFinished(() => state.close());
  return state;
}

describe('state in a SQLite file', () => {
  testState({
    empty: async () => {},
    open: (key) => openState({ file, encryptionKey: key ?? undefined }),
    dialect: () => sqlitePlace(file).connect(),
    isOpenedOnce: true,
  });

  it('makes the folder, and a file that only its owner reads, as are those beside it', async () => {
    const state = await open();
    await state.saveAnswer(ANSWER);
    const names = await readdir(join(file, '..'));
    expect(names).toEqual(['casebook.db', 'casebook.db-shm', 'casebook.db-wal']);
    for (const name of names) expect((await stat(join(file, '..', name))).mode & 0o777, name).toBe(0o600);
  });

  it('has all of it in the one file when it is closed, so that a copy is a backup', async () => {
    const state = await openState({ file });
    const saved = await state.saveAnswer(ANSWER);
    await state.close();
    const copy = join(folder, 'copy.db');
    await copyFile(file, copy);
    expect(await (await open(copy)).findAnswer(saved.id)).toEqual(saved);
  });

  it('takes a name with anything in it for a file', async () => {
    const odd = join(folder, 'a?b#c%20 :memory: é', 'file:x?mode=memory');
    const saved = await (await open(odd)).saveAnswer(ANSWER);
    expect((await stat(odd)).isFile()).toBe(true);
    expect(await (await open(odd)).findAnswer(saved.id)).toEqual(saved);
  });

  it('lets no other process write from the moment a transaction begins, even if that only reads at first', async () => {
    const db = new Kysely<Tables>({ dialect: await sqlitePlace(file).connect() });
    await (await open()).setSetting('channel', '1');
    const other = new Database(file);
    await db.transaction().execute(async (transaction) => {
      await transaction.selectFrom('casebook_settings').selectAll().execute();
      expect(() => other.exec("update casebook_settings set value = '2'")).toThrow(/locked/);
    });
    other.exec("update casebook_settings set value = '2'");
    other.close();
    await db.destroy();
  });

  it('may be closed twice', async () => {
    const state = await openState({ file });
    await state.close();
    await state.close();
  });
});

describe('processes at once', () => {
  async function startWriters(count: number, answer: string): Promise<ChildProcess[]> {
    const writers = Array.from({ length: count }, (_, n) =>
      fork(WRITER, [file, `discord:${n}`, answer, '100'], { execArgv: ['--import', 'tsx'] }),
    );
    await Promise.all(writers.map((writer) => once(writer, 'message')));
    return writers;
  }

  /** Sets them off and returns their exit codes. */
  async function finish(writers: readonly ChildProcess[]): Promise<unknown[]> {
    const exits = writers.map((writer) => once(writer, 'exit'));
    for (const writer of writers) writer.send('go');
    return (await Promise.all(exits)).map(([code]) => code);
  }

  it('lose nothing on one file', async () => {
    const state = await open();
    const { id } = await state.saveAnswer(ANSWER);
    const writers = await startWriters(2, id);
    const finished = finish(writers);
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => state.vote(id, `discord:here-${n}`, -1, ANSWER.at)),
    );
    expect(await finished).toEqual([0, 0]);
    expect(await state.votesFor(id)).toEqual({ up: 200, down: 100 });
    for (const person of ['discord:0', 'discord:1']) {
      const { answers } = await state.exportPerson(person);
      expect(answers.filter(({ question }) => question.startsWith('question '))).toHaveLength(100);
    }
  });

  it('can all be the first to open it', async () => {
    const writers = await startWriters(4, 'aaaaaaaaaaaaaaaa');
    expect(await finish(writers)).toEqual([0, 0, 0, 0]);
    expect((await (await open()).exportPerson('discord:3')).answers).toHaveLength(100);
  });
});

describe('a file that cannot be used is refused in words that say what to do', () => {
  async function refusal(path: string): Promise<string> {
    const error = await openState({ file: path }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StateError);
    expect((error as StateError).cause).toBeInstanceOf(Error);
    return (error as StateError).message.replaceAll(folder, '/somewhere');
  }

  /** Root may write everywhere, so for a test of what others may not, root is nobody for a while. */
  async function asOrdinaryUser<Result>(act: () => Promise<Result>): Promise<Result> {
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid!('nobody');
    try {
      return await act();
    } finally {
      if (isRoot) process.seteuid!('root');
    }
  }

  it('when it is no database', async () => {
    const path = join(folder, 'notes.txt');
    await writeFile(path, 'buy milk\n'.repeat(200));
    expect(await refusal(path)).toBe(
      'The SQLite file /somewhere/notes.txt (STATE_FILE) cannot be used: file is not a database. ' +
        'Put back a good copy, move the file away to begin anew, or set STATE_FILE to another file.',
    );
  });

  it('when it is a folder', async () => {
    await mkdir(join(folder, 'a-folder'));
    expect(await refusal(join(folder, 'a-folder'))).toBe(
      "The SQLite file /somewhere/a-folder (STATE_FILE) cannot be used: EISDIR: illegal operation on a directory, open '/somewhere/a-folder'. " +
        'Let Casebook write to the file and its folder, or set STATE_FILE to a file where it can.',
    );
  });

  it('when its folder may not be written to', async () => {
    const locked = join(folder, 'locked');
    await mkdir(locked);
    await chmod(folder, 0o755);
    await chmod(locked, 0o555);
    const advice = 'Let Casebook write to the file and its folder, or set STATE_FILE to a file where it can.';
    expect(await asOrdinaryUser(() => refusal(join(locked, 'casebook.db')))).toBe(
      `The SQLite file /somewhere/locked/casebook.db (STATE_FILE) cannot be used: EACCES: permission denied, open '/somewhere/locked/casebook.db'. ${advice}`,
    );
    expect(await asOrdinaryUser(() => refusal(join(locked, 'new', 'casebook.db')))).toBe(
      `The SQLite file /somewhere/locked/new/casebook.db (STATE_FILE) cannot be used: EACCES: permission denied, mkdir '/somewhere/locked/new'. ${advice}`,
    );
  });

  it('when the file may be written to, but no file beside it', async () => {
    const locked = join(folder, 'half-locked');
    const path = join(locked, 'casebook.db');
    await mkdir(locked);
    await writeFile(path, '');
    await chmod(path, 0o666);
    await chmod(folder, 0o755);
    await chmod(locked, 0o555);
    expect(await asOrdinaryUser(() => refusal(path))).toMatch(
      /^The SQLite file \/somewhere\/half-locked\/casebook\.db \(STATE_FILE\) cannot be used: .*\. Let Casebook write to the file and its folder, or/,
    );
  });
});
