/** What an error of Slack's means for those who run the bot. */
import { webApi } from '@slack/bolt';

interface PlatformError extends Error {
  readonly data: { readonly error?: string; readonly needed?: string };
}

const TOKEN_PROBLEMS = ['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired'];
const PLACE_PROBLEMS = ['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action'];

/** Slack's name for what it refused, such as `missing_scope`; null for any other error. */
export function refusalIn(error: unknown): string | null {
  const data = (error as Partial<PlatformError> | null)?.data;
  return error instanceof Error && typeof data?.error === 'string' ? data.error : null;
}

/** The scope that Slack says is missing; null for any other error. */
export function missingScopeIn(error: unknown): string | null {
  if (refusalIn(error) !== 'missing_scope') return null;
  return (error as PlatformError).data.needed ?? 'one that slack-manifest.yaml names';
}

/** Slack may have done what it was asked: the request went out, and what came back says neither yes nor no. */
export function isUnconfirmed(error: unknown): boolean {
  return error instanceof webApi.WebAPIHTTPError || error instanceof webApi.WebAPIRequestError;
}

export function isTokenProblem(error: unknown): boolean {
  return TOKEN_PROBLEMS.includes(refusalIn(error) ?? '');
}

/** The installation itself is not good enough, so that no answer arrives anywhere until somebody mends it. */
export function isInstallProblem(error: unknown): boolean {
  return isTokenProblem(error) || refusalIn(error) === 'missing_scope';
}

/** What to do about a refusal that only people can mend; null for anything else. */
export function adviceFor(error: unknown): string | null {
  const refusal = refusalIn(error);
  if (refusal === null) return null;
  const scope = missingScopeIn(error);
  if (scope !== null)
    return `The scope ${scope} is missing: compare the app with slack-manifest.yaml, and install it again.`;
  if (TOKEN_PROBLEMS.includes(refusal))
    return `The token is no longer valid (${refusal}): install the app again and set the new token.`;
  return PLACE_PROBLEMS.includes(refusal) ? `Slack says ${refusal}: invite the bot to the channel.` : null;
}
