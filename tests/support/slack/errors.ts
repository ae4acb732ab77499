/** Errors in the form in which Slack answers them: 200, `ok: false` and a word. */
import type { z } from 'zod';
import type { Json } from './parts.ts';

export class SlackError extends Error {
  readonly body: Json;

  constructor(error: string, more: Json = {}) {
    super(error);
    this.body = { ok: false, error, ...more };
  }

  /** The word: `channel_not_found`. */
  get error(): string {
    return this.message;
  }
}

/** `invalid_arguments` for one thing. */
export function invalidArguments(message: string): SlackError {
  return refusal('invalid_arguments', [message]);
}

/** An error with its reasons, as Slack words them: `must be less than 3001 characters [json-pointer:/blocks/0/text]`. */
export function refusal(error: string, messages: readonly string[]): SlackError {
  return new SlackError(error, {
    // Both are seen on blocks that Slack refuses; the client logs the second.
    errors: messages,
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
}

/** What a schema found wrong, below `path`. */
export function wordsOf(issues: readonly z.core.$ZodIssue[], path: string): string[] {
  return issues.map(
    (issue) => `${reasonOf(issue)} [json-pointer:${[path, ...issue.path.map(String)].join('/')}]`,
  );
}

/** The value if it is as the schema says; else `error` with what is wrong below `path`. */
export function check<T>(schema: z.ZodType<T>, value: unknown, error: string, path = ''): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw refusal(error, wordsOf(result.error.issues, path));
}

function reasonOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string'
        ? `must be less than ${Number(issue.maximum) + 1} characters`
        : `no more than ${issue.maximum} items allowed`;
    case 'too_small':
      return issue.origin === 'string'
        ? `must be more than ${Number(issue.minimum) - 1} characters`
        : `no less than ${issue.minimum} items allowed`;
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'unsupported type';
    default:
      return issue.message;
  }
}
