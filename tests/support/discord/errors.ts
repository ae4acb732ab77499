/** Errors in the form in which Discord's API answers them. */
import type { z } from 'zod';

/** Codes as in the docs, "Opcodes and Status Codes", JSON error codes. */
export class DiscordError extends Error {
  readonly status: number;
  readonly body: { readonly code: number; readonly message: string; readonly errors?: object };

  constructor(status: number, code: number, message: string, errors?: object) {
    super(message);
    this.status = status;
    this.body = { code, message, ...(errors === undefined ? {} : { errors }) };
  }
}

export const notFound = () => new DiscordError(404, 0, '404: Not Found');
export const unauthorized = () => new DiscordError(401, 0, '401: Unauthorized');
export const unknownChannel = () => new DiscordError(404, 10003, 'Unknown Channel');
export const missingAccess = () => new DiscordError(403, 50001, 'Missing Access');
export const missingPermissions = () => new DiscordError(403, 50013, 'Missing Permissions');
export const closedMessages = () => new DiscordError(403, 50007, 'Cannot send messages to this user');
export const notTextChannel = () =>
  new DiscordError(400, 50008, 'Cannot send messages in a non-text channel');
export const archivedThread = () => new DiscordError(400, 50083, 'Thread is archived');
export const lockedThread = () => new DiscordError(403, 160005, 'Thread is locked');
export const tagRequired = () =>
  new DiscordError(400, 40067, 'A tag is required to create a forum post in this channel');
export const unknownMessage = () => new DiscordError(404, 10008, 'Unknown Message');
export const unknownWebhook = () => new DiscordError(404, 10015, 'Unknown Webhook');
export const unknownInteraction = () => new DiscordError(404, 10062, 'Unknown interaction');
export const alreadyAcknowledged = () =>
  new DiscordError(400, 40060, 'Interaction has already been acknowledged.');
export const notYourMessage = () =>
  new DiscordError(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = () => new DiscordError(400, 50006, 'Cannot send an empty message');
export const expiredToken = () => new DiscordError(401, 50027, 'Invalid Webhook Token');

/** 50035, for one field: `invalidForm(['flags'], 'BAD', 'Must not …')`. */
export function invalidForm(path: readonly PropertyKey[], code: string, message: string): DiscordError {
  return invalidForms([{ path, code, message }]);
}

/** What a schema found wrong. Only the outermost codes are Discord's own; the messages are those of the schema. */
export function invalidByIssues(issues: readonly z.core.$ZodIssue[]): DiscordError {
  const codeOf = (issue: z.core.$ZodIssue): string =>
    issue.code === 'too_big' || issue.code === 'too_small' ? 'BASE_TYPE_BAD_LENGTH' : 'BASE_TYPE_INVALID';
  return invalidForms(
    issues.map((issue) => ({ path: issue.path, code: codeOf(issue), message: issue.message })),
  );
}

function invalidForms(
  found: readonly { path: readonly PropertyKey[]; code: string; message: string }[],
): DiscordError {
  interface Tree {
    [key: string]: Tree | object[];
  }
  const errors: Tree = {};
  for (const { path, code, message } of found) {
    let node = errors;
    for (const key of path.map(String)) {
      node[key] ??= {};
      node = node[key] as Tree;
    }
    node['_errors'] = [...((node['_errors'] as object[] | undefined) ?? []), { code, message }];
  }
  return new DiscordError(400, 50035, 'Invalid Form Body', errors);
}
