import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { env } from '@xenova/transformers';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { DEFAULT_PRECISION, openEncoder } from '../../../index/encoder/mod.ts';
import { MODEL_CACHE, temporaryFolder, tinyModelFiles, writeFiles } from './support.ts';

const files = tinyModelFiles();

async function tinyModelFolder(more: Record<string, string | Uint8Array> = {}): Promise<string> {
  const folder = join(await temporaryFolder(), 'tiny');
  await writeFiles(folder, { ...files, ...more });
  return folder;
}

/** Serves files as the Hugging Face Hub does, and counts the requests. */
async function serveHub(hubFiles: Record<string, string | Uint8Array>): Promise<{ requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url!);
    const content = hubFiles[request.url!.replace('/team/tiny/resolve/main/', '')];
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  env.remoteHost = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { requests };
}

let remoteHost: string;
beforeEach(() => {
  remoteHost = env.remoteHost;
  // Nothing may reach the network: a port on which nobody listens.
  env.remoteHost = 'http://127.0.0.1:9/';
});
afterEach(() => {
  env.remoteHost = remoteHost;
});

describe('openEncoder', () => {
  it('opens the bundled model without the network', async () => {
    const encoder = await openEncoder({ cacheDir: MODEL_CACHE });
    expect(encoder.dimensions).toBe(384);
    expect(DEFAULT_PRECISION).toBe('int8');
    await encoder.close();
  });

  it('opens a local folder, whose vectors have their own length', async () => {
    const model = await tinyModelFolder();
    const encoder = await openEncoder({ cacheDir: await temporaryFolder(), model, precision: 'fp32' });
    expect(encoder.dimensions).toBe(8);
    expect(encoder.knowsWord('shard')).toBe(true);
    expect(encoder.knowsWord('database')).toBe(false);
    const long = await encoder.encode(['shard the data '.repeat(50), '']);
    expect(long.map((vector) => vector.length)).toEqual([8, 8]);
  });

  it('uses the graph that a local folder has, saying so', async () => {
    const messages: string[] = [];
    const model = await tinyModelFolder();
    await openEncoder({
      cacheDir: await temporaryFolder(),
      model,
      precision: 'int8',
      onProgress: (message) => messages.push(message),
    });
    expect(messages).toEqual([`${model} has no int8 graph; using its fp32 graph.`]);
  });

  it('pools as 1_Pooling/config.json says', async () => {
    const cacheDir = await temporaryFolder();
    const open = async (pooling: object) => {
      const model = await tinyModelFolder({ '1_Pooling/config.json': JSON.stringify(pooling) });
      const encoder = await openEncoder({ cacheDir, model, precision: 'fp32' });
      return { encoder, vector: (await encoder.encode(['shard the data']))[0]! };
    };
    const meanPooled = await open({ pooling_mode_mean_tokens: true, pooling_mode_cls_token: false });
    const clsPooled = await open({ pooling_mode_mean_tokens: false, pooling_mode_cls_token: true });
    expect(clsPooled.vector).not.toEqual(meanPooled.vector);
    expect(clsPooled.encoder.fingerprint).not.toBe(meanPooled.encoder.fingerprint);
    await expect(open({ pooling_mode_max_tokens: true })).rejects.toMatchObject({
      message: expect.stringContaining('EMBEDDING_MODEL'),
      cause: expect.objectContaining({ message: expect.stringContaining('pooling_mode_max_tokens') }),
    });
  });

  it('names EMBEDDING_MODEL and what is missing from a folder', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'config.json'), '{}');
    await expect(openEncoder({ cacheDir: folder, model: folder })).rejects.toThrow(
      `EMBEDDING_MODEL names the folder ${folder}, which has no tokenizer.json, no onnx/model.onnx or ` +
        'onnx/model_quantized.onnx. Set EMBEDDING_MODEL to',
    );
  });

  it.each(['./no/such/folder', '/no/such/folder', '~/models/mine'])(
    'refuses the missing folder %s',
    async (model) => {
      await expect(openEncoder({ cacheDir: MODEL_CACHE, model })).rejects.toThrow(
        `EMBEDDING_MODEL names the folder ${model}, which does not exist.`,
      );
    },
  );

  it('downloads a model of the Hub once and finds it in the cache folder afterwards', async () => {
    const cacheDir = await temporaryFolder();
    const hub = await serveHub({ ...files, 'tokenizer_config.json': '{"model_max_length": 16}' });
    const options = { cacheDir, model: 'team/tiny', precision: 'fp32' } as const;
    const first = await openEncoder(options);
    const requests = hub.requests.length;
    const second = await openEncoder(options);
    expect(requests).toBe(4);
    expect(hub.requests).toHaveLength(requests);
    expect(second.fingerprint).toBe(first.fingerprint);
    expect(await second.encode(['shard'])).toEqual(await first.encode(['shard']));
  });

  it('names EMBEDDING_MODEL when the Hub has no such model or cannot be reached', async () => {
    const options = { cacheDir: await temporaryFolder(), model: 'team/tiny' };
    const unreachable = await openEncoder(options).catch((error: Error) => error);
    await serveHub({});
    const unknown = await openEncoder(options).catch((error: Error) => error);
    for (const error of [unreachable, unknown] as Error[]) {
      expect(error.message).toMatch(
        /Cannot load the model team\/tiny, named by EMBEDDING_MODEL, .*Check the name/,
      );
      expect(error.cause).toBeInstanceOf(Error);
    }
    expect(((unknown as Error).cause as Error).message).toContain('Could not locate file');
  });

  it('does not remember a failed load', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    onTestFinished(() => warn.mockRestore());
    const graph = files['onnx/model.onnx'] as Uint8Array;
    const model = await tinyModelFolder({ 'onnx/model.onnx': graph.subarray(0, graph.length / 2) });
    const options = { cacheDir: await temporaryFolder(), model, precision: 'fp32' } as const;
    await expect(openEncoder(options)).rejects.toThrow(/Cannot load the model in the folder/);
    await writeFile(join(model, 'onnx/model.onnx'), graph);
    expect((await openEncoder(options)).dimensions).toBe(8);
  });

  it('opens several at once, each with its own model, and leaves the settings of the library as they were', async () => {
    const settings = { ...env };
    const [model, cacheDir] = [await tinyModelFolder(), await temporaryFolder()];
    const opened = await Promise.allSettled([
      openEncoder({ cacheDir: MODEL_CACHE }),
      openEncoder({ cacheDir, model: 'team/tiny' }),
      openEncoder({ cacheDir, model, precision: 'fp32' }),
      openEncoder({ cacheDir: MODEL_CACHE, precision: 'fp32' }),
    ]);
    expect(opened.map((one) => (one.status === 'fulfilled' ? one.value.dimensions : one.status))).toEqual([
      384,
      'rejected',
      8,
      384,
    ]);
    expect({ ...env }).toEqual(settings);
  });
});

describe('an encoder', () => {
  it('refuses to encode once it is closed, also in the middle', async () => {
    const encoder = await openEncoder({
      cacheDir: await temporaryFolder(),
      model: await tinyModelFolder(),
      precision: 'fp32',
    });
    const encoding = encoder.encode(Array.from({ length: 50 }, () => 'shard'));
    await encoder.close();
    await expect(encoding).rejects.toThrow('The encoder is closed');
    await expect(encoder.encode(['shard'])).rejects.toThrow('The encoder is closed');
    await encoder.close();
  });

  it('lets others run between two texts', async () => {
    const encoder = await openEncoder({
      cacheDir: await temporaryFolder(),
      model: await tinyModelFolder(),
      precision: 'fp32',
    });
    let turns = 0;
    const count = (): void => {
      turns += 1;
      immediate = setImmediate(count);
    };
    let immediate = setImmediate(count);
    await encoder.encode(Array.from({ length: 20 }, () => 'shard'));
    clearImmediate(immediate);
    expect(turns).toBeGreaterThanOrEqual(19);
  });
});
