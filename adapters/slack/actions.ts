/** Buttons, selects and votes on cards, in messages and in modals. */
import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Chat } from '../../src/chat/mod.ts';
import type { Logger } from '../../src/log.ts';
import { type Chosen, decode } from './action-id.ts';
import { askerOf } from './asker.ts';
import type { DigestParts } from './digest-commands.ts';
import { handleSettingsButton, SETTINGS_BUTTON } from './digest-submission.ts';
import { renderSectionView } from './render-view.ts';
import { apologise, checked, respondWith } from './send.ts';

type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** Acknowledges every action, and does what those of ours stand for. */
export async function handleAction(
  args: ActionArgs,
  chat: Chat,
  digest: DigestParts,
  log: Logger,
): Promise<void> {
  const { ack, action, body, client, respond } = args;
  await ack();
  if (action.action_id === SETTINGS_BUTTON) return handleSettingsButton(args, digest);
  const chosen = decode(action as Chosen);
  if (chosen === null) return; // a link's button, or one of another version
  const { user, team, view, trigger_id } = body;
  const asker = askerOf({
    teamId: team?.id ?? user.team_id ?? '',
    userId: user.id,
    channelId: body.channel?.id ?? 'home',
    threadTs: body.message?.['thread_ts'] as string | undefined,
  });
  try {
    const { card, visibility } = await chat.press(chosen, asker, user.username ?? user.name ?? 'somebody');
    if (chosen.kind === 'section' && view !== undefined) {
      await client.views.update({ view_id: view.id, view: checked(renderSectionView(card, chosen.target)) });
    } else if (chosen.kind === 'details' || view !== undefined) {
      const modal = checked(renderSectionView(card, chosen.target));
      // From a modal a second one is stacked upon it; from the Home tab or a message one is opened.
      if (view?.type === 'modal') await client.views.push({ trigger_id, view: modal });
      else await client.views.open({ trigger_id, view: modal });
    } else {
      await respondWith(respond, card, visibility === 'shared' ? 'in_channel' : 'ephemeral');
    }
  } catch (error) {
    log.error({ err: error, action: chosen.kind }, 'A button could not do what it stands for');
    await apologise(respond, log);
  }
}
