/** What happens when the window of a digest is submitted, and the button that opens it. */
import type {
  AllMiddlewareArgs,
  BlockAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  types,
  ViewSubmitAction,
} from '@slack/bolt';
import { type Card, noticeCard } from '../../src/cards/mod.ts';
import { failureCard } from '../../src/chat/mod.ts';
import type { Logger } from '../../src/log.ts';
import type { DigestKind } from '../../src/state/mod.ts';
import { plainText } from './blocks.ts';
import { type AllDigests, type DigestParts, obey, openSettings } from './digest-commands.ts';
import { type DigestPlace, digestId, placeId, readDigestId } from './digest-place.ts';
import type { Visitor } from './digest-rights.ts';
import { errorsIn, readDigestView } from './digest-view.ts';
import { renderSectionView } from './render-view.ts';
import { apologise, checked, respondWith } from './send.ts';

/** The `action_id` of the button that opens the window. Its value is the digest (see `digestId`), which need not be of where it stands. */
export const SETTINGS_BUTTON = 'cb1:digest';

export const windowCard = (kind: DigestKind): Card =>
  noticeCard(
    `The settings of the ${kind === 'quiz' ? 'daily quiz' : 'digest'}`,
    'Those who may manage this place open them with the button.',
  );

const savingCard = (): Card => noticeCard('One moment', 'I am asking Slack whether I can post there.');

export function settingsButton(kind: DigestKind, place: DigestPlace): types.ActionsBlock {
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: SETTINGS_BUTTON,
        value: digestId(kind, placeId(place)),
        text: plainText('Open the settings'),
      },
    ],
  };
}

/** Opens the window for whoever has pressed the button, or says to them alone why not. */
export async function handleSettingsButton(
  { action, body, client, respond }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs,
  digests: AllDigests,
  log: Logger,
): Promise<void> {
  try {
    const { value } = action as { readonly value?: string };
    const { visitor, parts } = meantBy(value ?? '', body, digests);
    const card = await openSettings(client, body.trigger_id, visitor, parts);
    if (card !== null) await respondWith(respond, card, 'ephemeral');
  } catch (error) {
    log.error({ err: error }, 'The settings of a digest could not be opened');
    await apologise(respond, log);
  }
}

/** Errors are shown at their inputs; else the outcome is shown in the place of the window. */
export async function handleSettings(
  { ack, view, body, client }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs,
  digests: AllDigests,
  log: Logger,
): Promise<void> {
  const change = readDigestView(view.state.values);
  // Of every kind the same: the library's.
  const errors = errorsIn(change, digests['case-study'].digests.entries);
  if (errors !== null) return ack({ response_action: 'errors', errors });
  const inPlace = (card: Card) => checked(renderSectionView(card, ''));
  await ack({ response_action: 'update', view: inPlace(savingCard()) });
  const show = (card: Card) => client.views.update({ view_id: view.id, view: inPlace(card) });
  try {
    const { visitor, parts } = meantBy(view.private_metadata, body, digests);
    await show(await obey({ verb: 'on', change }, client, visitor, parts));
  } catch (error) {
    log.error({ err: error }, 'The settings of a digest could not be saved');
    await show(failureCard()).catch((cause: unknown) => {
      log.warn({ err: cause }, 'Not even the apology arrived');
    });
  }
}

/** @throws when the place is none of the workspace in which the person is */
function meantBy(
  id: string,
  { user, team }: { readonly user: { id: string; team_id?: string }; readonly team: { id: string } | null },
  digests: AllDigests,
): { readonly visitor: Visitor; readonly parts: DigestParts } {
  const digest = readDigestId(id);
  if (digest === null || digest.place.teamId !== (team?.id ?? user.team_id))
    throw new Error(`${id} is no place of this workspace.`);
  const { kind, place } = digest;
  return { visitor: { place, userId: user.id }, parts: digests[kind] };
}
