import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEncoder } from '../../../index/encoder/mod.ts';
import { preparedFolder } from '../../../index/encoder/prepared-folder.ts';
import { temporaryFolder } from './support.ts';

const CHILD = fileURLToPath(new URL('prepare-and-wait.ts', import.meta.url));
const HOUR_MS = 60 * 60 * 1000;

function startPreparing(cacheDir: string): {
  child: ChildProcessWithoutNullStreams;
  nextLine(): Promise<string>;
} {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, cacheDir]);
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stderr.pipe(process.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, nextLine: async () => (await lines.next()).value };
}

async function openAndEncode(cacheDir: string): Promise<{ vector: number[]; messages: string[] }> {
  const messages: string[] = [];
  const encoder = await openEncoder({ cacheDir, onProgress: (message) => messages.push(message) });
  const [vector] = await encoder.encode(['shard']);
  return { vector: [...vector!], messages };
}

describe('the prepared model', () => {
  it('survives a process killed while it prepares, and what that one left goes away after an hour', async () => {
    const cacheDir = await temporaryFolder();
    const { child, nextLine } = startPreparing(cacheDir);
    expect(await nextLine()).toBe('halfway');
    child.kill('SIGKILL');
    await once(child, 'close');
    const [left, ...more] = await readdir(cacheDir);
    expect(left).toMatch(/^\.preparing-/);
    expect(more).toEqual([]);

    await openAndEncode(cacheDir);
    expect(await readdir(cacheDir)).toContain(left);

    const longAgo = new Date(Date.now() - HOUR_MS - 1000);
    await utimes(join(cacheDir, left!), longAgo, longAgo);
    await openAndEncode(cacheDir);
    expect(await readdir(cacheDir)).toEqual([expect.stringMatching(/^minilm-l6-v2-int8-[0-9a-f]{8}$/)]);
  });

  it('is used by two processes that prepare it at the same time', async () => {
    const cacheDir = await temporaryFolder();
    const both = [startPreparing(cacheDir), startPreparing(cacheDir)];
    expect(await Promise.all(both.map(({ nextLine }) => nextLine()))).toEqual(['halfway', 'halfway']);
    for (const { child } of both) child.stdin.write('.');
    const [first, second] = await Promise.all(both.map(({ nextLine }) => nextLine()));
    expect(JSON.parse(first!)).toHaveLength(384);
    expect(second).toBe(first);
    expect(await readdir(cacheDir)).toHaveLength(1);
  });

  it('is prepared again when it is truncated, altered or incomplete, and says why', async () => {
    const cacheDir = await temporaryFolder();
    const { vector, messages } = await openAndEncode(cacheDir);
    expect(messages).toHaveLength(2);
    const [name] = await readdir(cacheDir);
    const graph = join(cacheDir, name!, 'onnx', 'model_quantized.onnx');
    const flipByte = async (): Promise<void> => {
      const bytes = await readFile(graph);
      bytes[bytes.length >> 1]! ^= 1;
      await writeFile(graph, bytes);
    };
    const damages: [() => Promise<void>, RegExp][] = [
      [() => truncate(graph, 1000), /damaged: onnx\/model_quantized.onnx has 1000 bytes instead of \d+/],
      [flipByte, /damaged: the content of onnx\/model_quantized.onnx has changed/],
      [() => rm(graph), /damaged: onnx\/model_quantized.onnx is missing/],
      [() => writeFile(join(cacheDir, name!, 'prepared.json'), '{'), /damaged: prepared.json cannot be read/],
    ];
    for (const [damage, reason] of damages) {
      await damage();
      const mended = await openAndEncode(cacheDir);
      expect(mended.messages[0]).toMatch(reason);
      expect(mended.vector).toEqual(vector);
      expect(await readdir(cacheDir)).toEqual([name]);
    }
    expect((await openAndEncode(cacheDir)).messages).toEqual([]);
  });

  it('names the cache folder and CASEBOOK_CACHE when it cannot be written, and works once it can', async () => {
    const parent = await temporaryFolder();
    const cacheDir = join(parent, 'file', 'cache');
    await writeFile(join(parent, 'file'), 'in the way');
    const error = await openEncoder({ cacheDir }).catch((thrown: Error) => thrown as Error);
    expect(error).toMatchObject({
      message:
        `Cannot write the prepared model into the cache folder ${cacheDir} (ENOTDIR). ` +
        'Set CASEBOOK_CACHE to a folder that can be written and has 250 MB free.',
      cause: { code: 'ENOTDIR' },
    });
    await rm(join(parent, 'file'));
    expect((await openAndEncode(cacheDir)).vector).toHaveLength(384);
  });
});

describe('preparedFolder', () => {
  const write = (content: string) => (folder: string) => writeFile(join(folder, 'file'), content);

  it('writes once and finds it afterwards', async () => {
    const cacheDir = await temporaryFolder();
    let writes = 0;
    const prepare = (): Promise<string> =>
      preparedFolder({
        cacheDir,
        name: 'thing',
        write: async (folder) => {
          writes += 1;
          await write('content')(folder);
        },
      });
    expect([await prepare(), await prepare()]).toEqual([join(cacheDir, 'thing'), join(cacheDir, 'thing')]);
    expect(writes).toBe(1);
  });

  it('leaves nothing behind when writing fails, and blames a full disk on the cache folder', async () => {
    const cacheDir = await temporaryFolder();
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const failing = preparedFolder({ cacheDir, name: 'thing', write: () => Promise.reject(full) });
    await expect(failing).rejects.toThrow(`into the cache folder ${cacheDir} (ENOSPC). Set CASEBOOK_CACHE`);
    const bug = new Error('some other fault');
    await expect(preparedFolder({ cacheDir, name: 'thing', write: () => Promise.reject(bug) })).rejects.toBe(
      bug,
    );
    expect(await readdir(cacheDir)).toEqual([]);
  });

  it('keeps what is being written now and removes what is older than an hour', async () => {
    const cacheDir = await temporaryFolder();
    const abandonedBy = (nowMs: number): Promise<string> =>
      preparedFolder({ cacheDir, name: 'thing', write: write('content'), now: () => nowMs });
    await writeFile(join(cacheDir, '.preparing-thing-1'), '');
    await abandonedBy(Date.now() + HOUR_MS / 2);
    expect(await readdir(cacheDir)).toEqual(['.preparing-thing-1', 'thing']);
    await abandonedBy(Date.now() + 2 * HOUR_MS);
    expect(await readdir(cacheDir)).toEqual(['thing']);
  });
});
