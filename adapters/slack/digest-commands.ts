/** `/digest` and `/quiz daily`, and messages and windows that do the same. */
import type { webApi } from '@slack/bolt';
import type { Card } from '../../src/cards/mod.ts';
import type { DigestConfig } from '../../src/config.ts';
import type { Digests } from '../../src/digest/mod.ts';
import type { Logger } from '../../src/log.ts';
import type { DigestKind } from '../../src/state/mod.ts';
import { placeId } from './digest-place.ts';
import { type Standing, standingOf, type Visitor } from './digest-rights.ts';
import { digestView } from './digest-view.ts';
import type { DigestCommand } from './digest-words.ts';
import { checked } from './send.ts';

type WebClient = webApi.WebClient;

export interface DigestParts {
  /** What `digests` brings. */
  readonly kind: DigestKind;
  readonly digests: Digests;
  readonly managers: DigestConfig['managers'];
  readonly log: Logger;
}

/** The digests of every kind. */
export type AllDigests = Readonly<Record<DigestKind, DigestParts>>;

/** Slack keeps a window's trigger for three seconds; opening it takes its part of them. */
const BEFORE_WINDOW_MS = 1500;
/** Where nothing waits but a person. */
export const LOOK_UP_MS = 10_000;

const WORDS: Readonly<Record<DigestKind, string>> = {
  'case-study': wordsOf('digest', '· preview (the next one, for you alone) '),
  quiz: wordsOf('quiz daily', ''),
};

function wordsOf(command: string, more: string): string {
  return [
    `/${command} on opens the settings; with them, it sets them at once: /${command} on 9:00 Europe/Berlin mon-fri category:"API Design"`,
    `/${command} off · pause · resume · now (one more at once) ${more}· show`,
    `In a thread, mention me: @Casebook ${command} on. Everything works in a direct chat, too.`,
  ].join('\n');
}

/**
 * Does what a command says, but for `on` without settings, which is `openSettings`.
 *
 * @throws when the database or Slack does not do its part
 */
export async function obey(
  command: DigestCommand,
  client: WebClient,
  visitor: Visitor,
  { kind, digests, managers, log }: DigestParts,
): Promise<Card> {
  const place = placeId(visitor.place);
  switch (command.verb) {
    case 'show':
      return digests.show(place);
    case 'preview':
      return digests.preview(place, personOf(visitor));
    case 'help': {
      const shown = await digests.show(place);
      return { ...shown, lead: [shown.lead, WORDS[kind]].join('\n\n') };
    }
  }
  const standing = await standingOf(client, visitor, managers, log, LOOK_UP_MS);
  const { manager, obstacle, placeName } = standing;
  if (manager.mayManage && obstacle !== null && command.verb !== 'off' && command.verb !== 'pause')
    return noted(obstacle, standing);
  switch (command.verb) {
    case 'on':
      return noted(await digests.on({ id: place, name: placeName }, command.change ?? {}, manager), standing);
    case 'off':
      return noted(await digests.off(place, manager), standing);
    case 'pause':
      return noted(await digests.pause(place, manager), standing);
    case 'resume':
      return noted(await digests.resume(place, manager), standing);
    case 'now':
      return noted(await digests.now(place, manager), standing);
  }
}

/**
 * Opens the window for a place; the card says why not, where it is not opened.
 *
 * @param triggerId from what the person has just done
 */
export async function openSettings(
  client: WebClient,
  triggerId: string,
  visitor: Visitor,
  { kind, digests, managers, log }: DigestParts,
): Promise<Card | null> {
  const place = placeId(visitor.place);
  const [standing, settings] = await Promise.all([
    standingOf(client, visitor, managers, log, BEFORE_WINDOW_MS),
    digests.settingsOf(place),
  ]);
  const { manager, obstacle, placeName, isSure } = standing;
  // If Slack takes too long now, it is asked again when the window is submitted. Else this is what such a person would be told
  // then.
  if (!manager.mayManage && isSure)
    return noted(await digests.on({ id: place, name: '' }, {}, manager), standing);
  if (obstacle !== null) return noted(obstacle, standing);
  const { zone: ownZone, mayMention } = manager;
  const window = { kind, place, placeName, settings, ownZone, mayMention };
  await client.views.open({ trigger_id: triggerId, view: checked(digestView(window)) });
  return null;
}

export function personOf({ place, userId }: Visitor): string {
  return `slack:${place.teamId}:${userId}`;
}

/** What the operator should know goes with the answer that it decided. */
function noted(card: Card, { note }: Standing): Card {
  return note === null ? card : { ...card, note };
}
