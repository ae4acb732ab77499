/** Shortcuts: asking from anywhere, and asking about a message. */
import type {
  AllMiddlewareArgs,
  MessageShortcut,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import type { Card } from '../../src/cards/mod.ts';
import { type Chat, failureCard, restated, searchingCard } from '../../src/chat/mod.ts';
import type { Logger } from '../../src/log.ts';
import { askerOf } from './asker.ts';
import type { BotParts } from './bot-parts.ts';
import { handleSettings } from './digest-submission.ts';
import { DIGEST_VIEW } from './digest-view.ts';
import { plainQuestion } from './messages.ts';
import { ASK_VIEW, askView, renderSectionView } from './render-view.ts';
import { apologise, checked, respondWith } from './send.ts';

/** `callback_id` of the message shortcut; the other one opens the question. */
const ASK_ABOUT_THIS = 'ask_about_this';

type ShortcutArgs = SlackShortcutMiddlewareArgs & AllMiddlewareArgs;
type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

export async function handleShortcut(
  { ack, shortcut, client, respond }: ShortcutArgs,
  chat: Chat,
  log: Logger,
): Promise<void> {
  await ack();
  try {
    if (shortcut.callback_id === ASK_ABOUT_THIS && shortcut.type === 'message_action') {
      await answerAbout(shortcut, respond, chat);
    } else {
      await client.views.open({ trigger_id: shortcut.trigger_id, view: checked(askView()) });
    }
  } catch (error) {
    log.error({ err: error, shortcut: shortcut.callback_id }, 'A shortcut could not do what it stands for');
    if (shortcut.type === 'message_action') await apologise(respond, log);
  }
}

async function answerAbout(
  { message, user, team, channel }: MessageShortcut,
  respond: ShortcutArgs['respond'],
  chat: Chat,
): Promise<void> {
  const asker = askerOf({ teamId: team?.id ?? '', userId: user.id, channelId: channel.id });
  const card = await chat.ask(plainQuestion(message.text ?? '', undefined), asker, true);
  await respondWith(respond, card, 'ephemeral');
}

/** Answers the question of the modal in the modal's place, or saves a digest. Other modals of ours have nothing to submit. */
export async function handleSubmission(args: SubmitArgs, { chat, digests, log }: BotParts): Promise<void> {
  const { ack, view, body, client } = args;
  if (view.callback_id === DIGEST_VIEW.callbackId) return handleSettings(args, digests, log);
  if (view.callback_id !== ASK_VIEW.callbackId) return ack();
  const question = view.state.values[ASK_VIEW.blockId]?.[ASK_VIEW.actionId]?.value ?? '';
  const { user, team } = body;
  const asker = askerOf({ teamId: team?.id ?? user.team_id ?? '', userId: user.id, channelId: 'modal' });
  await ack({ response_action: 'update', view: checked(renderSectionView(searchingCard(), '')) });
  const show = (card: Card) =>
    client.views.update({ view_id: view.id, view: checked(renderSectionView(card, '')) });
  try {
    await show(restated(await chat.ask(question, asker, false), question));
  } catch (error) {
    log.error({ err: error }, 'A question from the modal could not be answered');
    await show(failureCard()).catch((cause: unknown) => {
      log.warn({ err: cause }, 'Not even the apology arrived');
    });
  }
}
