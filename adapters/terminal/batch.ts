/** Many questions at once, for programs: a JSON object a line in, one a line out, in the same order. */

import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { type Answer, Conversation } from '../../src/ask/mod.ts';
import type { Casebook } from '../../src/casebook.ts';

/** Conversations that are remembered at once; the one that was longest silent is forgotten first. */
const MAX_CONVERSATIONS = 10_000;

/** Characters. A longer line is no question; it is dropped while it is read, so that it takes no memory. */
const MAX_LINE_LENGTH = 4 * 1024 * 1024;

const ID_RULE = { error: 'must be a string, or a number below 2^53' };
/** A larger number would come back as another one. */
const idNumberSchema = z.number().refine((id) => Math.abs(id) <= Number.MAX_SAFE_INTEGER, ID_RULE);
const idSchema = z.union([z.string(), idNumberSchema], ID_RULE);
const lineSchema = z.object(
  {
    id: idSchema,
    text: z.string({ error: 'must be a string' }),
    conversation: z.union([z.string(), z.number()], { error: 'must be a string or a number' }).nullish(),
  },
  { error: 'This line is not an object' },
);

/** Answers every line of `input`. A line that cannot be read gives `{"id", "error"}` in its place. */
export async function answerBatch(casebook: Casebook, input: Readable, output: Writable): Promise<void> {
  const conversations = new ConversationCache();
  for await (const line of linesOf(input)) {
    if (line?.trim() === '') continue;
    const result = line === null ? TOO_LONG : await answerLine(line, casebook, conversations);
    if (!output.write(`${JSON.stringify(result)}\n`)) await once(output, 'drain');
  }
}

const TOO_LONG = { id: null, error: `This line is longer than ${MAX_LINE_LENGTH} characters. Shorten it.` };

/**
 * The lines of a stream; null for one that is too long. They end at line feeds alone: from Node 24 on, readline also
 * ends them at U+2028 and U+2029, which JSON may hold.
 */
async function* linesOf(input: Readable): AsyncGenerator<string | null> {
  let rest = '';
  let isTooLong = false;
  for await (const chunk of input.setEncoding('utf8')) {
    const pieces = String(chunk).split('\n');
    for (const [i, piece] of pieces.entries()) {
      isTooLong ||= rest.length + piece.length > MAX_LINE_LENGTH;
      rest = isTooLong ? '' : rest + piece;
      if (i === pieces.length - 1) break;
      yield isTooLong ? null : rest;
      rest = '';
      isTooLong = false;
    }
  }
  yield isTooLong ? null : rest;
}

async function answerLine(
  line: string,
  casebook: Casebook,
  conversations: ConversationCache,
): Promise<object> {
  let json: unknown;
  try {
    json = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return { id: null, error: 'This line is not JSON. Write {"id": …, "text": …}.' };
  }
  const parsed = lineSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const what = [...issue!.path.map((field) => `"${String(field)}"`), issue!.message].join(' ');
    return { id: idOf(json), error: `${what}. Write {"id": …, "text": …}.` };
  }
  const { id, text, conversation } = parsed.data;
  const startedMs = performance.now();
  const answer = await casebook.ask(
    text,
    conversation == null ? undefined : conversations.get(String(conversation)),
  );
  return { id, ...outcomeOf(answer), ms: Math.round((performance.now() - startedMs) * 100) / 100 };
}

function idOf(json: unknown): string | number | null {
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : null;
  return idSchema.safeParse(id).data ?? null;
}

function outcomeOf(answer: Answer): object {
  return {
    outcome: answer.outcome,
    confidence: round(answer.confidence),
    hits: answer.hits.map(({ topic, caseStudy, section, score }) => ({
      topic,
      caseStudy,
      section,
      score: round(score),
    })),
  };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

class ConversationCache {
  readonly #conversations = new Map<string, Conversation>();

  get(name: string): Conversation {
    const conversation = this.#conversations.get(name) ?? new Conversation();
    this.#conversations.delete(name);
    this.#conversations.set(name, conversation);
    const [oldest] = this.#conversations.keys();
    if (this.#conversations.size > MAX_CONVERSATIONS && oldest !== undefined)
      this.#conversations.delete(oldest);
    return conversation;
  }
}
