/** The places of digests: a channel, a thread in one, or a direct chat. */
import type { DigestKind } from '../../src/state/mod.ts';

export interface DigestPlace {
  readonly teamId: string;
  /** `C…` and `G…` for channels, `D…` for the direct chat with somebody. */
  readonly channelId: string;
  readonly threadTs?: string | undefined;
}

const FORM = /^slack:([A-Z0-9]{1,40}):([A-Z0-9]{1,40})(?::(\d{1,20}\.\d{1,20}))?$/;

/** `slack:team:channel[:thread]`. A direct chat is one place, whatever threads it has. */
export function placeId({ teamId, channelId, threadTs }: DigestPlace): string {
  const place = `slack:${teamId}:${channelId}`;
  return threadTs === undefined || isDirect({ channelId }) ? place : `${place}:${threadTs}`;
}

/** Null when it is no place of Slack. Also reads persons: `slack:team:user`, as to write to somebody is to post to their id. */
export function readPlaceId(id: string): DigestPlace | null {
  const [, teamId, channelId, threadTs] = FORM.exec(id) ?? [];
  return teamId === undefined || channelId === undefined ? null : { teamId, channelId, threadTs };
}

export function isDirect({ channelId }: Pick<DigestPlace, 'channelId'>): boolean {
  return channelId.startsWith('D');
}

/** What windows and buttons remember of a digest: `quiz slack:T1:C1`. Those of case studies are the place alone. */
export function digestId(kind: DigestKind, place: string): string {
  return kind === 'case-study' ? place : `${kind} ${place}`;
}

/** Null when it is no place of Slack. */
export function readDigestId(id: string): { readonly kind: DigestKind; readonly place: DigestPlace } | null {
  const [, quiz, rest = ''] = /^(quiz )?(.*)$/s.exec(id) ?? [];
  const place = readPlaceId(rest);
  return place === null ? null : { kind: quiz === undefined ? 'case-study' : 'quiz', place };
}
