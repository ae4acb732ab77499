/** What the lines may hold is tested with the whole program in tests/src/cli.test.ts; here, how they come and go. */
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerBatch } from '../../../adapters/terminal/mod.ts';
import type { Conversation } from '../../../src/ask/mod.ts';
import type { Casebook } from '../../../src/casebook.ts';
import { openCasebook } from '../../support/casebook.ts';

let casebook: Casebook;
beforeAll(async () => {
  casebook = await openCasebook({ content: 'tests/fixtures/library/casebook' });
});
afterAll(() => casebook.close());

async function answersTo(chunks: Iterable<Buffer | string>): Promise<{ id: unknown; outcome?: unknown }[]> {
  const output = new PassThrough();
  const written = text(output);
  await answerBatch(casebook, Readable.from(chunks, { objectMode: false }), output);
  output.end();
  const lines = (await written).split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line));
}

describe('a batch of lines', () => {
  it('is the same however the bytes come in pieces', async () => {
    const line = fc.record({
      id: fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer()),
      text: fc.constant(''),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 5 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        async (lines, sizes) => {
          const bytes = Buffer.from(lines.map((value) => JSON.stringify(value)).join('\n'));
          const chunks: Buffer[] = [];
          for (let at = 0; at < bytes.length; at += chunks.at(-1)!.length) {
            chunks.push(bytes.subarray(at, at + sizes.next().value));
          }
          const answers = await answersTo(chunks);
          expect(answers.map(({ id }) => id)).toEqual(lines.map(({ id }) => id));
          expect(new Set(answers.map(({ outcome }) => outcome)).size).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('gives nothing for nothing', async () => {
    expect(await answersTo([])).toEqual([]);
    expect(await answersTo(['\n\r\n \n'])).toEqual([]);
  });

  it('is answered line by line, before the next one comes', async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const done = answerBatch(casebook, input, output);
    const answers = output.setEncoding('utf8').iterator();
    for (const id of [1, 2, 3]) {
      input.write(`{"id":${id},"text":"retries killing us"}\n`);
      expect(JSON.parse((await answers.next()).value)).toMatchObject({ id, outcome: 'answered' });
    }
    input.end();
    await done;
  });

  it('waits for a reader that is slow', async () => {
    const output = new PassThrough({ highWaterMark: 1 });
    let asked = 0;
    const counting = Object.create(casebook, {
      ask: {
        value: (question: string) =>
          casebook.ask(question).finally(() => {
            asked += 1;
          }),
      },
    }) as Casebook;
    const lines = Array.from({ length: 20 }, (_, id) => `{"id":${id},"text":""}\n`);
    const done = answerBatch(counting, Readable.from(lines), output);
    for (let turn = 0; turn < 50; turn++) await setImmediate();
    expect(asked).toBeLessThan(5);
    expect((await Promise.all([text(endWhen(done, output)), done]))[0].trim().split('\n')).toHaveLength(20);
  });

  it('fails when its input fails', async () => {
    const input = new PassThrough();
    const done = answerBatch(casebook, input, new PassThrough());
    input.destroy(new Error('the line is dead'));
    await expect(done).rejects.toThrow('the line is dead');
  });

  it('drops a line that is longer than anybody could mean, and answers the next', async () => {
    const endless = Array.from({ length: 80 }, () => 'x'.repeat(64 * 1024));
    const answers = await answersTo([...endless, '\n', JSON.stringify({ id: 'next', text: '' })]);
    expect(answers).toEqual([
      { id: null, error: 'This line is longer than 4194304 characters. Shorten it.' },
      expect.objectContaining({ id: 'next', outcome: 'out-of-scope' }),
    ]);
  });

  it('remembers 10,000 conversations, and forgets the one that was silent longest', async () => {
    const seen = new Map<string, Set<Conversation | undefined>>();
    // Asking 10,000 real questions takes half a minute.
    const recorder = {
      ask: (name: string, conversation?: Conversation) => {
        seen.set(name, (seen.get(name) ?? new Set()).add(conversation));
        return casebook.ask('');
      },
    } as Casebook;
    const names = ['busy', 'silent', ...Array.from({ length: 9_999 }, (_, n) => `${n}`)];
    names.splice(5_000, 0, 'busy');
    const lines = [...names, 'busy', 'silent'].map(
      (name) => `${JSON.stringify({ id: name, text: name, conversation: name })}\n`,
    );
    const output = new PassThrough();
    output.resume();
    await answerBatch(recorder, Readable.from(lines), output);
    expect(seen.get('busy')!.size).toBe(1);
    expect(seen.get('silent')!.size).toBe(2);
  });
});

function endWhen(done: Promise<void>, output: PassThrough): PassThrough {
  done.then(() => output.end());
  return output;
}
