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
import { plainText } from './blocks.ts';
import { type DigestParts, obey, openSettings } from './digest-commands.ts';
import { type DigestPlace, placeId, readPlaceId } from './digest-place.ts';
import type { Visitor } from './digest-rights.ts';
import { errorsIn, readDigestView } from './digest-view.ts';
import { renderSectionView } from './render-view.ts';
import { apologise, checked, respondWith } from './send.ts';

/** The `action_id` of the button that opens the window. Its value is the place, which need not be where it stands. */
export const SETTINGS_BUTTON = 'cb1:digest';

export const windowCard = (): Card =>
  noticeCard('The settings of the digest', 'Those who may manage this place open them with the button.');

const savingCard = (): Card => noticeCard('One moment', 'I am asking Slack whether I can post there.');

export function settingsButton(place: DigestPlace): types.ActionsBlock {
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: SETTINGS_BUTTON,
        value: placeId(place),
        text: plainText('Open the settings'),
      },
    ],
  };
}

/** Opens the window for whoever has pressed the button, or says to them alone why not. */
export async function handleSettingsButton(
  { action, body, client, respond }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs,
  parts: DigestParts,
): Promise<void> {
  try {
    const { value } = action as { readonly value?: string };
    const visitor = visitorOf(value ?? '', body);
    const card = await openSettings(client, body.trigger_id, visitor, parts);
    if (card !== null) await respondWith(respond, card, 'ephemeral');
  } catch (error) {
    parts.log.error({ err: error }, 'The settings of a digest could not be opened');
    await apologise(respond, parts.log);
  }
}

/** Errors are shown at their inputs; else the outcome is shown in the place of the window. */
export async function handleSettings(
  { ack, view, body, client }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs,
  parts: DigestParts,
): Promise<void> {
  const { digests, log } = parts;
  const change = readDigestView(view.state.values);
  const errors = errorsIn(change, digests.entries);
  if (errors !== null) return ack({ response_action: 'errors', errors });
  const inPlace = (card: Card) => checked(renderSectionView(card, ''));
  await ack({ response_action: 'update', view: inPlace(savingCard()) });
  const show = (card: Card) => client.views.update({ view_id: view.id, view: inPlace(card) });
  try {
    await show(await obey({ verb: 'on', change }, client, visitorOf(view.private_metadata, body), parts));
  } catch (error) {
    log.error({ err: error }, 'The settings of a digest could not be saved');
    await show(failureCard()).catch((cause: unknown) => {
      log.warn({ err: cause }, 'Not even the apology arrived');
    });
  }
}

/** @throws when the place is none of the workspace in which the person is */
function visitorOf(
  id: string,
  { user, team }: { readonly user: { id: string; team_id?: string }; readonly team: { id: string } | null },
): Visitor {
  const place = readPlaceId(id);
  if (place === null || place.teamId !== (team?.id ?? user.team_id))
    throw new Error(`${id} is no place of this workspace.`);
  return { place, userId: user.id };
}
