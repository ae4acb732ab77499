/** Whom a message pings, and so what `allowed_mentions` held back. */

/** Docs, "Message", Allowed Mentions Object. */
export interface AllowedMentions {
  readonly parse?: readonly string[] | undefined;
  readonly users?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly replied_user?: boolean | undefined;
}

const MENTIONS = /<@!?(?<user>\d+)>|<@&(?<role>\d+)>|@(?<all>everyone|here)/g;

/**
 * The pings of a message as they are written (`<@1>`, `<@&2>`, `@everyone`, `@here`), each once. It is stricter than Discord: a mention
 * within code counts too, and without `allowed` everything pings, in interactions as elsewhere.
 */
export function pingsOf(
  texts: readonly string[],
  allowed: AllowedMentions | null | undefined,
  repliedToId: string | null,
): string[] {
  const pings = texts.flatMap((text) =>
    [...text.matchAll(MENTIONS)]
      .filter(({ groups }) => isAllowed(groups!, allowed))
      .map(([written]) => written.replace('<@!', '<@')),
  );
  const pingsRepliedTo = repliedToId !== null && (allowed?.replied_user ?? !allowed);
  return [...new Set(pingsRepliedTo ? [...pings, `<@${repliedToId}>`] : pings)];
}

function isAllowed(
  { user, role }: { [name: string]: string | undefined },
  allowed: AllowedMentions | null | undefined,
): boolean {
  if (!allowed) return true;
  const { parse = [], users = [], roles = [] } = allowed;
  if (user !== undefined) return parse.includes('users') || users.includes(user);
  if (role !== undefined) return parse.includes('roles') || roles.includes(role);
  return parse.includes('everyone');
}
