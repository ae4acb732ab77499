/** Buttons, selects and votes on cards, in messages and in modals. */
import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Pressed } from '../../src/chat/mod.ts';
import { announceAll } from '../../src/quiz/mod.ts';
import { type ActionId, type Chosen, decode } from './action-id.ts';
import { askerOf } from './asker.ts';
import type { BotParts } from './bot-parts.ts';
import { handleSettingsButton, SETTINGS_BUTTON } from './digest-submission.ts';
import { renderSectionView } from './render-view.ts';
import { apologise, checked, replaceWith, respondWith } from './send.ts';

type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** Acknowledges every action, and does what those of ours stand for. */
export async function handleAction(
  args: ActionArgs,
  { chat, quiz, quizHost, digests, log }: BotParts,
): Promise<void> {
  const { ack, action, body, respond } = args;
  await ack();
  if (action.action_id === SETTINGS_BUTTON) return handleSettingsButton(args, digests, log);
  const chosen = decode(action as Chosen);
  if (chosen === null) return; // a link's button, or one of another version
  const { user, team } = body;
  const asker = askerOf({
    teamId: team?.id ?? user.team_id ?? '',
    userId: user.id,
    channelId: body.channel?.id ?? 'home',
    threadTs: body.message?.['thread_ts'] as string | undefined,
  });
  try {
    const pressed = await chat.press(chosen, asker, user.username ?? user.name ?? 'somebody');
    try {
      await show(pressed, chosen, args);
    } finally {
      // They were claimed: what is not posted now is never posted.
      await announceAll(quiz, quizHost, pressed.announcements ?? [], log);
    }
  } catch (error) {
    log.error({ err: error, action: chosen.kind }, 'A button could not do what it stands for');
    await apologise(respond, log);
  }
}

/** In the place of the card with the button, beside it, or in a window where it stands in one. */
async function show(
  { card, visibility }: Pressed,
  { kind, target }: ActionId,
  { body: { view, trigger_id }, client, respond }: ActionArgs,
): Promise<void> {
  if (kind !== 'details' && view === undefined) {
    if (visibility === 'replace') return replaceWith(respond, card);
    return respondWith(respond, card, visibility === 'shared' ? 'in_channel' : 'ephemeral');
  }
  const modal = checked(renderSectionView(card, target));
  if (visibility === 'replace' && view?.type === 'modal') {
    await client.views.update({ view_id: view.id, view: modal });
    return;
  }
  // From a modal a second one is stacked upon it; from the Home tab or a message one is opened.
  if (view?.type === 'modal') await client.views.push({ trigger_id, view: modal });
  else await client.views.open({ trigger_id, view: modal });
}
