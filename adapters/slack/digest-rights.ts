/** What somebody may do with the digest or the rounds of a place, and whether Casebook can post there. */
import type { webApi } from '@slack/bolt';
import { type Card, noticeCard } from '../../src/cards/mod.ts';
import type { DigestConfig } from '../../src/config.ts';
import type { Manager } from '../../src/digest/mod.ts';
import type { Logger } from '../../src/log.ts';
import { USER_GROUP } from './blocks.ts';
import { type DigestPlace, isDirect } from './digest-place.ts';
import { missingScopeIn, refusalIn } from './failures.ts';

type WebClient = webApi.WebClient;
type Channel = NonNullable<Awaited<ReturnType<WebClient['conversations']['info']>>['channel']>;
type Person = NonNullable<Awaited<ReturnType<WebClient['users']['info']>>['user']>;

/** Somebody in a place. */
export interface Visitor {
  readonly place: DigestPlace;
  readonly userId: string;
}

export interface Standing {
  readonly manager: Manager;
  /** As people call the place: `#backend`, `a thread in #backend`. */
  readonly placeName: string;
  /** What to do before anything can be posted there; null when it can, or that cannot be told. */
  readonly obstacle: Card | null;
  /** What people or the operator should know, because it decided what somebody may do; else null. */
  readonly note: string | null;
  /** False when Slack took too long to say who the person is. */
  readonly isSure: boolean;
}

/** What Slack answered, or why it did not: the scope that is missing, or its name for the refusal. */
type Looked<Found> =
  | { readonly found: Found; readonly scope: null; readonly refusal: null }
  | { readonly found: null; readonly scope: string | null; readonly refusal: string | null };

const notThereCard = (): Card =>
  noticeCard(
    'I am not in this channel',
    'To post here I have to be a member. Invite me with /invite @Casebook, and try again.',
  );

const notMineCard = (): Card =>
  noticeCard(
    'I cannot post in this chat',
    'Write to me directly for one of your own, or use the command in a channel.',
  );

const archivedCard = (): Card =>
  noticeCard('This channel is archived', 'Nothing can be posted here. Unarchive it, and try again.');

/**
 * Asks Slack who the person is and what the channel is. Those who may manage the digest are administrators and owners of the
 * workspace, the creator of the channel (Slack makes them its manager, and tells apps of no other one), everybody in their own
 * direct chat, and whom the settings name. What Slack does not tell is taken as no.
 *
 * @param limitMs how long it may take: less than 3 seconds where a window waits to be opened
 */
export async function standingOf(
  client: WebClient,
  { place, userId }: Visitor,
  managers: DigestConfig['managers'],
  log: Logger,
  limitMs: number,
): Promise<Standing> {
  const look = <Found>(ask: () => Promise<Found>) => lookUp(ask, limitMs, log);
  const { teamId, channelId } = place;
  const [person, channel, isNamed] = await Promise.all([
    look(async () => (await client.users.info({ user: userId })).user ?? {}),
    look(() => channelOf(client, channelId)),
    isAmong(client, userId, managers, look),
  ]);
  const isAdmin = person.found !== null && isAdminOf(person.found, teamId);
  const isCreator = channel.found?.creator === userId;
  return {
    manager: {
      person: `slack:${teamId}:${userId}`,
      mayManage: isAdmin || isCreator || isNamed || isDirect(place),
      mayMention: isAdmin,
      zone: person.found?.tz ?? null,
    },
    placeName: nameOf(place, channel.found),
    obstacle: obstacleIn(place, channel),
    note: noteOn([person, channel]),
    isSure: isAnswered(person) && isAnswered(channel),
  };
}

/** Of a direct chat nothing can be asked without a further scope, but only its two people see what stands there. */
async function channelOf(client: WebClient, channelId: string): Promise<Channel> {
  if (!isDirect({ channelId }))
    return (await client.conversations.info({ channel: channelId })).channel ?? {};
  await client.conversations.history({ channel: channelId, limit: 1 });
  return { is_member: true };
}

/** Somebody from another workspace, in a channel that both share, is an administrator of that one. */
function isAdminOf({ team_id, enterprise_user, is_admin, is_owner }: Person, teamId: string): boolean {
  const isAtHome = team_id === teamId || (enterprise_user?.teams ?? []).includes(teamId);
  return isAtHome && (is_admin === true || is_owner === true);
}

/** Whether the settings name the person, or a user group that the person is in. */
async function isAmong(
  client: WebClient,
  userId: string,
  managers: DigestConfig['managers'],
  look: <Found>(ask: () => Promise<Found>) => Promise<Looked<Found>>,
): Promise<boolean> {
  if (managers === 'everyone' || managers.includes(userId)) return true;
  const groups = managers.filter((id) => USER_GROUP.test(id));
  const members = await Promise.all(
    groups.map((usergroup) => look(() => client.usergroups.users.list({ usergroup }))),
  );
  return members.some(({ found }) => found?.users?.includes(userId) ?? false);
}

function obstacleIn(place: DigestPlace, { found, refusal }: Looked<Channel>): Card | null {
  if (isDirect(place)) return refusal === 'channel_not_found' ? notMineCard() : null;
  if (found?.is_archived === true) return archivedCard();
  return found?.is_member === false || refusal === 'channel_not_found' ? notThereCard() : null;
}

function nameOf(place: DigestPlace, channel: Channel | null): string {
  if (isDirect(place)) return 'our direct chat';
  const name = channel?.name === undefined ? 'a channel' : `#${channel.name}`;
  return place.threadTs === undefined ? name : `a thread in ${name}`;
}

function noteOn(looks: readonly Looked<unknown>[]): string | null {
  if (!looks.every(isAnswered))
    return 'Slack has not told me in time who may manage this place. Try again if you may.';
  const missing = [...new Set(looks.flatMap(({ scope }) => scope ?? []))];
  if (missing.length === 0) return null;
  return (
    `Slack does not tell me all that I asked, because I have not the scope ${missing.join(' and ')}. ` +
    'Whoever runs me should compare the app with slack-manifest.yaml, and install it again.'
  );
}

/** A refusal is an answer, too. */
function isAnswered({ found, refusal }: Looked<unknown>): boolean {
  return found !== null || refusal !== null;
}

async function lookUp<Found>(
  ask: () => Promise<Found>,
  limitMs: number,
  log: Logger,
): Promise<Looked<Found>> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Slack did not answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return { found: await Promise.race([ask(), tooLate]), scope: null, refusal: null };
  } catch (error) {
    log.warn({ err: error }, 'Slack: who may manage a digest cannot be told for sure');
    return { found: null, scope: missingScopeIn(error), refusal: refusalIn(error) };
  } finally {
    clearTimeout(timer);
  }
}
