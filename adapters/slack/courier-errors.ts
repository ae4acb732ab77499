/** What an error of Slack's means for a digest: whether it may stand there, whether to come again, and in words for people. */
import { webApi } from '@slack/bolt';
import { CourierError } from '../../src/digest/mod.ts';
import { isTokenProblem, missingScopeIn, refusalIn } from './failures.ts';
import { NotInstalledError } from './installations.ts';

/** Whoever runs Casebook has to mend something: nobody knows when that will be. */
const MENDED_LATER_MS = 5 * 60_000;
/** Slack could not be reached, or says that it is too much without saying how long. */
const REACHED_LATER_MS = 60_000;

const GONE = 'the channel is gone, or closed to Casebook';
const THREAD_GONE = 'the thread is gone';
const NOT_ALLOWED = 'the workspace does not let Casebook post there';

/** By Slack's name for it: nothing can be posted there until people change something. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  channel_not_found: GONE,
  channel_is_limited_access: GONE,
  is_archived: 'the channel is archived',
  not_in_channel: 'Casebook is not a member of the channel (/invite brings it there)',
  thread_not_found: THREAD_GONE,
  cannot_reply_to_message: THREAD_GONE,
  restricted_action: NOT_ALLOWED,
  restricted_action_read_only_channel: 'the channel is read-only',
  restricted_action_thread_only_channel: 'the channel takes posts in threads only',
  restricted_action_non_threadable_channel: 'the channel takes no posts in threads',
  restricted_action_thread_locked: 'the thread is locked',
  ekm_access_denied: NOT_ALLOWED,
  app_access_restricted: NOT_ALLOWED,
  team_access_not_granted: NOT_ALLOWED,
  access_denied: NOT_ALLOWED,
  no_permission: NOT_ALLOWED,
  messages_tab_disabled: 'writing to Casebook directly is turned off in the workspace',
  user_not_found: 'the person is no longer there',
  user_disabled: 'the person is no longer there',
};

/** Of these Slack says itself that a part of what was asked may have been done. */
const OPEN = ['fatal_error', 'internal_error', 'service_unavailable'];
/** The same as status 429, which comes as an error of its own. */
const TOO_MUCH = ['ratelimited', 'rate_limited', 'message_limit_exceeded'];
/** Refusals to show what stands in a channel, beside that of a missing scope. */
const NO_LOOKING = [
  ...['no_permission', 'access_denied', 'not_allowed_token_type', 'team_access_not_granted'],
  ...['method_not_supported_for_channel_type', 'channel_is_limited_access'],
];
/** Codes of connections that were never made, so that nothing was asked. */
const NEVER_CONNECTED = [
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
];

/** After a call that was to post. */
export function postError(cause: unknown): CourierError {
  const refusal = refusalIn(cause);
  const words = refusal === null ? undefined : wordsFor(refusal);
  if (words !== undefined) return new CourierError('forbidden', words, { cause });
  return commonError(cause, 'it was not confirmed that it was posted');
}

/** After a call that was to show what stands in a channel. */
export function findError(cause: unknown): CourierError {
  const scope = missingScopeIn(cause);
  if (scope !== null) return new CourierError('blind', `the app has not the scope ${scope}`, { cause });
  const refusal = refusalIn(cause);
  if (refusal !== null && NO_LOOKING.includes(refusal))
    return new CourierError('blind', `Slack does not show me the channel (${refusal})`, { cause });
  const words = refusal === null ? undefined : wordsFor(refusal);
  if (words !== undefined) return new CourierError('forbidden', words, { cause });
  return commonError(cause, 'Slack did not say whether it was posted');
}

/** Before anything was asked: there is no token, or Slack does not take it. */
export function loginError(cause: unknown): CourierError {
  if (cause instanceof CourierError) return cause;
  if (cause instanceof NotInstalledError)
    return new CourierError('forbidden', 'Casebook is not installed in this workspace any more', { cause });
  const known = commonError(cause, '');
  if (known.failure === 'later') return known;
  return later('the token of the workspace cannot be had', MENDED_LATER_MS, cause);
}

/** It was not begun in time, so nothing was posted. */
export function tooBusyError(cause: unknown): CourierError {
  return later('there is too much to post at once', 1000, cause);
}

/** @param open what is said when it may or may not have been done */
function commonError(cause: unknown, open: string): CourierError {
  if (cause instanceof webApi.WebAPIRateLimitedError)
    return later('Slack asks to wait', cause.retryAfter * 1000, cause);
  if (isTokenProblem(cause))
    return later('Slack does not accept the token of Casebook any more', MENDED_LATER_MS, cause);
  const scope = missingScopeIn(cause);
  if (scope !== null) return later(`the app has not the scope ${scope}`, MENDED_LATER_MS, cause);
  if (wasNeverConnected(cause)) return later('Slack cannot be reached', REACHED_LATER_MS, cause);
  const refusal = refusalIn(cause);
  if (refusal === null || OPEN.includes(refusal)) return new CourierError('unknown', open, { cause });
  if (TOO_MUCH.includes(refusal)) return later('Slack asks to wait', REACHED_LATER_MS, cause);
  return new CourierError('refused', `Slack does not take it (${refusal})`, { cause });
}

function later(message: string, retryAfterMs: number, cause: unknown): CourierError {
  return new CourierError('later', message, { cause, retryAfterMs });
}

function wordsFor(refusal: string): string | undefined {
  return Object.hasOwn(FORBIDDEN, refusal) ? FORBIDDEN[refusal] : undefined;
}

function wasNeverConnected(error: unknown): boolean {
  if (!(error instanceof webApi.WebAPIRequestError)) return false;
  const { code } = (error.original.cause ?? {}) as { readonly code?: string };
  return code !== undefined && NEVER_CONNECTED.includes(code);
}
