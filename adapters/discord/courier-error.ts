/** What an error of Discord's REST API means for a digest, in words for people. */
import { RESTJSONErrorCodes as Code, DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { CourierError } from '../../src/digest/mod.ts';

/** The place is gone or closed (docs, "Opcodes and Status Codes", JSON error codes). */
const CLOSED: Readonly<Record<string | number, string>> = {
  [Code.UnknownChannel]: 'the channel was deleted',
  [Code.UnknownGuild]: 'I am no longer in the server',
  [Code.MissingAccess]: 'I may not see the channel, or am no longer in the server',
  [Code.MissingPermissions]: 'I may not post there',
  [Code.CannotSendMessagesToThisUser]: 'I may not write to this person',
  [Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]: 'I may not write to this person',
  [Code.CannotSendMessagesInNonTextChannel]: 'nobody can post in this kind of channel',
  [Code.InvalidActionOnArchivedThread]: 'the thread is archived and locked',
  [Code.ThreadLocked]: 'the thread is locked',
  [Code.MaximumActiveThreads]: 'the server has as many open threads as Discord allows',
  [Code.TagRequiredToCreateAForumPostInThisChannel]: 'the forum wants a tag on each post',
};

/** The connection was never made, so nothing was posted. The first three are Node's, the last undici's. */
const NOT_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];
const UNREACHABLE_WAIT_MS = 30_000;
/** Somebody has to set a new token and start the program again. */
const TOKEN_WAIT_MS = 5 * 60_000;
/** Other posts had to go first. */
const CROWDED_WAIT_MS = 1000;

/** @param wasSent whether the request had been given to the network, as far as we know */
export function courierError(cause: unknown, wasSent: boolean): CourierError {
  const later = (message: string, retryAfterMs: number) =>
    new CourierError('later', message, { cause, retryAfterMs });
  if (!wasSent) return later('too much was to be posted at once', CROWDED_WAIT_MS);
  if (cause instanceof RateLimitError) return later('Discord asked to wait', cause.retryAfter);
  if (cause instanceof DiscordAPIError) {
    const closed = CLOSED[cause.code];
    if (closed !== undefined) return new CourierError('forbidden', closed, { cause });
    if (cause.status === 401) return later('Discord does not accept the token of the bot', TOKEN_WAIT_MS);
    if (cause.status === 403) return new CourierError('forbidden', 'I may not post there', { cause });
    return new CourierError('refused', `Discord refused it: ${cause.message}`, { cause });
  }
  if (cause instanceof HTTPError) {
    return new CourierError('unknown', `Discord had a problem of its own (${cause.status})`, { cause });
  }
  if (NOT_CONNECTED.includes(codeOf(cause))) return later('Discord cannot be reached', UNREACHABLE_WAIT_MS);
  return new CourierError('unknown', 'the connection to Discord was lost, or it did not answer in time', {
    cause,
  });
}

/** Discord's code of an error that came from here; null when it has none. */
export function discordCode(error: unknown): string | number | null {
  const cause = error instanceof CourierError ? error.cause : null;
  return cause instanceof DiscordAPIError ? cause.code : null;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
